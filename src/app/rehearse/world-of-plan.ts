import { kindOf } from '../../core/address.ts';
import type { Json } from '../../core/fact.ts';
import type { Kind } from '../../core/kind.ts';
import type { PlanTarget } from '../../core/plan.ts';
import { desiredOf } from '../desired-of.ts';
import { joined } from './joined.ts';

/** A World document, and by target what it assumes of what nobody read. */
export interface PlanWorld {
  readonly document: { readonly [name: string]: Json };
  readonly assumed: readonly { readonly address: string; readonly says: string }[];
}

/** The world in which all targets of a plan are as they were observed; it begins when they were. */
export const worldOfPlan = (
  { createdAt, targets }: { readonly createdAt: string; readonly targets: readonly PlanTarget[] },
  kinds: readonly Kind[],
  file: string,
): PlanWorld => {
  const parts = targets.flatMap((target) => {
    const kind = kinds.find(({ name }) => name === kindOf(target.address));
    const part = kind?.world?.(desiredOf(target, file), target.observed);
    return part === undefined ? [] : [{ address: target.address, part }];
  });
  const head = { apiVersion: 'onward/v1', kind: 'World', now: createdAt };
  return {
    document: parts.reduce<Json>((all, { part }) => joined(all, part.world), head) as PlanWorld['document'],
    assumed: parts.flatMap(({ address, part }) => part.assumed.map((says) => ({ address, says }))),
  };
};
