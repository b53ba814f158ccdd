import type { Plan, PlanTarget } from '../../core/plan.ts';
import { isGate, type ActStep, type GateStep, type Step } from '../../core/step.ts';
import type { TargetReport } from './plan-report.ts';

/** A member of a set: how it is told by itself, and what the plan holds of it. */
export interface Member {
  readonly name: string;
  readonly target: PlanTarget;
  readonly report: TargetReport;
  /** What the plan says of it alone. */
  readonly part: Plan;
  /** Its steps that run unless something fails. */
  readonly acts: readonly ActStep[];
  readonly gates: readonly GateStep[];
}

const plannedActs = (steps: readonly Step[]): readonly ActStep[] => {
  const rescues = new Set(steps.flatMap((step) => (isGate(step) ? [] : step.ifFailed)));
  return steps.filter((step): step is ActStep => !isGate(step) && !rescues.has(step.id));
};

export const memberOf = (part: Plan, target: PlanTarget, report: TargetReport): Member => ({
  name: target.membership?.member ?? target.address,
  target,
  report,
  part,
  acts: plannedActs(part.steps),
  gates: part.steps.filter(isGate),
});

export const isGoing = ({ report }: Member): boolean => report.standing === 'READY';

export const namesOf = (members: readonly Member[]): readonly string[] => members.map(({ name }) => name);
