import { conditionsOf } from './conditional.ts';
import { ancestors } from './order.ts';
import { milliseconds } from './span.ts';
import { isGate, type ActStep, type GateStep, type Limit, type Step } from './step.ts';

/** How long something takes, in milliseconds: in half of all cases, and in nine of ten. */
export interface Need {
  readonly p50: number;
  readonly p90: number;
}

/**
 * What a window is there for: a step that takes something away for a while, that loses something when it is taken back, or that
 * cannot be. What can be undone without loss and drops nothing may be done at any hour.
 */
export const disturbs = ({ downtime, reversibility }: Pick<ActStep, 'downtime' | 'reversibility'>): boolean =>
  downtime !== null || (reversibility !== null && reversibility !== 'reversible');

/** The gate right above a step: the last of those that it needs. null where it needs none. */
export const gateAbove = (steps: readonly Step[], { id }: Pick<Step, 'id'>): GateStep | null => {
  const above = ancestors(steps, id);
  return steps.filter(isGate).findLast((gate) => above.has(gate.id)) ?? null;
};

/** The steps that a gate lets run, up to the next gate; not those that run only when one failed. */
export const stretchBehind = (steps: readonly Step[], gate: Pick<GateStep, 'id'>): readonly ActStep[] => {
  const conditions = conditionsOf(steps);
  return steps.filter(
    (step): step is ActStep => !isGate(step) && !conditions.has(step.id) && gateAbove(steps, step)?.id === gate.id,
  );
};

interface Waiting {
  readonly step: ActStep;
  readonly needs: readonly string[];
}

const hasRoom = (limits: readonly Limit[], running: readonly Limit[]): boolean =>
  limits.every(({ of, atMost }) => running.filter((one) => one.of === of).length < atMost);

/**
 * How long steps take when each begins as soon as its needs are done and its limits have room, in the order given: for one target
 * the longest way through them, for many the time until the last is done.
 */
const makespan = (steps: readonly ActStep[], of: 'p50' | 'p90'): number => {
  const ids = new Set(steps.map(({ id }) => id));
  let waiting: readonly Waiting[] = steps.map((step) => ({ step, needs: step.needs.filter((id) => ids.has(id)) }));
  let running: readonly { readonly step: ActStep; readonly ends: number }[] = [];
  const done = new Set<string>();
  let now = 0;
  while (waiting.length > 0 || running.length > 0) {
    for (const one of waiting) {
      const taken = running.flatMap(({ step }) => step.limits ?? []);
      if (!one.needs.every((id) => done.has(id)) || !hasRoom(one.step.limits ?? [], taken)) continue;
      running = [...running, { step: one.step, ends: now + milliseconds(one.step.duration[of]) }];
      waiting = waiting.filter((other) => other !== one);
    }
    if (running.length === 0) throw new Error('steps that wait for each other');
    now = Math.min(...running.map(({ ends }) => ends));
    for (const { step, ends } of running) if (ends <= now) done.add(step.id);
    running = running.filter(({ ends }) => ends > now);
  }
  return now;
};

export const needOf = (steps: readonly ActStep[]): Need => ({
  p50: makespan(steps, 'p50'),
  p90: makespan(steps, 'p90'),
});
