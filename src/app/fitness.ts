import { decisionOf, short } from '../core/decision.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { isGate, type ActStep } from '../core/step.ts';
import type { Host } from './host.ts';
import { faultsOfPlan } from './plan-faults.ts';

const incomplete = ({ complete }: Plan): Diagnostic | null =>
  complete
    ? null
    : error('PLN001', { summary: 'the plan is incomplete: a read failed when it was made', remedy: 'plan again' });

/** Only a plan of which no target can be applied; a blocked target beside others holds up nobody but itself. */
const blocked = ({ applicable, checks }: Plan): Diagnostic | null => {
  if (applicable) return null;
  const codes = checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'ask').map(({ code }) => code);
  if (codes.length === 0) return null;
  return error('PLN006', {
    summary: `the plan is blocked by ${[...new Set(codes)].join(', ')}`,
    detail: 'No approval can skip a check. Nothing was sent.',
    remedy: 'mend what the checks name, plan again, and apply the new plan',
  });
};

const foreign = ({ steps, tool }: Plan, kinds: readonly Kind[]): Diagnostic | null => {
  const known = new Set(kinds.flatMap((kind) => Object.keys(kind.contracts)));
  const step = steps.find((one): one is ActStep => !isGate(one) && !known.has(one.operation));
  if (step === undefined) return null;
  return error('PLN008', {
    summary: `this version of onward does not know the operation ${step.operation}`,
    detail: `The plan was made by ${tool}. Nothing was sent.`,
    remedy: 'use that version, or plan again',
  });
};

const altered = (detail: string): Diagnostic =>
  error('PLN004', {
    summary: 'the plan was altered after it was written',
    detail: `${detail} Nothing was sent.`,
    remedy: 'plan again, and have the new plan reviewed',
  });

const unsound = (plan: Plan, kinds: readonly Kind[]): Diagnostic | null => {
  const faults = faultsOfPlan(plan, kinds);
  return faults.length === 0 ? null : altered(`No plan of onward looks so: ${faults.join('; ')}.`);
};

/**
 * The digest proves that no byte changed by accident; whoever changes a plan on purpose writes a new digest. So what was
 * approved is worked out again from what would be done.
 */
const otherDecision = (plan: Plan, { sha256 }: Pick<Host, 'sha256'>): Diagnostic | null => {
  const computed = decisionOf(plan, sha256);
  if (computed === plan.decision) return null;
  return altered(`Its decision says ${short(plan.decision)}, what it would do gives ${short(computed)}.`);
};

/** Why a run of this plan may not go on, or null: its operations are known here, and its steps are sound. */
export const unfitToResume = (plan: Plan, kinds: readonly Kind[]): Diagnostic | null =>
  foreign(plan, kinds) ?? unsound(plan, kinds);

/** Why a plan may not be applied, or null. An older plan's decision is its own tool's business once it was accepted. */
export const unfitToApply = (plan: Plan, kinds: readonly Kind[], host: Pick<Host, 'sha256'>): Diagnostic | null =>
  incomplete(plan) ?? blocked(plan) ?? unfitToResume(plan, kinds) ?? otherDecision(plan, host);
