import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import { calls } from './control.ts';
import { ossClient, ossErrorOf, ossWorld, signedOss } from './oss-client.ts';
import { startWorld } from './start-world.ts';

const minute = 60_000;

describe('signatures of OSS', () => {
  it.each([
    { reason: 'version 1', authorizationV4: false },
    { reason: 'version 4', authorizationV4: true },
  ])('are refused with a wrong key or an unknown one, $reason', async ({ authorizationV4 }) => {
    const twin = await startWorld(ossWorld());
    const wrong = ossClient(twin, { authorizationV4, accessKeySecret: 'guessed' });
    expect(await ossErrorOf(wrong.getBucketInfo('prod-move'))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
    const unknown = ossClient(twin, { authorizationV4, accessKeyId: 'LTAIother' });
    expect(await ossErrorOf(unknown.getBucketInfo('prod-move'))).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
    });
  });

  it.each([
    { reason: 'now, by real time', offset: 0, from: 'real', status: 200 },
    { reason: 'an hour ago, by real time', offset: -60 * minute, from: 'real', status: 403 },
    { reason: "14 minutes before the cloud's clock", offset: -14 * minute, from: 'cloud', status: 200 },
    { reason: "16 minutes after the cloud's clock", offset: 16 * minute, from: 'cloud', status: 403 },
  ])('are good within the window: $reason', async ({ offset, from, status }) => {
    const twin = await startWorld(ossWorld());
    const origin = from === 'real' ? Date.now() : Date.parse('2026-11-22T00:00:00Z');
    const answer = await signedOss(twin, { path: '/prod-move/?bucketInfo', date: origin + offset });
    expect(answer.status).toBe(status);
    if (status === 403) expect(await answer.text()).toContain('<Code>RequestTimeTooSkewed</Code>');
  });

  it('cover the headers of OSS, the query and the key', async () => {
    const twin = await startWorld(ossWorld());
    const good = await signedOss(twin, { path: '/prod-move/?list-type=2&prefix=a' });
    expect([good.status, good.headers.get('content-type')]).toEqual([200, 'application/xml']);
    const { url } = good;
    const sent = await signedOss(twin, { path: '/prod-move/?bucketInfo', headers: { 'x-oss-other': 'a' } });
    expect(sent.status).toBe(200);
    const [row] = await calls(twin);
    expect(sent.headers.get('x-oss-request-id')).toHaveLength(24);
    expect(good.headers.get('x-oss-request-id')).toBe(row?.request.replaceAll('-', '').slice(0, 24));
    const tampered = await fetch(url.replace('prefix=a', 'prefix=b'), {
      headers: { authorization: 'OSS LTAItwin:bm90aGluZw==', date: new Date().toUTCString() },
    });
    expect([tampered.status, await tampered.text()]).toEqual([
      403,
      expect.stringMatching(
        /^<\?xml .*\n<Error><Code>SignatureDoesNotMatch<\/Code><Message>[^<]+<\/Message><RequestId>[0-9A-F]{24}<\/RequestId>/,
      ),
    ]);
  });

  it('carry the security token of a temporary key', async () => {
    const keys =
      '[{id: STS.one, secret: s, securityToken: right}, {id: STS.old, secret: s, securityToken: right, expired: true}]';
    const twin = await startWorld(`${ossWorld()}account: {accessKeys: ${keys}}\n`);
    const status = async (accessKeyId: string, stsToken: string): Promise<string> => {
      const answer = await signedOss(twin, {
        path: '/prod-move/?acl',
        accessKeyId,
        secret: 's',
        headers: { 'x-oss-security-token': stsToken },
      });
      return answer.status === 200 ? 'ok' : (/<Code>(\w+)/.exec(await answer.text())?.[1] ?? '');
    };
    expect(await status('STS.one', 'right')).toBe('ok');
    expect(await status('STS.one', 'wrong')).toBe('InvalidAccessKeyId');
    expect(await status('STS.old', 'right')).toBe('SecurityTokenExpired');
  });

  it('are for one region, which the endpoint of a bucket must be of as well', async () => {
    const twin = await startWorld(ossWorld('{name: prod-move}, {name: far-away, region: cn-beijing}'));
    const elsewhere = ossClient(twin, { authorizationV4: true });
    expect(await ossErrorOf(elsewhere.getBucketInfo('far-away'))).toMatchObject({ status: 403, code: 'AccessDenied' });
    const there = ossClient(twin, { authorizationV4: true, region: 'oss-cn-beijing' });
    await there.getBucketInfo('far-away');
    await there.putBucket('made-there');
    const { bucket } = (await there.getBucketInfo('made-there')) as { bucket: { Location: string } };
    expect(bucket.Location).toBe('oss-cn-beijing');
  });
});

describe('calls of OSS without a signature', () => {
  it('read what is public, unless hotlink protection is in the way', async () => {
    const twin = await startWorld(
      ossWorld(
        '{name: closed-1, objects: [{key: a, size: 2}]}, {name: open-1, acl: public-read, objects: [{key: a, size: 2}]}, ' +
          '{name: shy-1, acl: public-read, referer: {allowEmpty: false, list: ["https://a.example/*"]}, objects: [{key: a, size: 2}]}',
      ),
    );
    // Without Authorization only the host tells that it is OSS.
    const anonymous = (path: string, host: string, referer?: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const { port } = new URL(twin.url);
        get({ port, host: '127.0.0.1', path, headers: { host, ...(referer && { referer }) } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        }).on('error', reject);
      });
    expect(await anonymous('/a', 'closed-1.oss-cn-hangzhou.aliyuncs.com')).toBe(403);
    expect(await anonymous('/a', 'open-1.oss-cn-hangzhou.aliyuncs.com')).toBe(200);
    expect(await anonymous('/?bucketInfo', 'open-1.oss-cn-hangzhou.aliyuncs.com')).toBe(403);
    expect(await anonymous('/a', 'shy-1.oss-cn-hangzhou.aliyuncs.com')).toBe(403);
    expect(await anonymous('/a', 'shy-1.oss-cn-hangzhou.aliyuncs.com', 'https://a.example/x')).toBe(200);
  });

  it('cannot be told from a call of another product by path alone', async () => {
    const twin = await startWorld(ossWorld());
    expect(await (await fetch(`${twin.url}/prod-move/a`)).json()).toMatchObject({ code: expect.any(String) as string });
  });
});
