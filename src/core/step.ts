import type { Address } from './address.ts';
import type { Json } from './fact.ts';
import type { Reversibility } from './reversibility.ts';
import type { Window } from './window.ts';

/** A length of time as people write it: `30s`, `10m`, `1h`, `7d`. */
export type Span = `${number}${'s' | 'm' | 'h' | 'd'}`;

export interface Duration {
  readonly p50: Span;
  readonly p90: Span;
}

export interface Downtime extends Duration {
  readonly what: string;
}

/** What must hold right before a step is sent, stated for the moment after its `needs`. */
export interface Expectation {
  readonly fact: string;
  readonly equals: Json;
}

/** May the call be sent again after it could not be learned whether it arrived? */
export type Again = 'harmless' | 'after-window' | 'never';

interface Node {
  readonly id: string;
  readonly address: Address;
  readonly title: string;
  readonly needs: readonly string[];
  readonly because: readonly string[];
}

/** At most so many steps that name the same thing (a host, a pair of clusters, a set) are under way at once. */
export interface Limit {
  readonly of: string;
  readonly atMost: number;
}

/** A step that calls a cloud. `check` steps may have many attempts; `change` steps have one outcome. */
export interface ActStep extends Node {
  readonly type: 'check' | 'change';
  /** `name/version`, so that a newer tool resumes an older plan or refuses by name. */
  readonly operation: string;
  readonly args: { readonly [name: string]: Json };
  readonly reversibility: Reversibility | null;
  /** The operation that takes it back; its arguments are `undoArgs`, or the step's own. */
  readonly undo: string | null;
  readonly undoArgs?: { readonly [name: string]: Json };
  readonly again: Again;
  readonly expects: readonly Expectation[];
  readonly duration: Duration;
  readonly downtime: Downtime | null;
  /** The steps that run when this one failed; they run at no other time. */
  readonly ifFailed: readonly string[];
  readonly limits?: readonly Limit[];
}

/** A check that must have passed, no longer ago than `maxAge`, when the gate's first step is sent. */
export interface GateRequirement {
  readonly code: string;
  readonly maxAge: Span;
}

/** What a gate needs before it opens: this many people, by the rule of its kind. */
export interface GateApprovals {
  readonly needed: number;
  readonly of: 'prepare' | 'oneWay';
}

export interface GateStep extends Node {
  readonly type: 'gate';
  readonly question: string;
  /** The permanent and one-way steps this yes covers. */
  readonly covers: readonly string[];
  readonly requires: readonly GateRequirement[];
  /** What it waits for, in words: answered by the steps before it. */
  readonly opensOn: string | null;
  /** A yes to the decision is not enough: this gate asks for one of its own, once it was reached. */
  readonly ownYes?: true;
  /** It stays shut until this time (RFC 3339), by the cloud's clock. */
  readonly notBefore?: string;
  /** It opens only while this window is open, by the cloud's clock. */
  readonly window?: Window;
  /** The step that a person may do by hand: once the cloud shows it begun, no yes is asked for. */
  readonly byHand?: string;
  /** How long it may wait, once it was reached, until that is told as late. */
  readonly deadline?: Span;
  /** Nothing but that opens it: no yes makes Onward do it. */
  readonly handOnly?: true;
  /** It stands before a wave, and opens by itself once the wave named in `after` has ended and rested for `soak`. */
  readonly wave?: { readonly name: string; readonly after: string; readonly soak?: Span };
  /** How many people must say yes, by the policy; absent: one yes of whoever runs it. */
  readonly approvals?: GateApprovals;
}

export type Step = ActStep | GateStep;

/** A call that must not be sent twice: there is no way back, or no second one could be told from the first. */
export const isSentOnce = ({ reversibility, again }: Pick<ActStep, 'reversibility' | 'again'>): boolean =>
  reversibility === 'one-way' || again === 'never';

export const isGate = (step: Step): step is GateStep => step.type === 'gate';
