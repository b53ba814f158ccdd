import { withId } from './by.ts';

interface Node {
  readonly id: string;
  readonly needs: readonly string[];
}

/**
 * Every node after its needs, otherwise in the order given (stable). Null when there is a cycle or a need that is no node:
 * both are bugs of a journey, which `build-plan` names.
 */
export const inOrder = <T extends Node>(nodes: readonly T[]): readonly T[] | null => {
  const isPlaced = new Set<string>();
  const behind = new Map<string, number[]>();
  nodes.forEach(({ needs }, at) => {
    for (const need of needs) {
      const others = behind.get(need);
      if (others === undefined) behind.set(need, [at]);
      else others.push(at);
    }
  });
  const ordered: T[] = [];
  const done = new Set<number>();
  const isReady = (at: number): boolean =>
    !done.has(at) && (nodes[at]?.needs.every((need) => isPlaced.has(need)) ?? false);
  let at = 0;
  while (at < nodes.length) {
    const node = nodes[at];
    if (node === undefined || !isReady(at)) {
      at += 1;
      continue;
    }
    done.add(at);
    isPlaced.add(node.id);
    ordered.push(node);
    // One that stands before it may have waited for just this one.
    at = Math.min(at + 1, ...(behind.get(node.id) ?? []).filter(isReady));
  }
  return ordered.length === nodes.length ? ordered : null;
};

/** What was found of arrays that never change any more: a walk asks again and again, of thousands of steps. */
const known = new WeakMap<readonly Node[], Map<string, ReadonlySet<string>>>();

/** All ids a node needs, directly or not. The array must not change any more. */
export const ancestors = (nodes: readonly Node[], id: string): ReadonlySet<string> => {
  const sets = known.get(nodes) ?? new Map<string, ReadonlySet<string>>();
  known.set(nodes, sets);
  const before = sets.get(id);
  if (before !== undefined) return before;
  const found = new Set<string>();
  const visit = (needs: readonly string[]): void => {
    for (const need of needs) {
      if (found.has(need)) continue;
      found.add(need);
      visit(withId(nodes, need)?.needs ?? []);
    }
  };
  visit(withId(nodes, id)?.needs ?? []);
  sets.set(id, found);
  return found;
};
