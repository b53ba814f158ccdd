import type { Address } from '../../core/address.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { ExitName } from '../../core/exit-code.ts';
import type { ChangeRow } from './change-rows.ts';
import type { CheckGroups } from './check-groups.ts';
import type { Row } from './step-rows.ts';

export type Standing = 'BLOCKED' | 'INCOMPLETE' | 'READY' | 'NOTHING TO DO';

/** A short line under a word: `Money  +66 USD/month`. */
export interface Labelled {
  readonly label: 'Way' | 'When' | 'Takes' | 'Money' | 'Now' | 'Yes' | 'Note' | 'Unread';
  readonly says: string;
}

/** A sentence of the first screen; a face that tells `undo` and `away` in a table leaves these out. */
export interface Sentence {
  readonly about: 'undo' | 'away' | 'else';
  readonly says: string;
}

/**
 * What one reads of one target. Every string is plain and may hold foreign text: a face escapes it whole, for its format.
 * Numbers of steps count from 1 within the target; gates have none.
 */
export interface TargetReport {
  readonly standing: Standing;
  readonly address: string;
  /** The set that it is a member of, and told with; null for a target of its own. */
  readonly set: string | null;
  readonly journey: string | null;
  /** `wave 1/2`; null where there are none. */
  readonly wave: string | null;
  /** The right end of the headline: the decision of a plan that can be approved, else "nothing written". */
  readonly corner: string;
  /** The number of the change request that its document names, or null. */
  readonly changeNumber: string | null;
  /** The steps that cannot be undone, each `5 migrate`. */
  readonly forEver: readonly string[];
  /** What goes away: `API server` → `5-10 min in 5, 10-30 s in 3`. */
  readonly away: readonly { readonly what: string; readonly says: string }[];
  /** Sentences of the first screen. */
  readonly facts: readonly Sentence[];
  readonly labelled: readonly Labelled[];
  readonly rows: readonly Row[];
  /** What can still be taken back, and from where on it cannot; null without a point of no return. */
  readonly wayOut: string | null;
  readonly checks: CheckGroups;
  readonly changes: readonly ChangeRow[];
  readonly gains: readonly { readonly says: string; readonly source: string }[];
  readonly leftBehind: readonly string[];
  /** The call, request id and time behind each fact that was read. */
  readonly evidence: readonly string[];
  readonly readAt: string;
  /** One line for a list of targets. */
  readonly gist: string;
}

/** Members that go the same way, at the same time, for the same reasons. */
export interface MemberRow {
  /** Their names, folded. */
  readonly members: string;
  readonly count: number;
  /** `hot`, `BLOCKED`, `UNREAD`, `done`. */
  readonly how: string;
  /** `0`, `2-6 min`; '' where nothing is planned. */
  readonly offFor: string;
  readonly when: string;
  /** Why this way, why not a better one, or what stands in the way. */
  readonly why: readonly string[];
  /** It does not go, though it should. */
  readonly isHeld: boolean;
}

/** What one reads of the members of one set. Every string is plain and may hold foreign text. */
export interface SetReport {
  readonly standing: Standing;
  readonly address: Address;
  /** `READY 4 of 6`. */
  readonly head: string;
  /** `hz-a -> hz-b`; `several` where the members go different ways; null where nobody has one. */
  readonly journey: string | null;
  readonly wave: string | null;
  readonly corner: string;
  /** The numbers of the change requests that its members' documents name, or null. */
  readonly changeNumber: string | null;
  readonly facts: readonly Sentence[];
  readonly rows: readonly MemberRow[];
  /** What is said of every member that goes, once, and what is said of some. */
  readonly notes: readonly string[];
  readonly yes: string | null;
  readonly limits: string | null;
  readonly checks: CheckGroups;
  readonly leftBehind: string | null;
  readonly readAt: string;
}

/** How many targets move when: `Wave  1/2 canary: 2 targets of 2, at once`. */
export interface FleetRow {
  readonly label: 'Wave' | 'Limit' | 'Stop';
  readonly says: string;
}

/** What one reads of a plan, all wording once. Text and Markdown say the same because both say this. */
export interface PlanReport {
  /** What a face says first: that the change touches the policy that judges it. Empty where it does not. */
  readonly policy: readonly string[];
  readonly decision: string;
  /** 12 hex of the decision, what a person types. */
  readonly shortDecision: string;
  readonly digest: string;
  /** `3 targets: 1 BLOCKED, 2 READY`. */
  readonly summary: string;
  /** One target, which is told by itself: nothing is to be summed up. */
  readonly single: boolean;
  readonly fleet: readonly FleetRow[];
  /** Costs of the whole plan, where several targets share it. */
  readonly money: string | null;
  /** Why nothing of a plan of several targets can be applied; null when it can. */
  readonly hold: string | null;
  readonly targets: readonly TargetReport[];
  /** Targets that are members of a set are told there, and each by itself where somebody asks. */
  readonly sets: readonly SetReport[];
  readonly diagnostics: readonly Diagnostic[];
  readonly exit: ExitName;
  /** What a yes starts, or why there is nothing to say yes to. */
  readonly last: string;
}
