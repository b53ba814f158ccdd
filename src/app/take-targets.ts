import { fail, type Result } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock } from '../store/clock.ts';
import type { Lock, WritableStore } from '../store/store.ts';
import { openElsewhere } from './open-elsewhere.ts';
import type { RunOptions } from './run-options.ts';

interface Taking {
  readonly run: string;
  readonly options: RunOptions;
  readonly clock: Clock;
}

export const letGo = async (locks: readonly Lock[]): Promise<void> => {
  await Promise.all(locks.map((lock) => lock.release()));
};

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
    onWatch: (key, holder) => {
      options.onNote(
        holder === null
          ? `the lock of ${key} cannot be read, so who holds it is not known: watching for 45 s whether its file changes`
          : `${key} is held by another machine: watching its heartbeat for 45 s`,
      );
    },
  });
};

/**
 * Takes the targets to send to them, and only then looks for calls of other runs that may be under way: one that was sent
 * since an earlier look is seen, and none can be sent after this one.
 */
export const takeFreeTargets = async (
  store: WritableStore,
  plan: Plan,
  taking: Taking,
): Promise<Result<readonly Lock[]>> => {
  const held = await takeTargets(store, plan, taking);
  if (!held.ok) return held;
  const open = await openElsewhere(store, plan, taking.run);
  if (open.length === 0) return held;
  await letGo(held.value);
  return fail(...open);
};
