import { isAuthor, voidSays, type GivenApproval } from '../core/approvals.ts';
import { approvalText, parseApproval, type SignedApproval } from '../core/approval-statement.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import { isGate, type GateStep, type Step } from '../core/step.ts';
import type { Store, WritableStore } from '../store/store.ts';
import type { Host } from './host.ts';
import { fleetMoved } from './fleet-moved.ts';
import { movedPolicy, policyMoved } from './policy-moved.ts';
import type { Policy } from './policy.ts';
import { textIn } from './programs.ts';
import { authorsOfPlan, noForge, policyHere, quorumAt } from './quorum.ts';
import type { RunOptions } from './run-options.ts';
import { asGiven } from './signed-approvals.ts';
import { fileNameOf } from './signatures.ts';

/** An approval that was proven, with the fingerprint of its key. */
export interface CheckedApproval {
  readonly approval: SignedApproval;
  readonly key: string;
}

const movedHere = async (plan: Plan, host: Host): Promise<Result<Policy | null>> => {
  const policy = await policyHere(host);
  const moved = policy.ok ? policyMoved(plan, policy.value) : null;
  return moved === null ? policy : fail(movedPolicy(moved));
};

/** A person at a terminal is not asked for what a policy that moved since would ask of several. */
const askingUnder = (plan: Plan, { ask, host, onNote }: RunOptions): RunOptions['ask'] =>
  ask === null
    ? null
    : async (gate, name) => {
        const policy = await movedHere(plan, host);
        for (const { code, summary, remedy } of policy.ok ? [] : policy.diagnostics)
          onNote(`${code} ${summary}; ${remedy ?? ''}`);
        return policy.ok && ask(gate, name);
      };

/** Options under which gates ask the policy of the plan's store. */
export const underPolicy = (options: RunOptions, { plan, store }: { plan: Plan; store: Store }): RunOptions => ({
  ...options,
  ask: askingUnder(plan, options),
  quorum: (gate, now) => quorumAt({ plan, host: options.host, store, reviews: options.reviews }, gate, now),
});

/** A gate that a yes of whoever runs this opens, or helps to open. */
const takesOwnYes = ({ approvals, ownYes, handOnly }: GateStep): boolean =>
  handOnly !== true && (approvals === undefined || ownYes === true);

/** A decision on the command line names nobody: where the policy counts people it is said that it does not count. */
const yesOfNobody = ({ steps }: Plan, { approve, gates }: RunOptions): Diagnostic | null => {
  const meant = steps.filter(isGate).filter(({ id }) => gates.length === 0 || gates.includes(id));
  if (approve === null || meant.length === 0) return null;
  const counting = meant.filter((gate) => !takesOwnYes(gate));
  if (counting.length === 0 || (gates.length === 0 && counting.length < meant.length)) return null;
  const needs = counting.map(({ id, approvals }) => `${id} needs approvals: ${approvals?.needed ?? 0}`).join(', ');
  return error('PLN028', {
    summary: `--approve is a yes of nobody here: by the policy ${needs}`,
    detail: 'The policy counts people who said yes by a review or a signature. Nothing was sent.',
    remedy: 'leave --approve out; let them approve the decision: onward approve plan.json, or a review of the change',
  });
};

const voided = (file: string, summary: string): Diagnostic =>
  error('PLN029', {
    summary,
    detail: 'It does not count. Nothing was sent.',
    at: { file },
    remedy: 'let the person read the plan and approve it anew: onward approve plan.json',
  });

const readApproval = async (file: string, { readFile }: Host): Promise<Result<SignedApproval>> => {
  try {
    const approval = parseApproval(textIn(await readFile(file)));
    return approval === null ? fail(voided(file, 'this file is no approval of onward')) : succeed(approval);
  } catch (problem) {
    const detail = `${(problem as { code?: string }).code ?? 'it cannot be read'}.`;
    const remedy = 'give the path of an approval: onward approve plan.json -o FILE writes one';
    return fail(error('USE002', { summary: 'the approval cannot be read', detail, at: { file }, remedy }));
  }
};

