import { approvalsAt } from '../core/approval-policy.ts';
import { canonical } from '../core/canonical.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { Json } from '../core/fact.ts';
import type { Plan } from '../core/plan.ts';
import { alterationsOf } from '../core/policy-changes.ts';
import { isGate } from '../core/step.ts';
import type { Policy } from './policy.ts';

const json = (value: object | null | undefined): Json | undefined =>
  value === null || value === undefined ? undefined : (value as Json);

const shown = (value: Json): string =>
  value === null ? 'nothing' : typeof value === 'string' ? value : canonical(value);

/** What one part of the policy says now otherwise than a plan does, value by value. */
export const changesOf = (
  part: string,
  planned: object | null | undefined,
  now: object | null | undefined,
): readonly string[] =>
  alterationsOf(part, json(planned), json(now)).map(
    ({ key, counts, asked }) => `${key} ${shown(counts)} -> ${shown(asked)}`,
  );

/** What a policy asks now otherwise than when the plan was made, in words; null where it asks the same. */
export const policyMoved = (plan: Plan, policy: Policy | null): string | null => {
  const planned = plan.policy;
  if (planned !== undefined && policy === null)
    return `the plan was made under the policy of ${planned.branch ?? 'a work tree'}, and there is none here`;
  const approvals = policy?.plan.approvals ?? null;
  const moved = [...changesOf('approvals', planned?.approvals, approvals)];
  if (planned !== undefined && planned.from !== (policy?.plan.from ?? null))
    moved.unshift(`the protected branch ${planned.from ?? 'none'} -> ${policy?.plan.from ?? 'none'}`);
  if (moved.length > 0) return moved.join('; ');
  const forged = plan.steps
    .filter(isGate)
    .find(
      (gate) =>
        canonical(json(gate.approvals) ?? null) !== canonical(json(approvalsAt(approvals, gate, plan.steps)) ?? null),
    );
  return forged === undefined ? null : `${forged.id} does not ask for what the policy asks for`;
};

export const movedPolicy = (moved: string): Diagnostic =>
  error('PLN027', {
    summary: `the policy moved since the plan was made: ${moved}`,
    detail: 'What this plan keeps to is no longer what the policy asks for. Nothing was sent.',
    remedy: 'plan again, in a clone that has the protected branch as it is now, and have the new plan approved',
  });
