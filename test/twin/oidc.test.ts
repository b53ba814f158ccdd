import { describe, expect, it } from 'vitest';
import { callRpc, errorOf, type Keys, type Row } from './clients.ts';
import { post } from './control.ts';
import { ecIssuer, tokenOf } from './id-tokens.ts';
import { account, allows, assume, claims, issuer, keysOf, role, start, trust, url } from './oidc-world.ts';

describe('a token of an identity provider', () => {
  it('is taken for temporary keys of the role, and what it said of itself is told', async () => {
    const answer = await assume(await start());
    expect(answer).toMatchObject({
      assumedRoleUser: { arn: `${role}/run-881`, assumedRoleId: expect.stringMatching(/^3\d{17}:run-881$/) as string },
      credentials: {
        accessKeyId: expect.stringMatching(/^STS\./) as string,
        securityToken: expect.stringMatching(/^CAIS/) as string,
        expiration: '2026-11-22T01:00:00Z',
      },
      OIDCTokenInfo: {
        issuer: url,
        subject: claims.sub,
        clientIds: 'sts.aliyuncs.com',
        issuanceTime: '2026-11-21T23:59:00Z',
        expirationTime: '2026-11-22T00:04:00Z',
      },
    });
  });

  it('may be signed on an elliptic curve, and by any of the keys of the issuer that it names', async () => {
    const [first, other] = [ecIssuer('ec-1'), ecIssuer('ec-2')];
    const twin = await start({ provider: { keys: [issuer.jwk, first.jwk, other.jwk] } });
    for (const each of [issuer, first, other])
      expect(await assume(twin, { OIDCToken: tokenOf(each, claims) })).toHaveProperty('credentials');
    expect(await errorOf(assume(twin, { OIDCToken: tokenOf(first, claims, { kid: 'ec-2' }) }))).toMatchObject({
      code: 'AuthenticationFail.OIDCToken.InvalidSignature',
    });
  });

  it('gives keys that sign as the role and may do what the role may, and nothing else', async () => {
    const twin = await start();
    const keys = await keysOf(twin);
    expect(await callRpc(twin, { product: 'STS', action: 'GetCallerIdentity', keys })).toMatchObject({
      IdentityType: 'AssumedRoleUser',
      Arn: `acs:ram::${account}:assumed-role/onward-apply/run-881`,
    });
    expect(await callRpc(twin, { product: 'RAM', action: 'ListRoles', keys })).toHaveProperty('Roles');
    const refused = callRpc(twin, { product: 'RAM', action: 'GetRole', query: { RoleName: 'onward-apply' }, keys });
    expect(await errorOf(refused)).toMatchObject({ statusCode: 403, code: 'NoPermission' });
  });

  it('gives keys that want their secret and their token, and that run out on the cloud’s clock', async () => {
    const twin = await start();
    const keys = await keysOf(twin, { durationSeconds: 900 });
    const ask = (given: Keys): Promise<unknown> =>
      errorOf(callRpc(twin, { product: 'STS', action: 'GetCallerIdentity', keys: given }));
    const { accessKeyId = '', accessKeySecret = '' } = keys;
    expect(await ask({ accessKeyId, accessKeySecret })).toMatchObject({ code: 'MissingSecurityToken' });
    expect(await ask({ ...keys, accessKeySecret: 'guessed' })).toMatchObject({ code: 'SignatureDoesNotMatch' });
    await post(twin, 'clock', { advance: '14m59s' });
    expect(await callRpc(twin, { product: 'STS', action: 'GetCallerIdentity', keys })).toHaveProperty('Arn');
    await post(twin, 'clock', { advance: '1s' });
    expect(await ask(keys)).toMatchObject({ code: 'InvalidSecurityToken.Expired' });
  });

  it('gives keys that a policy of the call makes less of, and never more', async () => {
    const twin = await start();
    const list = (keys: Keys): Promise<Row> => callRpc(twin, { product: 'RAM', action: 'ListRoles', keys });
    const other = await keysOf(twin, { policy: JSON.stringify(allows('ecs:*')) });
    expect(await errorOf(list(other))).toMatchObject({ code: 'NoPermission' });
    const wide = await keysOf(twin, { policy: JSON.stringify(allows('*')) });
    expect(await list(wide)).toHaveProperty('Roles');
    const attach = { PolicyType: 'Custom', PolicyName: 'lists', RoleName: 'onward-apply' };
    const more = callRpc(twin, { product: 'RAM', action: 'AttachPolicyToRole', query: attach, keys: wide });
    expect(await errorOf(more)).toMatchObject({ code: 'NoPermission' });
  });

  it.each([
    { reason: 'another branch than the trust policy names', over: { sub: 'repo:acme/other:ref:refs/heads/main' } },
    { reason: 'a name that begins alike', over: { sub: 'repo:acme/onward-evil:ref:refs/heads/main' } },
  ])('of $reason is let in by nobody', async ({ over }) => {
    const OIDCToken = tokenOf(issuer, { ...claims, ...over });
    expect(await errorOf(assume(await start(), { OIDCToken }))).toMatchObject({
      statusCode: 401,
      code: 'AuthenticationFail.NoPermission',
      data: { AccessDeniedDetail: { NoPermissionType: 'ImplicitDeny', PolicyType: 'AssumeRolePolicy' } },
    });
  });

  it('is let in by no role that trusts instances alone, as roles do where the world says nothing', async () => {
    const twin = await start({ role: { trust: undefined } });
    expect(await errorOf(assume(twin))).toMatchObject({ code: 'AuthenticationFail.NoPermission' });
  });

  it('is kept out by a Deny whatever allows it, and let in where one of its audiences is meant', async () => {
    const many = { OIDCToken: tokenOf(issuer, { ...claims, aud: ['elsewhere', 'sts.aliyuncs.com'] }) };
    expect(await assume(await start(), many)).toHaveProperty('credentials');
    const { Statement } = trust() as { Statement: readonly Row[] };
    const denied = { Version: '1', Statement: [...Statement, { ...Statement[0], Effect: 'Deny' }] };
    expect(await errorOf(assume(await start({ role: { trust: denied } })))).toMatchObject({
      data: { AccessDeniedDetail: { NoPermissionType: 'ExplicitDeny' } },
    });
  });

  it('gives keys that last as long as the role lets sessions last', async () => {
    const twin = await start({ role: { maxSessionSeconds: 7_200 } });
    expect(await assume(twin, { durationSeconds: 7_200 })).toMatchObject({
      credentials: { expiration: '2026-11-22T02:00:00Z' },
    });
  });
});
