import { describe, expect, it } from 'vitest';
import type { Twin } from '../../src/twin/start.ts';
import { errorOf } from './clients.ts';
import { rsaIssuer, tokenOf } from './id-tokens.ts';
import { assume, claims, issuer, provider, role, second, start, url } from './oidc-world.ts';

describe('a token of an identity provider', () => {
  const none = { alg: 'none' };
  it.each([
    {
      reason: 'of no issuer’s key',
      over: () => ({ OIDCToken: tokenOf(rsaIssuer(), claims) }),
      code: 'InvalidSignature',
    },
    { reason: 'whose claims were changed', over: () => ({ OIDCToken: altered() }), code: 'InvalidSignature' },
    { reason: 'without algorithm', over: () => ({ OIDCToken: tokenOf(issuer, claims, none) }), code: 'Invalid' },
    {
      reason: 'that names an algorithm of another kind of key',
      over: () => ({ OIDCToken: tokenOf(issuer, claims, { alg: 'ES256' }) }),
      code: 'InvalidSignature',
    },
    {
      reason: 'that is over',
      over: () => ({ OIDCToken: tokenOf(issuer, { ...claims, exp: second(0) }) }),
      code: 'Expired',
    },
    {
      reason: 'issued longer ago than the provider lets',
      over: () => ({ OIDCToken: tokenOf(issuer, { ...claims, iat: second(-12 * 3_600 - 1) }) }),
      code: 'Expired',
    },
    {
      reason: 'for another audience',
      over: () => ({ OIDCToken: tokenOf(issuer, { ...claims, aud: 'elsewhere' }) }),
      code: 'AudienceNotMatch',
    },
    {
      reason: 'of another issuer',
      over: () => ({ OIDCToken: tokenOf(issuer, { ...claims, iss: `${url}/` }) }),
      code: 'IssuerNotMatch',
    },
    { reason: 'of two parts', over: () => ({ OIDCToken: 'a.b' }), code: 'Invalid' },
    { reason: 'that is no base64', over: () => ({ OIDCToken: 'a!.b.c' }), code: 'Invalid' },
    { reason: 'that is no JSON', over: () => ({ OIDCToken: 'YQ.YQ.YQ' }), code: 'Invalid' },
    { reason: 'that is not there', over: () => ({ OIDCToken: '' }), code: 'Invalid' },
  ])('$reason is refused', async ({ over, code }) => {
    expect(await errorOf(assume(await start(), over()))).toMatchObject({
      statusCode: 401,
      code: `AuthenticationFail.OIDCToken.${code}`,
    });
  });

  const altered = (): string => {
    const [head, , tail] = tokenOf(issuer, claims).split('.');
    const body = Buffer.from(JSON.stringify({ ...claims, sub: 'repo:acme/onward:admin' })).toString('base64url');
    return `${head ?? ''}.${body}.${tail ?? ''}`;
  };

  it('is refused while the issuer serves a certificate that nobody registered', async () => {
    const registered = ['902ef2deeb3c5b13ea4c3d5193629309e231ae55'];
    const serves = (servesFingerprint: string): Promise<Twin> =>
      start({ provider: { fingerprints: registered, servesFingerprint } });
    expect(await assume(await serves(registered[0]!.toUpperCase()))).toHaveProperty('credentials');
    expect(await errorOf(assume(await serves('0'.repeat(40))))).toMatchObject({
      code: 'AuthenticationFail.OIDCToken.PublicKeyFingerprintMismatch',
    });
  });

  it.each([
    { reason: 'no ARN of a provider', over: { OIDCProviderArn: 'forge' }, code: 'AuthenticationFail.NoPermission' },
    {
      reason: 'an unknown provider',
      over: { OIDCProviderArn: `${provider}2` },
      code: 'AuthenticationFail.NoPermission',
    },
    {
      reason: 'another account',
      over: { OIDCProviderArn: provider.replace('1234', '9999') },
      code: 'AuthenticationFail.NoPermission',
    },
    { reason: 'an unknown role', over: { roleArn: `${role}2` }, code: 'EntityNotExist.Role' },
    { reason: 'no ARN of a role', over: { roleArn: 'onward-apply' }, code: 'InvalidParameter.RoleArn' },
    { reason: 'a session of one letter', over: { roleSessionName: 'x' }, code: 'InvalidParameter.RoleSessionName' },
    { reason: 'a session with a space', over: { roleSessionName: 'run 1' }, code: 'InvalidParameter.RoleSessionName' },
    { reason: '899 seconds', over: { durationSeconds: 899 }, code: 'InvalidParameter.DurationSeconds' },
    { reason: 'longer than the role lets', over: { durationSeconds: 3_601 }, code: 'InvalidParameter.DurationSeconds' },
    { reason: 'a policy that is none', over: { policy: '{}' }, code: 'InvalidParameter.PolicyGrammar' },
  ])('is refused with $reason', async ({ over, code }) => {
    expect(await errorOf(assume(await start(), over))).toMatchObject({ code });
  });
});
