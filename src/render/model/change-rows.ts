import { diffLines } from 'diff';
import { canonical } from '../../core/canonical.ts';
import type { Change } from '../../core/diff.ts';
import type { Json } from '../../core/fact.ts';
import { impactSign, type Sign } from './sign.ts';

/** One line of a value of several lines. `@` stands for lines that are the same and left out, and says how many. */
export interface DiffLine {
  readonly sign: '-' | '+' | ' ' | '@';
  readonly text: string;
}

export interface ChangeRow {
  readonly sign: Sign;
  readonly fact: string;
  readonly before: string;
  readonly after: string;
  /** Line by line, when one of the values has several lines. */
  readonly lines: readonly DiffLine[] | null;
}

/** Same lines shown around a difference. */
const context = 3;

/** Values further apart than this are shown whole, old then new: comparing them would take long and say little. */
const mostEdits = 2000;

/** A value as a person reads it: strings as they are, nothing as "(none)", everything else as JSON. */
export const valueWords = (value: Json): string => {
  if (value === null) return '(none)';
  if (typeof value === 'string') return value === '' ? '""' : value;
  return canonical(value);
};

const linesOf = (text: string, sign: '-' | '+' | ' '): readonly DiffLine[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => ({ sign, text: line }));

const folded = (lines: readonly DiffLine[]): readonly DiffLine[] => {
  const left = lines.length - 2 * context;
  if (left < 2) return lines;
  return [
    ...lines.slice(0, context),
    { sign: '@', text: `${left} lines are the same` },
    ...lines.slice(lines.length - context),
  ];
};

const compared = (before: string, after: string): readonly DiffLine[] => {
  const parts = diffLines(before, after, { maxEditLength: mostEdits });
  if (parts === undefined) return [...linesOf(before, '-'), ...linesOf(after, '+')];
  return parts.flatMap((part) => {
    if (part.added) return linesOf(part.value, '+');
    return part.removed ? linesOf(part.value, '-') : folded(linesOf(part.value, ' '));
  });
};

const several = (value: Json): boolean => typeof value === 'string' && value.includes('\n');

export const changeRow = (change: Change): ChangeRow => {
  const before = valueWords(change.before);
  const after = valueWords(change.after);
  const lines = several(change.before) || several(change.after) ? compared(before, after) : null;
  return { sign: impactSign[change.impact], fact: change.fact, before, after, lines };
};
