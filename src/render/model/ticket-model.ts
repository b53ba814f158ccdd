import type { TicketState } from '../../core/ticket.ts';

/** One call as its vendor knows it. Times are RFC 3339, as the cloud said them. */
export interface TicketCall {
  readonly what: string;
  readonly sentAt: string | null;
  readonly answer: 'accepted' | 'refused' | 'throttled' | 'unsent' | 'unknown';
  readonly request: string | null;
  readonly task: string | null;
  readonly why: string | null;
  /** `10-15 min`. */
  readonly usually: string;
  readonly endedAt: string | null;
}

/** One target, which is one ticket: a vendor's people look at one thing at a time. */
export interface TicketTarget {
  readonly vendor: string;
  readonly product: string;
  readonly state: TicketState;
  readonly about: readonly (readonly [name: string, value: string])[];
  readonly calls: readonly TicketCall[];
  /** From when on it takes longer than it may; null where nothing is under way. */
  readonly lateAt: string | null;
  /** What the journal last saw of it. */
  readonly seen: { readonly at: string; readonly says: string } | null;
  /** What the cloud says now, or why it does not. */
  readonly now: { readonly at: string; readonly says: string } | null;
  readonly unread: string | null;
  readonly asks: readonly string[];
}

export interface TicketModel {
  /** The run's id: our reference. */
  readonly reference: string;
  readonly targets: readonly TicketTarget[];
}
