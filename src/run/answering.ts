import type { CheckResult } from '../core/check.ts';
import type { Plan } from '../core/plan.ts';

/**
 * The check steps that answer a check, in the plan's order: the one it names, and every other of its target that asks the
 * same. A change that it names answers nothing: it mends what was wrong, and the check is then read again.
 */
export const answering = ({ steps }: Plan, { later }: CheckResult): readonly string[] => {
  const named = steps.find(({ id }) => id === later);
  if (named?.type !== 'check') return [];
  return steps
    .filter((step) => step.type === 'check' && step.address === named.address && step.operation === named.operation)
    .map(({ id }) => id);
};
