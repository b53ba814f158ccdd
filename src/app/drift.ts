import { canonical } from '../core/canonical.ts';
import type { Desired } from '../core/desired.ts';
import { diff } from '../core/diff.ts';
import { succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import type { Kind } from '../core/kind.ts';
import { openDirectoryStore } from '../store/directory.ts';
import type { RunSummary, Store } from '../store/store.ts';
import type { DriftModel, DriftRow } from '../render/model/drift-model.ts';
import { causesOf } from './unread.ts';
import { exitOfUnread } from './exit-of.ts';
import type { Host } from './host.ts';
import { observeAll, type Subject } from './observe.ts';

export interface DriftReport extends DriftModel {
  readonly exit: ExitName;
}

const openRuns = (runs: readonly RunSummary[], address: string): readonly DriftRow[] =>
  runs
    .filter((run) => run.state !== 'ended' && run.addresses.includes(address))
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

const wasApplied = (runs: readonly RunSummary[], address: string): boolean =>
  runs.some(
    (run) =>
      run.state === 'ended' && run.addresses.includes(address) && run.last?.type === 'ended' && run.last.exit === 0,
  );

const unreadRows = ({ desired: { address }, observed }: Subject): readonly DriftRow[] =>
  observed.unread.map(({ call, why }) => ({ class: 'unread', address, says: `${call}: ${why}` }));

const differences = (subject: Subject, runs: readonly RunSummary[]): readonly DriftRow[] => {
  const { kind, desired, observed } = subject;
  const { address } = desired;
  const applied = wasApplied(runs, address);
  const facts = { desired: kind.desiredFacts(desired), observed: observed.facts };
  return diff(address, facts, kind.facts).map(({ fact, before, after }) => ({
    class: applied ? 'regression' : 'outside',
    address,
    says: `${fact} is ${canonical(before)}, ${canonical(after)} is asked for${applied ? ' and was applied' : '; never applied from this store'}`,
    fact,
    before: canonical(after),
    after: canonical(before),
  }));
};

const rowsOf = (subject: Subject, runs: readonly RunSummary[]): readonly DriftRow[] => {
  const { address } = subject.desired;
  const { state } = subject.observed;
  if (state === 'absent')
    return [{ class: 'alarm', address, says: 'the target is gone: the cloud says that there is none' }];
  if (state === 'withheld')
    return [{ class: 'unread', address, says: 'the credentials belong to another account; nothing was read' }];
  const moving = openRuns(runs, address);
  // While a run is on its way, what it changes is no drift.
  return [...unreadRows(subject), ...moving, ...(moving.length > 0 ? [] : differences(subject, runs))];
};

const exitOf = (subjects: readonly Subject[], rows: readonly DriftRow[]): ExitName => {
  const unread = subjects.flatMap(({ observed }) => observed.unread);
  return worst([
    ...(unread.length > 0 ? [exitOfUnread(unread)] : []),
    ...(subjects.some(({ observed }) => observed.state === 'withheld') ? ['credentials' as const] : []),
    ...(rows.some((row) => row.class !== 'unread') ? ['changes' as const] : []),
  ]);
};

const runsIn = async (store: Store): Promise<{ runs: readonly RunSummary[]; diagnostics: readonly Diagnostic[] }> => {
  if (store.id === null) return { runs: [], diagnostics: [] };
  const runs = await store.listRuns();
  return { runs: runs.ok ? runs.value : [], diagnostics: runs.diagnostics };
};

/** Compares what is with what was applied, or with what is asked for where nothing was. Reads only. */
export const drift = async (
  targets: readonly Desired[],
  kinds: readonly Kind[],
  { host, storeFolder }: { readonly host: Host; readonly storeFolder: string },
): Promise<Result<DriftReport>> => {
  const store = await openDirectoryStore(storeFolder);
  if (!store.ok) return store;
  const { runs, diagnostics } = await runsIn(store.value);
  const observed = await observeAll(kinds, targets, { host, journey: false });
  if (!observed.ok) return observed;
  const rows = observed.value.flatMap((subject) => rowsOf(subject, runs));
  const at =
    observed.value
      .map((subject) => subject.observed.at)
      .sort()
      .at(-1) ?? new Date(host.wall()).toISOString();
  return succeed({ at, targets: targets.length, rows, since: null, exit: exitOf(observed.value, rows) }, [
    ...diagnostics,
    ...causesOf(observed.value.flatMap((subject) => subject.observed.unread)),
  ]);
};
