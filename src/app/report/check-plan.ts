import { decisionOf, short } from '../../core/decision.ts';
import type { JoinedJournal } from '../../core/journal-epochs.ts';
import type { Plan } from '../../core/plan.ts';
import type { Report } from '../../core/report/report.ts';
import type { CheckedPart } from '../../render/model/report-check-model.ts';
import type { Host } from '../host.ts';
import { parsePlan } from '../read-plan.ts';
import { policyDigest } from './gather.ts';

interface Checked {
  readonly parts: readonly CheckedPart[];
  /** Null where it is no plan, or its digest is not that of its content. */
  readonly plan: Plan | null;
}

const decision = (plan: Plan, { sha256, tool }: Host): CheckedPart => {
  const computed = decisionOf(plan, sha256);
  if (computed === plan.decision)
    return { part: 'decision', is: 'proven', says: `${short(plan.decision)}, worked out again from the plan` };
  const says = `the plan says ${short(plan.decision)}, what it would do gives ${short(computed)}`;
  // What another version decides by is its own business.
  return plan.tool === tool
    ? { part: 'decision', is: 'altered', says }
    : { part: 'decision', is: 'unproven', says: `${says}; it was made by ${plan.tool}, and this is ${tool}` };
};

const policy = ({ evidence }: Report, plan: Plan, { sha256 }: Host): readonly CheckedPart[] => {
  const kept = evidence.policy;
  if (kept === null) return [];
  const fits = policyDigest(kept, sha256) === plan.policy?.digest;
  if (fits) return [{ part: 'policy', is: 'proven', says: 'the signers are those of the policy that the plan names' }];
  return kept.isPlans
    ? [{ part: 'policy', is: 'altered', says: 'the signers are not those of the policy that the plan names' }]
    : [{ part: 'policy', is: 'unproven', says: 'the policy moved since the plan was made: its signers are newer' }];
};

/** Proves the plan by its digest, its decision by what it would do, and the signers by the digest of their policy. */
export const checkPlan = (report: Report, host: Host): Checked => {
  const file = parsePlan(report.evidence.plan, 'the report', host);
  if (!file.ok) {
    const [found] = file.diagnostics;
    const is = found?.code === 'PLN031' ? 'unproven' : 'altered';
    const detail = (found?.detail ?? '').replace(/ ?Nothing was sent\.$/, '');
    return { parts: [{ part: 'plan', is, says: `${found?.summary ?? ''}. ${detail}`.trim() }], plan: null };
  }
  const { plan } = file.value;
  const whole: CheckedPart = {
    part: 'plan',
    is: 'proven',
    says: `digest ${short(plan.digest)} is that of its content`,
  };
  return { parts: [whole, decision(plan, host), ...policy(report, plan, host)], plan };
};

/** The run accepted this very plan, by the words of its first line. */
export const checkAccepted = (plan: Plan, { lines: [first] }: JoinedJournal): readonly CheckedPart[] => {
  if (first?.type !== 'accepted')
    return [{ part: 'journal', is: 'altered', says: 'epoch 1, line 1: it accepts no plan', epoch: 1, line: 1 }];
  if (first.plan === plan.digest && first.decision === plan.decision) return [];
  const says = `epoch 1, line 1: it accepted plan ${first.plan.slice(7, 19)}, the report has ${short(plan.digest)}`;
  return [{ part: 'journal', is: 'altered', says, epoch: 1, line: 1 }];
};
