import type { AttachedPolicy } from '../../clients/ram-answers.ts';
import { reviewAccess, type Access } from '../../clients/kubernetes/reviews.ts';
import type { Caller } from '../../clients/sts.ts';
import { malformed } from '../../../wire/failure.ts';
import { inParallel } from '../../../wire/in-parallel.ts';
import { allOf, andThen, mapReading, type Reading, type Source } from '../../../wire/reading.ts';
import { actsFor } from '../acts.ts';
import { otherWhoApplies } from '../apply-role.ts';
import type { DeniedFact } from '../fact-shapes.ts';
import { needsOf, permissionsFor } from '../permissions.ts';
import { deniedActs, deniedFacts } from './operator-facts.ts';
import { plain } from './plain.ts';
import type { Reads } from './reads.ts';
import { readPolicies } from './role-reads.ts';
import { topic } from './topic.ts';

const width = 4;

/** Who calls, and the role that was declared to apply instead; null where the caller applies itself. */
interface Operator {
  readonly caller: Caller;
  readonly appliesAs: string | null;
}

const readOperator = async ({ clients, applyRole }: Reads): Promise<Reading<Operator>> =>
  andThen(await clients.sts.caller(), (caller, source) => {
    const other = otherWhoApplies(applyRole, caller);
    return other.ok ? { ok: true, value: { caller, appliesAs: other.value }, source } : other;
  });

const operator = topic(['operator'], readOperator, ({ caller: { type, name }, appliesAs }) => ({
  operator: { type, name, ...(appliesAs === null ? {} : { appliesAs }) },
}));

/** Policies of the caller itself. */
const ownPolicies = ({ clients }: Reads, { type, name }: Caller, source: Source) => {
  if (type === 'RAMUser' && name !== '') return clients.ram.listPoliciesForUser(name);
  if (type === 'AssumedRoleUser' && name !== '') return clients.ram.listPoliciesForRole(name);
  const why = `nobody can tell the policies of a caller of type “${type}” named “${name}”`;
  const failed: Reading<never> = { ok: false, call: source.call, failure: malformed(why, source.request) };
  return Promise.resolve(failed);
};

/** Policies that a user has by its groups; a role is in none. */
const groupPolicies = async (
  { clients }: Reads,
  { type, name }: Caller,
  source: Source,
): Promise<Reading<readonly AttachedPolicy[]>> => {
  if (type !== 'RAMUser') return { ok: true, value: [], source };
  return andThen(await clients.ram.listGroupsForUser(name), async (groups, proven) => {
    const lists = await inParallel(groups, width, (group) => clients.ram.listPoliciesForGroup(group));
    return mapReading(allOf(lists, proven), (all) => all.flat(), 'policies');
  });
};

const asked = ({ spec, dedicated, target, account }: Reads) =>
  permissionsFor(needsOf(spec, dedicated), {
    region: target.region,
    account,
    cluster: target.id,
    // No permission on a bucket is asked for where the document names none.
    bucket: spec.migrationBucket?.name ?? '',
  });

const documentsOf = async (reads: Reads, attached: readonly AttachedPolicy[], source: Source) =>
  mapReading(
    await readPolicies(reads.clients.ram, attached, source),
    (policies) => policies.map(({ document }) => document),
    'documents',
  );

type Denied = Reading<readonly DeniedFact[]>;

/** Without the groups only what is allowed already is known: what seems denied, a group may allow. */
const deniedTo = async (reads: Reads, caller: Caller, source: Source): Promise<Denied> => {
  if (caller.type === 'Account') return { ok: true, value: [], source };
  const own = await ownPolicies(reads, caller, source);
  return andThen(own, async (attached, proven) => {
    const groups = await groupPolicies(reads, caller, proven);
    const all = groups.ok ? [...attached, ...groups.value] : attached;
    const documents = await documentsOf(reads, all, groups.ok ? groups.source : proven);
    const denied = mapReading(documents, (texts) => deniedFacts(texts, asked(reads)), 'documents');
    return !groups.ok && denied.ok && denied.value.length > 0 ? groups : denied;
  });
};

/** Who may not list another's policies concludes nothing from that: the role is asked when it applies. */
const orUnasked = (denied: Denied, source: Source): Reading<readonly DeniedFact[] | null> =>
  denied.ok || denied.failure.failure !== 'refused' ? denied : { ok: true, value: null, source };

const readDenied = async (reads: Reads): Promise<Reading<readonly DeniedFact[] | null>> =>
  andThen(await readOperator(reads), async ({ caller, appliesAs }, source) => {
    if (appliesAs === null) return deniedTo(reads, caller, source);
    const role = { accountId: caller.accountId, type: 'AssumedRoleUser', name: appliesAs };
    return orUnasked(await deniedTo(reads, role, source), source);
  });

const denied = topic(['operator.denied'], readDenied, (value) => ({ 'operator.denied': plain(value) }));

/** An API server answers for who asks, so another's rights are not asked for here. */
const readReviews = async (reads: Reads): Promise<Reading<readonly Access[] | null>> =>
  andThen(await readOperator(reads), async ({ appliesAs }, source): Promise<Reading<readonly Access[] | null>> => {
    if (appliesAs !== null) return { ok: true, value: null, source };
    const acts = actsFor(needsOf(reads.spec, reads.dedicated));
    return andThen(await reads.asked(), async (_, reached) =>
      allOf(await inParallel(acts, width, (act) => reads.by((api) => reviewAccess(api, act))), reached),
    );
  });

const kubernetes = topic(['operator.kubernetes'], readReviews, (answers, reads) => ({
  'operator.kubernetes':
    answers === null ? null : plain(deniedActs(actsFor(needsOf(reads.spec, reads.dedicated)), answers)),
}));

export const operatorTopics = { everywhere: [operator, denied, kubernetes] } as const;
