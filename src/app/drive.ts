import { exitCodes, worst, type ExitName } from '../core/exit-code.ts';
import { fail, succeed, type Diagnostic } from '../core/diagnostic.ts';
import type { JournalLine } from '../core/journal.ts';
import { ancestors } from '../core/order.ts';
import type { Plan } from '../core/plan.ts';
import type { Step } from '../core/step.ts';
import type { Executor, Interruption, StepOutcome } from '../run/executor.ts';
import type { RunPorts, RunSubject } from '../run/ports.ts';
import { walkPlan, type WalkReport } from '../run/walk.ts';
import type { JournalWriter } from '../store/journal-writer.ts';
import type { Lock } from '../store/store.ts';
import { proveEndState, type EndState } from './end-state.ts';
import { keepAlive } from './keep-alive.ts';
import { paced, paceOf } from '../core/pace.ts';
import { approvals, type RunOptions } from './run-options.ts';

/** A run that holds its locks and its journal. */
export interface HeldRun {
  readonly plan: Plan;
  readonly journal: JournalWriter;
  readonly earlier: readonly JournalLine[];
  readonly locks: readonly Lock[];
  readonly subjects: ReadonlyMap<string, RunSubject>;
  /** Targets that are no longer there: what is not done on them can never be. */
  readonly gone: ReadonlySet<string>;
}

/** How a run stands after it was driven. `ended` says that nothing is left for a resume to do. */
export interface RunReport {
  readonly exit: ExitName;
  readonly ended: boolean;
  readonly outcomes: ReadonlyMap<string, StepOutcome>;
  readonly interrupted?: Interruption;
  /** What stands against the end although every step was done: a difference, or that it could not be read or written. */
  readonly findings: readonly Diagnostic[];
}

const isOneWay = (plan: Plan, line: JournalLine): boolean =>
  plan.steps.some(
    (step) => 'step' in line && step.id === line.step && step.type !== 'gate' && step.reversibility === 'one-way',
  );

const journalPort = (run: HeldRun, options: RunOptions): RunPorts['journal'] => {
  const lines: JournalLine[] = [...run.earlier];
  if (!lines.some(({ seq }) => seq === run.journal.first.seq)) lines.push(run.journal.first);
  return {
    lines: () => lines,
    append: async (record, how) => {
      const written = await run.journal.append(record, how);
      if (written.ok) {
        lines.push(written.value);
        options.onLine(written.value, isOneWay(run.plan, written.value));
      }
      return written;
    },
  };
};

const portsOf = (run: HeldRun, options: RunOptions): RunPorts => {
  const { host } = options;
  const pace = paceOf(
    host.env,
    [...run.subjects.values()].every(({ driver }) => driver.loopback),
  );
  return {
    journal: journalPort(run, options),
    time: { wait: (ms) => host.sleep(paced(ms, pace)), monotonic: host.monotonic },
    stillOurs: async () => {
      const looks = await Promise.all(run.locks.map((lock) => lock.stillOurs()));
      const lost = looks.filter(({ ok }) => !ok).flatMap(({ diagnostics }) => diagnostics);
      return lost.length === 0 ? succeed(null) : fail(...lost);
    },
    isGone: (address) => run.gone.has(address),
    cancelled: options.cancelled,
    nonce: host.randomUuid,
    subjectOf: (address) => {
      const subject = run.subjects.get(address);
      if (subject === undefined) throw new Error(`no subject ${address}`);
      return subject;
    },
    approval: approvals(options, (gate) => gate.address.slice(gate.address.indexOf('/') + 1)),
  };
};

const exits: Readonly<Record<StepOutcome['state'], ExitName>> = {
  done: 'done',
  skipped: 'done',
  parked: 'parked',
  blocked: 'blocked',
  cancelled: 'cancelled',
  failed: 'error',
  denied: 'credentials',
  ambiguous: 'ambiguous',
  stale: 'stale',
  unreadable: 'error',
  unfinished: 'error',
  fenced: 'locked',
  store: 'error',
};

