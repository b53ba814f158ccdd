import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { inChainOrder } from '../core/journal-epochs.ts';
import { exitCodes } from '../core/exit-code.ts';
import type { Kind } from '../core/kind.ts';
import type { Probe } from '../core/operation.ts';
import { historyOf, isOpen, type StepHistory } from '../core/step-history.ts';
import { isGate, type ActStep } from '../core/step.ts';
import type { RunSubject } from '../run/ports.ts';
import { windowMs } from '../run/watch.ts';
import { openDirectoryStore } from '../store/directory.ts';
import type { StoredRun, WritableStore } from '../store/store.ts';
import { prepareSubjects } from './prepare-subjects.ts';
import { parsePlan, type PlanFile } from './read-plan.ts';
import type { RunOptions } from './run-options.ts';
import { takeTargets } from './take-targets.ts';

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
    remedy: 'onward status shows how each step stands',
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
  const until = history.fence === null ? null : Date.parse(history.fence.date) + windowMs;
  if (until === null || now === null || now > until) return null;
  return `the signed call could still arrive until ${new Date(until).toISOString().slice(0, 19)}Z`;
};

const findStep = (file: PlanFile, { step: id }: Settlement): Result<ActStep> => {
  const step = file.plan.steps.find((candidate) => candidate.id === id);
  if (step !== undefined && !isGate(step)) return succeed(step);
  const steps = file.plan.steps.filter((candidate) => !isGate(candidate)).map((candidate) => candidate.id);
  return fail(
    error('RUN004', { summary: `there is no step ${id} to settle`, remedy: `the run's steps: ${steps.join(', ')}` }),
  );
};

/** Of a target that is gone nothing can be probed; what a person says of its open call is all there is. */
const withoutTarget = ({ step, stored }: Case): Result<Probe['is']> => {
  const history = historyOf(inChainOrder(stored), step.id);
  return isOpen(history) ? succeed('unreadable') : fail(nothingToSettle(step.id, history));
};

interface Case {
  readonly settlement: Settlement;
  readonly stored: StoredRun;
  readonly file: PlanFile;
  readonly step: ActStep;
  readonly subject: RunSubject;
}

const probeAgain = async ({ step, subject, settlement, stored }: Case): Promise<Result<Probe['is']>> => {
  const history = historyOf(inChainOrder(stored), step.id);
  if (!isOpen(history)) return fail(nothingToSettle(step.id, history));
  const call = { operation: step.operation, desired: subject.desired, args: step.args };
  const probe = await subject.driver.probe(call, history.since ?? undefined);
  const against = contradiction(settlement, history, { probe, now: subject.driver.clock.now() });
  if (against === null) return succeed(probe.is);
  const detail = 'Nothing was written to the journal.';
  return fail(
    error('RUN003', { summary: `it cannot be settled as ${settlement.as}: ${against}`, detail, address: step.address }),
  );
};

const journalIt = async (
  store: WritableStore,
  one: Case,
  context: { options: RunOptions; clock: () => string; over: boolean },
): Promise<Result<null>> => {
  const { options, clock, over } = context;
  const { id } = one.stored;
  const held = await takeTargets(store, one.file.plan, { run: id, options, clock });
  if (!held.ok) return held;
  const taken = { type: 'taken' as const, owner: options.host.owner, from: null, why: 'to settle a step' };
  const journal = await store.openJournal(id, { record: taken, clock });
  const { step, as, evidence } = one.settlement;
  const written = journal.ok
    ? await journal.value.journal.append({ type: 'settled', step, as, evidence, by: options.user }, { durable: true })
    : journal;
  if (journal.ok) {
    if (over && written.ok)
      await journal.value.journal.append(
        { type: 'ended', outcome: 'error', exit: exitCodes.error.code },
        { durable: true },
      );
    await journal.value.journal.close();
  }
  await Promise.all(held.value.map((lock) => lock.release()));
  return written.ok ? succeed(null) : written;
};

/** Records a person's answer to an ambiguous step: probes again first, and refuses what the cloud contradicts. */
export const settle = async (
  settlement: Settlement,
  kinds: readonly Kind[],
  options: RunOptions,
): Promise<Result<Settled>> => {
  const opened = await openDirectoryStore(options.store.folder);
  if (!opened.ok) return opened;
  const found = await opened.value.findRun(settlement.run);
  if (!found.ok) return found;
  const stored = await opened.value.readRun(found.value.id);
  if (!stored.ok) return stored;
  const file = parsePlan(stored.value.plan, `run ${found.value.alias}`, options.host);
  if (!file.ok) return file;
  const step = findStep(file.value, settlement);
  if (!step.ok) return step;
  const prepared = await prepareSubjects(file.value.plan, kinds, options, true);
  if (!prepared.ok) return prepared;
  const subject = prepared.value.subjects.get(step.value.address);
  if (subject === undefined) throw new Error(`no subject ${step.value.address}`);
  const one: Case = { settlement, stored: stored.value, file: file.value, step: step.value, subject };
  const gone = prepared.value.absent.includes(step.value.address);
  const probe = gone ? withoutTarget(one) : await probeAgain(one);
  if (!probe.ok) return probe;
  const store = await opened.value.ensure();
  if (!store.ok) return store;
  // With all its targets gone and its call answered for, nothing of the run is left to go on with.
  const over = settlement.as === 'not-sent' && prepared.value.absent.length === file.value.plan.targets.length;
  const written = await journalIt(store.value, one, { options, clock: prepared.value.clock, over });
  if (!written.ok) return written;
  return succeed({ run: found.value.id, alias: found.value.alias, step: settlement.step, probe: probe.value });
};
