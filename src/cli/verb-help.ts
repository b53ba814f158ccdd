import type { Command, OptionRow } from './command.ts';
import { boundsOf, helpRow, operandOf, usageOf } from './flags.ts';

/** Help is read at any terminal, and in mails. */
const width = 80;

/** Words in lines of at most so many columns; a word that is longer has a line of its own. */
const wrapped = (text: string, columns: number): readonly string[] =>
  text.split(' ').reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);

type Row = readonly [what: string, means: string];

/** Terms that are longer than this stand on a line of their own. */
const longestTerm = 24;

const table = (rows: readonly Row[]): readonly string[] => {
  const column = Math.min(longestTerm, Math.max(...rows.map(([what]) => what.length)));
  const indent = column + 4;
  return rows.flatMap(([what, means]) => {
    const lines = wrapped(means, width - indent).map((line) => `${' '.repeat(indent)}${line}`);
    if (what.length > column) return [`  ${what}`, ...lines];
    return [`  ${what.padEnd(column)}${(lines[0] ?? '').slice(column + 2)}`.trimEnd(), ...lines.slice(1)];
  });
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** What it means, what bounds it, and its variable, which no other word is like. */
const meaningOf = (row: OptionRow): string => {
  const more = [...boundsOf(row), ...(row.env === undefined ? [] : [`$${row.env}`])];
  return more.length === 0 ? row.means : `${row.means} (${more.join('; ')})`;
};

/** `onward VERB --help`: examples first, then what there is. */
export const verbHelp = (command: Command): string => {
  const { examples, summary, options, arguments: operands } = command;
  const rows = operands.map((operand): Row => [operand.name, operandOf(operand).means]);
  return [
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    `Usage: ${usageOf(command)}`,
    ...wrapped(summary, width - 2).map((line) => `  ${line}`),
    ...section('Arguments:', rows.length === 0 ? [] : table(rows)),
    ...section('Options:', table([...options, helpRow].map((row): Row => [row.flags, meaningOf(row)]))),
    '',
  ].join('\n');
};
