import type { Diagnostic } from '../core/diagnostic.ts';
import type { Step } from '../core/step.ts';
import type { StepHistory } from '../core/step-history.ts';
import type { StepOutcome } from './executor.ts';

type Stopped = Exclude<StepOutcome, { state: 'done' }>;

export const stopped = (state: Stopped['state'], why: string): StepOutcome => ({ state, why });

/** The store refused a write: nothing more is sent by this run. */
export const storeBroke = (diagnostics: readonly Diagnostic[]): StepOutcome =>
  stopped(
    'store',
    diagnostics.map(({ code, summary, detail }) => `${code} ${summary}${detail ? `. ${detail}` : ''}`).join('; '),
  );

/** Only the lock's own word says that another runner took over; a store that cannot be read says nothing of that. */
export const isTakenOver = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.every(({ code }) => code === 'STO023');

/** How a step ends whose lock was lost; `now` says what became of it. */
export const lockBroke = (diagnostics: readonly Diagnostic[], now: string): StepOutcome =>
  isTakenOver(diagnostics)
    ? stopped('fenced', `another runner took over; ${now}`)
    : storeBroke(diagnostics.filter(({ code }) => code !== 'STO023'));

/** Failures that end otherwise than as failed, by their code in the journal. */
const failures: Readonly<Record<string, Stopped['state']>> = { stale: 'stale', denied: 'denied' };

/** Outcomes after which a step is not tried again. A check may be, when it was not let: only its refusal of the target ends it. */
export const isFinal = ({ type }: Step, state: StepOutcome['state'] | undefined): boolean =>
  state === 'failed' || state === 'stale' || (state === 'denied' && type === 'change');

/** What a concluded step answers from its record, without a call; null while it is not concluded. */
export const outcomeOf = ({ last, line }: StepHistory): StepOutcome | null => {
  if (last === 'done') return { state: 'done' };
  if (last === 'failed' && line?.type === 'failed') return stopped(failures[line.code] ?? 'failed', line.why);
  if (last === 'settled') return stopped('failed', 'settled as not sent: nothing happened');
  return null;
};
