import { historyOf, isOpen } from '../core/step-history.ts';
import { isGate, type Step } from '../core/step.ts';
import { ambiguousMark } from './drive-step.ts';
import type { StepOutcome } from './executor.ts';
import type { GateRun } from './gate-run.ts';
import { wasPassed } from './gate.ts';
import { outcomeOf, stopped, storeBroke } from './outcome.ts';

const isGone = 'the target is no longer there';
const openAndGone = `${isGone}, so what became of the call cannot be read`;

/**
 * What a step of a target that is no longer there comes to: as the journal says, or never. An open call wants a person,
 * so a gate that let it through stays open on the way to it.
 */
export const withoutTarget = async (
  { plan, ports }: Pick<GateRun, 'plan' | 'ports'>,
  step: Step,
): Promise<StepOutcome> => {
  if (isGate(step)) return wasPassed({ gate: step, plan, ports }) ? { state: 'done' } : stopped('stale', isGone);
  const history = historyOf(ports.journal.lines(), step.id);
  if (!isOpen(history)) return outcomeOf(history) ?? stopped('stale', isGone);
  const says = `${ambiguousMark}: ${openAndGone}`;
  const written = await ports.journal.append({ type: 'progress', step: step.id, says }, { durable: false });
  return written.ok ? stopped('ambiguous', openAndGone) : storeBroke(written.diagnostics);
};
