import { describe, expect, it } from 'vitest';
import { Cs, csClient, errorOf, stsClient } from './clients.ts';
import { calls } from './control.ts';
import { signedFetch, type Signing } from './signed-fetch.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';

const minute = 60_000;
const start = Date.parse('2026-11-22T00:00:00Z');
const path = `/clusters/${clusterId}`;
const code = async (response: Promise<Response>): Promise<unknown> => {
  const answer = await response;
  const body = (await answer.json()) as Record<string, unknown>;
  return answer.status === 200 ? 200 : `${answer.status} ${String(body['code'] ?? body['Code'])}`;
};

describe('signatures', () => {
  it('refuses an unknown key and a wrong secret in each product’s casing', async () => {
    const twin = await startWorld();
    const unknown = { accessKeyId: 'LTAInobody' };
    const wrong = { accessKeySecret: 'not-the-secret' };
    expect(await errorOf(csClient(twin, unknown).describeClusterDetail(clusterId))).toMatchObject({
      statusCode: 404,
      code: 'InvalidAccessKeyId.NotFound',
      data: { code: 'InvalidAccessKeyId.NotFound', requestId: expect.any(String) as string },
    });
    expect(await errorOf(stsClient(twin, unknown).getCallerIdentity())).toMatchObject({
      statusCode: 404,
      data: {
        Code: 'InvalidAccessKeyId.NotFound',
        HostId: 'sts.aliyuncs.com',
        RequestId: expect.any(String) as string,
      },
    });
    expect(await errorOf(csClient(twin, wrong).describeClusterDetail(clusterId))).toMatchObject({
      statusCode: 400,
      data: { code: 'SignatureDoesNotMatch' },
    });
    expect(await errorOf(stsClient(twin, wrong).getCallerIdentity())).toMatchObject({
      statusCode: 400,
      data: { Code: 'SignatureDoesNotMatch' },
    });
    expect((await calls(twin)).map(({ product, action, status }) => `${product} ${action} ${status}`)).toEqual([
      'CS DescribeClusterDetail 404',
      'STS GetCallerIdentity 404',
      'CS DescribeClusterDetail 400',
      'STS GetCallerIdentity 400',
    ]);
  });

  it('lets a nonce be used once, and only by a call that was believed', async () => {
    const twin = await startWorld();
    const once: Signing = { path, nonce: 'n-1' };
    expect(await code(signedFetch(twin, { ...once, secret: 'wrong' }))).toBe('400 SignatureDoesNotMatch');
    expect(await code(signedFetch(twin, once))).toBe(200);
    expect(await code(signedFetch(twin, once))).toBe('400 SignatureNonceUsed');
    expect(await code(signedFetch(twin, { ...once, nonce: '' }))).toBe('400 MissingSignatureNonce');
  });

  it.each([
    { reason: 'of the cloud’s clock', date: () => start, result: 200 },
    { reason: '14 minutes before it', date: () => start - 14 * minute, result: 200 },
    { reason: '14 minutes after it', date: () => start + 14 * minute, result: 200 },
    { reason: '16 minutes before it', date: () => start - 16 * minute, result: '400 InvalidTimeStamp.Expired' },
    { reason: '16 minutes after it', date: () => start + 16 * minute, result: '400 InvalidTimeStamp.Expired' },
    { reason: 'of the client’s own clock', date: () => Date.now(), result: 200 },
    {
      reason: '10 s behind the client’s own clock',
      date: () => Date.now() - 10_000,
      result: '400 InvalidTimeStamp.Expired',
    },
  ])('judges a date $reason under max', async ({ date, result }) => {
    const twin = await startWorld();
    expect(await code(signedFetch(twin, { path, date: date() }))).toBe(result);
  });

  it('shrinks the window of own clocks with the speed', async () => {
    const slow = await startWorld(oneCluster(), { speed: 2 });
    const fast = await startWorld(oneCluster(), { speed: 900 });
    const late = Date.now() - 7 * minute;
    expect(await code(signedFetch(slow, { path, date: late }))).toBe(200);
    expect(await code(signedFetch(fast, { path, date: late }))).toBe('400 InvalidTimeStamp.Expired');
    expect(await code(signedFetch(fast, { path, date: Date.now() - 2_000 }))).toBe(200);
  });

  it('refuses a date that is none, and a signature that leaves out what matters', async () => {
    const twin = await startWorld();
    expect(await code(signedFetch(twin, { path, headers: { 'x-acs-date': 'yesterday' } }))).toBe(
      '400 InvalidTimeStamp.Format',
    );
    expect(await code(signedFetch(twin, { path, unsigned: ['x-acs-date'] }))).toBe('400 IncompleteSignature');
    expect(await code(signedFetch(twin, { path, unsigned: ['x-acs-action'] }))).toBe(200);
    const broken = { authorization: 'ACS3-HMAC-SHA256 Credential=LTAItwin' };
    expect(await code(fetch(twin.url + path, { headers: broken }))).toBe('400 IncompleteSignature');
  });

  it('notices a body or a query that is not the signed one', async () => {
    const twin = await startWorld();
    const checks = `${path}/checks`;
    const body = '{"type":"ClusterMigrate"}';
    expect(await code(signedFetch(twin, { method: 'POST', path: checks, body, signedBody: '{}' }))).toBe(
      '400 SignatureDoesNotMatch',
    );
    expect(await code(signedFetch(twin, { method: 'POST', path: checks, body, signedBody: body }))).toBe(200);
    expect(await code(signedFetch(twin, { path, signedPath: `${path}/other` }))).toBe('400 SignatureDoesNotMatch');
  });

  it.each([
    { reason: 'a space sent as +', path: '/events?type=a+b&page_size=5' },
    { reason: 'an empty value', path: '/events?type=' },
    { reason: 'a name without =', path: '/events?type' },
    { reason: 'signs that RFC 3986 wants encoded', path: "/events?type=a*b!(c)'~" },
    { reason: 'keys out of order', path: '/events?type=x&cluster_id=y' },
  ])('reads $reason as the client signed it', async ({ path: query }) => {
    expect(await code(signedFetch(await startWorld(), { path: query }))).toBe(200);
  });

  it('takes a path signed as sent and one signed encoded anew', async () => {
    const twin = await startWorld();
    const tilde = '/tasks/T-a:b';
    expect(await code(signedFetch(twin, { path: tilde }))).toBe('404 ErrorTaskNotFound');
    expect(await code(signedFetch(twin, { path: tilde, signedPath: '/tasks/T-a%3Ab' }))).toBe('404 ErrorTaskNotFound');
  });

  it('wants the token of a temporary key, and says when it has run out', async () => {
    const keys =
      'account: {accessKeys: [{id: STS.a, secret: s, securityToken: t}, {id: STS.b, secret: s, securityToken: u, expired: true}]}';
    const twin = await startWorld(oneCluster('', keys));
    const call = async (keysUsed: object): Promise<unknown> => {
      const client = stsClient(twin, { accessKeyId: 'STS.a', accessKeySecret: 's', ...keysUsed });
      return (await errorOf(client.getCallerIdentity())).code;
    };
    expect(await call({})).toBe('MissingSecurityToken');
    expect(await call({ securityToken: 'x' })).toBe('InvalidSecurityToken.MismatchWithAccessKey');
    expect(await call({ accessKeyId: 'STS.b', securityToken: 'u' })).toBe('InvalidSecurityToken.Expired');
    const good = stsClient(twin, { accessKeyId: 'STS.a', accessKeySecret: 's', securityToken: 't' });
    expect((await good.getCallerIdentity()).body).toMatchObject({
      identityType: 'AssumedRoleUser',
      arn: 'acs:ram::1234567890123456:assumed-role/twin-role/twin-session',
    });
    expect(twin.ready.env).toMatchObject({ ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.a', ALIBABA_CLOUD_SECURITY_TOKEN: 't' });
  });

  it('refuses a token with a key that has none', async () => {
    const twin = await startWorld();
    const error = await errorOf(
      csClient(twin, { securityToken: 't' }).describeEvents(new Cs.DescribeEventsRequest({})),
    );
    expect(error.code).toBe('InvalidSecurityToken.MismatchWithAccessKey');
  });

  it.each([
    {
      reason: 'ROA v1 without a date',
      path: '/events',
      headers: { authorization: 'acs LTAItwin:c2ln' },
      code: '400 InvalidTimeStamp.Format',
    },
    {
      reason: 'RPC v1 without a key',
      path: '/?Action=GetCallerIdentity&Version=2015-04-01&Signature=c2ln&Format=JSON',
      headers: {},
      code: '400 MissingAccessKeyId',
    },
    { reason: 'no signature at all on CS', path: '/no/such/path', headers: {}, code: '400 MissingAuthorization' },
    {
      reason: 'no signature at all on an RPC product',
      path: '/?Version=2015-04-01',
      headers: {},
      code: '400 MissingAccessKeyId',
    },
  ])('refuses $reason by name', async ({ path: asked, headers, code: wanted }) => {
    const twin = await startWorld();
    expect(await code(fetch(twin.url + asked, { headers: headers as Record<string, string> }))).toBe(wanted);
    expect(await calls(twin)).toHaveLength(1);
  });

  it('answers unsigned calls with the virtual Date, by which a client may sign', async () => {
    const twin = await startWorld();
    const { headers } = await fetch(`${twin.url}/anything`);
    expect(headers.get('date')).toBe('Sun, 22 Nov 2026 00:00:00 GMT');
    const date = Date.parse(headers.get('date') ?? '');
    expect(await code(signedFetch(twin, { path, date }))).toBe(200);
  });
});

describe('GetCallerIdentity', () => {
  it.each([
    { reason: 'the account itself', account: '', identityType: 'Account', arn: 'acs:ram::1234567890123456:root' },
    {
      reason: 'a RAM user',
      account: 'account: {userName: ops}',
      identityType: 'RAMUser',
      arn: 'acs:ram::1234567890123456:user/ops',
    },
  ])('names $reason', async ({ account, identityType, arn }) => {
    const twin = await startWorld(oneCluster('', account));
    const { body } = await stsClient(twin).getCallerIdentity();
    expect(body).toMatchObject({
      accountId: '1234567890123456',
      identityType,
      arn,
      requestId: expect.any(String) as string,
    });
    expect(await calls(twin)).toMatchObject([
      { product: 'STS', action: 'GetCallerIdentity', kind: 'read', target: '', status: 200 },
    ]);
  });
});
