import type { Json } from '../../core/fact.ts';
import type { Plan } from '../../core/plan.ts';
import { valueWords } from './change-rows.ts';

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listed = (cost: { readonly [name: string]: Json }): string | null => {
  const items = Object.entries(cost).map(
    ([name, value]) => `${name} ${value === null ? 'unknown' : valueWords(value)}`,
  );
  return items.length > 0 ? items.join(', ') : null;
};

/** The costs under a target's address; those of the whole plan too, when it is the only target. Null: none is named. */
export const targetCost = (plan: Plan, address: string): string | null => {
  const own = plan.cost[address];
  const parts = [own !== undefined && isObject(own) ? listed(own) : null];
  if (plan.targets.length === 1) parts.push(planCost(plan));
  return parts.filter((part) => part !== null).join(', ') || null;
};

/** The costs that no target's address heads. */
export const planCost = (plan: Plan): string | null => {
  const addresses = new Set<string>(plan.targets.map(({ address }) => address));
  return listed(Object.fromEntries(Object.entries(plan.cost).filter(([name]) => !addresses.has(name))));
};
