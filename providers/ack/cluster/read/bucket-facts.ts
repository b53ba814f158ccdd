import type { Json } from '../../../../src/core/fact.ts';
import type { Referer, Worm } from '../../clients/oss-answers.ts';
import { decide, type Decision } from '../../policy/decide.ts';
import type { BucketFact, RefererFact } from '../fact-shapes.ts';
import type { FoundBucket } from './bucket-reads.ts';

/** What the vendor's migration calls its copies of etcd, up to the time in their names (ACK API reference, §2.2). */
export const copiesPrefix = (clusterId: string): string => `etcd_${clusterId}_`;

const unknown = {
  region: '',
  acl: '',
  storageClass: '',
  kmsKey: '',
  versioning: '',
  worm: false,
  intranetEndpoint: '',
  extranetEndpoint: '',
} as const;

/** null where the document names no bucket. */
export const bucketFact = (found: FoundBucket, worm: Worm | null): BucketFact | null => {
  if (found.state === 'none') return null;
  if (found.state !== 'ours') return { ...unknown, state: found.state };
  const { info, at } = found;
  return {
    state: 'ours',
    region: at.region,
    acl: info.acl,
    storageClass: info.storageClass,
    kmsKey: info.kmsKeyId,
    versioning: info.versioning,
    // A rule that expired keeps nothing any more.
    worm: worm !== null && worm.state !== 'Expired',
    intranetEndpoint: info.intranetEndpoint,
    extranetEndpoint: info.extranetEndpoint,
  };
};

export const refererFact = ({ allowEmpty, referers }: Referer): RefererFact => ({
  allowEmpty,
  list: [...referers].sort(),
});

export interface Place {
  readonly account: string;
  readonly region: string;
  readonly bucket: string;
  readonly clusterId: string;
}

/** What the masters must be able to do with the copies. */
const masterActions = ['oss:PutObject', 'oss:GetObject'] as const;

/**
 * One copy as a policy would name it, in both ways that a region is written. A key that could be any would also be one that
 * holds another bucket's pattern, and every policy on another bucket would leave the question open.
 */
const copiesIn = ({ account, region, bucket, clusterId }: Place): readonly string[] =>
  [`oss-${region}`, region].map(
    (one) => `acs:oss:${one}:${account}:${bucket}/${copiesPrefix(clusterId)}20260101000000`,
  );

/** What policies say of each of the masters' actions. Where the two ways of writing the region differ, nobody can tell. */
export const decideForMasters = (documents: readonly Json[], place: Place): readonly Decision[] =>
  masterActions.map((action) => {
    const [one, other] = copiesIn(place).map((resource) => decide(documents, { action, resource }));
    return one !== undefined && one === other ? one : 'undecidable';
  });

/** All of the actions: one that is denied denies the whole. */
export const strictest = (decisions: readonly Decision[]): Decision => {
  if (decisions.includes('denied')) return 'denied';
  return decisions.includes('undecidable') ? 'undecidable' : 'allowed';
};

const everything: Json = { Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Does a bucket's policy take away what the role was given? Beside an Allow of everything, only a Deny of its own denies. */
export const deniesFact = (policy: Json, place: Place): 'no' | 'yes' | 'undecidable' => {
  if (policy === null) return 'no';
  const is = strictest(decideForMasters([policy, everything], place));
  return is === 'allowed' ? 'no' : is === 'denied' ? 'yes' : 'undecidable';
};
