import type { Plan } from '../../core/plan.ts';
import { grouped } from './grouped.ts';

/** What a plan says of single targets, by their address. */
type Parts = Pick<Plan, 'steps' | 'changes' | 'checks' | 'leftBehind' | 'gains' | 'notices'>;

const names = [
  'steps',
  'changes',
  'checks',
  'leftBehind',
  'gains',
  'notices',
] as const satisfies readonly (keyof Parts)[];

const byAddress = (all: readonly { readonly address: string }[]): ReadonlyMap<string, readonly unknown[]> =>
  grouped(all, ({ address }) => address);

/**
 * The plan as it is for one target alone: what is said of others is left out. Taken apart once, since a plan of a thousand
 * targets is looked at a thousand times.
 */
export const planParts = (plan: Plan): ((address: string) => Plan) => {
  const groups = names.map((name) => [name, byAddress(plan[name])] as const);
  const parts = new Map<string, Plan>();
  return (address) => {
    const known = parts.get(address);
    if (known !== undefined) return known;
    const own = Object.fromEntries(groups.map(([name, group]) => [name, group.get(address) ?? []]));
    const part = { ...plan, ...(own as unknown as Parts) };
    parts.set(address, part);
    return part;
  };
};
