import type { Operation } from './operation.ts';
import { fromState, type Verdict } from './from-state.ts';
import type { BucketInfo } from '../../clients/oss-answers.ts';

const demands = ['bucket', 'region'] as const;

const says = ({ name, location, acl }: BucketInfo): string => `bucket ${name} location=${location} acl=${acl}`;

const none = 'no bucket of this name exists, anybody’s';

const judgeCreated = (info: BucketInfo | null, region: string): Verdict => {
  if (info === null) return { is: 'not-done', says: none };
  // Made again, a bucket of ours would take the new request's rights and lose its own: it is never sent for one that exists.
  const fits = info.location === `oss-${region}` && info.acl === 'private';
  return fits ? { is: 'done', says: says(info) } : { is: 'wrong', code: 'Onward.NotThisOne', says: says(info) };
};

/** PutBucket: private, Standard, in the cluster's region. Somebody else's bucket cannot be read, and nothing is sent then. */
export const createBucket: Operation = fromState({
  demands,
  read: ({ oss }, { texts }) => oss.getBucketInfo(texts),
  judge: (info, { texts }) => judgeCreated(info, texts.region),
  write: ({ oss }, { ask }, fence) => oss.putBucket(ask.texts, fence),
});

/** DeleteBucket, which the service refuses while anything is in it. */
export const deleteBucket: Operation = fromState({
  demands,
  read: ({ oss }, { texts }) => oss.getBucketInfo(texts),
  judge: (info) => (info === null ? { is: 'done', says: none } : { is: 'not-done', says: says(info) }),
  write: ({ oss }, { ask }, fence) => oss.deleteBucket(ask.texts, fence),
});
