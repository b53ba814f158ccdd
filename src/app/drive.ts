import { exitCodes, worst, type ExitName } from '../core/exit-code.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Executor, Interruption, StepOutcome } from '../run/executor.ts';
import type { RunPorts } from '../run/ports.ts';
import { isTakenOver } from '../run/outcome.ts';
import { walkPlan } from '../run/walk.ts';
import { proveEndState, type EndState } from './end-state.ts';
import type { HeldRun } from './held-run.ts';
import { exitOf, isOver, targetsDone } from './run-verdict.ts';
import type { RunOptions } from './run-options.ts';
import { whileHeld } from './while-held.ts';

/** How a run stands after it was driven. `ended` says that nothing is left for a resume to do. */
export interface RunReport {
  readonly exit: ExitName;
  readonly ended: boolean;
  readonly outcomes: ReadonlyMap<string, StepOutcome>;
  readonly interrupted?: Interruption;
  /** What stands against the end although every step was done: a difference, or that it could not be read or written. */
  readonly findings: readonly Diagnostic[];
}

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

/** Who lost the run meanwhile has no word in how it ended, nor whether. */
const takenOver = async ({ stillOurs }: RunPorts): Promise<readonly Diagnostic[]> => {
  const ours = await stillOurs();
  return !ours.ok && isTakenOver(ours.diagnostics) ? ours.diagnostics : [];
};

/** Writes that a run has ended. Where that cannot be written it has not: its journal is what counts. */
const journalEnd = async (report: RunReport, ports: RunPorts): Promise<RunReport> => {
  const { exit, ended } = report;
  const lost = await takenOver(ports);
  if (lost.length > 0) return { ...report, exit: 'locked', ended: false, findings: [...report.findings, ...lost] };
  if (!ended) return report;
  const { journal } = ports;
  const written = await journal.append({ type: 'ended', outcome: exit, exit: exitCodes[exit].code }, { durable: true });
  if (written.ok) return report;
  return {
    ...report,
    ended: false,
    exit: worst([exit, 'error']),
    findings: [...report.findings, ...written.diagnostics],
  };
};

/** Drives a held run as far as it goes, writes how it ended, and lets go of the locks. */
export const drive = (run: HeldRun, options: RunOptions, executor: Executor): Promise<RunReport> =>
  whileHeld(run, options, async (ports) => journalEnd(await walkToEnd(run, { ports, executor, options }), ports));
