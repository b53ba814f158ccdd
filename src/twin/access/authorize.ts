import type { LivePolicy, LiveRam, LiveRole } from '../live-ram.ts';
import type { LiveWorld } from '../live-world.ts';
import { utc } from '../time.ts';
import { evaluate, type Attempt, type Decision } from './evaluate.ts';
import { parseDocument, readDocument, type PolicyDocument } from './policy-document.ts';
import { matchesAny } from './wildcards.ts';
import type { RequestContext } from './conditions.ts';
import type { LiveBucket } from '../live-bucket.ts';
import { findKey } from '../keys.ts';

const findPolicy = (ram: LiveRam, name: string, type: string): LivePolicy | undefined =>
  ram.policies.find((policy) => policy.name === name && policy.type === type);

/** The default versions of all that is attached to a role. */
function documentsOfRole(ram: LiveRam, role: LiveRole): readonly PolicyDocument[] {
  return role.attached
    .map(({ name, type }) => findPolicy(ram, name, type))
    .flatMap((policy) => policy?.versions.filter(({ id }) => id === policy.defaultVersion) ?? [])
    .map(({ document }) => parseDocument(document))
    .filter((document) => document !== undefined);
}

/** The documents a key acts under; undefined when it is the account's own, which may do all. */
function documentsOfKey(world: LiveWorld, accessKeyId: string): readonly PolicyDocument[] | undefined {
  const { ram } = world;
  const key = findKey(world, accessKeyId);
  if (key?.role === undefined && key?.policy === undefined) return undefined;
  const role = ram.roles.find(({ name }) => name === key.role);
  const own = key.policy === undefined ? undefined : readDocument(key.policy);
  return [...(own === undefined ? [] : [own]), ...(role === undefined ? [] : documentsOfRole(ram, role))];
}

/** What is true of every request to the twin. */
const contextOf = (world: LiveWorld): RequestContext => ({
  'acs:sourceip': '127.0.0.1',
  'acs:securetransport': String(world.ca !== undefined),
  'acs:mfapresent': 'false',
  'acs:currenttime': utc(world.clock.now()),
});

/** An action and the resources it touches, all of which must be allowed. */
interface Wish {
  readonly accessKeyId: string;
  readonly action: string;
  readonly resources: readonly string[];
}

/** Whether the key may do it. Always, where the world does not enforce. */
export function authorize(world: LiveWorld, { accessKeyId, action, resources }: Wish): Decision {
  const documents = world.ram.enforce ? documentsOfKey(world, accessKeyId) : undefined;
  if (documents === undefined) return 'allowed';
  const context = contextOf(world);
  const limit = findKey(world, accessKeyId)?.limit;
  const sets = limit === undefined ? [documents] : [documents, [limit]];
  const decisions = resources.flatMap((resource) => sets.map((set) => evaluate(set, { action, resource, context })));
  return decisions.find((decision) => decision !== 'allowed') ?? 'allowed';
}

/** What a bucket policy says of a request of this account; 'implicit' when nothing. */
function decideByBucket(bucket: LiveBucket, account: string, attempt: Attempt): Decision {
  const document = readDocument(bucket.policy, 'bucket');
  if (document === undefined) return 'implicit';
  const meant = document.Statement.filter(({ Principal }) => matchesAny(Principal, account));
  return evaluate([{ ...document, Statement: meant }], attempt);
}

/** One action of an instance's role on an object, from the instance's address. */
interface RoleWish {
  readonly role: string;
  readonly bucket: LiveBucket;
  readonly action: string;
  readonly key: string;
  readonly from: string;
}

/** As the OSS service decides for an instance: a Deny of either side wins, and one of them must allow. */
export function roleMay(world: LiveWorld, { role, bucket, action, key, from }: RoleWish): boolean {
  const found = world.ram.roles.find(({ name }) => name === role);
  const context = { ...contextOf(world), 'acs:sourceip': from, 'acs:securetransport': 'true' };
  const resource = `acs:oss:oss-${bucket.region}:${bucket.owner}:${bucket.name}/${key}`;
  const attempt: Attempt = { action, resource, context };
  const byRole = found === undefined ? 'implicit' : evaluate(documentsOfRole(world.ram, found), attempt);
  const byBucket = decideByBucket(bucket, world.account.id, attempt);
  if (byRole === 'explicit' || byBucket === 'explicit') return false;
  const own = bucket.owner === world.account.id;
  return byBucket === 'allowed' || (own && byRole === 'allowed');
}

/** What a key, or nobody, wants to do to a bucket or to an object in it. */
interface BucketWish {
  /** Undefined: the call is not signed. */
  readonly accessKeyId: string | undefined;
  readonly action: string;
  readonly bucket: LiveBucket;
  /** Undefined: the bucket itself. */
  readonly key: string | undefined;
}

/** What came of it, and who said so: a policy of the key, the bucket's, or, of what neither names, the access list. */
interface BucketDecision {
  readonly decision: Decision;
  readonly by: 'ram' | 'bucket' | 'acl';
}

/**
 * As the OSS service decides for a key. The bucket's policy counts in every world, as its access list does; it reaches
 * the account's own key too, and lets strangers in.
 */
export function decideOnBucket(world: LiveWorld, { accessKeyId, action, bucket, key }: BucketWish): BucketDecision {
  const { account } = world;
  const resource = `acs:oss:oss-${bucket.region}:${bucket.owner}:${bucket.name}${key === undefined ? '' : `/${key}`}`;
  const caller = accessKeyId === undefined ? '' : account.id;
  const byBucket = decideByBucket(bucket, caller, { action, resource, context: contextOf(world) });
  const byRam =
    accessKeyId === undefined ? 'implicit' : authorize(world, { accessKeyId, action, resources: [resource] });
  const own = bucket.owner === caller;
  if (byRam === 'explicit') return { decision: 'explicit', by: 'ram' };
  if (byBucket !== 'implicit') return { decision: byBucket, by: 'bucket' };
  return own ? { decision: byRam, by: 'ram' } : { decision: 'implicit', by: 'acl' };
}
