import type { BucketTarget, ObjectName, Oss } from '../../clients/oss.ts';
import type { Reading } from '../../../wire/reading.ts';
import { fromState, type Ask } from './from-state.ts';
import type { Operation } from './operation.ts';
import { refuse } from './refusal.ts';

type At = Ask<'bucket' | 'region' | 'prefix'>;

/** Objects that one DeleteMultipleObjects takes (OSS API reference). */
const mostAtOnce = 1_000;

/** What is there of the copies: in a bucket that keeps versions, all versions and markers, for each holds every Secret. */
const readCopies = async (oss: Oss, target: BucketTarget, prefix: string): Promise<Reading<readonly ObjectName[]>> => {
  const versioning = await oss.getBucketVersioning(target);
  if (!versioning.ok) return versioning;
  if (versioning.value !== '') {
    const versions = await oss.listObjectVersions(target, prefix);
    if (!versions.ok) return versions;
    return { ...versions, value: versions.value.map(({ key, versionId }) => ({ key, versionId })) };
  }
  const objects = await oss.listObjects(target, prefix);
  return objects.ok ? { ...objects, value: objects.value.map(({ key }) => ({ key })) } : objects;
};

/** A bucket that is gone has no copies. */
const read = async ({ oss }: { readonly oss: Oss }, { texts }: At): Promise<Reading<readonly ObjectName[]>> => {
  const { bucket, region, prefix } = texts;
  const info = await oss.getBucketInfo({ bucket, region });
  if (!info.ok) return info;
  return info.value === null ? { ...info, value: [] } : readCopies(oss, { bucket, region }, prefix);
};

/** DeleteMultipleObjects: the copies of etcd that the migration left, all with one request. Permanent. */
export const deleteEtcdCopy: Operation = fromState({
  demands: ['bucket', 'region', 'prefix'],
  read,
  judge: (objects, { texts }) => ({
    is: objects.length === 0 ? 'done' : 'not-done',
    says: `${objects.length} objects or versions begin with ${texts.prefix}`,
  }),
  guard: (_, { ask: { target, texts }, found }) => {
    // The bucket may hold what is not ours: only this cluster's copies are named like this (§2.2).
    const ours = `etcd_${target.id}_`;
    if (!texts.prefix.startsWith(ours)) return refuse('Onward.NotOurs', `a prefix begins with ${ours}`);
    const many = `${found.length} objects or versions; one request takes ${mostAtOnce}`;
    return found.length > mostAtOnce ? refuse('Onward.TooMany', many) : null;
  },
  write: ({ oss }, { ask: { texts }, found }, fence) =>
    oss.deleteObjects({ bucket: texts.bucket, region: texts.region }, found, fence),
});
