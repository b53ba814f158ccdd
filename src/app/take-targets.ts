import type { Result } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock } from '../store/clock.ts';
import type { Lock, WritableStore } from '../store/store.ts';
import type { RunOptions } from './run-options.ts';

interface Taking {
  readonly run: string;
  readonly options: RunOptions;
  readonly clock: Clock;
}

/** Takes the locks of all targets of a plan, or none. */
export const takeTargets = (
  store: WritableStore,
  plan: Plan,
  { run, options, clock }: Taking,
): Promise<Result<readonly Lock[]>> => {
  const keys = plan.targets.flatMap(({ key }) => (key === null ? [] : [key]));
  return store.take(keys, {
    run,
    owner: options.host.owner,
    clock,
    takeOver: options.takeOver,
    onWatch: (key) => {
      options.onNote(`${key} is held by another machine: watching its heartbeat for 45 s`);
    },
  });
};
