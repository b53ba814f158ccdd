import { kindOf } from '../../core/address.ts';
import type { Json } from '../../core/fact.ts';
import type { Kind } from '../../core/kind.ts';
import type { PlanTarget } from '../../core/plan.ts';
import type { WorldPart } from '../../core/world-part.ts';
import { desiredOf } from '../desired-of.ts';
import { joined } from './joined.ts';

/** A World document, and by target what it assumes of what nobody read, and what is watched of it. */
export interface PlanWorld {
  readonly document: { readonly [name: string]: Json };
  readonly assumed: readonly { readonly address: string; readonly says: string }[];
  readonly watched: readonly { readonly address: string; readonly watched: WorldPart['watched'] }[];
  /** Accounts and operation centers: a world has one of each. */
  readonly clouds: readonly string[];
}

const memberOf = ({ world }: WorldPart, part: string, name: string): Json | undefined =>
  (world[part] as { readonly [name: string]: Json } | undefined)?.[name];

const cloudsIn = (parts: readonly WorldPart[], part: string, name: string): readonly string[] => [
  ...new Set(parts.flatMap((one) => memberOf(one, part, name) ?? []).map(String)),
];

/** The world in which all targets of a plan are as they were observed; it begins when they were. */
export const worldOfPlan = (
  { createdAt, targets }: { readonly createdAt: string; readonly targets: readonly PlanTarget[] },
  kinds: readonly Kind[],
  file: string,
): PlanWorld => {
  const parts = targets.flatMap((target) => {
    const kind = kinds.find(({ name }) => name === kindOf(target.address));
    const part = kind?.world?.of(desiredOf(target, file), target.observed);
    return part === undefined ? [] : [{ address: target.address, ...part }];
  });
  const head = { apiVersion: 'onward/v1', kind: 'World', now: createdAt };
  const several = [cloudsIn(parts, 'account', 'id'), cloudsIn(parts, 'aoc', 'name')].filter(({ length }) => length > 1);
  return {
    document: parts.reduce<Json>((all, { world }) => joined(all, world), head) as PlanWorld['document'],
    assumed: parts.flatMap(({ address, assumed }) => assumed.map((says) => ({ address, says }))),
    watched: parts.map(({ address, watched }) => ({ address, watched })),
    clouds: several.flat(),
  };
};
