interface Node {
  readonly id: string;
  readonly needs: readonly string[];
}

/**
 * Every node after its needs, otherwise in the order given (stable). Null when there is a cycle or a need that is no node:
 * both are bugs of a journey, which `build-plan` names.
 */
export const inOrder = <T extends Node>(nodes: readonly T[]): readonly T[] | null => {
  const placed = new Set<string>();
  const ordered: T[] = [];
  let waiting = [...nodes];
  while (waiting.length > 0) {
    const next = waiting.find((node) => node.needs.every((need) => placed.has(need)));
    if (next === undefined) return null;
    placed.add(next.id);
    ordered.push(next);
    waiting = waiting.filter((node) => node !== next);
  }
  return ordered;
};

/** All ids a node needs, directly or not. */
export const ancestors = (nodes: readonly Node[], id: string): ReadonlySet<string> => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const found = new Set<string>();
  const visit = (needs: readonly string[]): void => {
    for (const need of needs) {
      if (found.has(need)) continue;
      found.add(need);
      visit(byId.get(need)?.needs ?? []);
    }
  };
  visit(byId.get(id)?.needs ?? []);
  return found;
};
