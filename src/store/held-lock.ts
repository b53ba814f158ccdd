import { equal } from '../core/canonical.ts';
import { fail, succeed, type Result } from '../core/diagnostic.ts';
import { guarded } from './trouble.ts';
import { turns } from './in-turn.ts';
import { lockPath, lockText, readLock, type LockFile } from './lock-file.ts';
import { lockLost } from './lock-refusal.ts';
import type { ShelfPorts } from './ports.ts';
import type { Lock, LockState } from './store.ts';

const isOurs = (file: LockFile, ours: LockState): boolean =>
  file.state?.run === ours.run && equal({ ...file.state.owner }, { ...ours.owner });

/** Nobody removes locks, so a newer holder is seen by the next epoch alone; a store that was swapped, by our own file. */
const confirm = async (ports: ShelfPorts, place: string, ours: LockState): Promise<Result<null>> => {
  const { key, epoch } = ours;
  const next = { key, epoch: epoch + 1 };
  const nextPath = lockPath(ports, place, next);
  if (await ports.shelf.exists(nextPath)) {
    const taken = await readLock(ports, place, next);
    return fail(lockLost(key, nextPath, taken.ok ? taken.value.state : null));
  }
  const own = await readLock(ports, place, ours);
  if (!own.ok) return own;
  return isOurs(own.value, ours) ? succeed(null) : fail(lockLost(key, own.value.path, own.value.state));
};

/** The handle of a lock whose file was just created. Its writes are done one after the other. */
export const heldLock = (ports: ShelfPorts, place: string, taken: { state: LockState; from: Lock['from'] }): Lock => {
  let state = taken.state;
  const { key, epoch } = state;
  const path = lockPath(ports, place, state);
  const turn = turns();

  const inTurn = (act: () => Promise<Result<null>>): Promise<Result<null>> => turn(() => guarded(path, act));

  const rewrite = async (next: LockState): Promise<Result<null>> => {
    const ours = await confirm(ports, place, state);
    if (!ours.ok) return ours;
    await ports.shelf.replaceWhole(path, lockText(next));
    state = next;
    return succeed(null);
  };

  const stillOurs = (): Promise<Result<null>> =>
    guarded(path, async () => (state.released ? fail(lockLost(key, path, null)) : confirm(ports, place, state)));

  return {
    key,
    epoch,
    from: taken.from,
    stillOurs,
    beat: () => inTurn(async () => (state.released ? stillOurs() : rewrite({ ...state, beat: state.beat + 1 }))),
    release: () => inTurn(async () => (state.released ? succeed(null) : rewrite({ ...state, released: true }))),
  };
};
