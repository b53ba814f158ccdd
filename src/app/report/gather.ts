import { canonical } from '../../core/canonical.ts';
import type { Kind } from '../../core/kind.ts';
import type { Plan } from '../../core/plan.ts';
import type { ReportApproval, ReportEvidence, ReportPolicy, TargetNow } from '../../core/report/report.ts';
import type { Store, StoredRun } from '../../store/store.ts';
import { desiredOf } from '../desired-of.ts';
import type { Host } from '../host.ts';
import { observeFacts } from '../observe.ts';
import { textIn } from '../programs.ts';
import { policyHere } from '../quorum.ts';
import type { Policy } from '../policy.ts';

const hexOf = (hash: string): string => hash.replace(/^sha256:/, '');

const approvalsOf = async (store: Store, plan: Plan): Promise<readonly ReportApproval[]> => {
  const all = await store.approvals();
  return all.ok ? all.value.filter(({ decision }) => decision === hexOf(plan.decision)) : [];
};

/** A key revocation list in binary is no text, and has no place in a report: whoever checks can give it beside. */
const textOrNull = (bytes: Uint8Array | null): string | null => {
  if (bytes === null) return null;
  const text = textIn(bytes);
  return text.includes('\uFFFD') || text.includes('\0') ? null : text;
};

/** The digest that a plan has of its policy, over all that it says. */
export const policyDigest = (
  { rules, signers, revoked }: Omit<ReportPolicy, 'isPlans'>,
  sha256: Host['sha256'],
): string => `sha256:${sha256(canonical({ ...rules, signers, revoked }))}`;

const policyOf = ({ project, signers, revoked }: Policy, plan: Plan, host: Host): ReportPolicy | null => {
  const names = textOrNull(signers);
  if (names === null) return null;
  const kept = { rules: project.policyParts, signers: names, revoked: textOrNull(revoked) };
  return { isPlans: policyDigest(kept, host.sha256) === plan.policy?.digest, ...kept };
};

const signersOf = async (plan: Plan, host: Host): Promise<ReportPolicy | null> => {
  if (plan.policy?.approvals?.from !== 'signatures') return null;
  const policy = await policyHere(host);
  return policy.ok && policy.value !== null ? policyOf(policy.value, plan, host) : null;
};

/** What a report compares: what the document asks for, and what was written down before the point of no return. */
const comparedOf = (kinds: readonly Kind[], kind: string, wanted: readonly string[]): readonly string[] => [
  ...new Set([...wanted, ...(kinds.find(({ name }) => name === kind)?.inventory ?? [])]),
];

type Now = Pick<ReportEvidence, 'now' | 'nowUnread'>;

/** Reads the targets once; what could not be read is left out, and is told as unread. */
const nowOf = async (plan: Plan, kinds: readonly Kind[], host: Host): Promise<Now> => {
  const targets = plan.targets.map((target) => desiredOf(target, 'plan.json'));
  const subjects = await observeFacts(kinds, targets, { host, factsOf: ({ inventory = [] }) => inventory });
  const now = subjects.map(({ desired, kind, observed }): TargetNow => {
    const { wanted = {} } = plan.targets.find(({ address }) => address === desired.address) ?? {};
    const names = comparedOf(kinds, kind.name, Object.keys(wanted)).filter((name) => name in observed.facts);
    const facts = Object.fromEntries(names.map((name) => [name, observed.facts[name] ?? null]));
    return { address: desired.address, at: observed.at, state: observed.state, facts };
  });
  const unread = subjects.flatMap(({ observed }) => observed.unread.map(({ call, why }) => `${call}: ${why}`));
  return { now, nowUnread: unread.length === 0 ? null : [...new Set(unread)].join('; ') };
};

/** Everything that a report keeps. `kinds` null: the cloud is not asked. */
export const gather = async (
  run: StoredRun,
  plan: Plan,
  { store, host, kinds }: { readonly store: Store; readonly host: Host; readonly kinds: readonly Kind[] | null },
): Promise<ReportEvidence> => ({
  plan: run.plan,
  journal: run.epochs,
  approvals: await approvalsOf(store, plan),
  policy: await signersOf(plan, host),
  ...(kinds === null ? { now: [], nowUnread: 'not asked (--offline)' } : await nowOf(plan, kinds, host)),
});
