import type { GivenApproval } from '../core/approvals.ts';
import type { Desired } from '../core/desired.ts';
import type { Result } from '../core/diagnostic.ts';
import type { JournalLine, JournalRecord } from '../core/journal.ts';
import type { Kind } from '../core/kind.ts';
import type { Driver } from '../core/operation.ts';
import type { GateStep } from '../core/step.ts';

/** The journal of a run as its steps see it: append, and read what is there. A failed append stops the run. */
export interface JournalPort {
  readonly append: (record: JournalRecord, options: { readonly durable: boolean }) => Promise<Result<JournalLine>>;
  readonly lines: () => readonly JournalLine[];
}

/** Time as a run sees it. */
export interface TimePort {
  /** Waits this long, divided by the pace of a twin; ends early when the run is cancelled. */
  readonly wait: (ms: number) => Promise<void>;
  /** Monotonic milliseconds of this process. */
  readonly monotonic: () => number;
}

/** What a yes at a gate is: who said it, and by which way; null when nobody did. */
export interface Yes {
  readonly by: string;
  readonly via: string;
  /** It was said to the decision and to no gate of it: it holds for those that are reached later, too. */
  readonly covers?: 'plan';
}

/** What a policy says of the yeses at a gate. `short`: not enough yet; `refused`: that cannot be judged, or never will be. */
export type QuorumAnswer =
  | (Yes & { readonly is: 'met'; readonly approvals: readonly Omit<GivenApproval, 'void' | 'gate'>[] })
  | { readonly is: 'short' | 'refused'; readonly says: string };

export interface RunSubject {
  readonly kind: Kind;
  readonly desired: Desired;
  readonly driver: Driver;
}

/** Everything that driving a plan needs from outside. */
export interface RunPorts {
  readonly journal: JournalPort;
  readonly time: TimePort;
  /**
   * Fails with STO023 when another runner has taken a target of this run since (that of one address alone, where it is given), else with
   * what kept it from being known.
   */
  readonly stillOurs: (address?: string) => Promise<Result<null>>;
  /** The cloud itself said, when this process began, that the target is no longer there. */
  readonly isGone: (address: string) => boolean;
  readonly cancelled: () => boolean;
  readonly nonce: () => string;
  readonly subjectOf: (address: string) => RunSubject;
  readonly approval: (gate: GateStep) => Promise<Yes | null>;
  /** Asked at gates of a plan that was made under a policy. */
  readonly quorum?: (gate: GateStep) => Promise<QuorumAnswer>;
}
