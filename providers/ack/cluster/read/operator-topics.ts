import type { AttachedPolicy } from '../../clients/ram-answers.ts';
import { reviewAccess, type Access } from '../../clients/kubernetes/reviews.ts';
import type { Caller } from '../../clients/sts.ts';
import { malformed } from '../../../wire/failure.ts';
import { inParallel } from '../../../wire/in-parallel.ts';
import { allOf, andThen, mapReading, type Reading, type Source } from '../../../wire/reading.ts';
import { actsFor } from '../acts.ts';
import type { DeniedFact } from '../fact-shapes.ts';
import { needsOf, permissionsFor } from '../permissions.ts';
import { deniedActs, deniedFacts } from './operator-facts.ts';
import { plain } from './plain.ts';
import type { Reads } from './reads.ts';
import { readPolicies } from './role-reads.ts';
import { topic } from './topic.ts';

const width = 4;

const operator = topic(
  ['operator'],
  ({ clients }) => clients.sts.caller(),
  ({ type, name }) => ({ operator: { type, name } }),
);

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

/** Without the groups only what is allowed already is known: what seems denied, a group may allow. */
const readDenied = async (reads: Reads): Promise<Reading<readonly DeniedFact[]>> =>
  andThen(await reads.clients.sts.caller(), async (caller, source): Promise<Reading<readonly DeniedFact[]>> => {
    if (caller.type === 'Account') return { ok: true, value: [], source };
    const own = await ownPolicies(reads, caller, source);
    return andThen(own, async (attached, proven) => {
      const groups = await groupPolicies(reads, caller, proven);
      const all = groups.ok ? [...attached, ...groups.value] : attached;
      const documents = await documentsOf(reads, all, groups.ok ? groups.source : proven);
      const denied = mapReading(documents, (texts) => deniedFacts(texts, asked(reads)), 'documents');
      return !groups.ok && denied.ok && denied.value.length > 0 ? groups : denied;
    });
  });

const denied = topic(['operator.denied'], readDenied, (value) => ({ 'operator.denied': plain(value) }));

const readReviews = async (reads: Reads): Promise<Reading<readonly Access[]>> => {
  const acts = actsFor(needsOf(reads.spec, reads.dedicated));
  return andThen(await reads.asked(), async (_, source) =>
    allOf(await inParallel(acts, width, (act) => reads.by((api) => reviewAccess(api, act))), source),
  );
};

const kubernetes = topic(['operator.kubernetes'], readReviews, (answers, reads) => ({
  'operator.kubernetes': plain(deniedActs(actsFor(needsOf(reads.spec, reads.dedicated)), answers)),
}));

export const operatorTopics = { everywhere: [operator, denied, kubernetes] } as const;
