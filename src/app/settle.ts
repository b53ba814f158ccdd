import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { inChainOrder } from '../core/chain-order.ts';
import type { JournalLine, JournalRecord } from '../core/journal.ts';
import type { Kind } from '../core/kind.ts';
import type { Probe } from '../core/operation.ts';
import { deadAfter, deadAfterText, historyOf, isOpen, type StepHistory } from '../core/step-history.ts';
import { isGate, type ActStep } from '../core/step.ts';
import type { RunSubject } from '../run/ports.ts';
import type { Clock } from '../store/clock.ts';
import { openStoreOfRuns } from './open-store.ts';
import type { RunSummary, Store, StoredRun, WritableStore } from '../store/store.ts';
import { unfitToResume } from './fitness.ts';
import { keepAlive } from './keep-alive.ts';
import { prepareSubjects } from './prepare-subjects.ts';
import { parsePlan, type PlanFile } from './read-plan.ts';
import type { RunOptions } from './run-options.ts';
import { letGo, takeTargets } from './take-targets.ts';

/** A person's answer to a step of which it is not known whether its call was accepted. */
export interface Settlement {
  readonly run: string;
  readonly step: string;
  readonly as: 'sent' | 'not-sent';
  readonly evidence: string;
}

export interface Settled {
  readonly run: string;
  readonly alias: string;
  readonly step: string;
  readonly probe: Probe['is'];
}

const nothingToSettle = (step: string, { last }: StepHistory): Diagnostic =>
  error('RUN004', {
    summary: `${step} is ${last === 'none' ? 'not begun' : last}; only an open step can be settled`,
    remedy: 'look how each step stands: `onward status`',
  });

/** What the cloud says against the answer, or null. While the request can still arrive, "not sent" cannot be known. */
const contradiction = (
  settlement: Settlement,
  history: StepHistory,
  seen: { probe: Probe; now: number | null },
): string | null => {
  const { probe, now } = seen;
  if (probe.is === 'unreadable') return `the cloud cannot be read: ${probe.why}`;
  if (settlement.as === 'sent') return null;
  if (probe.is !== 'not-done') return `the cloud shows it ${probe.is}`;
  const until = deadAfter(history);
  if (until === null) return null;
  if (now === null) return "the cloud's clock is not known, so the signed call may still arrive";
  return now > until ? null : `the signed call could still arrive until ${deadAfterText(history)}`;
};

const findStep = (file: PlanFile, { step: id }: Settlement): Result<ActStep> => {
  const step = file.plan.steps.find((candidate) => candidate.id === id);
  if (step !== undefined && !isGate(step)) return succeed(step);
  const steps = file.plan.steps.filter((candidate) => !isGate(candidate)).map((candidate) => candidate.id);
  return fail(
    error('RUN004', { summary: `there is no step ${id} to settle`, remedy: `the run's steps: ${steps.join(', ')}` }),
  );
};

/** One answer, and what it is judged by. */
interface Case {
  readonly settlement: Settlement;
  readonly step: ActStep;
  readonly subject: RunSubject;
  readonly gone: boolean;
}

const refused = ({ settlement, step }: Case, against: string): Result<never> =>
  fail(
    error('RUN003', {
      summary: `it cannot be settled as ${settlement.as}: ${against}`,
      detail: 'The answer was not written down.',
      address: step.address,
      remedy:
        'read what the cloud shows (`onward status`); answer it the other way, or again after the time that is named',
    }),
  );

/** Asks the cloud once more. Of a target that is gone nothing can be probed: what a person says is all there is. */
const probeAgain = async (one: Case, run: StoredRun): Promise<Result<Probe['is']>> => {
  const { step, subject, settlement, gone } = one;
  const history = historyOf(inChainOrder(run), step.id);
  if (!isOpen(history)) return fail(nothingToSettle(step.id, history));
  if (gone) return succeed('unreadable');
  const call = { operation: step.operation, desired: subject.desired, args: step.args };
  const probe = await subject.driver.probe(call, history.since ?? undefined);
  const against = contradiction(settlement, history, { probe, now: subject.driver.clock.now() });
  return against === null ? succeed(probe.is) : refused(one, against);
};

