import type { JournalLine } from '../core/journal.ts';
import type { Probe } from '../core/operation.ts';
import type { Plan } from '../core/plan.ts';
import { historyOf, isOpen, type StepHistory } from '../core/step-history.ts';
import { isGate, type ActStep } from '../core/step.ts';
import type { RunSubject } from '../run/ports.ts';

/** A step by the journal and by the cloud. The probe is null where the target is no longer there: nothing can be asked of it. */
export interface Seen {
  readonly step: ActStep;
  readonly history: StepHistory;
  readonly probe: Probe | null;
}

/** Where the targets of a run are asked. */
export interface Asking {
  readonly subjectOf: (address: string) => RunSubject;
  readonly isGone: (address: string) => boolean;
}

/** The one-way steps that the journal does not call done. Those it knows to be under way come with the others. */
export const oneWayLeft = ({ steps }: Plan, lines: readonly JournalLine[]): readonly ActStep[] =>
  steps.filter(
    (step): step is ActStep =>
      !isGate(step) && step.reversibility === 'one-way' && historyOf(lines, step.id).last !== 'done',
  );

/** Asks the cloud how steps stand. Sends nothing. */
export const seeSteps = (
  steps: readonly ActStep[],
  lines: readonly JournalLine[],
  { subjectOf, isGone }: Asking,
): Promise<readonly Seen[]> =>
  Promise.all(
    steps.map(async (step): Promise<Seen> => {
      const history = historyOf(lines, step.id);
      if (isGone(step.address)) return { step, history, probe: null };
      const { desired, driver } = subjectOf(step.address);
      const call = { operation: step.operation, desired, args: step.args };
      return { step, history, probe: await driver.probe(call, history.since ?? undefined) };
    }),
  );

/**
 * Under way or done in the cloud, and not by this journal: its end was cut off, or somebody else began it. A journal cannot
 * vouch for its last line, so before "nothing was done" is said the cloud is asked.
 */
export const isBeyond = ({ history, probe }: Seen): boolean =>
  !isOpen(history) && history.last !== 'done' && (probe?.is === 'in-flight' || probe?.is === 'done');
