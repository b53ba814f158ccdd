import { namesOfKey } from '../core/allowed-signers.ts';
import { isAuthor, voidSays } from '../core/approvals.ts';
import { approvalFormat, approvalText, type ApprovalStatement } from '../core/approval-statement.ts';
import { commandOf } from '../core/command-line.ts';
import { short } from '../core/decision.ts';
import { summaryOf } from '../core/decision-summary.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { isGate } from '../core/step.ts';
import { openStore } from './open-store.ts';
import { matchApproval } from './approval.ts';
import { keepApprovals, type CheckedApproval } from './approvals-given.ts';
import { unfitToApply } from './fitness.ts';
import type { Host } from './host.ts';
import { movedPolicy, policyMoved } from './policy-moved.ts';
import type { Policy } from './policy.ts';
import { textIn } from './programs.ts';
import { authorsOfPlan, policyHere } from './quorum.ts';
import { asGiven } from './signed-approvals.ts';
import { publicKeyOf, sign } from './signatures.ts';
import type { StorePlace } from './store-place.ts';

export interface ApproveOptions {
  /** Where the plan was read from, as the person named it: next commands name it so. */
  readonly file: string;
  readonly host: Host;
  readonly store: StorePlace;
  /** 12 or more hex digits of the decision, as the person gave them; null: it is asked for. */
  readonly decision: string | null;
  /** A private key, or the public half of one that the agent holds; null: the one that git signs with. */
  readonly key: string | null;
  /** The name in the signers' file, where the key stands beside several. */
  readonly by: string | null;
  readonly gate: string | null;
  /** The approval is handed back to be carried, and kept in no store. */
  readonly carried: boolean;
  /** Shows what is about to be approved, and by whom; answers what the person typed, null where nobody can be asked. */
  readonly confirm: (about: AboutToApprove) => Promise<string | null>;
}

export interface AboutToApprove {
  readonly plan: Plan;
  readonly by: string;
  readonly gate: string | null;
  readonly validFor: string;
}

export interface Approved {
  readonly by: string;
  readonly key: string;
  readonly text: string;
  readonly decision: string;
  /** The run that waits for it, where the plan was applied already. */
  readonly run: string | null;
}

const nothingToSign = (summary: string, remedy: string): Result<never> =>
  fail(error('RUN023', { summary, detail: 'Nothing was signed.', remedy }));

const unsaid = (summary: string, remedy: string): Diagnostic =>
  error('PLN009', { summary, detail: 'Nothing was signed.', remedy });

/** The policy of this folder, where it is what the plan was made under and counts signatures. */
const signable = async (plan: Plan, { host, gate, file }: ApproveOptions): Promise<Result<Policy>> => {
  const policy = await policyHere(host);
  if (!policy.ok) return policy;
  const moved = policyMoved(plan, policy.value);
  if (moved !== null) return fail(movedPolicy(moved));
  const gates = plan.steps.filter(isGate).filter(({ approvals }) => approvals !== undefined);
  if (policy.value === null || gates.length === 0)
    return nothingToSign('no gate of this plan needs approvals by the policy', commandOf('apply', [file]));
  if (policy.value.plan.approvals?.from !== 'signatures')
    return nothingToSign('the policy reads approvals from reviews', 'approve the change where it is reviewed');
  const known = gates.map(({ id }) => id);
  if (gate === null || known.includes(gate)) return succeed(policy.value);
  const remedy = `its gates that do: ${known.join(', ')}`;
  return fail(error('PLN012', { summary: `the plan has no gate ${gate} that needs approvals`, remedy }));
};

/** The key that git signs commits with, where that is one of SSH. */
const keyOfGit = async ({ programs, cwd }: Host): Promise<string | null> => {
  const ask = async (name: string): Promise<string> => {
    const ran = await programs.run('git', { args: ['config', '--type=path', name], cwd });
    return ran.is === 'ended' && ran.exit === 0 ? textIn(ran.stdout).trim() : '';
  };
  if ((await ask('gpg.format')) !== 'ssh') return null;
  const key = await ask('user.signingkey');
  return key === '' || key.startsWith('key::') ? null : key;
};

const noKey = (): Diagnostic =>
  error('RUN022', {
    summary: 'no key to sign with was named',
    detail: 'Nothing was signed.',
    remedy: '--key FILE: a private key, or the public half of one that the agent holds',
  });

/** The public half of a key, read from its file where it is one, else told by ssh-keygen. */
const publicHalf = async (host: Host, key: string): Promise<string | null> => {
  for (const file of [key, `${key}.pub`]) {
    const text = await host.readFile(file).then(textIn, () => '');
    const [type = '', base64 = ''] = text.trim().split(/\s+/);
    if (/^(ssh|ecdsa|sk)-/.test(type) && base64 !== '') return `${type} ${base64}`;
  }
  return publicKeyOf(host.programs, key);
};

