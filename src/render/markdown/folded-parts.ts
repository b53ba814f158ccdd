import type { ChangeRow } from '../model/change-rows.ts';
import type { CheckRow } from '../model/check-groups.ts';
import type { TargetReport } from '../model/plan-report.ts';
import { isStepRow } from '../model/step-rows.ts';
import { folded, type Block } from './block.ts';
import { code, empty, fenceFor, fenceLine, joined, say, type Markdown } from './escape-markdown.ts';
import { stepsBlock } from './steps-block.ts';

const list = (rank: Block['rank'], noun: string, items: readonly Markdown[]): Omit<Block, 'after'> => ({
  rank,
  noun,
  items: items.map((item) => say`- ${item}`),
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
    rank: 1,
    noun: 'lines',
    open: { markdown: `${fence}diff\n` },
    items,
    close: { markdown: `\n${fence}` },
  });
};

/** Whatever did not pass and does not block; blocking checks are on the first screen. */
export const foldedChecks = ({ checks: groups }: Pick<TargetReport, 'checks'>): readonly Block[] => {
  const items = [
    ...[...groups.warn, ...groups.waived].map(checkItem),
    ...groups.notYet.map((row) => say`**NOT YET CHECKED ${row.code}** ${row.demands}`),
    ...groups.later.map(checkItem),
  ];
  return folded(
    `Checks: ${groups.total} made, ${groups.pass} pass, ${groups.notYet.length} not yet checked`,
    list(2, 'checks', items),
  );
};

const expectations = ({ rows }: TargetReport): readonly Block[] => {
  const items = rows.filter(isStepRow).flatMap(({ id, expects }) => expects.map((text) => say`${code(id)}: ${text}`));
  return folded('What each step expects right before it is sent', list(3, 'expectations', items));
};

const plain = (texts: readonly string[]): readonly Markdown[] => texts.map((text) => say`${text}`);

/** What is neither a step nor a check. */
export const foldedRest = (target: TargetReport): readonly Block[] => {
  const gains = target.gains.map(({ says, source }) => say`${says} (${source})`);
  return [
    ...changes(target),
    ...folded(`Gains: ${gains.length}`, list(2, 'gains', gains)),
    ...folded(`Left behind: ${target.leftBehind.length}`, list(2, 'items', plain(target.leftBehind))),
    ...expectations(target),
    ...folded(
      `Evidence: ${target.evidence.length} ${target.evidence.length === 1 ? 'call' : 'calls'}`,
      list(3, 'calls', plain(target.evidence)),
    ),
  ];
};

/** All that the first screen left out, folded, what a reviewer asks first on top. */
export const foldedParts = (target: TargetReport): readonly Block[] => [
  ...stepsBlock(target),
  ...foldedChecks(target),
  ...foldedRest(target),
];
