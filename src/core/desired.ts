import type { Address } from './address.ts';
import type { Place } from './diagnostic.ts';
import type { Json } from './fact.ts';

/** A check set aside in the document, visible until `expires` (a date, YYYY-MM-DD, inclusive, UTC). */
export interface Waiver {
  readonly code: string;
  readonly reason: string;
  readonly expires: string;
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
}
