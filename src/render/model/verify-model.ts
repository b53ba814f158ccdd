import type { Json } from '../../core/fact.ts';

/** One fact: as the document asks for it or as the inventory holds it, and as it is. */
export interface VerifyRow {
  readonly fact: string;
  readonly title: string;
  readonly from: 'document' | 'inventory';
  /** What the document asks for, or what the inventory says it was. */
  readonly before: Json;
  readonly now: Json;
  readonly is: 'same' | 'as-asked' | 'differs' | 'unread';
}

/** How the newest run of a target stands, by its journal. */
export interface LastRun {
  readonly run: string;
  readonly is: 'done' | 'in-flight' | 'failed' | 'given-up';
  /** Its point of no return is behind it. */
  readonly turned: boolean;
  readonly says: string;
}

export interface VerifyTarget {
  readonly address: string;
  /** While a run is not over, or where it failed, equal facts prove no end: neither is `verified`. */
  readonly standing: 'verified' | 'differs' | 'unread' | 'in-flight' | 'not-migrated';
  readonly last: LastRun;
  /** What the cloud said of the target as a whole, where it is not simply there; else null. */
  readonly note: string | null;
  /** The run that took the inventory. */
  readonly run: string;
  /** When it was taken, and when it was compared (RFC 3339). */
  readonly takenAt: string;
  readonly at: string;
  readonly rows: readonly VerifyRow[];
}

export interface VerifyModel {
  readonly targets: readonly VerifyTarget[];
}
