import type { Permit } from '../core/access.ts';

/** A policy document of RAM, as its console takes it. */
export interface RamPolicy {
  readonly Version: '1';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/** Bytes of a custom policy’s document (RAM: limits). */
export const mostBytes = 6_144;

/** Characters of a document that count: RAM leaves out white space. */
export const sizeOf = (policy: RamPolicy): number => JSON.stringify(policy).length;

const sorted = (texts: Iterable<string>): readonly string[] => [...new Set(texts)].sort();

/** One statement for all actions on the same resources; the same permits make the same document, in whatever order. */
export const ramPolicyOf = (permits: readonly Permit[]): RamPolicy => {
  const actionsOn = new Map<string, string[]>();
  for (const action of sorted(permits.map((permit) => permit.action))) {
    const own = permits.filter((permit) => permit.action === action);
    const on = JSON.stringify(sorted(own.map(({ resource }) => resource)));
    actionsOn.set(on, [...(actionsOn.get(on) ?? []), action]);
  }
  const statements = [...actionsOn].map(([on, actions]) => ({
    Effect: 'Allow' as const,
    Action: actions,
    Resource: JSON.parse(on) as readonly string[],
  }));
  return { Version: '1', Statement: statements };
};
