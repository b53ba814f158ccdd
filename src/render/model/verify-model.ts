import type { Json } from '../../core/fact.ts';

/** One fact, as it was or was asked for, and as it is. */
export interface VerifyRow {
  readonly fact: string;
  readonly title: string;
  readonly before: Json;
  readonly now: Json;
  readonly is: 'same' | 'as-asked' | 'differs' | 'unread';
}

export interface VerifyTarget {
  readonly address: string;
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