interface Given {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly host: Host;
  readonly authors: readonly string[];
}

const checkOne = async (file: string, { plan, policy, host, authors }: Given): Promise<Result<CheckedApproval>> => {
  const approval = await readApproval(file, host);
  if (!approval.ok) return approval;
  const proving = { plan, policy, programs: host.programs, now: host.wall() };
  const one = await asGiven(approval.value, proving);
  if (!one.ok) return one;
  const why = voidWords(one.value, authors);
  const { key } = one.value;
  return why !== null || key === undefined
    ? fail(voided(file, why ?? 'its key cannot be told'))
    : succeed({ approval: approval.value, key });
};

const voidWords = (given: GivenApproval, authors: readonly string[]): string | null =>
  voidSays(given) ?? (isAuthor(given.by, authors) ? `${given.by} is an author of the change and does not count` : null);

const checkAll = async (files: readonly string[], given: Given): Promise<Result<readonly CheckedApproval[]>> => {
  const checked = [];
  for (const file of files) checked.push(await checkOne(file, given));
  const bad = checked.flatMap((one) => (one.ok ? [] : one.diagnostics));
  return bad.length > 0 ? fail(...bad) : succeed(checked.flatMap((one) => (one.ok ? [one.value] : [])));
};

const notSigned = (files: readonly string[]): Diagnostic =>
  voided(files[0] ?? '', 'the policy of this plan counts no signatures');

const needsApprovals = (step: Step): boolean => isGate(step) && step.approvals !== undefined;

/**
 * Proves the approvals that were given with the command, and, where a run begins, that the policy still asks what the plan
 * says. A run that goes on learns that at its gates: what is under way is watched all the same.
 */
export const approvalsGiven = async (
  plan: Plan,
  options: RunOptions,
  { begins }: { readonly begins: boolean },
): Promise<Result<readonly CheckedApproval[]>> => {
  const { host, approvals: files = [], reviews } = options;
  const nobody = yesOfNobody(plan, options);
  if (nobody !== null) return fail(nobody);
  if (!begins && files.length === 0 && options.approve === null) return succeed([]);
  const policy = await movedHere(plan, host);
  if (!policy.ok) return policy;
  const fleet = begins ? fleetMoved(plan, policy.value) : null;
  if (fleet !== null) return fail(movedPolicy(fleet));
  const from = policy.value?.plan.approvals?.from;
  if (from === 'reviews' && reviews === undefined && plan.steps.some(needsApprovals)) return fail(noForge());
  if (files.length === 0) return succeed([]);
  if (policy.value === null || from !== 'signatures') return fail(notSigned(files));
  const authors = await authorsOfPlan(plan, policy.value);
  return authors.ok ? checkAll(files, { plan, policy: policy.value, host, authors: authors.value }) : authors;
};

/** Keeps one: under its key's name, or with a number where that key said yes before, to one gate or too long ago. */
const keepOne = async (store: WritableStore, { approval, key }: CheckedApproval): Promise<Result<null>> => {
  const all = await store.approvals();
  if (!all.ok) return all;
  const { decision } = approval.statement;
  const text = approvalText(approval);
  if (all.value.some((one) => one.decision === decision && one.text === text)) return succeed(null);
  for (let time = 1; ; time += 1) {
    const name = time === 1 ? fileNameOf(key) : `${fileNameOf(key)}.${time}`;
    const written = await store.keepApproval({ decision, name, text });
    if (!written.ok) return written;
    if (written.value) return succeed(null);
  }
};

/** Keeps proven approvals in the store, where every runner of the decision finds them. */
export const keepApprovals = async (store: Store, checked: readonly CheckedApproval[]): Promise<Result<null>> => {
  if (checked.length === 0) return succeed(null);
  const writable = await store.ensure();
  if (!writable.ok) return writable;
  for (const one of checked) {
    const kept = await keepOne(writable.value, one);
    if (!kept.ok) return kept;
  }
  return succeed(null);
};
