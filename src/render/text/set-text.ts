import { momentWords } from '../model/moment.ts';
import type { MemberRow, SetReport } from '../model/set-report.ts';
import { checksInFull } from './checks-text.ts';
import { displayWidth, padTo } from './display-width.ts';
import { escapeText } from './escape-text.ts';
import { atRight, paragraph, type Line } from './line.ts';
import { standingStyle } from './standing-style.ts';
import { flow, wrap } from './wrap.ts';

const heads = ['machine', 'how', 'off for', 'when', 'why, and why not a better way'] as const;
/** A column is no wider than this; what is longer breaks. */
const widest = [22, 8, 12, 21] as const;

type Cells = readonly [string, string, string, string, string];

const cellsOf = ({ members, how, offFor, when, why }: MemberRow): Cells => [members, how, offFor, when, why.join('; ')];

/** The first columns as wide as they need, the words in what is left. */
const widthsOf = (rows: readonly Cells[], width: number): readonly number[] => {
  const narrow = widest.map((limit, at) =>
    Math.min(limit, Math.max(...[heads, ...rows].map((cells) => displayWidth(escapeText(cells[at] ?? ''))))),
  );
  const taken = narrow.reduce((all, one) => all + one + 2, 2);
  return [...narrow, Math.max(20, width - taken)];
};

const rowLines = (cells: readonly string[], widths: readonly number[]): readonly string[] => {
  const columns = cells.map((cell, at) => wrap(cell, widths[at] ?? 20));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((lines, at) => padTo(lines[line] ?? '', widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  ).map((text) => `  ${text}`);
};

const table = (rows: readonly MemberRow[], width: number): readonly Line[] => {
  const cells = rows.map(cellsOf);
  const widths = widthsOf(cells, width);
  return [
    ...rowLines(heads, widths).map((text): Line => ({ text, style: 'strong' })),
    ...cells.flatMap((row) =>
      rowLines(row, widths).map((text): Line =>
        row[1] === 'BLOCKED' || row[1] === 'UNREAD' ? { text, style: 'bad' } : { text },
      ),
    ),
  ];
};

const labelled = (label: string, says: string | null, width: number): readonly Line[] =>
  says === null ? [] : paragraph({ lead: `  ${label.padEnd(5)}  `, text: says, width, style: 'strong' });

/** A set: a row for members that are alike, and what is true of all of them once. */
export const setText = (set: SetReport, width: number): readonly Line[] => {
  const text = [set.address, set.journey ?? ''].join('  ').trim();
  const head = { text: `${set.head}  ${escapeText(text)}`, style: standingStyle[set.standing], span: set.head.length };
  return [
    ...atRight([head], set.corner, width),
    ...table(set.rows, width),
    ...labelled('Yes', set.yes, width),
    ...labelled('Limit', set.limits, width),
    ...set.notes.flatMap((says) => labelled('Note', says, width)),
    ...checksInFull(set.inTheWay, width),
    ...(set.warn.length > 0 ? [{ text: '  A yes also accepts:', style: 'strong' } as const] : []),
    ...checksInFull(set.warn, width),
    ...labelled('Left', set.leftBehind, width),
    ...flow([...set.counts, `read ${momentWords(set.readAt)}`], ' | ', width).map((line) => ({ text: `  ${line}` })),
  ];
};
