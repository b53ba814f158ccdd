import { fail, succeed, type Result } from '../core/diagnostic.ts';
import { newestLock, type LockFile } from './lock-file.ts';
import { heldElsewhere, heldHere, heldInSilence } from './lock-refusal.ts';
import type { ShelfPorts } from './ports.ts';
import type { Claim, Lock } from './store.ts';

/** The holder beats every 10 s; four missed beats are no accident. Both the time and the number of looks must be reached. */
const patienceMs = 45_000;
const lookEveryMs = 5_000;
const looks = patienceMs / lookEveryMs;

/** On what a lock may be taken: the newest epoch (0: none), and whom it is taken from. */
export interface Footing {
  readonly epoch: number;
  readonly from: Lock['from'];
}

interface Search {
  readonly ports: ShelfPorts;
  readonly place: string;
  readonly key: string;
  readonly claim: Claim;
}

const takenFrom = ({ epoch, state }: LockFile, why: string): Footing => ({
  epoch,
  from: { owner: state?.owner ?? null, run: state?.run ?? null, why },
});

/** The whole text is compared, so that a lock which cannot be read is watched as well. */
const watch = async (search: Search, before: LockFile): Promise<Result<Footing>> => {
  const { ports, place, key, claim } = search;
  claim.onWatch?.(key, before.state);
  const began = ports.monotonic();
  for (let look = 0; look < looks || ports.monotonic() - began < patienceMs; look += 1) {
    await ports.sleep(lookEveryMs);
    const now = await newestLock(ports, place, key);
    if (!now.ok) return now;
    if (now.value === null || now.value.epoch !== before.epoch || now.value.state?.released) return footing(search);
    if (now.value.text !== before.text) return fail(heldElsewhere(key, now.value));
  }
  if (!claim.takeOver) return fail(heldInSilence(key, before));
  return succeed(takenFrom(before, 'no heartbeat for 45 s, and a person said to take over'));
};

/**
 * Whether a target may be taken now: free, released, its holder's process gone, or silent elsewhere and given up by a
 * person. No wall clock is asked: hosts' clocks differ.
 */
export const footing = async (search: Search): Promise<Result<Footing>> => {
  const { ports, place, key, claim } = search;
  const newest = await newestLock(ports, place, key);
  if (!newest.ok) return newest;
  if (newest.value === null) return succeed({ epoch: 0, from: null });
  const { state, epoch } = newest.value;
  if (state?.released) return succeed({ epoch, from: null });
  const standing = state === null ? 'elsewhere' : ports.standing(state.owner, claim.owner);
  if (standing === 'elsewhere' || state === null) return watch(search, newest.value);
  if (standing === 'alive') return fail(heldHere(key, newest.value, state));
  return succeed(takenFrom(newest.value, 'its process on this machine is gone'));
};
