import type { ApprovalPolicy } from './approval-policy.ts';
import type { Json } from './fact.ts';

/** The commit that a plan was made from, and whether its documents were as committed there. */
export interface PlanSource {
  /** 40 or 64 hex. */
  readonly commit: string;
  readonly clean: boolean;
  /** The branch that was checked out; absent on a detached head. */
  readonly ref?: string;
  /** Who wrote the change: the e-mail addresses of its commits. They do not count as approvers. */
  readonly authors: readonly string[];
}

/** One thing that the change's own policy says otherwise than the one that counts; null: nothing is said there. */
export interface Alteration {
  /** `approvals.oneWay`, `signers`, `waivers AckCluster/prod ACK104`. */
  readonly key: string;
  readonly counts: Json;
  readonly asked: Json;
}

/** The policy that a plan was made under, and where it was read. */
export interface PlanPolicy {
  /** The protected branch, as it was resolved (`refs/remotes/origin/main`); null: the work tree's own word. */
  readonly from: string | null;
  readonly commit: string | null;
  /** How people call that branch. */
  readonly branch: string | null;
  /** Who says that this is the protected branch: the runner's environment, the remote's own default branch, or the work tree alone. */
  readonly namedBy: 'runner' | 'remote' | 'workTree';
  /** Null where the branch asks for no approvals. */
  readonly approvals: ApprovalPolicy | null;
  /** SHA-256 of the canonical text of all that the policy says, its signers included. */
  readonly digest: `sha256:${string}`;
  /** The names in the allowed-signers file. */
  readonly signers: readonly string[];
  readonly alters: readonly Alteration[];
}
