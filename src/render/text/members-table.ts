import type { MemberRow } from '../model/plan-report.ts';
import { displayWidth, padTo } from './display-width.ts';
import { escapeText } from './escape-text.ts';
import type { Line } from './line.ts';
import { wrap } from './wrap.ts';

const indent = '  ';

/** What is longer than a column's widest breaks; the last column has what is left. */
const columns = [
  { head: 'machine', widest: 22, cell: ({ members }: MemberRow): string => members },
  { head: 'how', widest: 8, cell: ({ how }: MemberRow): string => how },
  { head: 'off for', widest: 12, cell: ({ offFor }: MemberRow): string => offFor },
  { head: 'when', widest: 15, cell: ({ when }: MemberRow): string => when },
] as const;

const whyHead = 'why, and why not a better way';
/** The words need so much room, or stand under their row. */
const leastWords = 20;

interface Layout {
  readonly columns: readonly {
    readonly head: string;
    readonly width: number;
    readonly cell: (row: MemberRow) => string;
  }[];
  /** How wide the words are, and what stands before them. */
  readonly words: number;
  readonly before: number;
}

const widthOf = (text: string): number => displayWidth(escapeText(text));

/** A column in which nobody says anything is left out; each is as wide as it needs. */
const layoutOf = (rows: readonly MemberRow[], width: number): Layout => {
  const used = columns
    .filter(({ cell }, at) => at === 0 || rows.some((row) => cell(row) !== ''))
    .map(({ head, widest, cell }) => ({
      head,
      cell,
      width: Math.min(widest, Math.max(...[head, ...rows.map(cell)].map(widthOf))),
    }));
  const beside = used.reduce((all, column) => all + column.width + 2, indent.length);
  const hasRoom = width - beside >= leastWords;
  const before = hasRoom ? beside : indent.length + 2;
  return { columns: used, words: width - before, before };
};

const beside = (cells: readonly (readonly string[])[], widths: readonly number[]): readonly string[] => {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells.map((lines, at) => padTo(lines[line] ?? '', widths[at] ?? 0)).join('  '),
  ).map((text) => indent + text);
};

/** A name that is longer than its column has lines of its own, and the rest of the row stands under it. */
const fits = (cells: readonly (readonly string[])[], { columns: all }: Layout): boolean =>
  (cells[0] ?? []).every((line) => displayWidth(line) <= (all[0]?.width ?? 0));

const cellsLines = (cells: readonly string[], why: string, layout: Layout): readonly string[] => {
  const widths = layout.columns.map(({ width }) => width);
  const parts = cells.map((cell, at) => wrap(cell, widths[at] ?? leastWords));
  const words = why === '' ? [] : wrap(why, layout.words);
  const isUnder = layout.before === indent.length + 2;
  if (!fits(parts, layout)) {
    const names = wrap(cells[0] ?? '', layout.before + layout.words - indent.length).map((line) => indent + line);
    return [...names, ...cellsLines(['', ...cells.slice(1)], why, layout)];
  }
  if (isUnder) return [...beside(parts, widths), ...words.map((line) => `${indent}  ${line}`)];
  return beside([...parts, words.length === 0 ? [''] : words], widths);
};

const rowLines = (row: MemberRow, layout: Layout): readonly Line[] =>
  cellsLines(
    layout.columns.map(({ cell }) => cell(row)),
    row.why.join('; '),
    layout,
  ).map((text): Line => (row.isHeld ? { text, style: 'bad' } : { text }));

/** The members of a set: who, how, for how long off, when, and why so. */
export const membersTable = (rows: readonly MemberRow[], width: number): readonly Line[] => {
  const layout = layoutOf(rows, width);
  const heads = cellsLines(
    layout.columns.map(({ head }) => head),
    whyHead,
    layout,
  );
  return [...heads.map((text): Line => ({ text, style: 'faint' })), ...rows.flatMap((row) => rowLines(row, layout))];
};
