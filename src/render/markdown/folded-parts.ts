import type { CheckRow } from '../model/check-groups.ts';
import type { ChangeRow } from '../model/change-rows.ts';
import type { TargetReport } from '../model/plan-report.ts';
import { signWords } from '../model/sign.ts';
import { isStepRow, type Row } from '../model/step-rows.ts';
import { foldedBlock, type Block } from './block.ts';
import { code, empty, fenceFor, fenceLine, joined, md, type Markdown } from './escape-markdown.ts';

const list = (rank: Block['rank'], noun: string, items: readonly Markdown[]): Omit<Block, 'after'> => ({
  rank,
  noun,
  items: items.map((item) => md`- ${item}`),
  open: empty,
  close: empty,
});

const folded = (title: Markdown, block: Omit<Block, 'after'>): readonly Block[] =>
  block.items.length === 0 ? [] : [foldedBlock(title, block)];

export const checkItem = (row: CheckRow): Markdown =>
  joined(
    [
      md`**${row.word} ${row.code}** ${row.summary}${row.place === null ? '' : md` ${code(row.place)}`}`,
      ...row.lines.map((line) => md`${line}`),
      ...(row.fix === null ? [] : [md`fix: ${row.fix}`]),
    ],
    '<br>',
  );

const rowCells = (row: Row): Markdown => {
  switch (row.is) {
    case 'point':
      return md`| | | **${row.says}** | | | |`;
    case 'gate':
      return md`| ${code(row.sign)} ${signWords[row.sign]} | ${code(row.id)} | ${joined(
        [row.says, ...row.question].map((says) => md`${says}`),
        '<br>',
      )} | | | |`;
    case 'step': {
      const wayBack = row.undo === null ? row.wayBack : `${row.wayBack}: ${row.undo}`;
      return md`| ${row.number} ${code(row.sign)} ${signWords[row.sign]} | ${code(row.id)} | ${row.what} | ${wayBack} | ${row.takes} | ${row.downtime === null ? '-' : `${row.downtime.what} ${row.away}`} |`;
    }
  }
};

const steps = (target: TargetReport): readonly Block[] => {
  const count = target.rows.filter(isStepRow).length;
  if (count === 0) return [];
  return folded(md`Steps: ${count}, ${target.forEver.length} for ever`, {
    rank: 1,
    noun: 'rows',
    open: md`
| # | step | what | way back | takes | away |\n|---|---|---|---|---|---|\n
    `,
    items: target.rows.map(rowCells),
    close: target.wayOut === null || target.standing !== 'READY' ? empty : md`\n\n${target.wayOut}`,
  });
};

const changeLines = (change: ChangeRow): readonly Markdown[] =>
  change.lines === null
    ? [fenceLine(`${change.sign} `, `${change.fact}: ${change.before} \u2192 ${change.after}`)]
    : [
        fenceLine(`${change.sign} `, `${change.fact}:`),
        ...change.lines.map(({ sign, text }) =>
          fenceLine(sign === '@' ? '@@ ' : sign, sign === '@' ? `${text} @@` : text),
        ),
      ];

const changes = (target: TargetReport): readonly Block[] => {
  const items = target.changes.flatMap(changeLines);
  const fence = fenceFor(items);
  return folded(md`Changes: ${target.changes.length}`, {
    rank: 1,
    noun: 'lines',
    open: { markdown: `${fence}diff\n` },
    items,
    close: { markdown: `\n${fence}` },
  });
};

/** Whatever did not pass and does not block; blocking checks are on the first screen. */
const checks = ({ checks: groups }: TargetReport): readonly Block[] =>
  folded(
    md`Checks: ${groups.count}`,
    list(2, 'checks', [
      ...[...groups.warn, ...groups.waived].map(checkItem),
      ...groups.notYet.map((row) => md`**NOT YET CHECKED ${row.code}** ${row.demands}`),
      ...groups.later.map(checkItem),
    ]),
  );

const expectations = ({ rows }: TargetReport): readonly Block[] =>
  folded(
    md`
What each step expects right before it is sent
    `,
    list(
      3,
      'expectations',
      rows.filter(isStepRow).flatMap(({ id, expects }) => expects.map((text) => md`${code(id)}: ${text}`)),
    ),
  );

/** All that the first screen left out, folded, what a reviewer asks first on top. */
export const foldedParts = (target: TargetReport): readonly Block[] => [
  ...steps(target),
  ...checks(target),
  ...changes(target),
  ...folded(
    md`Gains: ${target.gains.length}`,
    list(
      2,
      'gains',
      target.gains.map(({ says, source }) => md`${says} (${source})`),
    ),
  ),
  ...folded(
    md`Left behind: ${target.leftBehind.length}`,
    list(
      2,
      'items',
      target.leftBehind.map((says) => md`${says}`),
    ),
  ),
  ...expectations(target),
  ...folded(
    md`Evidence: ${target.evidence.length} calls, read ${target.readAt}`,
    list(
      3,
      'calls',
      target.evidence.map((says) => md`${says}`),
    ),
  ),
];
