import { describe, expect, it } from 'vitest';
import { openOss, ossError, target } from '../oss-cloud.ts';
import { fence } from '../rpc-cloud.ts';
import type { Scripted } from '../scripted-cloud.ts';

describe('a write of OSS', () => {
  const done: Scripted = { status: 204, headers: { 'x-oss-request-id': 'OSS-REQ' }, body: '' };
  const writes: readonly { reason: string; answer: Scripted; is: object }[] = [
    { reason: 'done', answer: done, is: { is: 'accepted' } },
    {
      reason: 'another owner has the name',
      answer: ossError(409, 'BucketAlreadyExists'),
      is: { is: 'refused', code: 'BucketAlreadyExists' },
    },
    { reason: 'no permission', answer: ossError(403, 'AccessDenied'), is: { is: 'refused', denied: true } },
    { reason: 'a failure', answer: ossError(500, 'InternalError'), is: { is: 'unanswered' } },
    { reason: 'a portal in between says 200', answer: { status: 200, body: '<html>' }, is: { is: 'unanswered' } },
    { reason: 'cut off', answer: 'drop', is: { is: 'unanswered' } },
  ];
  it.each(writes)('is sent once: $reason', async ({ answer, is }) => {
    const { oss, cloud } = await openOss({ 'PUT /etcd-prod/': answer });
    expect(await oss.putBucket(target, fence)).toMatchObject(is);
    expect(cloud.arrived).toHaveLength(1);
  });

  it('makes a private bucket', async () => {
    const { oss, cloud } = await openOss({ 'PUT /etcd-prod/': done });
    await oss.putBucket(target, fence);
    expect(cloud.arrived[0]?.headers['x-oss-acl']).toBe('private');
    expect(cloud.arrived[0]?.body).toContain('<StorageClass>Standard</StorageClass>');
  });

  it('deletes one object, one version, or the bucket, each by its own address', async () => {
    const { oss, cloud } = await openOss({
      'DELETE /etcd-prod/etcd_c82/a%20b': done,
      'DELETE /etcd-prod/': done,
    });
    await oss.deleteObject(target, { key: 'etcd_c82/a b' }, fence);
    await oss.deleteObject(target, { key: 'etcd_c82/a b', versionId: 'v1' }, fence);
    await oss.deleteBucket(target, fence);
    expect(cloud.arrived.map(({ path, query }) => [path, query])).toEqual([
      ['/etcd-prod/etcd_c82/a%20b', ''],
      ['/etcd-prod/etcd_c82/a%20b', 'versionId=v1'],
      ['/etcd-prod/', ''],
    ]);
  });

  it.each([
    { reason: 'an empty key would delete the bucket', key: '' },
    { reason: 'dots would climb out of the bucket', key: '../other/x' },
    { reason: 'dots would name another object', key: 'a/../b' },
  ])('is not sent for a key that is none: $reason', async ({ key }) => {
    const { oss, cloud } = await openOss({});
    expect(await oss.deleteObject(target, { key }, fence)).toMatchObject({ is: 'refused' });
    expect(cloud.arrived).toEqual([]);
  });

  it.each(['UPPER', 'a', 'evil.test', 'a/b', '-a-'])(
    'is not sent to “%s”, which is no bucket’s name',
    async (bucket) => {
      const { oss, cloud } = await openOss({});
      expect(await oss.putBucket({ ...target, bucket }, fence)).toMatchObject({ is: 'refused', code: 'CRD010' });
      expect(cloud.arrived).toEqual([]);
    },
  );
});
