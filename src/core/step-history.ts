import type { JournalLine } from './journal.ts';
import type { Last } from './lifecycle.ts';
import { linesOf } from './lines-of.ts';
import type { Fence, Since } from './operation.ts';

/** What the journal says of one step, folded from its lines. */
export interface StepHistory {
  readonly last: Last;
  /** How many intents were written. */
  readonly attempts: number;
  /** The fence of the newest intent; when its window is over, its request is dead. */
  readonly fence: Fence | null;
  /** What a probe looks back to: the newest intent, and the accepted call's task. */
  readonly since: Since | null;
  readonly line: JournalLine | null;
  /** The cloud's clock when the newest line was written, RFC 3339. */
  readonly at: string | null;
}

const nothing: StepHistory = { last: 'none', attempts: 0, fence: null, since: null, line: null, at: null };

const fold = (history: StepHistory, line: JournalLine): StepHistory => {
  const next = { ...history, line, at: line.at };
  switch (line.type) {
    case 'intended':
      return {
        ...next,
        last: 'intended',
        attempts: history.attempts + 1,
        fence: line.fence,
        since: { at: line.fence.date },
      };
    case 'sent': {
      const at = history.since?.at ?? line.at;
      return { ...next, last: 'sent', since: line.task === null ? { at } : { at, task: line.task } };
    }
    case 'refused':
      return { ...next, last: line.throttled ? 'throttled' : 'refused' };
    case 'unsent':
      // Its fence was never used, and a probe has nothing to look back to: an earlier call is dead, or no other was sent.
      return { ...next, last: 'unsent', fence: null, since: null };
    case 'done':
      return { ...next, last: 'done' };
    case 'failed':
      return { ...next, last: 'failed' };
    case 'settled':
      // Sent, says a person: from now on it is waited for as if the answer had come. Not sent: the step is over.
      return line.as === 'sent' ? { ...next, last: 'sent' } : { ...next, last: 'settled' };
    case 'accepted':
    case 'taken':
    case 'approved':
    case 'opened':
    case 'answered':
    case 'progress':
    case 'parked':
    case 'undone':
    case 'ended':
      return history;
  }
};

const concluded = (line: JournalLine): boolean => line.type === 'done' || line.type === 'failed';

/**
 * Folds a step's lines. `afresh` asks for a new attempt of a check: everything up to its newest conclusion among the first
 * so many lines is left out, while an attempt that is still open is kept. Places count, not numbers: the late lines of a
 * writer that had lost the run carry numbers of their own.
 */
export const historyOf = (lines: readonly JournalLine[], step: string, afresh = 0): StepHistory => {
  const own = linesOf(lines, step);
  const from = own.findLastIndex(({ at, line }) => at < afresh && concluded(line));
  return own.slice(from + 1).reduce((history, { line }) => fold(history, line), nothing);
};

/** A signed request is dead when the cloud's clock is past its date by this: 15 minutes of validity and one to spare. */
export const windowMs = 16 * 60_000;

/** Two looks that must agree on that nothing arrived are this far apart. */
export const apartMs = 30_000;

/** When the newest signed request of a step is dead, in milliseconds of the cloud's clock; null where none was signed. */
export const deadAfter = ({ fence }: StepHistory): number | null =>
  fence === null ? null : Date.parse(fence.date) + windowMs;

/** The same moment as people read it, to the second; empty where no request was signed. */
export const deadAfterText = (history: StepHistory): string => {
  const at = deadAfter(history);
  return at === null ? '' : `${new Date(at).toISOString().slice(0, 19)}Z`;
};

/** A one-way call that may be under way: intended or sent, and not concluded. It belongs to the target. */
export const isOpen = (history: StepHistory): boolean => ['intended', 'sent', 'throttled'].includes(history.last);
