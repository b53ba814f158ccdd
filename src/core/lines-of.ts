import type { JournalLine } from './journal.ts';

/** A line about a step, and its place among all lines. */
export interface Placed {
  readonly at: number;
  readonly line: JournalLine;
}

interface Index {
  /** So many lines were looked at, and this was the last of them. */
  read: number;
  last: JournalLine | undefined;
  readonly steps: Map<string, Placed[]>;
}

/** A journal only grows; each line of one is looked at once, however many steps ask for theirs. */
const indexes = new WeakMap<readonly JournalLine[], Index>();

/** An array that was cut, as a journal after a power cut, is read anew. */
const indexOf = (lines: readonly JournalLine[]): Index => {
  const known = indexes.get(lines);
  if (known !== undefined && lines[known.read - 1] === known.last) return known;
  const index = { read: 0, last: undefined, steps: new Map<string, Placed[]>() };
  indexes.set(lines, index);
  return index;
};

/** The lines about a step, oldest first. Lines may be added to the array; none in the middle may be changed. */
export const linesOf = (lines: readonly JournalLine[], step: string): readonly Placed[] => {
  const index = indexOf(lines);
  for (; index.read < lines.length; index.read += 1) {
    const line = lines[index.read];
    index.last = line;
    if (line === undefined || !('step' in line)) continue;
    const own = index.steps.get(line.step);
    const placed = { at: index.read, line };
    if (own === undefined) index.steps.set(line.step, [placed]);
    else own.push(placed);
  }
  return index.steps.get(step) ?? [];
};
