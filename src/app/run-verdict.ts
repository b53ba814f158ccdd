import { conditionsOf } from '../core/conditional.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import { ancestors } from '../core/order.ts';
import type { Plan, PlanTarget } from '../core/plan.ts';
import type { Step } from '../core/step.ts';
import { notBegun, stopFor } from '../run/bad-ends.ts';
import { isFinal } from '../run/outcome.ts';
import { isWaveGate } from '../core/wave-gates.ts';
import type { WalkReport } from '../run/walk.ts';
import { exitOfOutcome } from './exit-of-outcome.ts';

/** The set that a target is a member of; its own address where it is of none. */
const wholeOf = ({ targets }: Plan, address: string): string =>
  targets.find((target) => target.address === address)?.membership?.set ?? address;

/**
 * Something of the step's target was changed and stays so; where a member of a set went stale, of any member: the set was moved in
 * part.
 */
const isPartly = (plan: Plan, outcomes: WalkReport['outcomes'], step: Step): boolean => {
  const conditions = conditionsOf(plan.steps);
  const isStale = outcomes.get(step.id)?.state === 'stale';
  const concerns = (address: string): boolean =>
    isStale ? wholeOf(plan, address) === wholeOf(plan, step.address) : address === step.address;
  return plan.steps.some(
    (other) =>
      other.type === 'change' &&
      concerns(other.address) &&
      !conditions.has(other.id) &&
      outcomes.get(other.id)?.state === 'done',
  );
};

/**
 * A failure after something of the same target was changed leaves it partly applied. The target's point of no return is
 * apart: the service takes a failed migration back itself, and preparations are kept on purpose.
 */
export const exitOf = (plan: Plan, outcomes: WalkReport['outcomes']): ExitName =>
  worst(
    plan.steps.flatMap((step): readonly ExitName[] => {
      const state = outcomes.get(step.id)?.state;
      if (state === undefined) return [];
      const isTurn = plan.targets.some(({ pointOfNoReturn }) => pointOfNoReturn === step.id);
      const mayBePartly = ['failed', 'denied', 'stale'].includes(state) && !(isTurn && state !== 'stale');
      return [mayBePartly && isPartly(plan, outcomes, step) ? 'partial' : exitOfOutcome[state]];
    }),
  );

/**
 * Nothing is left to resume: every step is done, failed for good, or can never be reached because a step above it did.
 * A plan that went stale at its first step is over too, though most of its steps have no outcome.
 */
export const isOver = (plan: Plan, { outcomes, interrupted }: WalkReport): boolean => {
  if (interrupted !== undefined) return false;
  const conditions = conditionsOf(plan.steps);
  const stuck = (step: Step): boolean => isFinal(step, outcomes.get(step.id)?.state);
  const shut = new Set<string>(plan.targets.flatMap(({ applicable, address }) => (applicable ? [] : [address])));
  // Too many failed: what was not begun never is, by this run.
  const isHalted = stopFor(plan, outcomes)?.forGood === true;
  if (isHalted) for (const { address } of notBegun(plan, outcomes)) shut.add(address);
  return plan.steps.every((step) => {
    const state = outcomes.get(step.id)?.state;
    if (isHalted && isWaveGate(step)) return true;
    if (shut.has(step.address) || state === 'done' || stuck(step) || (state === undefined && conditions.has(step.id)))
      return true;
    if (state !== undefined && state !== 'skipped') return false;
    const above = ancestors(plan.steps, step.id);
    return plan.steps.some((other) => above.has(other.id) && stuck(other));
  });
};

/** The targets of which every step was done: theirs is the end that can be proven. */
export const targetsDone = ({ targets, steps }: Plan, { outcomes }: WalkReport): readonly PlanTarget[] => {
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

/** Why a run began no further target, and how many it left; null where it left none for that. */
export const haltOf = (
  plan: Plan,
  outcomes: WalkReport['outcomes'],
): { readonly why: string; readonly left: number } | null => {
  const stop = stopFor(plan, outcomes);
  const left = notBegun(plan, outcomes).length;
  return stop === null || left === 0 ? null : { why: stop.why, left };
};
