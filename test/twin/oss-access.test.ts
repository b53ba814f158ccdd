import { describe, expect, it } from 'vitest';
import { ossClient, ossErrorOf } from './oss-client.ts';
import { startWorld } from './start-world.ts';

const account = '1234567890123456';

interface Told {
  readonly policy?: object;
  readonly enforce?: boolean;
  readonly bucket?: object;
}

const statement = (Effect: string, Action: unknown, Resource: unknown, more: object = {}): object => ({
  Effect,
  Action,
  Resource,
  ...more,
});

/** A bucket with one object, and a key that may do what the statement says; LTAIowner is the account's own. */
const world = ({ policy, enforce = true, bucket = {} }: Told): string =>
  JSON.stringify({
    apiVersion: 'onward/v1',
    kind: 'World',
    account: {
      accessKeys: [
        { id: 'LTAItwin', secret: 'twin-secret', ...(policy && { policy: { Version: '1', Statement: [policy] } }) },
        { id: 'LTAIowner', secret: 'twin-secret' },
      ],
    },
    ram: { enforce },
    oss: { buckets: [{ name: 'prod-move', objects: [{ key: 'a', size: 1 }], ...bucket }] },
  });

const start = async (told: Told, keys = {}): Promise<ReturnType<typeof ossClient>> =>
  ossClient(await startWorld(world(told)), keys);

const denied = { status: 403, code: 'AccessDenied' };
const byRam = { ...denied, message: 'You have no right to access this object because of ram policy.' };
const byBucket = { ...denied, message: 'You have no right to access this object because of bucket policy.' };
const bucketPolicy = (...Statement: readonly object[]): object => ({ policy: { Version: '1', Statement } });

describe('OSS in a world that enforces RAM', () => {
  it.each([
    { reason: 'the bucket and all in it', resource: 'acs:oss:*:*:prod-move/*', may: true },
    {
      reason: 'the whole name',
      resource: `acs:oss:oss-cn-hangzhou:${account}:prod-move/a`,
      may: true,
    },
    { reason: 'another key', resource: 'acs:oss:*:*:prod-move/b', may: false },
    { reason: 'another bucket', resource: 'acs:oss:*:*:prod-other/*', may: false },
    { reason: 'another region', resource: 'acs:oss:oss-cn-beijing:*:*', may: false },
    { reason: 'the bucket, which is not what is in it', resource: 'acs:oss:*:*:prod-move', may: false },
  ])('lets an object be read by $reason: $may', async ({ resource, may }) => {
    const client = await start({ policy: statement('Allow', 'oss:GetObject', resource) });
    if (may) expect((await client.get('a')).content).toHaveLength(1);
    else expect(await ossErrorOf(client.get('a'))).toMatchObject(byRam);
  });

  it('refuses each call by its own action, and does nothing of it', async () => {
    const client = await start({ policy: statement('Allow', ['oss:GetObject', 'oss:GetBucketInfo'], '*') });
    await client.getBucketInfo('prod-move');
    const refused = [
      client.put('b', Buffer.from('b')),
      client.append('b', Buffer.from('b')),
      client.delete('a'),
      client.putBucketReferer('prod-move', true, []),
      client.listV2({}, {}),
      client.putBucket('prod-made'),
      client.deleteBucket('prod-move'),
    ];
    for (const call of refused) expect(await ossErrorOf(call)).toMatchObject(byRam);
    await client.head('a');
    expect(await ossErrorOf(client.head('b'))).toMatchObject({ status: 404 });
    expect(await ossErrorOf(client.getBucketInfo('prod-made'))).toMatchObject({ status: 404 });
  });

  it('asks for the action the reference names, where it is not the call’s', async () => {
    const put = await start({ policy: statement('Allow', 'oss:PutObject', '*') });
    await put.append('b', Buffer.from('b'));
    const none = await start({ policy: statement('Allow', ['oss:AppendObject', 'oss:GetObjectMeta'], '*') });
    expect(await ossErrorOf(none.append('b', Buffer.from('b')))).toMatchObject(byRam);
    expect(await ossErrorOf(none.getObjectMeta('a'))).toMatchObject({ status: 403 });
    await (await start({ policy: statement('Allow', 'oss:GetObject', '*') })).getObjectMeta('a');
    const list = await start({ policy: statement('Allow', 'oss:ListObjects', 'acs:oss:*:*:prod-move') });
    expect((await list.listV2({}, {})).objects).toHaveLength(1);
  });

  it('leaves the account’s own key alone, and asks nobody where it does not enforce', async () => {
    const policy = statement('Allow', 'sts:*', '*');
    await (await start({ policy }, { accessKeyId: 'LTAIowner' })).head('a');
    await (await start({ policy, enforce: false })).head('a');
    expect(await ossErrorOf((await start({ policy })).get('a'))).toMatchObject(byRam);
  });

  it('lets a key read what everybody may', async () => {
    const policy = statement('Allow', 'sts:*', '*');
    const open = await start({ policy, bucket: { acl: 'public-read' } });
    await open.head('a');
    expect(await ossErrorOf(open.delete('a'))).toMatchObject(byRam);
  });
});

describe('a bucket policy', () => {
  const everybody = { Principal: ['*'] };

  it('that denies wins over what the key may do, the account’s own included', async () => {
    const bucket = bucketPolicy(statement('Deny', 'oss:PutObject', `acs:oss:*:${account}:prod-move/*`, everybody));
    for (const keys of [{}, { accessKeyId: 'LTAIowner' }]) {
      const client = await start({ policy: statement('Allow', '*', '*'), bucket }, keys);
      await client.head('a');
      expect(await ossErrorOf(client.put('a', Buffer.from('b')))).toMatchObject(byBucket);
    }
  });

  it('that allows is enough, until the key’s own policy denies', async () => {
    const bucket = bucketPolicy(statement('Allow', 'oss:GetObject', 'acs:oss:*:*:prod-move/*', everybody));
    await (await start({ policy: statement('Allow', 'sts:*', '*'), bucket })).head('a');
    const denying = await start({ policy: statement('Deny', 'oss:GetObject', '*'), bucket });
    expect(await ossErrorOf(denying.get('a'))).toMatchObject(byRam);
  });

  it('is the only way into another account’s bucket, and means whom it names', async () => {
    const of = (Principal: string, owner = '6543210987654321'): object => ({
      owner,
      ...bucketPolicy(statement('Allow', 'oss:GetObject', '*', { Principal: [Principal] })),
    });
    await (await start({ bucket: of(account) })).head('a');
    const stranger = await start({ bucket: of('1111111111111111') });
    expect(await ossErrorOf(stranger.get('a'))).toMatchObject({
      ...denied,
      message: 'You have no right to access this object because of bucket acl.',
    });
  });
});
