import { ofTarget, withId } from '../core/by.ts';
import type { CheckResult } from '../core/check.ts';
import type { Plan } from '../core/plan.ts';

/**
 * The check steps that answer a check, in the plan's order: the one it names, and every other of its target that asks the
 * same. A change that it names answers nothing: it mends what was wrong, and the check is then read again.
 */
export const answering = ({ steps }: Plan, { later }: CheckResult): readonly string[] => {
  const named = later === undefined ? undefined : withId(steps, later);
  if (named?.type !== 'check') return [];
  return ofTarget(steps, named.address)
    .filter((step) => step.type === 'check' && step.operation === named.operation)
    .map(({ id }) => id);
};
