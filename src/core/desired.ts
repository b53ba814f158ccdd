import type { Address } from './address.ts';
import type { Place } from './diagnostic.ts';
import type { Json } from './fact.ts';

/** A check set aside in the document, visible until `expires` (a date, YYYY-MM-DD, inclusive, UTC). */
export interface Waiver {
  readonly code: string;
  readonly reason: string;
  readonly expires: string;
}

/** The set that a target is a member of: how the set stood when it was asked which its members are. */
export interface Membership {
  /** The set's own document. */
  readonly set: Address;
  /** What the set's members are listed by: the target's name in its cloud. */
  readonly member: string;
  /** Its place among the members, from 0, in the order of their names; spreads what a kind hands out in turn. */
  readonly index: number;
  /** How many members the set was found to have, and how many its document expects (null: it does not say). */
  readonly found: number;
  readonly expected: number | null;
  /** How many members may be under way at once, by what the kind counts (`parallel`, `perSourceHost`). */
  readonly rollout: Readonly<Record<string, number>>;
}

/** Where a value of the spec comes from. */
export type Origin = 'document' | 'project' | 'default';

/**
 * What one document asks for, after project defaults were merged. `spec` is proven by the kind's schema.
 * `place` finds the place of a JSON pointer below the document (`/spec/edition`), the nearest parent's where it is not
 * written; `origin` says who gave the value.
 */
export interface Desired {
  readonly address: Address;
  readonly kind: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: { readonly [name: string]: Json };
  readonly waivers: readonly Waiver[];
  readonly place: (pointer: string) => Place;
  readonly origin: (pointer: string) => Origin;
  /** The declared account's id, resolved from the project's table; absent where the document declares none. */
  readonly accountId?: string;
  /** Waivers that the document asks for and the protected branch does not have: they do not count until they are there. */
  readonly pending?: { readonly codes: readonly string[]; readonly branch: string };
  /** Absent where the document stands for itself. */
  readonly membership?: Membership;
}
