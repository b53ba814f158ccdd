import { inParallel } from '../../../wire/in-parallel.ts';
import { allOf, andThen, both, mapReading, type Reading } from '../../../wire/reading.ts';
import type { GrantFact, PolicyFact } from '../fact-shapes.ts';
import { plain } from './plain.ts';
import type { Reads } from './reads.ts';
import { grantFact, isCandidate, policyFact } from './role-facts.ts';
import { topic } from './topic.ts';

const width = 4;

const role = topic(
  ['ram.role'],
  (reads) => reads.role(),
  (name) => ({ 'ram.role': name }),
);

const readGrant = async ({ policies, spec, account, target, detail }: Reads): Promise<Reading<GrantFact | null>> => {
  const bucket = spec.migrationBucket?.name;
  if (bucket === undefined) return { ...detail, value: null };
  const place = { account, region: target.region, bucket, clusterId: target.id };
  return mapReading(await policies(), (all) => grantFact(all, place), 'policies');
};

/** `ram.allows` is the decision alone: a step can be held to it. */
const grant = topic(['ram.grant', 'ram.allows'], readGrant, (found) => ({
  'ram.grant': found === null ? null : plain(found),
  'ram.allows': found === null ? null : found.is,
}));

const readCandidates = async (reads: Reads): Promise<Reading<readonly PolicyFact[]>> => {
  const { spec, detail, clients } = reads;
  const bucket = spec.migrationBucket;
  if (bucket === null) return { ...detail, value: [] };
  return andThen(await reads.policies(), async (all, source) => {
    const found = all.filter((policy) => isCandidate(policy, bucket));
    const facts = await inParallel(found, width, async (policy) => {
      const versions = await clients.ram.listPolicyVersions({ name: policy.name, type: 'Custom' });
      const wanted = 'document, default version and AttachmentCount that can be read';
      return mapReading(versions, (rows) => policyFact(policy, rows, bucket.name), wanted);
    });
    return allOf(facts, source);
  });
};

const candidates = topic(['ram.candidates'], readCandidates, (value) => ({
  'ram.candidates': plain([...value].sort((a, b) => (a.name < b.name ? -1 : 1))),
}));

/** Our own policy's name, by which it is known as ours. */
export const ownPolicyName = (clusterId: string): string => `onward-${clusterId}`;

const own = topic(
  ['ram.own'],
  async ({ attached, clients, target }) =>
    both(await attached(), await clients.ram.getPolicy({ name: ownPolicyName(target.id), type: 'Custom' })),
  ([attached, policy], { target }) => {
    const name = ownPolicyName(target.id);
    const isAttached = attached.some((one) => one.name === name && one.type === 'Custom');
    return { 'ram.own': { name, exists: policy !== null, attached: isAttached } };
  },
);

export const roleTopics = { dedicated: [role, grant, candidates, own] } as const;
