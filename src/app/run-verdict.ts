import { conditionsOf } from '../core/conditional.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import { ancestors } from '../core/order.ts';
import type { Plan, PlanTarget } from '../core/plan.ts';
import type { Step } from '../core/step.ts';
import { isFinal } from '../run/outcome.ts';
import type { WalkReport } from '../run/walk.ts';
import { exitOfOutcome } from './exit-of-outcome.ts';

/** Something of the step's target was changed and stays so. */
const isPartly = (plan: Plan, outcomes: WalkReport['outcomes'], step: Step): boolean => {
  const conditions = conditionsOf(plan.steps);
  return plan.steps.some(
    (other) =>
      other.type === 'change' &&
      other.address === step.address &&
      !conditions.has(other.id) &&
      outcomes.get(other.id)?.state === 'done',
  );
};

/** The targets of which every step was done: theirs is the end that can be proven. */
export const targetsDone = (
  { targets, steps }: Plan,
  { outcomes }: Pick<WalkReport, 'outcomes'>,
): readonly PlanTarget[] => {
  const conditions = conditionsOf(steps);
  return targets.filter(
    ({ address, applicable }) =>
      applicable &&
      steps.every((step) => {
        if (step.address !== address) return true;
        const state = outcomes.get(step.id)?.state;
        return state === 'done' || (state === undefined && conditions.has(step.id));
      }),
  );
};

/** Some targets are done, and another one is not what was planned any more, so that it never will be by this plan. */
const isPartOfTargets = (plan: Plan, outcomes: WalkReport['outcomes']): boolean => {
  const stale = plan.steps.some(({ id }) => outcomes.get(id)?.state === 'stale');
  return stale && targetsDone(plan, { outcomes }).length > 0;
};

/**
 * A failure after something of the same target was changed leaves it partly applied. The target's point of no return is
 * apart: the service takes a failed migration back itself, and preparations are kept on purpose.
 */
export const exitOf = (plan: Plan, outcomes: WalkReport['outcomes']): ExitName =>
  worst([
    ...(isPartOfTargets(plan, outcomes) ? ['partial' as const] : []),
    ...plan.steps.flatMap((step): readonly ExitName[] => {
      const state = outcomes.get(step.id)?.state;
      if (state === undefined) return [];
      const isTurn = plan.targets.some(({ pointOfNoReturn }) => pointOfNoReturn === step.id);
      const mayBePartly = ['failed', 'denied', 'stale'].includes(state) && !(isTurn && state !== 'stale');
      return [mayBePartly && isPartly(plan, outcomes, step) ? 'partial' : exitOfOutcome[state]];
    }),
  ]);

/**
 * Nothing is left to resume: every step is done, failed for good, or can never be reached because a step above it did.
 * A plan that went stale at its first step is over too, though most of its steps have no outcome.
 */
export const isOver = (plan: Plan, { outcomes, interrupted }: WalkReport): boolean => {
  if (interrupted !== undefined) return false;
  const conditions = conditionsOf(plan.steps);
  const stuck = (step: Step): boolean => isFinal(step, outcomes.get(step.id)?.state);
  const shut = new Set(plan.targets.flatMap(({ applicable, address }) => (applicable ? [] : [address])));
  return plan.steps.every((step) => {
    const state = outcomes.get(step.id)?.state;
    if (shut.has(step.address) || state === 'done' || stuck(step) || (state === undefined && conditions.has(step.id)))
      return true;
    if (state !== undefined && state !== 'skipped') return false;
    const above = ancestors(plan.steps, step.id);
    return plan.steps.some((other) => above.has(other.id) && stuck(other));
  });
};
