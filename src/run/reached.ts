import { ancestors } from '../core/order.ts';
import type { Plan } from '../core/plan.ts';
import { isGate, type ActStep, type Step } from '../core/step.ts';
import type { StepOutcome } from './executor.ts';
import { isFinal } from './outcome.ts';

/** How far a walk has come. */
interface Walked {
  readonly plan: Plan;
  readonly conditions: ReadonlyMap<string, readonly string[]>;
  readonly outcomes: ReadonlyMap<string, StepOutcome>;
  readonly started: ReadonlyMap<string, unknown>;
  readonly admitted: ReadonlySet<string>;
}

export const isChange = (step: Step): step is ActStep => step.type === 'change';

/** A check that a gate waits for: while it does not pass the gate is shut, and the run is not over. */
export const isAwaited = ({ steps }: Plan, { type, id }: ActStep): boolean =>
  type === 'check' && steps.some((other) => isGate(other) && ancestors(steps, other.id).has(id));

/** A step that runs only after a failure is due once what calls for it has failed for good, and never before. */
export const isDue = ({ plan, conditions, outcomes }: Walked, { id }: Step): boolean => {
  const causes = conditions.get(id);
  return (
    causes === undefined ||
    plan.steps.some((step) => causes.includes(step.id) && isFinal(step, outcomes.get(step.id)?.state))
  );
};

/** A check or a gate whose changes are all behind it. */
export const isReached = (walk: Walked, step: Step): boolean => {
  if (isChange(step) || !walk.admitted.has(step.address) || walk.started.has(step.id) || !isDue(walk, step))
    return false;
  const above = ancestors(walk.plan.steps, step.id);
  return walk.plan.steps.every((other) => !isChange(other) || !above.has(other.id) || walk.outcomes.has(other.id));
};
