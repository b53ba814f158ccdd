import type { LateLine } from './journal-epochs.ts';
import type { JournalLine } from './journal.ts';

/** A run's chain and what was said beside it. */
interface Told {
  readonly lines: readonly JournalLine[];
  readonly late: readonly LateLine[];
}

/**
 * Where in the chain a late line stands: after the line after which its writer went on alone. Only the word that a call
 * was accepted, of which a person who settled it as not sent did not know, stands after that answer and contradicts it.
 */
const placeOf = ({ lines }: Told, { line, after }: LateLine): number => {
  if (line.type !== 'sent') return after;
  const answer = lines.findLastIndex(
    (one) =>
      one.type === 'settled' && one.step === line.step && one.as === 'not-sent' && !one.knew?.includes(line.request),
  );
  return Math.max(after, answer + 1);
};

/**
 * All lines in the order in which they bear on each other. What a writer said after it had lost the run has its place by
 * the chain, whatever number it gave itself, so that a late word never outweighs the successor's.
 */
export const inChainOrder = (run: Told): readonly JournalLine[] => {
  const placed = run.late.map((late) => ({ at: placeOf(run, late), line: late.line }));
  const lateAt = (index: number): readonly JournalLine[] =>
    placed.filter(({ at }) => at === index).map(({ line }) => line);
  return [...run.lines.flatMap((line, index) => [...lateAt(index), line]), ...lateAt(run.lines.length)];
};
