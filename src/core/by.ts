/** What was grouped once, by the array it came from: the parts of a plan never change, and a plan may have thousands of steps. */
const groups = new WeakMap<readonly object[], Map<string, ReadonlyMap<string, readonly object[]>>>();

const groupsOf = <T extends object>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> => {
  const grouped = new Map<string, T[]>();
  for (const one of all) {
    const own = grouped.get(key(one));
    if (own === undefined) grouped.set(key(one), [one]);
    else own.push(one);
  }
  return grouped;
};

const memo = <T extends object>(
  all: readonly T[],
  name: string,
  key: (one: T) => string,
): ReadonlyMap<string, readonly T[]> => {
  const known = groups.get(all) ?? new Map<string, ReadonlyMap<string, readonly object[]>>();
  groups.set(all, known);
  const found = known.get(name);
  // Each name stands for one key, so that what was grouped by it is of this type.
  if (found !== undefined) return found as ReadonlyMap<string, readonly T[]>;
  const made = groupsOf(all, key);
  known.set(name, made);
  return made;
};

/** The parts that are about one target, in their order: steps, checks. The array must not change any more. */
export const ofTarget = <T extends { readonly address: string }>(all: readonly T[], address: string): readonly T[] =>
  memo(all, 'address', (one) => one.address).get(address) ?? [];

/** The first part with this id. The array must not change any more. */
export const withId = <T extends { readonly id: string }>(all: readonly T[], id: string): T | undefined =>
  memo(all, 'id', (one) => one.id).get(id)?.[0];
