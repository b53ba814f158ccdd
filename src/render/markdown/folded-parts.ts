import type { ChangeRow } from '../model/change-rows.ts';
import type { CheckRow } from '../model/check-groups.ts';
import type { TargetReport } from '../model/plan-report.ts';
import { codeCounts } from '../model/code-counts.ts';
import { isStepRow } from '../model/step-rows.ts';
import { folded, listed, type Block, type Item } from './block.ts';
import { code, empty, fenceFor, fenceLine, joined, say, type Markdown } from './escape-markdown.ts';
import { stepsBlock } from './steps-block.ts';

const list = (rank: Block['rank'], noun: string, items: readonly Item[]): Omit<Block, 'after'> => ({
  rank,
  noun,
  items: listed(items),
  open: empty,
  close: empty,
});

/** A check in full: code, summary, place, details and evidence, the way past it. */
export const checkItem = (row: CheckRow): Markdown =>
  joined(
    [
      say`**${row.word} ${row.code}** ${row.summary}${row.place === null ? '' : say` ${code(row.place)}`}`,
      ...[...row.details, ...row.evidence].map((line) => say`${line}`),
      ...(row.fix === null ? [] : [say`fix: ${row.fix}`]),
    ],
    '<br>',
  );

/** Checks by their codes alone. No code is cut, so each is written by itself. */
export const codesOf = (rows: readonly CheckRow[]): Markdown =>
  joined(
    codeCounts(rows).map((says) => say`${says}`),
    ', ',
  );

const changeLines = ({ sign, fact, before, after, lines }: ChangeRow): readonly Markdown[] =>
  lines === null
    ? [fenceLine(`${sign} `, `${fact}: ${before} \u2192 ${after}`)]
    : [
        fenceLine(`${sign} `, `${fact}:`),
        ...lines.map((line) =>
          line.sign === '@' ? fenceLine('@@ ', `${line.text} @@`) : fenceLine(line.sign, line.text),
        ),
      ];

const changes = (target: TargetReport): readonly Block[] => {
  const items = target.changes.flatMap(changeLines);
  const fence = fenceFor(items);
  return folded(`Changes: ${target.changes.length}`, {
    rank: 2,
    noun: 'lines',
    open: { markdown: `${fence}diff\n` },
    items: items.map((item) => () => item),
    close: { markdown: `\n${fence}` },
  });
};

/** Whatever did not pass and does not block; blocking checks are on the first screen. */
export const foldedChecks = ({ checks: groups }: Pick<TargetReport, 'checks'>): readonly Block[] => {
  const items = [
    ...[...groups.warn, ...groups.waived].map((row) => () => checkItem(row)),
    ...groups.notYet.map((row) => () => say`**NOT YET CHECKED ${row.code}** ${row.demands}`),
    ...groups.later.map((row) => () => checkItem(row)),
  ];
  return folded(
    `Checks: ${groups.total} made, ${groups.pass} pass, ${groups.notYet.length} not yet checked`,
    list(3, 'checks', items),
  );
};

const expectations = ({ rows }: TargetReport): readonly Block[] => {
  const items = rows
    .filter(isStepRow)
    .flatMap(({ id, expects }) => expects.map((text) => () => say`${code(id)}: ${text}`));
  return folded('What each step expects right before it is sent', list(4, 'expectations', items));
};

const plain = (texts: readonly string[]): readonly Item[] => texts.map((text) => () => say`${text}`);

/** What is neither a step nor a check. */
export const foldedRest = (target: TargetReport): readonly Block[] => {
  const gains = target.gains.map(
    ({ says, source }) =>
      () =>
        say`${says} (${source})`,
  );
  return [
    ...changes(target),
    ...folded(`Gains: ${gains.length}`, list(3, 'gains', gains)),
    ...folded(`Left behind: ${target.leftBehind.length}`, list(3, 'items', plain(target.leftBehind))),
    ...expectations(target),
    ...folded(
      `Evidence: ${target.evidence.length} ${target.evidence.length === 1 ? 'call' : 'calls'}`,
      list(4, 'calls', plain(target.evidence)),
    ),
  ];
};

/** Whether there is anything but steps to fold: asked of a thousand members, of which few are written out. */
export const hasMore = (target: TargetReport): boolean => {
  const { warn, waived, notYet, later } = target.checks;
  return (
    [warn, waived, notYet, later].some((all) => all.length > 0) ||
    target.rows.some((row) => isStepRow(row) && row.expects.length > 0) ||
    [target.changes, target.gains, target.leftBehind, target.evidence].some((all) => all.length > 0)
  );
};

/** All that the first screen left out, folded, what a reviewer asks first on top. */
export const foldedParts = (target: TargetReport): readonly Block[] => [
  ...stepsBlock(target),
  ...foldedChecks(target),
  ...foldedRest(target),
];
