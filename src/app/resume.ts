import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { inChainOrder } from '../core/chain-order.ts';
import { exitCodes, type ExitName } from '../core/exit-code.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { historyOf } from '../core/step-history.ts';
import type { StepOutcome } from '../run/executor.ts';
import { outcomeOf } from '../run/outcome.ts';
import { undoSuffix } from '../run/undo.ts';
import { openStoreOfRuns } from './open-store.ts';
import { mayGoOn } from '../store/run-state.ts';
import type { RunSummary, Store, StoredRun } from '../store/store.ts';
import type { Applied } from './apply.ts';
import { approvalsGiven, keepApprovals, underPolicy } from './approvals-given.ts';
import { matchApproval } from './approval.ts';
import { drive } from './drive.ts';
import { executorOf } from './executor-of.ts';
import { unfitToResume } from './fitness.ts';
import { openElsewhere } from './open-elsewhere.ts';
import { gatesMeant } from './gates-meant.ts';
import { holdRun, type Carried } from './hold-run.ts';
import { parsePlan, type PlanFile } from './read-plan.ts';
import type { RunOptions } from './run-options.ts';
import { planOfRun } from './store-place.ts';
import { whileHeld } from './while-held.ts';

/** The verbs that go on with a run, or give it up. */
export type OnRun = 'resume' | 'abort' | 'status' | 'report';

const whichRun = (all: readonly RunSummary[], place: string, verb: OnRun): Diagnostic => {
  const runs = all.filter(mayGoOn);
  const ended = all.filter(({ state }) => state === 'ended').map(({ alias }) => alias);
  const open = runs.map(({ alias, state }) => `${alias} (${state})`).join(', ');
  return error('RUN005', {
    summary: runs.length === 0 ? `there is no open run in ${place}` : `there are ${runs.length} open runs: ${open}`,
    ...(ended.length === 0 ? {} : { detail: `Ended: ${ended.join(', ')}.` }),
    // Which of several is meant is not guessed.
    remedy: runs.length === 0 ? 'onward plan FILE -o plan.json' : `onward ${verb} RUN`,
  });
};

/** The named run, or the only open one. */
export const chooseRun = async (store: Store, name: string | null, verb: OnRun): Promise<Result<RunSummary>> => {
  if (name !== null) return store.findRun(name);
  const runs = await store.listRuns();
  if (!runs.ok) return runs;
  const open = runs.value.filter(mayGoOn);
  const [only] = open;
  return only !== undefined && open.length === 1 ? succeed(only) : fail(whichRun(runs.value, store.place, verb));
};

/** The named run, else the only open one, else the newest: for verbs that only read. */
export const runToShow = async (store: Store, name: string | null, verb: OnRun): Promise<Result<RunSummary>> => {
  const chosen = await chooseRun(store, name, verb);
  if (chosen.ok || name !== null) return chosen;
  const runs = await store.listRuns();
  const newest =
    runs.ok && !runs.value.some(mayGoOn) ? runs.value.findLast(({ state }) => state === 'ended') : undefined;
  return newest === undefined ? chosen : succeed(newest);
};

export const exitNamed = (code: number): ExitName =>
  (Object.keys(exitCodes) as ExitName[]).find((name) => exitCodes[name].code === code) ?? 'error';

/** How the steps stand by the journal alone. */
const concludedIn = (plan: Plan, run: StoredRun): ReadonlyMap<string, StepOutcome> => {
  const lines = inChainOrder(run);
  const outcomes = new Map<string, StepOutcome>();
  for (const { id } of plan.steps) {
    const outcome = outcomeOf(historyOf(lines, id));
    if (outcome !== null) outcomes.set(id, outcome);
  }
  return outcomes;
};

/** A run that has ended answers again how it ended, and does nothing. */
const alreadyEnded = (run: StoredRun, { plan }: PlanFile, file: string): Applied | null => {
  const ended = run.lines.findLast((line) => line.type === 'ended');
  if (run.state !== 'ended' || ended?.type !== 'ended') return null;
  return {
    run: run.id,
    plan,
    file,
    exit: exitNamed(ended.exit),
    ended: true,
    outcomes: concludedIn(plan, run),
    findings: [],
  };
};

/** An abort that did not come to its end leaves a run of which some steps are done no longer. */
const givenUp = (alias: string, lines: readonly JournalLine[]): Diagnostic | null =>
  lines.some((line) => line.type === 'undone' || ('step' in line && line.step.endsWith(undoSuffix)))
    ? error('RUN016', { summary: `run ${alias} is being aborted`, remedy: `onward abort ${alias}` })
    : null;

/** Goes on with a run, here or on another machine: what the journal says is done answers without a call. */
export const resume = async (
  name: string | null,
  kinds: readonly Kind[],
  given: RunOptions,
): Promise<Result<Applied>> => {
  const opened = await openStoreOfRuns(given.host, given.store);
  if (!opened.ok) return opened;
  const chosen = await chooseRun(opened.value, name, 'resume');
  if (!chosen.ok) return chosen;
  const stored = await opened.value.readRun(chosen.value.id);
  if (!stored.ok) return stored;
  const path = planOfRun(opened.value.place, chosen.value.id);
  const file = parsePlan(stored.value.plan, path, given.host);
  if (!file.ok) return file;
  const over = alreadyEnded(stored.value, file.value, path);
  if (over !== null) return succeed(over);
  const unfit = unfitToResume(file.value.plan, kinds) ?? givenUp(chosen.value.alias, stored.value.lines);
  if (unfit !== null) return fail(unfit);
  const approve = matchApproval(given.approve, file.value.plan);
  if (!approve.ok) return approve;
  const meant = gatesMeant(file.value.plan, inChainOrder(stored.value), given);
  if (!meant.ok) return meant;
  const { plan } = file.value;
  const options = underPolicy({ ...given, approve: approve.value }, { plan, store: opened.value });
  const yeses = await approvalsGiven(plan, options, { begins: false });
  if (!yeses.ok) return yeses;
  const kept = await keepApprovals(opened.value, yeses.value);
  if (!kept.ok) return kept;
  const { id: run, alias } = chosen.value;
  return carryOn({ store: opened.value, file: file.value, run, alias }, kinds, options);
};

const carryOn = async (one: Carried, kinds: readonly Kind[], options: RunOptions): Promise<Result<Applied>> => {
  const open = await openElsewhere(one.store, one.file.plan, one.run);
  if (open.length > 0) return fail(...open);
  const executor = await executorOf(options);
  if (!executor.ok) return executor;
  const held = await holdRun(one, kinds, options);
  if (!held.ok) return held;
  const given = givenUp(one.alias, held.value.earlier);
  if (given !== null) return whileHeld(held.value, options, () => Promise.resolve(fail(given)));
  const report = await drive(held.value, options, executor.value);
  return succeed({ ...report, run: one.run, plan: one.file.plan, file: planOfRun(one.store.place, one.run) });
};
