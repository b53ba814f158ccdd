import { conditionsOf } from '../core/conditional.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Plan } from '../core/plan.ts';
import { historyOf } from '../core/step-history.ts';
import { isGate } from '../core/step.ts';

/** Whether a run did all of one target's steps, by its journal; what runs only after a failure need not have. */
export const areStepsDone = ({ steps }: Plan, address: string, lines: readonly JournalLine[]): boolean => {
  const conditions = conditionsOf(steps);
  return steps
    .filter((step) => step.address === address && !isGate(step))
    .every(({ id }) => {
      const { last } = historyOf(lines, id);
      return last === 'done' || (last === 'none' && conditions.has(id));
    });
};
