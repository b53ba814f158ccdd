import type { GivenApproval } from '../core/approvals.ts';
import { parseApproval, type SignedApproval } from '../core/approval-statement.ts';
import { isAboutTheSame, movedBetween, summaryOf } from '../core/decision-summary.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import type { Store } from '../store/store.ts';
import type { Policy } from './policy.ts';
import type { Programs } from './programs.ts';
import { proveSignature } from './signatures.ts';

const hexOf = (hash: string): string => hash.replace(/^sha256:/, '');

/** What approvals are proven against. */
export interface Proving {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly programs: Programs;
  /** Milliseconds. */
  readonly now: number;
}

/** Why an approval is of another decision than the plan's, and what moved between the two; null where it is of this one. */
const otherDecision = ({ statement }: SignedApproval, plan: Plan): string | null => {
  const decision = hexOf(plan.decision);
  if (statement.decision === decision) return null;
  const about = isAboutTheSame(statement.summary, plan);
  const moved = about ? movedBetween(statement.summary, summaryOf(plan)) : 'it is about other targets';
  return `approved decision ${statement.decision.slice(0, 12)}, not ${decision.slice(0, 12)} (${moved})`;
};

/** A signed approval as a yes: proven, or with why it is void. */
export const asGiven = async (approval: SignedApproval, proving: Proving): Promise<Result<GivenApproval>> => {
  const { by, at, gate } = approval.statement;
  const given = { by, at, how: 'signature' as const, ...(gate === undefined ? {} : { gate }) };
  const { signers, revoked } = proving.policy;
  if (signers === null) return succeed({ ...given, void: "'s key is not among the signers" });
  const proof = await proveSignature(proving.programs, approval, { signers, revoked, now: proving.now });
  if (!proof.ok) return proof;
  if (proof.value.is === 'void') return succeed({ ...given, void: proof.value.why });
  const { key } = proof.value;
  const other = otherDecision(approval, proving.plan);
  return succeed({ ...given, key, ...(other === null ? {} : { void: other }) });
};

/**
 * The yeses that a store holds for a plan. Of those to other decisions only what was about the same targets is told, and only
 * where its signature is good: a file that anybody could have written says nothing of anybody.
 */
export const approvalsIn = async (store: Store, proving: Proving): Promise<Result<readonly GivenApproval[]>> => {
  const stored = await store.approvals();
  if (!stored.ok) return stored;
  const given: GivenApproval[] = [];
  for (const { decision, text } of stored.value) {
    const own = decision === hexOf(proving.plan.decision);
    const approval = parseApproval(text);
    if (approval === null) {
      if (own) given.push({ by: 'a file in the store', at: '', how: 'signature', void: 'is no approval' });
      continue;
    }
    if (!own && !isAboutTheSame(approval.statement.summary, proving.plan)) continue;
    const one = await asGiven(approval, proving);
    if (!one.ok) return one;
    if (own || one.value.key !== undefined) given.push(one.value);
  }
  return succeed(given);
};
