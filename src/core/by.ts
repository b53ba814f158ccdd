import { grouped } from './grouped.ts';

/** Groups an array once, however often its parts are asked for: a plan never changes, and may have thousands of steps. */
const groupedOnce = <Part extends object>(keyOf: (part: Part) => string) => {
  const known = new WeakMap<readonly Part[], ReadonlyMap<string, readonly Part[]>>();
  return <T extends Part>(all: readonly T[], key: string): readonly T[] => {
    const groups = known.get(all) ?? grouped(all, keyOf);
    known.set(all, groups);
    // The groups of an array hold what it holds.
    return (groups.get(key) ?? []) as readonly T[];
  };
};

/** The parts that are about one target, in their order: steps, checks. The array must not change any more. */
export const ofTarget = groupedOnce(({ address }: { readonly address: string }) => address);

const ofId = groupedOnce(({ id }: { readonly id: string }) => id);

/** The first part with this id. The array must not change any more. */
export const withId = <T extends { readonly id: string }>(all: readonly T[], id: string): T | undefined =>
  ofId(all, id)[0];
