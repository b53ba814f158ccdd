import type { Address } from './address.ts';
import { nameOf } from './address.ts';
import { equal } from './canonical.ts';
import type { FactDefinition, Facts, Json } from './fact.ts';
import type { Impact } from './impact.ts';

/** A difference that matters between what is observed and what is desired. `until` says how long it is wanted. */
export interface Change {
  readonly id: string;
  readonly address: Address;
  readonly fact: string;
  readonly before: Json;
  readonly after: Json;
  readonly impact: Impact;
  readonly until: 'end';
}

/**
 * Compares the facts a document asks for with those that were read. A fact that was not read makes no change: unknown is
 * not absent. diff(x, x) is empty.
 */
export const diff = (
  address: Address,
  facts: { readonly desired: Facts; readonly observed: Facts },
  definitions: readonly FactDefinition[],
): readonly Change[] =>
  definitions.flatMap((definition) => {
    const after = facts.desired[definition.name];
    const before = facts.observed[definition.name];
    if (after === undefined || before === undefined || equal(before, after)) return [];
    const impact = definition.impact ?? 'update';
    return [
      {
        id: `${nameOf(address)}/${definition.name}`,
        address,
        fact: definition.name,
        before,
        after,
        impact,
        until: 'end',
      },
    ];
  });
