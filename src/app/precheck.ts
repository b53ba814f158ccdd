import type { Desired } from '../core/desired.ts';
import { fail, succeed, type Result } from '../core/diagnostic.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Kind, Precheck } from '../core/kind.ts';
import { paced, paceOf } from '../core/pace.ts';
import type { ActStep } from '../core/step.ts';
import { driveStep } from '../run/drive-step.ts';
import type { StepOutcome } from '../run/executor.ts';
import type { RunPorts } from '../run/ports.ts';
import { exitOfOutcome } from './exit-of-outcome.ts';
import type { Host } from './host.ts';
import { observeAll, type Subject } from './observe.ts';
import { unready } from './prepare-subjects.ts';

/** How the vendor's pre-check of one target ended. */
export interface Prechecked {
  readonly address: string;
  readonly outcome: StepOutcome;
  /** What proves it: id of the check, its times, how many items. */
  readonly says: readonly string[];
}

export interface PrecheckReport {
  readonly targets: readonly Prechecked[];
  readonly exit: ExitName;
}

interface Watching {
  readonly host: Host;
  readonly cancelled: () => boolean;
  readonly onLine: (line: JournalLine) => void;
}

const stepOf = ({ desired }: Subject, { operation, title, args }: Precheck): ActStep => ({
  id: `${desired.name}/precheck`,
  type: 'check',
  address: desired.address,
  title,
  needs: [],
  because: [],
  operation,
  args,
  reversibility: null,
  undo: null,
  again: 'harmless',
  expects: [],
  duration: { p50: '2m', p90: '15m' },
  downtime: null,
  ifFailed: [],
});

/** A pre-check belongs to no run: its lines live as long as it does. What counts is kept by the vendor. */
const portsOf = (subject: Subject, { host, cancelled, onLine }: Watching): RunPorts => {
  const lines: JournalLine[] = [];
  const pace = paceOf(host.env, subject.driver.loopback);
  return {
    journal: {
      lines: () => lines,
      append: (record) => {
        const at = new Date(subject.driver.clock.now() ?? host.wall()).toISOString();
        const line: JournalLine = { ...record, seq: lines.length + 1, at, prev: '' };
        lines.push(line);
        onLine(line);
        return Promise.resolve(succeed(line));
      },
    },
    time: { wait: (ms) => host.sleep(paced(ms, pace)), monotonic: host.monotonic },
    stillOurs: () => Promise.resolve(succeed(null)),
    isGone: () => false,
    cancelled,
    nonce: host.randomUuid,
    subjectOf: () => subject,
    approval: () => Promise.resolve(null),
  };
};

const runOne = async (subject: Subject, check: Precheck, watching: Watching): Promise<Prechecked> => {
  const step = stepOf(subject, check);
  const contract = subject.kind.contracts[step.operation];
  if (contract === undefined) throw new Error(`${step.operation} has no contract`);
  const ports = portsOf(subject, watching);
  const outcome = await driveStep({ step, contract, subject, ports, stillOpen: () => Promise.resolve(null) });
  const done = ports.journal.lines().findLast((line) => line.type === 'done');
  const says = done?.type === 'done' ? done.evidence.map((proof) => proof.says) : [];
  return { address: step.address, outcome, says };
};

const exitOf = ({ outcome }: Prechecked): ExitName =>
  outcome.state === 'failed' ? 'blocked' : exitOfOutcome[outcome.state];

/** Runs the vendor's own pre-check of targets now. It puts a short pod on each node; its result is what the next plan shows. */
export const precheck = async (
  targets: readonly Desired[],
  kinds: readonly Kind[],
  watching: Watching,
): Promise<Result<PrecheckReport>> => {
  const observed = await observeAll(kinds, targets, { host: watching.host, journey: false });
  const diagnostics = observed.flatMap(unready);
  if (diagnostics.length > 0) return fail(...diagnostics);
  const checked = await Promise.all(
    observed.flatMap((subject) =>
      subject.kind.precheck === undefined ? [] : [runOne(subject, subject.kind.precheck, watching)],
    ),
  );
  return succeed({ targets: checked, exit: worst(checked.map(exitOf)) });
};
