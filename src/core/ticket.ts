import type { Desired } from './desired.ts';
import type { Facts } from './fact.ts';

/** How what was sent stands, which is what the vendor is asked about. */
export type TicketState = 'under-way' | 'unknown' | 'failed' | 'done';

/** What a target is told by in a ticket: its account or center, and what was planned with. */
export interface TicketSubject {
  readonly desired: Desired;
  readonly account: string | null;
  /** As they were when the plan was made. */
  readonly facts: Facts;
}

/** The words of one vendor: what its people need to find a target and a call, and what they are asked. */
export interface TicketForm {
  readonly vendor: string;
  readonly product: string;
  /** Names and values by which the vendor finds the target; no name that is ours alone. */
  readonly identify: (subject: TicketSubject) => readonly (readonly [name: string, value: string])[];
  /** What the vendor calls an operation; one that is not its own is not told. */
  readonly calls: Readonly<Record<string, string>>;
  readonly asks: Readonly<Record<TicketState, readonly string[]>>;
}
