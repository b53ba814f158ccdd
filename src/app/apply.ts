import { short } from '../core/decision.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { isGate } from '../core/step.ts';
import type { Executor } from '../run/executor.ts';
import type { Store, WritableStore } from '../store/store.ts';
import { openDirectoryStore } from '../store/directory.ts';
import { matchApproval } from './approval.ts';
import { drive, type RunReport } from './drive.ts';
import { executorOf } from './executor-of.ts';
import { openElsewhere } from './open-elsewhere.ts';
import { prepareSubjects, type Prepared } from './prepare-subjects.ts';
import type { PlanFile } from './read-plan.ts';
import type { RunOptions } from './run-options.ts';
import { takeTargets } from './take-targets.ts';

/** What an apply or a resume came to. */
export interface Applied extends RunReport {
  readonly run: string;
  readonly plan: Plan;
}

const unfit = ({ plan }: PlanFile, kinds: readonly Kind[]): Diagnostic | null => {
  if (!plan.complete)
    return error('PLN001', { summary: 'the plan is incomplete: a read failed when it was made', remedy: 'plan again' });
  const blocking = plan.checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'ask').map(({ code }) => code);
  if (blocking.length > 0)
    return error('PLN006', {
      summary: `the plan is blocked by ${[...new Set(blocking)].join(', ')}`,
      detail: 'No approval can skip a check. Nothing was sent.',
      remedy: 'mend what the checks name, plan again, and apply the new plan',
    });
  const known = new Set(kinds.flatMap((kind) => Object.keys(kind.contracts)));
  const foreign = plan.steps.find((step) => !isGate(step) && !known.has(step.operation));
  if (foreign === undefined || isGate(foreign)) return null;
  const summary = `this version of onward does not know the operation ${foreign.operation}`;
  return error('PLN008', {
    summary,
    detail: `The plan was made by ${plan.tool}.`,
    remedy: 'use that version, or plan again',
  });
};

const consumed = async (store: Store, plan: Plan): Promise<Diagnostic | null> => {
  if (store.id === null) return null;
  const run = await store.findRun(short(plan.digest));
  if (!run.ok) return null;
  const { alias, state } = run.value;
  return error('PLN005', {
    summary:
      state === 'ended'
        ? `the plan was applied already, by run ${alias}`
        : `the plan is being applied by run ${alias} (${state})`,
    detail: 'A plan is applied once. Nothing was sent.',
    remedy: state === 'ended' ? 'plan again' : `onward resume ${alias}`,
  });
};

const otherStore = (store: Store, plan: Plan): Diagnostic | null => {
  if (store.id === plan.store) return null;
  const summary =
    plan.store === null
      ? `the plan was made when there was no store; ${store.place} is one already`
      : `the plan was made with store ${plan.store}; ${store.place} is ${store.id ?? 'no store yet'}`;
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
    remedy: '--store DIR or ONWARD_STORE, a place that outlives the runner',
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
  const held = await takeTargets(store, plan, { run, options, clock: prepared.clock });
  if (!held.ok) return held;
  const letGo = async (...diagnostics: readonly Diagnostic[]): Promise<Result<never>> => {
    await Promise.all(held.value.map((lock) => lock.release()));
    return fail(...diagnostics);
  };
  const open = await openElsewhere(store, plan, null);
  if (open.length > 0) return letGo(...open);
  const record = {
    type: 'accepted' as const,
    plan: plan.digest,
    decision: plan.decision,
    owner: options.host.owner,
    executor: options.executor,
  };
  const accepted = await store.acceptRun({ id: run, plan: text, record, clock: prepared.clock });
  if (!accepted.ok) return letGo(...accepted.diagnostics);
  if (accepted.value.is === 'consumed')
    return letGo(...[await consumed(store, plan)].flatMap((one) => (one === null ? [] : [one])));
  const { journal } = accepted.value;
  options.onLine(journal.first, false);
  const report = await drive(
    { plan, journal, earlier: [], locks: held.value, subjects: prepared.subjects },
    options,
    executor,
  );
  return succeed({ ...report, run, plan });
};

/**
 * Applies a plan: proves that it may be, consumes it, and walks it as far as it goes. What is refused before it was
 * consumed leaves the plan as it was.
 */
export const apply = async (file: PlanFile, kinds: readonly Kind[], given: RunOptions): Promise<Result<Applied>> => {
  const { plan } = file;
  const refusal = unfit(file, kinds);
  if (refusal !== null) return fail(refusal);
  const approve = matchApproval(given.approve, plan);
  if (!approve.ok) return approve;
  const options = { ...given, approve: approve.value };
  const opened = await openDirectoryStore(options.store.folder);
  if (!opened.ok) return opened;
  const used = (await consumed(opened.value, plan)) ?? otherStore(opened.value, plan);
  if (used !== null) return fail(used);
  const open = await openElsewhere(opened.value, plan, null);
  if (open.length > 0) return fail(...open);
  const executor = await executorOf(options);
  if (!executor.ok) return executor;
  const prepared = await prepareSubjects(plan, kinds, options);
  if (!prepared.ok) return prepared;
  const unnamed = unnamedInCi(plan, options, prepared.value);
  if (unnamed !== null) return fail(unnamed);
  const store = await opened.value.ensure();
  if (!store.ok) return store;
  return begin({ file, options, prepared: prepared.value, executor: executor.value, store: store.value });
};
