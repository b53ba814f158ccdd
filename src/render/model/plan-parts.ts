import type { Plan } from '../../core/plan.ts';

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

const grouped = <T extends { readonly address: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.address);
    if (group === undefined) groups.set(one.address, [one]);
    else group.push(one);
  }
  return groups;
};

/**
 * The plan as it is for one target alone: what is said of others is left out. Taken apart once, since a plan of a thousand
 * targets is looked at a thousand times.
 */
export const planParts = (plan: Plan): ((address: string) => Plan) => {
  const groups = new Map(
    names.map((name) => [name, grouped(plan[name] as readonly { readonly address: string }[])] as const),
  );
  return (address) => ({
    ...plan,
    ...(Object.fromEntries(names.map((name) => [name, groups.get(name)?.get(address) ?? []])) as unknown as Parts),
  });
};
