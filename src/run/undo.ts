import { inOrder } from '../core/order.ts';
import type { Contract } from '../core/operation.ts';
import type { Plan } from '../core/plan.ts';
import { historyOf, isOpen } from '../core/step-history.ts';
import { isGate, type ActStep } from '../core/step.ts';
import { driveStep } from './drive-step.ts';
import type { StepOutcome } from './executor.ts';
import { stopped } from './outcome.ts';
import type { RunPorts } from './ports.ts';

/** What became of one step when its run was aborted. */
export type Undone =
  | { readonly step: string; readonly is: 'nothing' }
  /** `lost`: what that threw away. */
  | { readonly step: string; readonly is: 'undone'; readonly lost?: string }
  /** It stays, for a reason that a person must know. */
  | { readonly step: string; readonly is: 'kept'; readonly why: string }
  | { readonly step: string; readonly is: 'stuck'; readonly outcome: Exclude<StepOutcome, { state: 'done' }> };

/** What the name of a step that takes another one back ends in. */
export const undoSuffix = '/undo';

const notSent = stopped('cancelled', 'the run is being aborted');

const drive = (step: ActStep, ports: RunPorts, mayResend: boolean): Promise<StepOutcome> => {
  const subject = ports.subjectOf(step.address);
  const contract = subject.kind.contracts[step.operation];
  if (contract === undefined) throw new Error(`unknown operation ${step.operation}`);
  return driveStep({ step, contract, subject, ports, stillOpen: () => Promise.resolve(mayResend ? null : notSent) });
};

/** A call that may be under way is waited for, and never sent again. */
const conclude = (step: ActStep, ports: RunPorts): Promise<StepOutcome> => drive(step, ports, false);

/** The step that takes another one back. Its lines stand under a name of their own, so it is resumed like any other. */
const undoing = (step: ActStep, undo: string): ActStep => ({
  ...step,
  id: `${step.id}${undoSuffix}`,
  title: `undo ${step.title}`,
  operation: undo,
  args: step.undoArgs ?? step.args,
  undo: null,
  expects: [],
  ifFailed: [],
});

const whyKept = ({ reversibility }: ActStep): string =>
  reversibility === 'permanent' ? 'it is for ever' : 'there is nothing that takes it back';

const contractOf = ({ address, operation }: ActStep, ports: RunPorts): Contract | undefined =>
  ports.subjectOf(address).kind.contracts[operation];

/** What going back throws away, and how long it took to make, by the journal's own times. */
const lossOf = (step: ActStep, ports: RunPorts): { readonly lost?: string } => {
  const what = contractOf(step, ports)?.undoLoses;
  const own = ports.journal.lines().filter((line) => 'step' in line && line.step === step.id);
  const from = own.find(({ type }) => type === 'sent')?.at;
  const to = ports.subjectOf(step.address).driver.clock.now();
  if (what === undefined || from === undefined || to === null) return {};
  const minutes = Math.max(0, Math.round((to - Date.parse(from)) / 60_000));
  return { lost: `${what} in ${minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`}` };
};

const takeBack = async (step: ActStep, ports: RunPorts): Promise<Undone> => {
  const { line } = historyOf(ports.journal.lines(), step.id);
  // What was so before the run is not the run's to take back.
  if (line?.type === 'done' && line.adopted === 'was so before this run') return { step: step.id, is: 'nothing' };
  if (step.undo === null) return { step: step.id, is: 'kept', why: whyKept(step) };
  const loss = lossOf(step, ports);
  const outcome = await drive(undoing(step, step.undo), ports, true);
  if (outcome.state !== 'done') return { step: step.id, is: 'stuck', outcome };
  const written = await ports.journal.append({ type: 'undone', step: step.id }, { durable: true });
  if (written.ok) return { step: step.id, is: 'undone', ...loss };
  const why = written.diagnostics.map(({ summary }) => summary).join('; ');
  return { step: step.id, is: 'stuck', outcome: { state: 'store', why } };
};

const wasUndone = (step: ActStep, ports: RunPorts): boolean =>
  ports.journal.lines().some((line) => line.type === 'undone' && line.step === step.id);

const undoStep = async (step: ActStep, ports: RunPorts): Promise<Undone> => {
  if (wasUndone(step, ports)) return { step: step.id, is: 'undone' };
  const history = historyOf(ports.journal.lines(), step.id);
  if (history.last === 'none') return { step: step.id, is: 'nothing' };
  // Nobody waits for the end of what is to be thrown away.
  if (history.last === 'sent' && contractOf(step, ports)?.undoLoses !== undefined) return takeBack(step, ports);
  const outcome: StepOutcome = isOpen(history) ? await conclude(step, ports) : { state: 'done' };
  if (outcome.state === 'cancelled' && !ports.cancelled()) return { step: step.id, is: 'nothing' };
  if (outcome.state !== 'done' && outcome.state !== 'failed') return { step: step.id, is: 'stuck', outcome };
  const { last } = historyOf(ports.journal.lines(), step.id);
  return last === 'done' ? takeBack(step, ports) : { step: step.id, is: 'nothing' };
};

/** Of a step that was never begun there is nothing to take back, cancelled or not. */
const hasBegun = (step: ActStep, ports: RunPorts): boolean =>
  historyOf(ports.journal.lines(), step.id).last !== 'none' && !wasUndone(step, ports);

const undoTarget = async (steps: readonly ActStep[], ports: RunPorts): Promise<readonly Undone[]> => {
  const all: Undone[] = [];
  for (const step of steps) {
    if (ports.cancelled() && hasBegun(step, ports)) {
      const outcome = { state: 'cancelled', why: 'cancelled; nothing more was sent' } as const;
      return [...all, { step: step.id, is: 'stuck', outcome }];
    }
    const undone = await undoStep(step, ports);
    all.push(undone);
    // What was done before it may rest on it.
    if (undone.is === 'stuck') return all;
  }
  return all;
};

/** Takes back what a run did, the last thing first, target by target. What was never done, or cannot be undone, stays. */
export const undoPlan = async (plan: Plan, ports: RunPorts): Promise<readonly Undone[]> => {
  const changes = (inOrder(plan.steps) ?? []).flatMap((step) => (isGate(step) || step.type !== 'change' ? [] : [step]));
  const backwards = changes.toReversed();
  const targets = plan.targets.map(({ address }) => backwards.filter((step) => step.address === address));
  return (await Promise.all(targets.map((steps) => undoTarget(steps, ports)))).flat();
};
