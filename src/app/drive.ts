import { exitCodes, worst, type ExitName } from '../core/exit-code.ts';
import { fail, succeed, type Diagnostic } from '../core/diagnostic.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Plan } from '../core/plan.ts';
import type { Executor, Interruption, StepOutcome } from '../run/executor.ts';
import type { RunPorts, RunSubject } from '../run/ports.ts';
import { walkPlan } from '../run/walk.ts';
import type { JournalWriter } from '../store/journal-writer.ts';
import type { Lock } from '../store/store.ts';
import { proveEndState, type EndState } from './end-state.ts';
import { keepAlive } from './keep-alive.ts';
import { exitOf, isOver, targetsDone } from './run-verdict.ts';
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
  if (!ended) return { ...report, exit: walked, ended, findings: [] };
  const { is, findings } = await proveEndState(targetsDone(run.plan, report), ports);
  const end = is === 'unread' && ports.cancelled() ? 'cancelled' : exitOfEnd[is];
  return { ...report, exit: worst([walked, end]), ended: is !== 'unread', findings };
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
