import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import { keepApproval, listApprovals } from './approvals.ts';
import { acceptRun, openJournal } from './run-journal.ts';
import { takeLocks } from './take-locks.ts';
import { isDamage, noSuchRun, planOfDamaged, planPath, readStoredRun, runFolder, wasAccepted } from './read-run.ts';
import { keepDriftMemory, readDriftMemory } from './drift-memory.ts';
import { guarded } from './trouble.ts';
import { keysHeldBy, lockEpochs, newestLock, readLock, targetsFolder } from './lock-file.ts';
import { openIntentsIn } from './open-intents.ts';
import type { ShelfPorts } from './ports.ts';
import { isRunId } from './run-id.ts';
import { runSetAside, unreadableRun } from './run-state.ts';
import { keepSetAside, readSetAside, type SetAside } from './set-aside.ts';
import { makeStore, storeId } from './store-file.ts';
import type { LockState, OpenIntent, Remains, RunSummary, Store, WritableStore } from './store.ts';
import { textOf } from './text.ts';

interface Place {
  readonly ports: ShelfPorts;
  readonly place: string;
}

/** The ids of the runs that were accepted. A folder with neither journal nor plan holds only what was never accepted. */
const runIds = async ({ ports, place }: Place): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const id of (await ports.shelf.names(`${place}/runs`)).filter(isRunId)) {
    if (await wasAccepted(ports.shelf, runFolder(place, id))) ids.push(id);
  }
  return ids;
};

const byAcceptance = (a: RunSummary, b: RunSummary): number => {
  const [left, right] = [`${a.acceptedAt ?? ''} ${a.id}`, `${b.acceptedAt ?? ''} ${b.id}`];
  return left < right ? -1 : 1;
};

const short = (run: RunSummary): RunSummary => {
  const { id, alias, state, addresses, keys, setAside, acceptedAt, last, parkedAt } = run;
  return { id, alias, state, addresses, keys, setAside, acceptedAt, last, parkedAt };
};

const listRuns = (at: Place): Promise<Result<readonly RunSummary[]>> =>
  guarded(`${at.place}/runs`, async () => {
    const { ports, place } = at;
    const runs: RunSummary[] = [];
    const diagnostics = [];
    for (const id of await runIds(at)) {
      const aside = await readSetAside(ports, runFolder(place, id));
      if (aside !== null) {
        runs.push(runSetAside(id, aside));
        continue;
      }
      const run = await readStoredRun(ports, place, id);
      const plan = run.ok ? null : await planOfDamaged(ports, runFolder(place, id), run.diagnostics);
      runs.push(run.ok ? short(run.value) : unreadableRun(id, plan));
      diagnostics.push(...run.diagnostics);
    }
    return succeed(runs.sort(byAcceptance), diagnostics);
  });

const severalRuns = (name: string, runs: readonly RunSummary[]): Result<never> =>
  fail(
    error('STO026', {
      summary: `${runs.length} runs answer to ${name}: ${runs.map(({ id, alias }) => `${alias} (${id})`).join(', ')}`,
      detail: codes.STO026.means,
      remedy: codes.STO026.remedy,
    }),
  );

/** A damaged run does not say what it is called; then the end of an alias, 4 hex of the id, has to do. */
const answersTo =
  (name: string) =>
  ({ id, alias, state }: RunSummary): boolean => {
    const [, end] = /-([0-9a-f]{4})$/.exec(name) ?? [];
    if (alias === name || (/^[0-9a-f]+$/.test(name) && id.startsWith(name))) return true;
    return state === 'unreadable' && end !== undefined && id.startsWith(end);
  };

const findRun = async (at: Place, name: string): Promise<Result<RunSummary>> => {
  const runs = await listRuns(at);
  if (!runs.ok) return runs;
  const found = runs.value.filter(answersTo(name));
  const [run] = found;
  if (run === undefined) return fail(noSuchRun(at.place, name));
  return found.length === 1 ? succeed(run) : severalRuns(name, found);
};

const holder = ({ ports, place }: Place, key: string): Promise<Result<LockState | null>> =>
  guarded(targetsFolder(place), async () => {
    const lock = await newestLock(ports, place, key);
    if (!lock.ok) return lock;
    if (lock.value === null || lock.value.state?.released) return succeed(null);
    if (lock.value.state !== null) return succeed(lock.value.state);
    const { title, means, remedy } = codes.STO024;
    return fail(error('STO024', { summary: title, detail: means, at: { file: lock.value.path }, remedy }));
  });

