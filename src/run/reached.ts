import { ofTarget, withId } from '../core/by.ts';
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
export const isAwaited = ({ steps }: Plan, { type, id, address }: ActStep): boolean =>
  type === 'check' && ofTarget(steps, address).some((other) => isGate(other) && ancestors(steps, other.id).has(id));

/** A step that runs only after a failure is due once what calls for it has failed for good, and never before. */
export const isDue = ({ plan, conditions, outcomes }: Walked, { id }: Step): boolean => {
  const causes = conditions.get(id);
  return (
    causes === undefined ||
    causes.some((cause) => {
      const step = withId(plan.steps, cause);
      return step !== undefined && isFinal(step, outcomes.get(cause)?.state);
    })
  );
};

/** A check or a gate whose changes are all behind it. */
export const isReached = (walk: Walked, step: Step): boolean => {
  if (isChange(step) || !walk.admitted.has(step.address) || walk.started.has(step.id) || !isDue(walk, step))
    return false;
  const { steps } = walk.plan;
  return [...ancestors(steps, step.id)].every((id) => withId(steps, id)?.type !== 'change' || walk.outcomes.has(id));
};
