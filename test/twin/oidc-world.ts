import { stsClient, type Keys, type Row } from './clients.ts';
import { rsaIssuer, tokenOf } from './id-tokens.ts';
import { assumeRoleWithOidc } from './oidc-call.ts';
import { startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

export const issuer = rsaIssuer();
export const account = '1234567890123456';
export const provider = `acs:ram::${account}:oidc-provider/forge`;
export const url = 'https://token.forge.example.com';
const now = '2026-11-22T00:00:00Z';
export const second = (offset: number): number => Date.parse(now) / 1_000 + offset;
export const claims = {
  iss: url,
  sub: 'repo:acme/onward:ref:refs/heads/main',
  aud: 'sts.aliyuncs.com',
  iat: second(-60),
  exp: second(240),
};

export const trust = (): unknown => ({
  Version: '1',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Federated: [provider] },
      Condition: {
        StringEquals: { 'oidc:iss': url, 'oidc:aud': 'sts.aliyuncs.com' },
        StringLike: { 'oidc:sub': 'repo:acme/onward:*' },
      },
    },
  ],
});

export const allows = (Action: string): unknown => ({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

/** A world with one provider and one role that may list roles; time stands still unless a test moves it. */
export const start = (over: { readonly provider?: Row; readonly role?: Row } = {}): Promise<Twin> => {
  const ram = {
    enforce: true,
    oidcProviders: [
      { name: 'forge', issuer: url, clientIds: ['sts.aliyuncs.com'], keys: [issuer.jwk], ...over.provider },
    ],
    roles: [
      {
        name: 'onward-apply',
        trust: trust(),
        policies: [{ name: 'lists', document: allows('ram:List*') }],
        ...over.role,
      },
    ],
  };
  const real = Date.now();
  return startWorld(JSON.stringify({ apiVersion: 'onward/v1', kind: 'World', now, ram }), {
    speed: 1,
    clock: () => real,
  });
};

export const role = `acs:ram::${account}:role/onward-apply`;

export const assume = (twin: Twin, over: Row = {}): Promise<Row> =>
  assumeRoleWithOidc(stsClient(twin, { accessKeyId: '', accessKeySecret: '' }), {
    OIDCProviderArn: provider,
    roleArn: role,
    roleSessionName: 'run-881',
    OIDCToken: tokenOf(issuer, claims),
    ...over,
  });

export const keysOf = async (twin: Twin, over: Row = {}): Promise<Keys> => {
  const { credentials } = (await assume(twin, over)) as { credentials: Required<Keys> };
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  return { accessKeyId, accessKeySecret, securityToken };
};
