import { fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { guarded } from './trouble.ts';
import { heldLock } from './held-lock.ts';
import { footing, type Footing } from './lock-footing.ts';
import { lockPath, lockText, targetsFolder } from './lock-file.ts';
import type { ShelfPorts } from './ports.ts';
import type { Claim, Lock, LockState } from './store.ts';

interface Taking {
  readonly ports: ShelfPorts;
  readonly place: string;
  readonly claim: Claim;
}

type Footings = ReadonlyMap<string, Footing>;

/** Looks at all targets at once: holders elsewhere are watched side by side, and every refusal is said. */
const footings = async (taking: Taking, keys: readonly string[]): Promise<Result<Footings>> => {
  const found = await Promise.all(keys.map(async (key) => ({ key, result: await footing({ ...taking, key }) })));
  const refusals: Diagnostic[] = [];
  const ready = new Map<string, Footing>();
  for (const { key, result } of found) {
    if (result.ok) ready.set(key, result.value);
    else refusals.push(...result.diagnostics);
  }
  return refusals.length > 0 ? fail(...refusals) : succeed(ready);
};

/** Exclusive create of the next epoch: of many who found the target free exactly one gets it. */
const takeOne = async (taking: Taking, key: string, on: Footing): Promise<Lock | null> => {
  const { ports, place, claim } = taking;
  const { run, owner } = claim;
  const state: LockState = { key, epoch: on.epoch + 1, run, owner, since: claim.clock(), beat: 0, released: false };
  const isTaken = await ports.shelf.keepWhole(lockPath(ports, place, state), lockText(state));
  return isTaken ? heldLock(ports, place, { state, from: on.from }) : null;
};

const letGo = async (locks: readonly Lock[]): Promise<void> => {
  for (const lock of locks) await lock.release();
};

/** Null when somebody was faster with one of them; then what was taken is released. */
const takeAll = async (taking: Taking, ready: Footings): Promise<readonly Lock[] | null> => {
  const locks: Lock[] = [];
  try {
    for (const [key, on] of ready) {
      const lock = await takeOne(taking, key, on);
      if (lock === null) {
        await letGo(locks);
        return null;
      }
      locks.push(lock);
    }
    return locks;
  } catch (problem) {
    await letGo(locks);
    throw problem;
  }
};

/** See `WritableStore.take`. Keys are taken in one order by everybody, so that two runs never wait for each other. */
export const takeLocks = (taking: Taking, keys: readonly string[]): Promise<Result<readonly Lock[]>> => {
  const sorted = [...new Set(keys)].sort();
  return guarded(targetsFolder(taking.place), async () => {
    await taking.ports.shelf.makeFolder(targetsFolder(taking.place));
    for (;;) {
      const ready = await footings(taking, sorted);
      if (!ready.ok) return ready;
      const locks = await takeAll(taking, ready.value);
      if (locks !== null) return succeed(locks);
    }
  });
};
