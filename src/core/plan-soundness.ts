import { ancestors, inOrder } from './order.ts';
import { isForEver } from './reversibility.ts';
import { isGate, type ActStep, type GateStep, type Step } from './step.ts';

const coveringGates = (steps: readonly Step[], id: string): readonly GateStep[] => {
  const above = ancestors(steps, id);
  return steps.filter(isGate).filter((gate) => gate.covers.includes(id) && above.has(gate.id));
};

/** What runs when a step failed can be taken back, serves the same target, and does not wait for what failed. */
const faultsOfRescue = (steps: readonly Step[], { id, address, ifFailed }: ActStep): readonly string[] =>
  ifFailed.flatMap((name) => {
    const rescue = steps.find((step) => step.id === name);
    if (rescue === undefined || isGate(rescue) || rescue.type !== 'change' || rescue.address !== address)
      return [`${id} names ${name} for when it fails, which is no change of its target`];
    if (isForEver(rescue.reversibility)) return [`${name} runs when ${id} failed and cannot be undone`];
    return ancestors(steps, name).has(id) ? [`${name} runs when ${id} failed and waits for it to be done`] : [];
  });

/** What is wrong with the steps of a plan, in words; empty when it is sound. */
export const faultsOf = (steps: readonly Step[]): readonly string[] => {
  const ids = steps.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) return twice.map((id) => `two steps are called ${id}`);
  if (inOrder(steps) === null) return ['the steps need each other in a circle, or need a step that is not there'];
  return steps.flatMap((step) => {
    if (isGate(step)) return [];
    const wrong = faultsOfRescue(steps, step);
    if (wrong.length > 0 || !isForEver(step.reversibility)) return wrong;
    const gates = coveringGates(steps, step.id);
    return gates.length === 1
      ? []
      : [`${step.id} cannot be undone and is covered by ${gates.length} gates; 1 is right`];
  });
};

/** Every one-way or permanent step is covered by exactly one gate among its ancestors, or the plan is a bug. */
export const assertSound = (steps: readonly Step[]): void => {
  const faults = faultsOf(steps);
  if (faults.length > 0) throw new Error(`unsound plan: ${faults.join('; ')}`);
};
