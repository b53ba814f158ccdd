import { ofTarget } from '../core/by.ts';
import { isForEver } from '../core/reversibility.ts';
import { historyOf } from '../core/step-history.ts';
import { isGate, type ActStep, type GateStep } from '../core/step.ts';
import type { StepOutcome } from './executor.ts';
import type { GateRun } from './gate-run.ts';
import { keptBack } from './gate-window.ts';
import { renew } from './gate.ts';

/** Another step behind the gate was sent, or may have been: what the gate asked is rightly otherwise since, and is not asked again. */
const isSpent = ({ ports }: Pick<GateRun, 'ports'>, { covers }: GateStep, step: ActStep): boolean =>
  covers
    .filter((id) => id !== step.id)
    .map((id) => historyOf(ports.journal.lines(), id))
    .some(({ attempts, last }) => attempts > 0 && last !== 'unsent');

/** The gate that covers a step, made young again right before the intent. */
export const stillOpen =
  (
    { plan, ports }: Pick<GateRun, 'plan' | 'ports'>,
    step: ActStep,
    gateRun: (gate: GateStep) => GateRun,
  ): ((anew: boolean) => Promise<StepOutcome | null>) =>
  async (anew) => {
    const held = await keptBack({ plan, ports }, step);
    if (held !== null) return held;
    const gate = ofTarget(plan.steps, step.address)
      .filter(isGate)
      .find(({ covers }) => covers.includes(step.id));
    if (gate !== undefined) return isSpent({ ports }, gate, step) ? null : renew(gateRun(gate), { anew });
    if (isForEver(step.reversibility)) throw new Error(`${step.id} is for ever and no gate covers it`);
    return null;
  };
