import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { exitCodes, worst, type ExitName } from '../core/exit-code.ts';
import { inChainOrder } from '../core/chain-order.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { historyOf, type StepHistory } from '../core/step-history.ts';
import { isGate, type ActStep } from '../core/step.ts';
import type { RunPorts } from '../run/ports.ts';
import { undoPlan, type Undone } from '../run/undo.ts';
import { openStoreOfRuns } from './open-store.ts';
import { exitOfOutcome } from './exit-of-outcome.ts';
import { isBeyond, oneWayLeft, seeSteps, type Seen } from './beyond-the-journal.ts';
import { unfitToResume } from './fitness.ts';
import { holdRun } from './hold-run.ts';
import { isAmbiguous } from './next-acts.ts';
import { openElsewhere } from './open-elsewhere.ts';
import { parsePlan } from './read-plan.ts';
import { chooseRun } from './resume.ts';
import type { RunOptions } from './run-options.ts';
import { whileHeld } from './while-held.ts';

/** What an abort came to. `ended`: everything that can be taken back was. */
export interface Aborted {
  readonly run: string;
  readonly alias: string;
  readonly exit: ExitName;
  readonly ended: boolean;
  readonly undone: readonly Undone[];
  readonly findings: readonly Diagnostic[];
}

/** A one-way call that failed, or that a person says never arrived, was taken back by the service: nothing stands behind it. */
const isPast = ({ last }: StepHistory): boolean => ['intended', 'sent', 'throttled', 'done'].includes(last);

const pastSteps = ({ steps }: Plan, lines: readonly JournalLine[]): readonly ActStep[] =>
  steps.filter(
    (step): step is ActStep => !isGate(step) && step.reversibility === 'one-way' && isPast(historyOf(lines, step.id)),
  );

const tooLate = (alias: string, past: readonly ActStep[], lines: readonly JournalLine[]): Diagnostic =>
  error('RUN014', {
    summary: `the run is past its point of no return: ${past.map(({ id }) => id).join(', ')}`,
    detail: 'That call was sent or may have been. From here the way leads forward only; nothing was undone.',
    // Of a call of which nobody can know, a person answers; a resume would only come there again.
    remedy: `onward ${past.some(({ id }) => isAmbiguous(id, lines)) ? 'status' : 'resume'} ${alias}`,
  });

/** The journal calls it not begun, and the cloud shows it: nobody may be told that nothing was done. */
const seenInCloud = (alias: string, { step, probe }: Seen): Diagnostic =>
  probe?.is === 'in-flight'
    ? error('RUN014', {
        summary: `the cloud shows ${step.id} in flight (${probe.says}), and the journal of run ${alias} does not know it`,
        detail:
          'The end of the journal was lost, or somebody else began it. It goes on in the cloud; the run was not ended, and nothing was undone.',
        address: step.address,
        remedy: `onward status ${alias}`,
      })
    : error('RUN014', {
        summary: `the cloud shows ${step.id} done, and the journal of run ${alias} does not know it`,
        detail:
          'The end of the journal was lost, or somebody else did it. Nothing was undone; a resume does not send it, and brings the run to its end.',
        address: step.address,
        remedy: `onward resume ${alias}`,
      });

const unreadable = (alias: string, { id, address }: ActStep, why: string): Diagnostic =>
  error('RUN008', {
    summary: `whether ${id} was begun cannot be read: ${why}`,
    detail: 'Unknown is not absent: the run was not ended, and nothing was undone.',
    address,
    remedy: `onward abort ${alias}`,
  });

/** What the cloud says against giving a run up of which the journal knows no one-way call. */
const against = async (plan: Plan, alias: string, ports: RunPorts): Promise<readonly Diagnostic[]> => {
  const lines = ports.journal.lines();
  const seen = await seeSteps(oneWayLeft(plan, lines), lines, ports);
  return seen.flatMap((one) => {
    if (one.probe?.is === 'unreadable') return [unreadable(alias, one.step, one.probe.why)];
    return isBeyond(one) ? [seenInCloud(alias, one)] : [];
  });
};

const isOver = (alias: string): Diagnostic =>
  error('RUN015', {
    summary: `run ${alias} has ended; there is nothing left to abort`,
    remedy: `onward status ${alias}`,
  });

const exitOf = (undone: readonly Undone[]): ExitName =>
  worst(undone.map((one) => (one.is === 'stuck' ? exitOfOutcome[one.outcome.state] : 'done')));

const undoAll = async (
  plan: Plan,
  ports: RunPorts,
): Promise<Pick<Aborted, 'exit' | 'ended' | 'undone' | 'findings'>> => {
  const undone = await undoPlan(plan, ports);
  const exit = exitOf(undone);
  if (exit !== 'done') return { exit, ended: false, undone, findings: [] };
  // The run was given up: its journal says so, whatever the abort itself came to.
  const { code } = exitCodes.cancelled;
  const written = await ports.journal.append({ type: 'ended', outcome: 'aborted', exit: code }, { durable: true });
  if (written.ok) return { exit, ended: true, undone, findings: [] };
  return { exit: 'error', ended: false, undone, findings: written.diagnostics };
};

/** Gives a run up before its point of no return: undoes in reverse what it did, and says what stays. */
export const abort = async (
  name: string | null,
  kinds: readonly Kind[],
  options: RunOptions,
): Promise<Result<Aborted>> => {
  const opened = await openStoreOfRuns(options.host, options.store);
  if (!opened.ok) return opened;
  const chosen = await chooseRun(opened.value, name, 'abort');
  if (!chosen.ok) return chosen;
  const { id: run, alias } = chosen.value;
  const stored = await opened.value.readRun(run);
  if (!stored.ok) return stored;
  const file = parsePlan(stored.value.plan, `run ${alias}`, options.host);
  if (!file.ok) return file;
  const { plan } = file.value;
  if (stored.value.state === 'ended') return fail(isOver(alias));
  const told = inChainOrder(stored.value);
  const early = pastSteps(plan, told);
  if (early.length > 0) return fail(tooLate(alias, early, told));
  const unfit = unfitToResume(plan, kinds);
  const open = unfit === null ? await openElsewhere(opened.value, plan, run) : [unfit];
  if (open.length > 0) return fail(...open);
  const held = await holdRun({ store: opened.value, file: file.value, run, alias }, kinds, options);
  if (!held.ok) return held;
  return whileHeld(held.value, options, async (ports) => {
    // Looked at again under the lock: the run may have gone on since.
    const past = pastSteps(plan, ports.journal.lines());
    if (past.length > 0) return fail(tooLate(alias, past, ports.journal.lines()));
    const seen = await against(plan, alias, ports);
    return seen.length > 0 ? fail(...seen) : succeed({ run, alias, ...(await undoAll(plan, ports)) });
  });
};
