import type { Plan, PlanTarget } from '../core/plan.ts';
import type { StepOutcome } from './executor.ts';
import { isFinal } from './outcome.ts';

type Outcomes = ReadonlyMap<string, StepOutcome>;

/** A target that was found to be otherwise than planned was left alone: stale is no bad end. */
const isFailed = ({ steps }: Plan, outcomes: Outcomes, { address }: PlanTarget): boolean =>
  steps.some((step) => {
    const state = outcomes.get(step.id)?.state;
    return step.address === address && state !== 'stale' && isFinal(step, state);
  });

const isAmbiguous = ({ steps }: Plan, outcomes: Outcomes, { address }: PlanTarget): boolean =>
  steps.some((step) => step.address === address && outcomes.get(step.id)?.state === 'ambiguous');

const words = (targets: readonly PlanTarget[], how: string, limit: number): string => {
  const [first = '', ...others] = targets.map(({ address }) => address);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${first}${more} ${how}, and stopOn allows fewer than ${limit}`;
};

/** Why no further target is begun. `forGood`: no answer of a person makes that otherwise. */
export interface Stop {
  readonly why: string;
  readonly forGood: boolean;
}

/** Whether the targets of a run came to so many bad ends that no further one is begun; null while one may be. */
export const stopFor = (plan: Plan, outcomes: Outcomes): Stop | null => {
  const { stopOn, targets } = plan;
  if (stopOn === undefined) return null;
  const failed = targets.filter((target) => isFailed(plan, outcomes, target));
  if (failed.length >= stopOn.failed) return { why: words(failed, 'failed', stopOn.failed), forGood: true };
  const ambiguous = targets.filter((target) => isAmbiguous(plan, outcomes, target));
  if (ambiguous.length >= stopOn.ambiguous)
    return { why: words(ambiguous, 'is ambiguous', stopOn.ambiguous), forGood: false };
  return null;
};

/** Targets of which nothing was changed, as far as a walk came. */
export const notBegun = ({ targets, steps }: Plan, outcomes: Outcomes): readonly PlanTarget[] =>
  targets.filter(
    ({ address, applicable }) =>
      applicable &&
      steps.every((step) => {
        const state = outcomes.get(step.id)?.state ?? 'skipped';
        return step.address !== address || step.type !== 'change' || state === 'skipped';
      }),
  );
