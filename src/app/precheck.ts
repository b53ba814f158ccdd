import type { Desired } from '../core/desired.ts';
import { fail, succeed, type Result } from '../core/diagnostic.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import type { Kind, Precheck } from '../core/kind.ts';
import { planTarget } from '../core/plan-target.ts';
import type { ActStep } from '../core/step.ts';
import { driveStep } from '../run/drive-step.ts';
import type { StepOutcome } from '../run/executor.ts';
import { exitOfOutcome } from './exit-of-outcome.ts';
import { expandSets } from './expand-sets.ts';
import { observeAll, type Subject } from './observe.ts';
import { passingPorts, type Watching } from './passing-ports.ts';
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

const runOne = async (subject: Subject, check: Precheck, watching: Watching): Promise<Prechecked> => {
  const step = stepOf(subject, check);
  const contract = subject.kind.contracts[step.operation];
  if (contract === undefined) throw new Error(`${step.operation} has no contract`);
  const ports = passingPorts(subject, watching);
  const outcome = await driveStep({ step, contract, subject, ports, stillOpen: () => Promise.resolve(null) });
  const done = ports.journal.lines().findLast((line) => line.type === 'done');
  const says = done?.type === 'done' ? done.evidence.map((proof) => proof.says) : [];
  const sent = ports.journal.lines().some(({ type }) => type === 'intended');
  return { address: step.address, outcome: wordsOfStop(outcome, sent), says };
};

/** What a plan says of a target that is not there. */
const notThere = (subject: Subject): Promise<Prechecked> => {
  const failed = planTarget(subject, subject.observed.at).checks.find(({ verdict }) => verdict === 'fail');
  const why = failed === undefined ? 'the cloud says that there is none' : `${failed.code} ${failed.summary}`;
  return Promise.resolve({ address: subject.desired.address, outcome: { state: 'blocked', why }, says: [] });
};

/** A pre-check belongs to no run: whoever stops to wait for it finds its result in the cloud, or makes it anew. */
const wordsOfStop = (outcome: StepOutcome, sent: boolean): StepOutcome =>
  outcome.state === 'cancelled' && sent
    ? { state: 'cancelled', why: 'the check goes on in the cloud; precheck makes a new one' }
    : outcome;

const exitOf = ({ outcome }: Prechecked): ExitName =>
  outcome.state === 'failed' ? 'blocked' : exitOfOutcome[outcome.state];

/** Runs the vendor's own pre-check of targets now. It puts a short pod on each node; its result is what the next plan shows. */
export const precheck = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  watching: Watching,
): Promise<Result<PrecheckReport>> => {
  const { host } = watching;
  const expanded = await expandSets(kinds, documents, { host, store: null });
  if (!expanded.ok) return expanded;
  const { targets, unread } = expanded.value;
  const observed = [...(await observeAll(kinds, targets, { host, journey: false })), ...unread];
  const isAbsent = ({ observed: { state } }: Subject): boolean => state === 'absent';
  const diagnostics = observed.filter((subject) => !isAbsent(subject)).flatMap(unready);
  if (diagnostics.length > 0) return fail(...diagnostics);
  const checked = await Promise.all(
    observed.flatMap((subject) =>
      subject.kind.precheck === undefined
        ? []
        : [isAbsent(subject) ? notThere(subject) : runOne(subject, subject.kind.precheck, watching)],
    ),
  );
  return succeed({ targets: checked, exit: worst(checked.map(exitOf)) });
};
