import { isGate, type Step } from './step.ts';

/**
 * The steps that run only when another one failed, each with the steps whose failure calls for it: part of the reviewed
 * plan, and of no walk in which all goes well.
 */
export const conditionsOf = (steps: readonly Step[]): ReadonlyMap<string, readonly string[]> => {
  const conditions = new Map<string, string[]>();
  for (const step of steps)
    if (!isGate(step)) for (const id of step.ifFailed) conditions.set(id, [...(conditions.get(id) ?? []), step.id]);
  return conditions;
};
