import type { Address } from './address.ts';
import type { Desired } from './desired.ts';
import type { Place } from './diagnostic.ts';
import type { Evidence } from './fact.ts';
import type { Observed } from './observed.ts';

/**
 * pass, fail (blocks), warn (a yes accepts it), unknown (a read failed: the plan is incomplete), ask (a person's word is
 * missing: blocks), later (passes before the gate it belongs to), waived (a fail set aside by the document).
 */
export type Verdict = 'pass' | 'fail' | 'warn' | 'unknown' | 'ask' | 'later' | 'waived';

/** A check as a plan holds it. */
export interface CheckResult {
  readonly code: string;
  readonly address: Address;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly detail?: string;
  /** The reads that its facts come from; none for a pass, whose evidence is the target's. */
  readonly evidence: readonly Evidence[];
  readonly remedy?: string;
  readonly at?: Place;
  /** The id of the step that answers it, for `later`. */
  readonly later?: string;
}

/** What a check's judge says. `at` is a JSON pointer into the document; `later` a step's local id. */
export interface Judgement {
  readonly verdict: Exclude<Verdict, 'waived' | 'unknown'> | 'unknown';
  readonly summary: string;
  readonly detail?: string;
  readonly remedy?: string;
  readonly at?: string;
  readonly later?: string;
  /** A fail of a waivable check that is too hard to waive here. */
  readonly hard?: true;
}

export interface CheckSubject {
  readonly desired: Desired;
  readonly observed: Observed;
}

/**
 * One row of the rules. `stage` says when it can be judged: account before any other call; target once it was read;
 * journey once one is due. A judge is pure and is only called when every fact of `facts` was read.
 */
export interface Check {
  readonly code: string;
  readonly demands: string;
  readonly stage: 'account' | 'target' | 'journey';
  readonly waivable: boolean;
  readonly facts: readonly string[];
  /** Whether it is asked of this target at all; where it is not, nobody lists it. Without one it always is. */
  readonly applies?: (subject: CheckSubject) => boolean;
  /** What `explain` says beyond the demand: why, and where the rule comes from. */
  readonly explains?: string;
  /** What `explain` says one can do, in general; of the one case the judgement says it. */
  readonly remedy?: string;
  readonly judge: (subject: CheckSubject) => Judgement;
}

export const applies = (check: Check, subject: CheckSubject): boolean => check.applies?.(subject) ?? true;
