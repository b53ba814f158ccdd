import { short } from '../core/decision.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import type { Executor } from '../run/executor.ts';
import type { RunSummary, Store, WritableStore } from '../store/store.ts';
import { openStore } from './open-store.ts';
import { approvalsGiven, keepApprovals, underPolicy } from './approvals-given.ts';
import { matchApproval } from './approval.ts';
import { drive, type RunReport } from './drive.ts';
import { triedSince } from './earlier-tries.ts';
import { executorOf } from './executor-of.ts';
import { unfitToApply } from './fitness.ts';
import { openElsewhere } from './open-elsewhere.ts';
import { openRuns } from './plan.ts';
import { prepareSubjects, type Prepared } from './prepare-subjects.ts';
import type { PlanFile } from './read-plan.ts';
import type { RunOptions } from './run-options.ts';
import { planOfRun, storeName } from './store-place.ts';
import { letGo, takeFreeTargets } from './take-targets.ts';

/** What an apply or a resume came to. */
export interface Applied extends RunReport {
  readonly run: string;
  readonly plan: Plan;
  /** The plan where the store keeps it. */
  readonly file: string;
}

const consumedWords: Readonly<Record<RunSummary['state'], (alias: string) => readonly [string, string]>> = {
  ended: (alias) => [`the plan was applied already, by run ${alias}`, 'plan again'],
  'set-aside': (alias) => [`the plan was applied already, by run ${alias}, which was set aside`, 'plan again'],
  unreadable: (alias) => [`the plan was applied already, by run ${alias}, which is damaged`, `onward status ${alias}`],
  open: (alias) => [`the plan is being applied by run ${alias} (open)`, `onward resume ${alias}`],
  parked: (alias) => [`the plan is being applied by run ${alias} (parked)`, `onward resume ${alias}`],
};

const consumedBy = ({ alias, state }: RunSummary): Diagnostic => {
  const [summary, remedy] = consumedWords[state](alias);
  return error('PLN005', { summary, detail: 'A plan is applied once. Nothing was sent.', remedy });
};

const consumed = async (store: Store, plan: Plan): Promise<Diagnostic | null> => {
  if (store.id === null) return null;
  const run = await store.findRun(short(plan.digest));
  return run.ok ? consumedBy(run.value) : null;
};

/** A plan of no store goes with an empty one: a first apply that stopped before it was accepted left no more than that. */
const isEmpty = async (store: Store): Promise<boolean> => {
  const runs = await store.listRuns();
  return runs.ok && runs.value.length === 0;
};

/** What speaks against a plan that was made when there was no store: until one has an id, its name alone tells two apart. */
const againstNoStore = async (store: Store, { storeAs }: Plan, as: string): Promise<string | null> => {
  if (storeAs !== as) return `the plan was made for the store ${storeAs}; this one is ${as}`;
  return (await isEmpty(store)) ? null : `the plan was made when there was no store; ${store.place} is one already`;
};

const againstStore = ({ id, place }: Store, { store }: Plan): string | null =>
  id === store ? null : `the plan was made with store ${store ?? 'none'}; ${place} is ${id ?? 'no store yet'}`;

const otherStore = async (store: Store, plan: Plan, as: string): Promise<Diagnostic | null> => {
  const summary = plan.store === null ? await againstNoStore(store, plan, as) : againstStore(store, plan);
  if (summary === null) return null;
  return error('PLN007', {
    summary,
    detail: 'Nothing was sent.',
    remedy: 'name the store of the plan with --store, or plan again with this one',
  });
};

const unnamedInCi = (plan: Plan, options: RunOptions, prepared: Prepared): Diagnostic | null => {
  const inCi = options.host.env['CI'];
  if (!inCi || inCi === 'false' || options.store.as !== null || plan.pointOfNoReturn === null || prepared.loopback)
    return null;
  return error('PLN010', {
    summary: 'a plan with a one-way step needs a named store in CI',
    detail: 'A store in the working directory is lost with the runner. Nothing was sent.',
    remedy: '--store DIR, --store oss://bucket/prefix or ONWARD_STORE: a place that outlives the runner',
  });
};

interface Start {
  readonly file: PlanFile;
  readonly options: RunOptions;
  readonly prepared: Prepared;
  readonly executor: Executor;
  readonly store: WritableStore;
}

const begin = async ({ file, options, prepared, executor, store }: Start): Promise<Result<Applied>> => {
  const { plan, text } = file;
  const run = short(plan.digest);
  const held = await takeFreeTargets(store, plan, { run, options, clock: prepared.clock });
  if (!held.ok) return held;
  const since = await triedSince(store, plan.targets);
  if (since.length > 0) {
    await letGo(held.value);
    return fail(...since);
  }
  // Said before anything is sent: a person with two runs of one target open wants to know of both.
  for (const { summary, remedy } of await openRuns(store, plan.targets))
    options.onNote(`${summary}; ${remedy ?? 'onward status'}`);
  const record = {
    type: 'accepted' as const,
    plan: plan.digest,
    decision: plan.decision,
    owner: options.host.owner,
    executor: options.executor,
    tool: options.host.tool,
  };
  const accepted = await store.acceptRun({ id: run, plan: text, record, clock: prepared.clock });
  if (!accepted.ok || accepted.value.is === 'consumed') {
    await letGo(held.value);
    const why =
      accepted.ok && accepted.value.is === 'consumed' ? [consumedBy(accepted.value.run)] : accepted.diagnostics;
    return fail(...why);
  }
  const { journal } = accepted.value;
  options.onLine(journal.first, false);
  const report = await drive(
    { plan, journal, earlier: [], locks: held.value, subjects: prepared.subjects, gone: prepared.gone },
    options,
    executor,
  );
  return succeed({ ...report, run, plan, file: planOfRun(store.place, run) });
};

/**
 * Applies a plan: proves that it may be, consumes it, and walks it as far as it goes. What is refused before it was
 * consumed leaves the plan as it was.
 */
export const apply = async (file: PlanFile, kinds: readonly Kind[], given: RunOptions): Promise<Result<Applied>> => {
  const { plan } = file;
  const refusal = unfitToApply(plan, kinds, given.host);
  if (refusal !== null) return fail(refusal);
  const approve = matchApproval(given.approve, plan);
  if (!approve.ok) return approve;
  const opened = await openStore(given.host, given.store.place);
  if (!opened.ok) return opened;
  const options = underPolicy({ ...given, approve: approve.value }, { plan, store: opened.value });
  const used = (await consumed(opened.value, plan)) ?? (await otherStore(opened.value, plan, storeName(given.store)));
  if (used !== null) return fail(used);
  const open = await openElsewhere(opened.value, plan, null);
  if (open.length > 0) return fail(...open);
  const yeses = await approvalsGiven(plan, options, { begins: true });
  if (!yeses.ok) return yeses;
  const executor = await executorOf(options);
  if (!executor.ok) return executor;
  const prepared = await prepareSubjects(plan, kinds, options);
  if (!prepared.ok) return prepared;
  const unnamed = unnamedInCi(plan, options, prepared.value);
  if (unnamed !== null) return fail(unnamed);
  const store = await opened.value.ensure();
  if (!store.ok) return store;
  const kept = await keepApprovals(store.value, yeses.value);
  if (!kept.ok) return kept;
  return begin({ file, options, prepared: prepared.value, executor: executor.value, store: store.value });
};
