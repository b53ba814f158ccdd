import type { Address } from './address.ts';
import type { CheckResult } from './check.ts';
import type { Membership } from './desired.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Change } from './diff.ts';
import type { Facts, Json } from './fact.ts';
import type { Gain, LeftBehind, Ways } from './kind.ts';
import type { Observed } from './observed.ts';
import type { StopOn } from './fleet.ts';
import type { PlanPolicy, PlanSource } from './plan-policy.ts';
import type { Limit, Span, Step } from './step.ts';

export type Hash = `sha256:${string}`;

/** A target as a plan holds it. `key` is null while the target or its account could not be learned. */
export interface PlanTarget {
  readonly address: Address;
  readonly key: string | null;
  /** The account that was planned with; an apply by another is refused. Null where the kind has none. */
  readonly account: string | null;
  readonly desired: { readonly [name: string]: Json };
  readonly observed: Observed;
  /** The first one-way step of this target, or null. */
  readonly pointOfNoReturn: string | null;
  /** How the target would go, in words ("standard -> pro"), or null when there is nothing to do. */
  readonly journey: string | null;
  /** The annotations that are Onward's own (`onward/change`); a label: in the digest, and no part of the decision. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** The facts that a document asks for, so that the end can be proven. */
  readonly wanted: Facts;
  /** The declared waivers that set a check aside in this plan; they must not have expired at the gate either. */
  readonly waivers: readonly { readonly code: string; readonly reason: string; readonly expires: string }[];
  /** The newest run of this target that ended without success, as its store knew then; a new try is a new decision. */
  readonly after?: string;
  /** The set that it is a member of, as the set stood then. */
  readonly membership?: Membership;
  /** The way that it takes, and why no other, where there is more than one. */
  readonly ways?: Ways;
  /** The wave that it belongs to, by name. */
  readonly wave?: string;
  /** What it needs room for while it moves. */
  readonly limits?: readonly Limit[];
  /** All was read, nothing blocks it, and there is something to do. Another target that is blocked does not hold it up. */
  readonly applicable: boolean;
}

/** A batch of targets, in the order in which they begin. */
export interface PlanWave {
  readonly name: string;
  /** How long it rests, once it has ended, before the next one begins. */
  readonly soak?: Span;
}

/**
 * The contract of an apply, saved, hashed and reviewed. `digest` is over the rest of the file (integrity, single use);
 * `decision` is what a person approves: targets, steps, arguments, reversibility, downtime class, expectations, what a
 * yes accepts, and the store. `store` is the id of its store.json, null when there is none yet.
 */
export interface Plan {
  readonly format: 'onward.plan/1';
  readonly digest: Hash;
  readonly decision: Hash;
  readonly createdAt: string;
  readonly tool: string;
  readonly store: string | null;
  /** The store as a person wrote it, or `default`: part of the decision, so that an approval holds for one store. */
  readonly storeAs: string;
  /** Every read that the plan needs succeeded. */
  readonly complete: boolean;
  /** Complete, and at least one target can be applied. */
  readonly applicable: boolean;
  readonly targets: readonly PlanTarget[];
  readonly changes: readonly Change[];
  readonly checks: readonly CheckResult[];
  readonly steps: readonly Step[];
  readonly pointOfNoReturn: string | null;
  readonly waves?: readonly PlanWave[];
  /** After how many bad ends no further target is begun. */
  readonly stopOn?: StopOn;
  readonly leftBehind: readonly (LeftBehind & { readonly address: Address })[];
  readonly gains: readonly (Gain & { readonly address: Address })[];
  readonly notices: readonly { readonly address: Address; readonly says: string }[];
  readonly cost: { readonly [name: string]: Json };
  readonly diagnostics: readonly Diagnostic[];
  /** The commit that it was made from; absent outside of a git repository. No part of the decision. */
  readonly source?: PlanSource;
  /** The policy that it was made under; absent where there is none. What it asks of each gate is part of the decision. */
  readonly policy?: PlanPolicy;
}
