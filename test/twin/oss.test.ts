import { describe, expect, it } from 'vitest';
import { addFault, calls } from './control.ts';
import { ossClient, ossErrorOf, ossWorld, signedOss } from './oss-client.ts';
import { startWorld } from './start-world.ts';

const styles = [
  { reason: 'version 1, bucket in the host', authorizationV4: false, sldEnable: false },
  { reason: 'version 1, bucket in the path', authorizationV4: false, sldEnable: true },
  { reason: 'version 4, bucket in the host', authorizationV4: true, sldEnable: false },
  { reason: 'version 4, bucket in the path', authorizationV4: true, sldEnable: true },
];

describe("the vendor's OSS client", () => {
  it.each(styles)('does a whole round: $reason', async ({ authorizationV4, sldEnable }) => {
    const twin = await startWorld(ossWorld());
    const client = ossClient(twin, { authorizationV4, sldEnable });
    const { bucket } = (await client.getBucketInfo('prod-move')) as { bucket: Record<string, unknown> };
    expect(bucket).toMatchObject({
      Name: 'prod-move',
      Location: 'oss-cn-hangzhou',
      StorageClass: 'Standard',
      Owner: { ID: '1234567890123456' },
      AccessControlList: { Grant: 'private' },
    });
    const key = 'a folder/etcd_c1_20261122+ü(1)*.snap';
    await client.put(key, Buffer.from('one'));
    await client.put('etcd_c2', Buffer.from('two'));
    expect((await client.get(key)).content.toString()).toBe('one');
    expect((await client.head(key)).res.headers).toMatchObject({
      'content-length': '3',
      'x-oss-object-type': 'Normal',
    });
    const first = await client.listV2({ 'max-keys': '1' }, {});
    expect(first.objects.map(({ name, size }) => [name, size])).toEqual([[key, 3]]);
    const token = (first as unknown as { nextContinuationToken: string }).nextContinuationToken;
    const second = await client.listV2({ 'max-keys': '1', 'continuation-token': token }, {});
    expect(second.objects.map(({ name }) => name)).toEqual(['etcd_c2']);
    const folders = await client.list({ delimiter: '/', 'max-keys': 10 }, {});
    expect([folders.prefixes, folders.objects.map(({ name }) => name)]).toEqual([['a folder/'], ['etcd_c2']]);
    expect((await client.delete(key)).res.status).toBe(204);
    expect((await client.deleteMulti(['etcd_c2', 'never there'])).deleted).toHaveLength(2);
    expect(((await client.listV2({}, {})).objects as readonly unknown[] | undefined) ?? []).toEqual([]);
    expect(await ossErrorOf(client.head(key))).toMatchObject({ status: 404, code: 'NoSuchKey' });
    expect(await ossErrorOf(client.get(key))).toMatchObject({ status: 404, name: 'NoSuchKeyError', code: 'NoSuchKey' });
  });

  it.each(styles)('makes and unmakes a bucket: $reason', async ({ authorizationV4, sldEnable }) => {
    const twin = await startWorld(ossWorld('{name: theirs-1, owner: "6543210987654321"}'));
    const client = ossClient(twin, { authorizationV4, sldEnable });
    await client.putBucket('onward-move', { acl: 'public-read', storageClass: 'IA' });
    expect((await client.getBucketACL('onward-move'))['acl']).toBe('public-read');
    client.useBucket('onward-move');
    await client.put('x', Buffer.from('x'));
    expect(await ossErrorOf(client.deleteBucket('onward-move'))).toMatchObject({ status: 409, code: 'BucketNotEmpty' });
    await client.delete('x');
    await client.deleteBucket('onward-move');
    expect(await ossErrorOf(client.getBucketInfo('onward-move'))).toMatchObject({
      status: 404,
      name: 'NoSuchBucketError',
      code: 'NoSuchBucket',
    });
    const taken = await ossErrorOf(client.putBucket('theirs-1'));
    expect(taken).toMatchObject({ status: 409, code: 'BucketAlreadyExists' });
    expect(taken.requestId).toMatch(/^[0-9A-F]{24}$/);
    expect(await ossErrorOf(client.getBucketInfo('theirs-1'))).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('turns hotlink protection off', async () => {
    const twin = await startWorld(
      ossWorld('{name: prod-move, referer: {allowEmpty: false, list: ["https://*.example.com"]}}'),
    );
    const client = ossClient(twin);
    const before = await client.getBucketReferer('prod-move');
    expect(before).toMatchObject({ allowEmpty: false, referers: ['https://*.example.com'] });
    await client.putBucketReferer('prod-move', true, []);
    expect(await client.getBucketReferer('prod-move')).toMatchObject({ allowEmpty: true });
  });

  it('reads the rest of the configuration, which is mostly not there', async () => {
    const Statement = [{ Effect: 'Deny', Principal: ['*'], Action: 'oss:Foo', Resource: '*' }];
    const policy = { Version: '1', Statement };
    const twin = await startWorld(
      ossWorld(
        `{name: prod-move}, {name: versioned-1, versioning: Enabled, kmsKey: key-1, policy: ${JSON.stringify(policy)}}`,
      ),
    );
    const client = ossClient(twin);
    expect(await client.getBucketLocation('prod-move')).toMatchObject({ location: 'oss-cn-hangzhou' });
    expect(await client.getBucketVersioning('versioned-1')).toMatchObject({ versionStatus: 'Enabled' });
    expect(await client.getBucketEncryption('versioned-1')).toMatchObject({
      encryption: { SSEAlgorithm: 'KMS', KMSMasterKeyID: 'key-1' },
    });
    expect((await client.getBucketPolicy('versioned-1'))['policy']).toEqual(policy);
    expect((await client.getBucketTags('prod-move'))['tag']).toEqual({});
    expect(await client.getBucketLogging('prod-move')).toMatchObject({ enable: false });
    const missing = {
      NoSuchCORSConfiguration: client.getBucketCORS('prod-move'),
      NoSuchWebsiteConfiguration: client.getBucketWebsite('prod-move'),
      NoSuchLifecycle: client.getBucketLifecycle('prod-move'),
      NoSuchServerSideEncryptionRule: client.getBucketEncryption('prod-move'),
      NoSuchWORMConfiguration: client.getBucketWorm('prod-move'),
    };
    for (const [code, call] of Object.entries(missing))
      expect(await ossErrorOf(call)).toMatchObject({ status: 404, code });
    for (const [query, code] of [
      ['policy', 'NoSuchBucketPolicy'],
      ['transferAcceleration', 'NoSuchTransferAccelerationConfiguration'],
    ] as const) {
      const answer = await signedOss(twin, { path: `/prod-move/?${query}` });
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining(`<Code>${code}</Code>`)]);
    }
  });

  it('shows versions where a bucket keeps them', async () => {
    const client = ossClient(await startWorld(ossWorld('{name: prod-move, versioning: Enabled}')));
    const { res } = await client.put('a', Buffer.from('x'));
    const version = res.headers['x-oss-version-id'] ?? '';
    expect(version).toMatch(/^CAEQ/);
    const listed = (await client.getBucketVersions({ prefix: 'a' })) as {
      objects: { name: string; versionId: string; isLatest: boolean }[];
    };
    expect(listed.objects).toMatchObject([{ name: 'a', versionId: version, isLatest: true }]);
  });

  it('keeps what a retention rule keeps', async () => {
    const world = ossWorld('{name: prod-move, worm: {state: Locked, days: 1}, objects: [{key: kept}]}');
    const twin = await startWorld(world);
    const client = ossClient(twin);
    expect(await ossErrorOf(client.delete('kept'))).toMatchObject({ status: 409, code: 'FileImmutable' });
    expect(await client.getBucketWorm('prod-move')).toMatchObject({ state: 'Locked', days: '1' });
  });

  it('is logged under the names of OSS, and spoilt by fault rules', async () => {
    const twin = await startWorld(ossWorld());
    const client = ossClient(twin);
    await addFault(twin, {
      match: { product: 'OSS', action: 'GetBucketInfo', target: 'prod-move' },
      effect: { throttle: { retryAfterMs: 9 } },
    });
    await addFault(twin, {
      match: { action: 'PutObject', target: 'prod-move' },
      effect: { refuse: { status: 403, code: 'UserDisable' } },
    });
    await addFault(twin, { match: { action: 'DeleteObject', target: 'prod-move/a' }, effect: { drop: 'after' } });
    expect(await ossErrorOf(client.getBucketInfo('prod-move'))).toMatchObject({ status: 503, code: 'SlowDown' });
    expect(await ossErrorOf(client.put('a', Buffer.from('a')))).toMatchObject({ status: 403, code: 'UserDisable' });
    await client.put('a', Buffer.from('a'));
    await ossErrorOf(client.delete('a'));
    expect(await ossErrorOf(client.head('a'))).toMatchObject({ status: 404 });
    const rows = await calls(twin);
    expect(
      rows.map(({ product, action, target, kind, status, fault }) => [product, action, target, kind, status, fault]),
    ).toEqual([
      ['OSS', 'GetBucketInfo', 'prod-move', 'read', 503, 'throttle'],
      ['OSS', 'PutObject', 'prod-move/a', 'write', 403, 'refuse'],
      ['OSS', 'PutObject', 'prod-move/a', 'write', 200, null],
      ['OSS', 'DeleteObject', 'prod-move/a', 'write', 0, 'drop after'],
      ['OSS', 'HeadObject', 'prod-move/a', 'read', 404, null],
    ]);
  });
});