/** A failure after something of the same target was changed leaves it partly applied. */
const exitOf = (plan: Plan, outcomes: WalkReport['outcomes']): ExitName =>
  worst(
    [...outcomes].map(([id, outcome]) => {
      const step = plan.steps.find((candidate) => candidate.id === id);
      const partly = plan.steps.some(
        (other) =>
          other.type === 'change' && other.address === step?.address && outcomes.get(other.id)?.state === 'done',
      );
      return ['failed', 'denied', 'stale'].includes(outcome.state) && partly ? 'partial' : exits[outcome.state];
    }),
  );

/** Outcomes after which a step is not tried again. A check may be, when it was not let: only its refusal of the target ends it. */
const isFinal = (step: Step, state: StepOutcome['state']): boolean =>
  state === 'failed' || state === 'stale' || (state === 'denied' && step.type === 'change');

/**
 * Nothing is left to resume: every step is done, failed for good, or can never be reached because a step above it did.
 * A plan that went stale at its first step is over too, though most of its steps have no outcome.
 */
const isOver = (plan: Plan, { outcomes, interrupted }: WalkReport): boolean => {
  if (interrupted !== undefined) return false;
  const stuck = (step: Step): boolean => {
    const state = outcomes.get(step.id)?.state;
    return state !== undefined && isFinal(step, state);
  };
  return plan.steps.every((step) => {
    const state = outcomes.get(step.id)?.state;
    if (state === 'done' || stuck(step)) return true;
    if (state !== undefined && state !== 'skipped') return false;
    const above = ancestors(plan.steps, step.id);
    return plan.steps.some((other) => above.has(other.id) && stuck(other));
  });
};

interface Walking {
  readonly ports: RunPorts;
  readonly executor: Executor;
  readonly options: RunOptions;
}

const exitOfEnd: Readonly<Record<EndState['is'], ExitName>> = { proven: 'done', differs: 'partial', unread: 'error' };

/** Walks the plan, and after its last step looks whether the end is what was asked for. */
const walkToEnd = async (run: HeldRun, by: Walking): Promise<RunReport> => {
  const { ports, executor, options } = by;
  const report = await walkPlan(run.plan, ports, executor);
  const { survived } = report;
  if (survived !== undefined) options.onNote(`${survived.code} ${survived.summary}; its steps were done all the same`);
  const walked = worst([
    exitOf(run.plan, report.outcomes),
    ...(report.interrupted === undefined ? [] : ['error' as const]),
  ]);
  const ended = isOver(run.plan, report);
  if (walked !== 'done' || !ended) return { ...report, exit: walked, ended, findings: [] };
  const { is, findings } = await proveEndState(run.plan, ports);
  const exit = is === 'unread' && ports.cancelled() ? 'cancelled' : exitOfEnd[is];
  return { ...report, exit, ended: is !== 'unread', findings };
};

/** Writes that a run has ended. Where that cannot be written it has not: its journal is what counts. */
const journalEnd = async (report: RunReport, { journal }: RunPorts): Promise<RunReport> => {
  const { exit, ended } = report;
  if (!ended) return report;
  const written = await journal.append({ type: 'ended', outcome: exit, exit: exitCodes[exit].code }, { durable: true });
  if (written.ok) return report;
  return {
    ...report,
    ended: false,
    exit: worst([exit, 'error']),
    findings: [...report.findings, ...written.diagnostics],
  };
};

/** Closes the journal and lets go of the locks; what cannot be is said, since the next runner will meet it. */
const leave = async (run: HeldRun, { onNote }: RunOptions): Promise<void> => {
  const ends = [await run.journal.close(), ...(await Promise.all(run.locks.map((lock) => lock.release())))];
  for (const { code, summary } of ends.flatMap(({ ok, diagnostics }) => (ok ? [] : diagnostics)))
    if (code !== 'STO023') onNote(`${code} ${summary}`);
};

/** Drives a held run as far as it goes, writes how it ended, and lets go of the locks. */
export const drive = async (run: HeldRun, options: RunOptions, executor: Executor): Promise<RunReport> => {
  const ports = portsOf(run, options);
  const stop = keepAlive(run.locks, options.host.quietSleep);
  try {
    return await journalEnd(await walkToEnd(run, { ports, executor, options }), ports);
  } finally {
    stop();
    await leave(run, options);
  }
};