const whoSigns = async (policy: Policy, key: string, { host, by }: ApproveOptions): Promise<Result<string>> => {
  if (by !== null) return succeed(by);
  const half = await publicHalf(host, key);
  const names = half === null ? [] : namesOfKey(textIn(policy.signers ?? new Uint8Array()), half);
  const [only] = names;
  if (only !== undefined && names.length === 1) return succeed(only);
  const file = policy.plan.approvals?.signers ?? 'the signers';
  return fail(
    error('PLN029', {
      summary:
        names.length === 0 ? `the key is not in ${file}` : `the key stands beside ${names.join(', ')} in ${file}`,
      detail: `Names there: ${policy.plan.signers.join(', ')}. Nothing was signed.`,
      at: { file: key },
      remedy:
        names.length === 0
          ? `bring the key to ${file} on ${policy.plan.branch ?? 'the branch'}, or sign with another`
          : '--by NAME',
    }),
  );
};

/** A person must have said which decision, on the command line or when asked. */
const said = async (plan: Plan, options: ApproveOptions, about: AboutToApprove): Promise<Result<null>> => {
  const show = commandOf('show', [options.file]);
  const typed = options.decision ?? (await options.confirm(about));
  const decision = plan.decision.slice('sha256:'.length);
  if (typed === null)
    return fail(
      unsaid(
        'a person must say which decision',
        `${commandOf('approve', [options.file])} --decision ${decision.slice(0, 12)}   (once it was read)`,
      ),
    );
  const matched = matchApproval(typed.trim(), plan);
  if (!matched.ok) return fail(unsaid('what was given is not the decision of this plan', show));
  return decision.startsWith(matched.value ?? '')
    ? succeed(null)
    : fail(unsaid('that is the digest, not the decision', show));
};

const isAuthors = (by: string): Diagnostic =>
  error('PLN029', {
    summary: `${by} is an author of the change and does not count`,
    detail: 'Nothing was signed.',
    remedy: 'let somebody approve it who did not write it',
  });

interface Signing {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly key: string;
  readonly by: string;
}

/** Signs and proves at once what the gate will prove: what would not count there is not handed out. */
const signAndProve = async (
  { plan, policy, key, by }: Signing,
  { host, gate }: ApproveOptions,
): Promise<Result<CheckedApproval>> => {
  const hex = (hash: string): string => hash.slice('sha256:'.length);
  const statement: ApprovalStatement = {
    format: approvalFormat,
    decision: hex(plan.decision),
    digest: hex(plan.digest),
    ...(gate === null ? {} : { gate }),
    by,
    at: `${new Date(host.wall()).toISOString().slice(0, 19)}Z`,
    tool: host.tool,
    summary: summaryOf(plan),
  };
  const signed = await sign(host.programs, key, statement);
  if (!signed.ok) return signed;
  const proven = await asGiven(signed.value, { plan, policy, programs: host.programs, now: host.wall() });
  if (!proven.ok) return proven;
  const { key: fingerprint } = proven.value;
  if (fingerprint !== undefined) return succeed({ approval: signed.value, key: fingerprint });
  const summary = voidSays(proven.value) ?? 'the signature proves nothing';
  const remedy = 'sign with a key that stands beside your name';
  return fail(error('PLN029', { summary, detail: 'Nothing was kept.', at: { file: key }, remedy }));
};

/** Signs a person's yes to the decision of a plan, and keeps it in the store or hands it out to be carried. */
export const approve = async (
  plan: Plan,
  kinds: readonly Kind[],
  options: ApproveOptions,
): Promise<Result<Approved>> => {
  const { host } = options;
  const unfit = unfitToApply(plan, kinds, host);
  if (unfit !== null) return fail(unfit);
  const policy = await signable(plan, options);
  if (!policy.ok) return policy;
  const key = options.key ?? (await keyOfGit(host));
  if (key === null) return fail(noKey());
  const by = await whoSigns(policy.value, key, options);
  if (!by.ok) return by;
  const authors = await authorsOfPlan(plan, policy.value);
  if (!authors.ok) return authors;
  if (isAuthor(by.value, authors.value)) return fail(isAuthors(by.value));
  const validFor = policy.value.plan.approvals?.validFor ?? '';
  const yes = await said(plan, options, { plan, by: by.value, gate: options.gate, validFor });
  if (!yes.ok) return yes;
  const signed = await signAndProve({ plan, policy: policy.value, key, by: by.value }, options);
  if (!signed.ok) return signed;
  const store = await openStore(options.host, options.store.place);
  if (!store.ok) return store;
  const kept = options.carried ? succeed(null) : await keepApprovals(store.value, [signed.value]);
  if (!kept.ok) return kept;
  const run = await store.value.findRun(short(plan.digest));
  const { approval } = signed.value;
  const { decision } = approval.statement;
  return succeed({
    by: by.value,
    key: signed.value.key,
    text: approvalText(approval),
    decision,
    run: run.ok ? run.value.alias : null,
  });
};
