import type { Executor, LegStep, StepOutcome } from './executor.ts';

/** How many changes run at once; waiting for a cloud costs no processor. */
const parallel = 8;

const skipped: StepOutcome = { state: 'skipped', why: 'a step it needs was not done' };

/**
 * Walks a leg in this process: a step starts when all its needs are done; a failure stops only its dependants.
 */
export const direct: Executor = async (leg, perform) => {
  const outcomes = new Map<string, StepOutcome>();
  const running = new Map<string, Promise<void>>();
  const waiting = new Set<LegStep>(leg.steps);
  const startable = ({ needs }: LegStep): boolean => needs.every((need) => outcomes.has(need));
  const start = async (step: LegStep): Promise<void> => {
    const allDone = step.needs.every((need) => outcomes.get(need)?.state === 'done');
    outcomes.set(step.id, allDone ? await perform(step.id) : skipped);
  };
  while (waiting.size > 0 || running.size > 0) {
    for (const step of [...waiting].filter(startable).slice(0, parallel - running.size)) {
      waiting.delete(step);
      // A skipped step ends at once; `finally` still runs only after it was put among the running.
      running.set(
        step.id,
        start(step).finally(() => running.delete(step.id)),
      );
    }
    if (running.size === 0) throw new Error('a leg whose steps need each other in a circle');
    await Promise.race(running.values());
  }
  return {};
};