/** What of a run an answer is about. */
const aboutOf = (run: StoredRun, step: string): readonly JournalLine[] =>
  inChainOrder(run).filter((line) => 'step' in line && line.step === step);

const recordOf = ({ settlement: { step, as, evidence } }: Case, run: StoredRun, by: string): JournalRecord => {
  const knew = aboutOf(run, step).flatMap((line) => (line.type === 'sent' ? [line.request] : []));
  return { type: 'settled', step, as, evidence, by, ...(knew.length === 0 ? {} : { knew }) };
};

interface Held {
  readonly store: WritableStore;
  readonly id: string;
  readonly options: RunOptions;
  readonly clock: Clock;
}

const journalIt = async (one: Case, judged: StoredRun, held: Held): Promise<Result<null>> => {
  const { store, id, options, clock } = held;
  const { owner, tool } = options.host;
  const record = { type: 'taken' as const, owner, from: null, why: 'to settle a step', tool };
  const reopened = await store.openJournal(id, { record, clock });
  if (!reopened.ok) return reopened;
  const { journal, run } = reopened.value;
  try {
    // A writer that lost the run may have spoken while the cloud was asked; then the answer would be about something else.
    if (aboutOf(run, one.step.id).length !== aboutOf(judged, one.step.id).length)
      return refused(one, 'the journal grew meanwhile; look again');
    const written = await journal.append(recordOf(one, run, options.user), { durable: true });
    return written.ok ? succeed(null) : written;
  } finally {
    await journal.close();
  }
};

/** Reads, judges and answers under the locks: nobody can send between what was judged and what is written. */
const settleHeld = async (one: Case, held: Held): Promise<Result<Probe['is']>> => {
  const stored = await held.store.readRun(held.id);
  if (!stored.ok) return stored;
  const probe = await probeAgain(one, stored.value);
  if (!probe.ok) return probe;
  const written = await journalIt(one, stored.value, held);
  return written.ok ? probe : written;
};

interface Found {
  readonly store: Store;
  readonly run: RunSummary;
  readonly file: PlanFile;
  readonly step: ActStep;
}

const find = async (settlement: Settlement, options: RunOptions): Promise<Result<Found>> => {
  const opened = await openStoreOfRuns(options.host, options.store);
  if (!opened.ok) return opened;
  const run = await opened.value.findRun(settlement.run);
  if (!run.ok) return run;
  const stored = await opened.value.readRun(run.value.id);
  if (!stored.ok) return stored;
  const file = parsePlan(stored.value.plan, `run ${run.value.alias}`, options.host);
  if (!file.ok) return file;
  const step = findStep(file.value, settlement);
  if (!step.ok) return step;
  return succeed({ store: opened.value, run: run.value, file: file.value, step: step.value });
};

/** Records a person's answer to an ambiguous step: probes again first, and refuses what the cloud contradicts. */
export const settle = async (
  settlement: Settlement,
  kinds: readonly Kind[],
  options: RunOptions,
): Promise<Result<Settled>> => {
  const found = await find(settlement, options);
  if (!found.ok) return found;
  const { file, step, run } = found.value;
  const unfit = unfitToResume(file.plan, kinds);
  if (unfit !== null) return fail(unfit);
  const prepared = await prepareSubjects(file.plan, kinds, options, true);
  if (!prepared.ok) return prepared;
  const { subjects, gone, clock } = prepared.value;
  const subject = subjects.get(step.address);
  if (subject === undefined) throw new Error(`no subject ${step.address}`);
  const store = await found.value.store.ensure();
  if (!store.ok) return store;
  const locks = await takeTargets(store.value, file.plan, { run: run.id, options, clock });
  if (!locks.ok) return locks;
  const stop = keepAlive(locks.value, options.host.quietSleep);
  try {
    const one: Case = { settlement, step, subject, gone: gone.has(step.address) };
    const probe = await settleHeld(one, { store: store.value, id: run.id, options, clock });
    return probe.ok ? succeed({ run: run.id, alias: run.alias, step: settlement.step, probe: probe.value }) : probe;
  } finally {
    stop();
    await letGo(locks.value);
  }
};
