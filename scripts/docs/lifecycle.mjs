// A step's life as pages show it: found by asking src/core/lifecycle.ts and src/core/step-history.ts, situation by situation.
import { load } from './load.mjs';
import { cell, code, table } from './tables.mjs';

const { lifecycle, words, branches, history } = {
  lifecycle: await load('src/core/lifecycle.ts'),
  words: await load('src/core/lifecycle-words.ts'),
  branches: await load('src/core/lifecycle-branches.ts'),
  history: await load('src/core/step-history.ts'),
};

const lasts = Object.keys(lifecycle.table);
const probesOf = (last) => Object.keys(lifecycle.table[last]);

const branchesIn = ({ traits, again }, last, probe) => branches.branchesOf({ ...traits, again: again[0], last, probe });

/** Things of one text, in their order: `[text, [thing, …]]`. */
const grouped = (things, textOf) =>
  [...new Set(things.map(textOf))].map((text) => [text, things.filter((thing) => textOf(thing) === text)]);

/** What may be written after an intent, and how a person settles: the record that is the newest then is `historyOf`'s word. */
const fence = { nonce: '', date: '2026-01-01T00:00:00Z' };
const intent = { type: 'intended', step: 's', at: fence.date, fence };
const follows = [
  { from: 'intended', line: { type: 'sent', task: null }, says: 'accepted' },
  { from: 'intended', line: { type: 'refused', throttled: false }, says: 'refused' },
  { from: 'intended', line: { type: 'refused', throttled: true }, says: 'asked to wait' },
  { from: 'intended', line: { type: 'unsent' }, says: 'nothing left' },
  { from: 'ambiguous', line: { type: 'settled', as: 'sent' }, says: 'settle as sent' },
  { from: 'ambiguous', line: { type: 'settled', as: 'not-sent' }, says: 'settle as not-sent' },
].map(({ from, line, says }) => ({
  from,
  to: history.historyOf([intent, { step: 's', at: fence.date, ...line }], 's').last,
  says,
}));

/** Where an act leads: to a record, or to an end without one. The others leave the step where it is. */
const placeAfter = ({ act, as }) =>
  ({ send: 'intended', 'record-done': 'done', 'record-failed': 'failed', end: as })[act] ?? null;

const edgesFrom = (last, classes) =>
  probesOf(last).flatMap((probe) => {
    const acts = classes.flatMap((one) => branchesIn(one, last, probe).map(({ act }) => act));
    const places = [...new Set(acts.map(placeAfter))].filter((place) => place !== null);
    return places.map((to) => ({ from: last, to, says: words.probeWords[probe] }));
  });

/** The records that a step of a class can come to: nothing is sent for one that only reads, so nothing is ever intended. */
const recordsOf = (one) => {
  const found = ['none'];
  for (const place of found) {
    const edges = [...(lasts.includes(place) ? edgesFrom(place, [one]) : []), ...follows];
    const next = edges.filter(({ from }) => from === place).map(({ to }) => to);
    found.push(...new Set(next.filter((to) => !found.includes(to))));
  }
  return found;
};

const classes = branches.stepClasses.map((one) => ({ ...one, records: recordsOf(one) }));
const classesAt = (last) => classes.filter(({ records }) => records.includes(last));

const labelOf = (some, all) => {
  if (some.length === all.length) return 'any';
  return grouped(some, ({ what }) => what)
    .map(([what, same]) => {
      const isWhole = all.filter((one) => one.what === what).length === same.length;
      return isWhole ? what : same.map(({ which }) => `${what} (${which})`).join(', ');
    })
    .join(', ');
};

/** The acts after one probe: for every class of step, or for each that differs. */
const waysAfter = (last, probe) =>
  grouped(classesAt(last), (one) =>
    branchesIn(one, last, probe)
      .map(({ when, act }) => `${when.length === 0 ? '–' : cell(when.join('; '))} | ${cell(words.actWords(act))}`)
      .join('\n'),
  ).map(([ways, same]) => ({ step: labelOf(same, classesAt(last)), ways: ways.split('\n') }));

const probesLabel = (probes, last) =>
  probes.length === probesOf(last).length ? 'anything' : probes.map((probe) => words.probeWords[probe]).join(', ');

const rowsAfter = (last) =>
  grouped(probesOf(last), (probe) => JSON.stringify(waysAfter(last, probe))).flatMap(([, probes]) =>
    waysAfter(last, probes[0]).flatMap(({ step, ways }, part) =>
      ways.map((way, at) => [
        part + at === 0 ? probesLabel(probes, last) : '',
        at === 0 ? step : '',
        ...way.split(' | '),
      ]),
    ),
  );

/** Each newest record with what it says, and what follows each probe. */
export const lifeTables = () =>
  grouped(lasts, (last) => JSON.stringify(rowsAfter(last)))
    .map(([, same]) =>
      [
        `### ${same.map((last) => (last === 'none' ? 'No record' : code(last))).join(', ')}`,
        '',
        same.map((last) => words.lastWords[last]).join(' '),
        '',
        table(['the probe says', 'step', 'when', 'then'], rowsAfter(same[0])),
      ].join('\n'),
    )
    .join('\n\n');

/** Which operations are of which class, from the contracts of every kind. */
export const lifeClasses = (kinds) => {
  const contracts = kinds.flatMap((kind) => Object.values(kind.contracts));
  const rows = classes.map((one) => {
    const own = contracts.filter((contract) => branches.isOfClass(contract, one));
    return [
      `${one.what} (${one.which})`,
      grouped(own, ({ again }) => again)
        .map(
          ([again, same]) => `${code(again)}: ${[...new Set(same.map(({ operation }) => code(operation)))].join(', ')}`,
        )
        .join('; '),
    ];
  });
  return table(['a step is a', 'by `again`, its operations'], rows);
};

const isOver = (last) => edgesFrom(last, classesAt(last)).length === 0;

const arrows = (edges) =>
  grouped(edges, ({ from, to }) => `${from} --> ${to}`).map(
    ([arrow, same]) => `  ${arrow}: ${[...new Set(same.map(({ says }) => says))].join(', ')}`,
  );

/** What follows alike from every record that is not the last is one arrow from all of them. */
export const lifeDiagram = () => {
  const open = lasts.filter((last) => !isOver(last));
  const edges = open.flatMap((last) => edgesFrom(last, classesAt(last)));
  const isCommon = ({ to, says }) => edges.filter((one) => one.to === to && one.says === says).length === open.length;
  const common = edges
    .filter((edge) => edge.from === open[0] && isCommon(edge))
    .map((edge) => ({ ...edge, from: 'open' }));
  const own = [...edges.filter((edge) => !isCommon(edge)), ...follows];
  const isInside = ({ from, to }) => open.includes(from) && open.includes(to);
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  state "not over" as open {',
    '    state "no record" as none',
    '    [*] --> none',
    ...arrows(own.filter(isInside)).map((line) => `  ${line}`),
    '  }',
    ...arrows([...common, ...own.filter((edge) => !isInside(edge))]),
    ...lasts.filter(isOver).map((last) => `  ${last} --> [*]`),
    '```',
  ].join('\n');
};
