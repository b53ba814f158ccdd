import { canonical } from '../core/canonical.ts';
import type { Desired } from '../core/desired.ts';
import { diff } from '../core/diff.ts';
import { succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import { inChainOrder } from '../core/chain-order.ts';
import { conditionsOf } from '../core/conditional.ts';
import type { Kind } from '../core/kind.ts';
import { historyOf } from '../core/step-history.ts';
import { isGate, type Step } from '../core/step.ts';
import { openDirectoryStore } from '../store/directory.ts';
import { mayGoOn } from '../store/run-state.ts';
import type { RunSummary, Store, StoredRun } from '../store/store.ts';
import type { DriftModel, DriftRow } from '../render/model/drift-model.ts';
import { causesOf } from './unread.ts';
import { exitOfUnread } from './exit-of.ts';
import type { Host } from './host.ts';
import { parsePlan } from './read-plan.ts';
import { observeAll, type Subject } from './observe.ts';

export interface DriftReport extends DriftModel {
  readonly exit: ExitName;
}

const openRuns = (runs: readonly RunSummary[], address: string): readonly DriftRow[] =>
  runs
    .filter((run) => mayGoOn(run) && run.addresses.includes(address))
    .map((run) => {
      const where = run.parkedAt.length > 0 ? `parked at ${run.parkedAt.join(', ')}` : run.state;
      const since = run.last?.at ?? run.acceptedAt;
      return {
        class: 'in-flight',
        address,
        says: `run ${run.alias} is ${where}`,
        ...(since === null ? {} : { since }),
      };
    });

/** What the store knows: the runs, and by which run each address was last applied in full. */
interface Known {
  readonly runs: readonly RunSummary[];
  readonly appliedBy: ReadonlyMap<string, string>;
}

/** The targets of a run of which every step was done, whatever became of its other targets. */
const appliedIn = (run: StoredRun, host: Host): readonly string[] => {
  const file = parsePlan(run.plan, run.alias, host);
  if (!file.ok) return [];
  const lines = inChainOrder(run);
  const { targets, steps } = file.value.plan;
  const conditions = conditionsOf(steps);
  const isDone = (step: Step): boolean => {
    const { last } = historyOf(lines, step.id);
    return isGate(step) || last === 'done' || (last === 'none' && conditions.has(step.id));
  };
  // What was taken back was not applied.
  if (lines.some(({ type }) => type === 'undone')) return [];
  return targets
    .filter(({ applicable }) => applicable)
    .map(({ address }) => address)
    .filter((address) => steps.filter((step) => step.address === address).every(isDone));
};

const unreadRows = ({ desired: { address }, observed }: Subject): readonly DriftRow[] =>
  observed.unread.map(({ call, why }) => ({ class: 'unread', address, says: `${call}: ${why}` }));

const differences = (subject: Subject, { appliedBy }: Known): readonly DriftRow[] => {
  const { kind, desired, observed } = subject;
  const { address } = desired;
  const run = appliedBy.get(address);
  const facts = { desired: kind.desiredFacts(desired), observed: observed.facts };
  return diff(address, facts, kind.facts).map(({ fact, before, after }) => ({
    class: run === undefined ? 'outside' : 'regression',
    address,
    says: run === undefined ? '(never applied from this store)' : `(applied by run ${run})`,
    fact,
    before: canonical(after),
    after: canonical(before),
  }));
};

const rowsOf = (subject: Subject, known: Known): readonly DriftRow[] => {
  const { address } = subject.desired;
  const { state } = subject.observed;
  if (state === 'absent')
    return [{ class: 'alarm', address, says: 'the target is gone: the cloud says that there is none' }];
  if (state === 'withheld')
    return [{ class: 'unread', address, says: 'the credentials belong to another account; nothing was read' }];
  const moving = openRuns(known.runs, address);
  // While a run is on its way, what it changes is no drift.
  return [...unreadRows(subject), ...moving, ...(moving.length > 0 ? [] : differences(subject, known))];
};

const exitOf = (subjects: readonly Subject[], rows: readonly DriftRow[]): ExitName => {
  const unread = subjects.flatMap(({ observed }) => observed.unread);
  return worst([
    ...(unread.length > 0 ? [exitOfUnread(unread)] : []),
    ...(subjects.some(({ observed }) => observed.state === 'withheld') ? ['credentials' as const] : []),
    ...(rows.some((row) => row.class !== 'unread') ? ['changes' as const] : []),
  ]);
};

const knownTo = async (store: Store, host: Host): Promise<Known & { readonly diagnostics: readonly Diagnostic[] }> => {
  const runs = store.id === null ? null : await store.listRuns();
  if (!runs?.ok) return { runs: [], appliedBy: new Map(), diagnostics: runs?.diagnostics ?? [] };
  const appliedBy = new Map<string, string>();
  for (const { id, state } of runs.value) {
    const run = state === 'ended' ? await store.readRun(id) : null;
    if (run?.ok) for (const address of appliedIn(run.value, host)) appliedBy.set(address, run.value.alias);
  }
  return { runs: runs.value, appliedBy, diagnostics: runs.diagnostics };
};

/** Compares what is with what was applied, or with what is asked for where nothing was. Reads only. */
export const drift = async (
  targets: readonly Desired[],
  kinds: readonly Kind[],
  { host, storeFolder }: { readonly host: Host; readonly storeFolder: string },
): Promise<Result<DriftReport>> => {
  const store = await openDirectoryStore(storeFolder);
  if (!store.ok) return store;
  const { diagnostics, ...known } = await knownTo(store.value, host);
  const observed = await observeAll(kinds, targets, { host, journey: false });
  const rows = observed.flatMap((subject) => rowsOf(subject, known));
  const at =
    observed
      .map((subject) => subject.observed.at)
      .sort()
      .at(-1) ?? new Date(host.wall()).toISOString();
  return succeed({ at, targets: targets.length, rows, since: null, exit: exitOf(observed, rows) }, [
    ...diagnostics,
    ...causesOf(observed.flatMap((subject) => subject.observed.unread)),
  ]);
};
