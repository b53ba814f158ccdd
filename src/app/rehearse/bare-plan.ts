import { decisionOf, digestOf } from '../../core/decision.ts';
import type { Plan } from '../../core/plan.ts';
import { isGate, type Step } from '../../core/step.ts';
import type { Host } from '../host.ts';
import { planText } from '../../core/plan-text.ts';
import type { PlanFile } from '../read-plan.ts';

const without = <T extends object, Name extends keyof T>(value: T, ...names: readonly Name[]): Omit<T, Name> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name as Name))) as Omit<T, Name>;

const bareStep = (step: Step): Step => (isGate(step) ? without(step, 'approvals') : step);

/** The same targets, steps and times, for a store that is not there yet and gates of which each opens with one yes. */
export const barePlan = ({ plan }: PlanFile, { sha256 }: Pick<Host, 'sha256'>): PlanFile => {
  const bare: Plan = {
    ...without(plan, 'policy', 'source'),
    store: null,
    storeAs: 'default',
    targets: plan.targets.map((target) => without(target, 'after')),
    steps: plan.steps.map(bareStep),
  };
  const decided = { ...bare, decision: decisionOf(bare, sha256) };
  const whole: Plan = { ...decided, digest: digestOf(without(decided, 'digest'), sha256) };
  return { plan: whole, text: planText(whole) };
};
