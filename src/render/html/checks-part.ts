import type { CheckGroups, CheckRow } from '../model/check-groups.ts';
import { checkAnchor } from './anchor.ts';
import { list, markup, nothing, type Html } from './markup.ts';
import { below, part, type Level } from './part.ts';

/** Anchors of one target's checks: a code that speaks twice has two. */
export type AnchorOf = (code: string) => string;

export const anchorsOf = (address: string): AnchorOf => {
  const seen = new Map<string, number>();
  return (code) => {
    const nth = (seen.get(code) ?? 0) + 1;
    seen.set(code, nth);
    return checkAnchor(address, code, nth);
  };
};

const lines = (name: string, texts: readonly string[]): readonly Html[] =>
  texts.map((text) => markup`<p class="${name}">${text}</p>\n`);

/** A check in full: its verdict in words, what it says, where, why, and the way past it. Its code links to itself. */
const checkItem = (row: CheckRow, anchorOf: AnchorOf): Html => {
  const anchor = anchorOf(row.code);
  const place = row.place === null ? nothing : markup` <code class="place">${row.place}</code>`;
  return markup`<div class="check is-${row.word.toLowerCase()}" id="${anchor}" data-code="${row.code}" data-verdict="${row.word}">
<p class="check-head"><span class="badge">${row.word}</span> <a class="code" href="#${anchor}">${row.code}</a> ${row.summary}${place}</p>
${lines('detail', row.details)}${lines('evidence', row.evidence)}${row.fix === null ? nothing : markup`<p class="fix"><b>fix:</b> ${row.fix}</p>\n`}</div>`;
};

const checkList = (rows: readonly CheckRow[], anchorOf: AnchorOf): Html =>
  list(
    'checks',
    rows.map((row) => checkItem(row, anchorOf)),
  );

const notYetList = ({ notYet }: CheckGroups): Html =>
  list(
    'checks',
    notYet.map(
      ({ code, demands }) =>
        markup`<div class="check is-notyet"><p class="check-head"><span class="badge">NOT YET CHECKED</span> <span class="code">${code}</span> ${demands}</p></div>`,
    ),
  );

/** What must be seen to before anything can start: never folded. */
export const inTheWayPart = ({ inTheWay }: CheckGroups, level: Level, anchorOf: AnchorOf): Html =>
  part({ level, title: 'In the way', aside: String(inTheWay.length), body: checkList(inTheWay, anchorOf) });

/** Whatever did not pass and does not block, and how many did. */
export const checksPart = (checks: CheckGroups, level: Level, anchorOf: AnchorOf): Html => {
  const { warn, waived, later } = checks;
  const speak = checkList([...warn, ...waived, ...later], anchorOf);
  const silent = notYetList(checks);
  const title = 'Not checked by this version';
  const notYet = part({ level: below(level), title, aside: String(checks.notYet.length), fold: 'shut', body: silent });
  const counts = markup`<p class="counts">${checks.counts.join(' \u00b7 ')}</p>\n`;
  const fold = warn.length + waived.length > 0 ? 'open' : 'shut';
  return part({
    level,
    title: 'Checks',
    aside: `${checks.total} made`,
    fold,
    body: markup`${counts}${speak}${notYet}`,
  });
};
