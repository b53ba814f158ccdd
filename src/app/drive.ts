import { exitCodes, worst, type ExitName } from '../core/exit-code.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Plan } from '../core/plan.ts';
import type { Executor, Interruption, StepOutcome } from '../run/executor.ts';
import type { RunPorts, RunSubject } from '../run/ports.ts';
import { walkPlan, type WalkReport } from '../run/walk.ts';
import type { JournalWriter } from '../store/journal-writer.ts';
import type { Lock } from '../store/store.ts';
import { proveEndState } from './end-state.ts';
import { paced, paceOf } from './pace.ts';
import { approvals, type RunOptions } from './run-options.ts';

/** A run that holds its locks and its journal. */
export interface HeldRun {
  readonly plan: Plan;
  readonly journal: JournalWriter;
  readonly earlier: readonly JournalLine[];
  readonly locks: readonly Lock[];
  readonly subjects: ReadonlyMap<string, RunSubject>;
}

/** How a run stands after it was driven. `ended` says that nothing is left for a resume to do. */
export interface RunReport {
  readonly exit: ExitName;
  readonly ended: boolean;
  readonly outcomes: ReadonlyMap<string, StepOutcome>;
  readonly interrupted?: Interruption;
  /** What is not as it was asked for although every step was done. */
  readonly unproven: readonly Diagnostic[];
}

const beatMs = 10_000;

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
  const pace = paceOf(host.env, [...run.subjects.values()]);
  return {
    journal: journalPort(run, options),
    time: { wait: (ms) => host.sleep(paced(ms, pace)), monotonic: host.monotonic },
    stillOurs: async () => (await Promise.all(run.locks.map((lock) => lock.stillOurs()))).every(({ ok }) => ok),
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

/** Nothing is left to resume: all done, a step of the cloud failed for good, or the plan went stale before any write. */
const isOver = (plan: Plan, { outcomes, interrupted }: WalkReport): boolean => {
  if (interrupted !== undefined) return false;
  const states = plan.steps.map(({ id }) => outcomes.get(id)?.state);
  const final = new Set<string | undefined>(['done', 'failed', 'denied', 'stale', 'skipped']);
  return states.every((state) => final.has(state));
};

/** Beats each lock while the run lives. A lost lock shows itself at the next look before a call. */
const keepAlive = (locks: readonly Lock[], sleep: (ms: number) => Promise<void>): (() => void) => {
  let alive = true;
  const loop = async (): Promise<void> => {
    while (alive) {
      await sleep(beatMs);
      if (alive) await Promise.all(locks.map((lock) => lock.beat()));
    }
  };
  void loop();
  return () => {
    alive = false;
  };
};

interface Walking {
  readonly ports: RunPorts;
  readonly executor: Executor;
  readonly options: RunOptions;
}

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
  const unproven = walked === 'done' && ended ? await proveEndState(run.plan, ports) : [];
  return { ...report, exit: unproven.length > 0 ? 'partial' : walked, ended, unproven };
};

/** Drives a held run as far as it goes, writes how it ended, and lets go of the locks. */
export const drive = async (run: HeldRun, options: RunOptions, executor: Executor): Promise<RunReport> => {
  const ports = portsOf(run, options);
  const stop = keepAlive(run.locks, options.host.quietSleep);
  try {
    const report = await walkToEnd(run, { ports, executor, options });
    const { exit, ended } = report;
    if (ended)
      await ports.journal.append({ type: 'ended', outcome: exit, exit: exitCodes[exit].code }, { durable: true });
    return report;
  } finally {
    stop();
    await run.journal.close();
    await Promise.all(run.locks.map((lock) => lock.release()));
  }
};
