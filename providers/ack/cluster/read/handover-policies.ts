import type { Policy } from '../../clients/ram-answers.ts';
import { inParallel } from '../../../wire/in-parallel.ts';
import { allOf, andThen, mapReading, type Reading, type Source } from '../../../wire/reading.ts';
import type { GrantHandoverFact, PolicyHandoverFact } from '../handover/shapes.ts';
import type { BucketSpec } from '../spec.ts';
import type { Reads } from './reads.ts';
import { isCandidate } from './role-facts.ts';
import { ownPolicyName } from './role-topics.ts';

const width = 4;

/** Names besides those attached to the masters' role: ours, and the one that the document names. */
const namesIn = ({ policyName }: BucketSpec, clusterId: string): readonly string[] => [
  ownPolicyName(clusterId),
  ...(policyName === 'auto' ? [] : [policyName]),
];

/** The named policies that there are; one that is attached was read already. */
const readNamed = async (
  { clients, target }: Reads,
  { bucket, attached, source }: { bucket: BucketSpec; attached: readonly Policy[]; source: Source },
): Promise<Reading<readonly Policy[]>> => {
  const names = namesIn(bucket, target.id).filter((name) => !attached.some((policy) => policy.name === name));
  const found = await inParallel(names, width, (name) => clients.ram.getPolicy({ name, type: 'Custom' }));
  return mapReading(allOf(found, source), (all) => all.filter((policy) => policy !== null), 'policies');
};

const withRoles = async ({ clients }: Reads, policy: Policy): Promise<Reading<PolicyHandoverFact>> => {
  const { name, document } = policy;
  const entities = await clients.ram.listEntitiesForPolicy({ name, type: 'Custom' });
  return mapReading(entities, ({ roles }) => ({ name, document, roles: [...roles].sort() }), 'roles');
};

const isOurs = ({ name, type }: Policy, clusterId: string): boolean =>
  type === 'Custom' && name === ownPolicyName(clusterId);

/**
 * The custom policies by which the masters may use the bucket: those of their role that could take the grant, and by name
 * ours and the document's, wherever they are attached. null where the document names no bucket: then nothing was granted.
 */
export const readGrantHandover = async (reads: Reads): Promise<Reading<GrantHandoverFact | null>> => {
  const { spec, detail, target } = reads;
  const bucket = spec.migrationBucket;
  if (bucket === null) return { ...detail, value: null };
  return andThen(await reads.role(), async (role) =>
    andThen(await reads.policies(), async (attached, source) =>
      andThen(await readNamed(reads, { bucket, attached, source }), async (named, proven) => {
        const fitting = attached.filter((policy) => isCandidate(policy, bucket) || isOurs(policy, target.id));
        const all = await inParallel([...fitting, ...named], width, (policy) => withRoles(reads, policy));
        const sorted = (facts: readonly PolicyHandoverFact[]) => [...facts].sort((a, b) => (a.name < b.name ? -1 : 1));
        return mapReading(allOf(all, proven), (facts) => ({ role, policies: sorted(facts) }), 'policies');
      }),
    ),
  );
};
