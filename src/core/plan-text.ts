import type { Hash, Plan } from './plan.ts';
import { visibleInJson } from './visible-json.ts';

/** How a plan's file ends: the digest is its last member, so that it can be over all that stands before it. */
export const planEnding = (digest: Hash): string => ` "digest": "${digest}"\n}\n`;

/** All of a plan's file but its ending: the members in their order, one value a line. */
export const planBody = (plan: Omit<Plan, 'digest'>): string => {
  const whole = visibleInJson(JSON.stringify({ ...plan, digest: undefined }, null, 1));
  return `${whole.slice(0, -'\n}'.length)},\n`;
};

/** A plan as it is written to a file. */
export const planText = (plan: Plan): string => planBody(plan) + planEnding(plan.digest);