/** The runs that held a target; all runs where one of its locks cannot be read. */
const holders = async (at: Place, key: string): Promise<Result<readonly string[]>> => {
  const { ports, place } = at;
  const held = new Set<string>();
  for (const epoch of await lockEpochs(ports, place, key)) {
    const lock = await readLock(ports, place, { key, epoch });
    if (!lock.ok) return lock;
    if (lock.value.state === null) return succeed(await runIds(at));
    held.add(lock.value.state.run);
  }
  // Each by its name: a list of runs may be older than they are.
  const accepted: string[] = [];
  for (const id of [...held].sort()) if (await wasAccepted(ports.shelf, runFolder(place, id))) accepted.push(id);
  return succeed(accepted);
};

const openIntents = (at: Place, keys: ReadonlySet<string>): Promise<Result<readonly OpenIntent[]>> =>
  guarded(targetsFolder(at.place), async () => {
    const ids = new Set<string>();
    for (const key of keys) {
      const held = await holders(at, key);
      if (!held.ok) return held;
      for (const id of held.value) ids.add(id);
    }
    const { ports, place } = at;
    const runs = [];
    for (const id of [...ids].sort())
      if ((await readSetAside(ports, runFolder(place, id))) === null) runs.push(await readStoredRun(ports, place, id));
    return openIntentsIn(runs, keys);
  });

const readRemains = ({ ports, place }: Place, id: string): Promise<Result<Remains>> => {
  const folder = runFolder(place, id);
  return guarded(folder, async () => {
    const run = await readStoredRun(ports, place, id);
    const bytes = await ports.shelf.read(planPath(folder));
    return succeed({
      damage: run.ok ? [] : run.diagnostics,
      isDamage: !run.ok && isDamage(run.diagnostics),
      plan: bytes === null ? null : textOf(bytes),
      held: await keysHeldBy(ports, place, id),
    });
  });
};

const setAside = ({ ports, place }: Place, id: string, aside: SetAside): Promise<Result<boolean>> => {
  const folder = runFolder(place, id);
  return guarded(folder, async () => succeed(await keepSetAside(ports, folder, aside)));
};

const reading = (at: Place, id: string | null): Store => {
  const { ports, place } = at;
  return {
    id,
    place,
    readRun: (run) => readStoredRun(ports, place, run),
    listRuns: () => listRuns(at),
    findRun: (name) => findRun(at, name),
    holder: (key) => holder(at, key),
    openIntents: (keys) => openIntents(at, new Set(keys)),
    approvals: () => guarded(`${place}/approvals`, async () => succeed(await listApprovals(ports, place))),
    readRemains: (run) => readRemains(at, run),
    readDriftMemory: () => readDriftMemory(ports, place),
    ensure: () => ensure(at),
  };
};

const ensure = ({ ports, place }: Place): Promise<Result<WritableStore>> =>
  guarded(place, async () => {
    const there = await storeId(ports, place);
    if (!there.ok) return there;
    const id = there.value === null ? await makeStore(ports, place) : succeed(there.value);
    if (!id.ok) return id;
    return succeed({
      ...reading({ ports, place }, id.value),
      id: id.value,
      acceptRun: (acceptance) => acceptRun(ports, place, acceptance),
      openJournal: (run, entry) => openJournal(ports, { place, id: run }, entry),
      setAside: (run, aside) => setAside({ ports, place }, run, aside),
      keepApproval: (approval) =>
        guarded(`${place}/approvals`, async () => succeed(await keepApproval(ports, place, approval))),
      keepDriftMemory: (kept) => keepDriftMemory(ports, place, kept),
      take: (keys, claim) => takeLocks({ ports, place, claim }, keys),
    });
  });

/** Opens the store that is on a shelf at `place`, which need not be there yet. Reads only. */
export const openShelfStore = (ports: ShelfPorts, place: string): Promise<Result<Store>> =>
  guarded(place, async () => {
    const id = await storeId(ports, place);
    return id.ok ? succeed(reading({ ports, place }, id.value)) : id;
  });
