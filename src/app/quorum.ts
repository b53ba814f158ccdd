import { judgeApprovals, type GivenApproval, type Verdict } from '../core/approvals.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import { authorsOf as authorsOfChange, givenByReviews, otherChange, type ReviewedChange } from '../core/reviews.ts';
import type { GateStep } from '../core/step.ts';
import type { QuorumAnswer } from '../run/ports.ts';
import type { Store } from '../store/store.ts';
import { projectOf } from './documents.ts';
import { authorsOf } from './git-source.ts';
import type { Host } from './host.ts';
import { policyMoved } from './policy-moved.ts';
import { policyOf, type Policy } from './policy.ts';
import { approvalsIn } from './signed-approvals.ts';

/**
 * The change at hand, or the one that a commit came from, with its reviews, from its forge; absent where the environment names
 * none.
 */
export type ReviewsPort = (commit: string | null) => Promise<Result<ReviewedChange>>;

/** What yeses are gathered from. */
export interface Gathering {
  readonly plan: Plan;
  readonly host: Host;
  readonly store: Store;
  readonly reviews?: ReviewsPort | undefined;
}

interface Gathered {
  readonly given: readonly GivenApproval[];
  readonly authors: readonly string[];
}

const unjudged = (summary: string, remedy: string): Result<never> =>
  fail(error('RUN020', { summary, detail: 'The gate stays shut.', remedy }));

/** The policy as it stands now, for whoever stands in this folder. */
export const policyHere = async (host: Host): Promise<Result<Policy | null>> => {
  const project = await projectOf(host);
  return project.ok ? policyOf(host, project.value) : project;
};

/** Who wrote what the plan is made of: as it says itself, and as the commits say. */
export const authorsOfPlan = async (
  { source, policy: planned }: Plan,
  policy: Policy,
): Promise<Result<readonly string[]>> => {
  if (source === undefined || policy.at === null) return succeed(source?.authors ?? []);
  const { repository } = policy.at;
  const committed = await authorsOf(repository, source.commit, planned?.commit ?? null);
  if (committed !== null) return succeed([...new Set([...source.authors, ...committed])]);
  return unjudged(
    `commit ${source.commit.slice(0, 12)} of the plan is not in this clone, so who wrote the change is not known`,
    `git fetch origin ${source.commit}`,
  );
};

const bySignatures = async (
  { plan, host, store }: Gathering,
  policy: Policy,
  now: number,
): Promise<Result<Gathered>> => {
  const authors = await authorsOfPlan(plan, policy);
  if (!authors.ok) return authors;
  const given = await approvalsIn(store, { plan, policy, programs: host.programs, now });
  return given.ok ? succeed({ given: given.value, authors: authors.value }) : given;
};

export const noForge = (): Diagnostic =>
  error('RUN021', {
    summary: 'approvals are read from the reviews of the change, and this runner knows no forge',
    detail: 'The gate stays shut: what cannot be read is no yes.',
    remedy: 'run it in the pipeline of the change, with the token of its forge',
  });

/** A change that is merged cannot be reviewed for something else any more. */
const otherRemedy = ({ mergedAs }: ReviewedChange): string =>
  mergedAs === null
    ? 'plan again at the head of the change, and apply that plan'
    : 'open a change whose comment shows this decision, have it reviewed, merge it and apply its plan';

const byReviews = async ({ plan, reviews }: Gathering): Promise<Result<Gathered>> => {
  if (reviews === undefined) return fail(noForge());
  const { createdAt, decision, source } = plan;
  const from = { createdAt, decision, commit: source?.commit ?? null, clean: source?.clean ?? false };
  const change = await reviews(from.commit);
  if (!change.ok) return change;
  const other = otherChange(change.value, from);
  if (other !== null) return unjudged(other, otherRemedy(change.value));
  return succeed({
    given: givenByReviews(change.value, from),
    authors: [...authorsOfChange(change.value), ...(source?.authors ?? [])],
  });
};

/** Whether the yeses at a gate are enough at this moment of the cloud's clock; an error where that cannot be judged. */
export const judgeGate = async (gathering: Gathering, gate: GateStep, now: number): Promise<Result<Verdict>> => {
  const policy = await policyHere(gathering.host);
  if (!policy.ok) return policy;
  const moved = policyMoved(gathering.plan, policy.value);
  if (moved !== null) return unjudged(`the policy moved since the plan was made: ${moved}`, 'plan again');
  const approvals = policy.value?.plan.approvals ?? null;
  if (policy.value === null || approvals === null) return unjudged('there is no policy to judge by', 'plan again');
  const gathered =
    approvals.from === 'reviews' ? await byReviews(gathering) : await bySignatures(gathering, policy.value, now);
  if (!gathered.ok) return gathered;
  const { validFor } = approvals;
  return succeed(
    judgeApprovals({ ...gathered.value, gate: gate.id, needed: gate.approvals?.needed ?? 1, now, validFor }),
  );
};

const recorded = ({ by, at, how, key }: GivenApproval) => ({ by, at, how, ...(key === undefined ? {} : { key }) });

const viaWords = ({ counted: [first, ...others] }: Verdict): string => {
  const how = first?.how ?? 'signature';
  return others.length === 0 ? how : `${others.length + 1} ${how}s`;
};

/** What a run is told at a gate that the policy asks approvals for. */
export const quorumAt = async (gathering: Gathering, gate: GateStep, now: number | null): Promise<QuorumAnswer> => {
  if (now === null) return { is: 'refused', says: 'the cloud’s clock is not known, so no approval can be judged' };
  const verdict = await judgeGate(gathering, gate, now);
  if (!verdict.ok)
    return { is: 'refused', says: verdict.diagnostics.map(({ code, summary }) => `${code} ${summary}`).join('; ') };
  const { met, counted, says } = verdict.value;
  if (!met) return { is: 'short', says };
  const names = counted.map(({ by }) => by).join(', ');
  return { is: 'met', by: names, via: viaWords(verdict.value), approvals: counted.map(recorded) };
};
