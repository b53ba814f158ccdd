import { momentWords } from '../model/moment.ts';
import type { SetReport } from '../model/set-report.ts';
import type { Block } from './block.ts';
import { empty, joined, say, type Markdown } from './escape-markdown.ts';
import { checkItem } from './folded-parts.ts';

const heading = ({ head, address, journey }: SetReport): Markdown =>
  joined(
    [say`### ${head}`, say`${address}`, ...(journey === null ? [] : [say`${journey.replaceAll(' -> ', ' \u2192 ')}`])],
    ' \u00b7 ',
  );

const labelled = (label: string, says: string | null): readonly Markdown[] =>
  says === null ? [] : [say`**${label}** ${says}`];

const table = (set: SetReport): Block => ({
  rank: 0,
  noun: 'rows',
  open: say`${heading(set)}\n\n| machine | how | off for | when | why, and why not a better way |\n|---|---|---|---|---|\n`,
  items: set.rows.map(
    ({ members, how, offFor, when, why }) => say`| ${members} | ${how} | ${offFor} | ${when} | ${why.join('; ')} |`,
  ),
  close: joined(
    [
      empty,
      ...labelled('Yes', set.yes),
      ...labelled('Limit', set.limits),
      ...set.notes.map((says) => say`Note: ${says}`),
      ...labelled('Left behind', set.leftBehind),
      empty,
    ],
    '\n\n',
  ),
  after: empty,
});

const list = (rank: Block['rank'], noun: string, items: readonly Markdown[]): readonly Block[] =>
  items.length === 0 ? [] : [{ rank, noun, items, open: empty, close: empty, after: { markdown: '\n\n' } }];

/** The first screen of a set: a row for members that are alike, and what is true of all of them once. */
export const setBlocks = (set: SetReport): readonly Block[] => [
  table(set),
  ...list(
    0,
    'checks',
    [...set.inTheWay, ...set.warn].map((row) => say`- ${checkItem(row)}`),
  ),
  ...list(1, 'lines', [say`${set.counts.join(', ')} \u00b7 read ${momentWords(set.readAt)}`]),
];
