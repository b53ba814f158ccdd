import type { ExitName } from '../../core/exit-code.ts';

/** How one step stands, in the words of the journal. */
export interface StatusStep {
  /** Counted as in the plan: gates have none. */
  readonly number: number | null;
  readonly id: string;
  readonly title: string;
  /** `SENT ONCE, accepted`, `done`, `waits at GATE commit`, `not begun`. Capitals are for what must not be overlooked. */
  readonly state: string;
  /** When the journal last wrote of it (RFC 3339), or null. */
  readonly at: string | null;
  /** More of it: task, request id, why. Empty when there is nothing. */
  readonly says: string;
  /** Warns a reader: in doubt, failed, late. */
  readonly alarming: boolean;
}

/** One thing the cloud says now. `at` is its clock (RFC 3339). */
export interface CloudWord {
  readonly address: string;
  readonly says: string;
  readonly at: string;
}

/** A run as a person at three in the morning needs it: what the journal says, what the cloud says, what is safe. */
export interface StatusModel {
  /** What it is about: targets, and of a large set the set. */
  readonly addresses: readonly string[];
  /** The full run id (12 hex) and its name for people (`prod-hangzhou-7f3a`). */
  readonly run: string;
  readonly alias: string;
  /** How the run ended or stands; null while a living process drives it. */
  readonly exit: ExitName | null;
  /** The newest line of the journal, RFC 3339. */
  readonly journalAt: string;
  readonly steps: readonly StatusStep[];
  /** Empty when nobody asked (`--offline`) or nothing answered; then `cloudUnread` says why. */
  readonly cloud: readonly CloudWord[];
  readonly cloudUnread: string | null;
  /** Who holds the run and whether it lives, in a sentence; null when nobody does. */
  readonly holder: string | null;
  /** What may be done now, each a command and why it is safe. */
  readonly safe: readonly { readonly command: string; readonly says: string }[];
  /** What must not be done now. */
  readonly unsafe: readonly string[];
  /**
   * From when on the vendor is to be called about a call that may be under way, and the command that writes the ticket. `at` null:
   * it cannot be known whether the call was accepted, and the vendor can tell.
   */
  readonly vendor: { readonly at: string | null; readonly late: boolean; readonly command: string } | null;
  /** What to do at a later time, in sentences ("at 03:36 call the vendor"). */
  readonly later: readonly string[];
}
