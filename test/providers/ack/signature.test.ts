import core, { $OpenApiUtil } from '@alicloud/openapi-core';
import { describe, expect, it } from 'vitest';
import { sign, type AccessKey, type Signable } from '../../../providers/ack/signature.ts';
import { scriptCloud, type Arrived } from './scripted-cloud.ts';

// Test runners and Node disagree on what the default import of this CommonJS package is.
const exported: unknown = core;
const Client = (typeof exported === 'function' ? exported : core.default) as typeof core.default;

interface Case {
  readonly reason: string;
  readonly style: 'ROA' | 'RPC';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: { readonly [name: string]: string } | null;
  readonly token: string | null;
}

const cases: readonly Case[] = [
  {
    reason: 'a ROA write has a path, a query and a JSON body',
    style: 'ROA',
    method: 'POST',
    path: '/clusters/c82e6987e2961451182edacd74faf0000/migrate',
    query: { odd: "a b+c*~!'()", empty: '', list: '1,2' },
    body: { type: 'ManagedKubernetes', spec: 'ack.pro.small', name: '集群' },
    token: null,
  },
  {
    reason: 'a ROA read has no body, and a temporary key adds two signed headers',
    style: 'ROA',
    method: 'GET',
    path: '/k8s/c82/user_config',
    query: { TemporaryDurationMinutes: '15', PrivateIpAddress: 'true' },
    body: null,
    token: 'sts-token/+=',
  },
  {
    reason: 'an RPC call has everything in the query and an empty body',
    style: 'RPC',
    method: 'POST',
    path: '/',
    query: { RegionId: 'cn-hangzhou', 'InstanceId.1': 'i-1' },
    body: null,
    token: null,
  },
];

const key = (token: string | null): AccessKey => ({ id: 'LTAIoracle', secret: 'oracle-secret', token });

/** Lets the vendor's own library sign and send one request to a loopback server, and gives what arrived. */
const captured = async (one: Case): Promise<Arrived> => {
  const cloud = await scriptCloud({ [`${one.method} ${one.path}`]: { body: {} } });
  const { Config, Params, OpenApiRequest } = $OpenApiUtil;
  // A credential without a provider's name: else the library adds and signs a header that names it.
  const model = {
    type: 'sts',
    accessKeyId: 'LTAIoracle',
    accessKeySecret: 'oracle-secret',
    securityToken: one.token ?? '',
  };
  const config = new Config({
    credential: { getCredential: () => Promise.resolve(model) } as never,
    endpoint: new URL(cloud.url).host,
    protocol: 'http',
  });
  const client = new Client(config);
  const params = new Params({
    action: 'SomeAction',
    version: '2015-12-15',
    protocol: 'HTTP',
    pathname: one.path,
    method: one.method,
    authType: 'AK',
    style: one.style,
    reqBodyType: one.style === 'ROA' ? 'json' : 'formData',
    bodyType: 'json',
  });
  const request = new OpenApiRequest({ query: { ...one.query }, ...(one.body === null ? {} : { body: one.body }) });
  await client.callApi(params, request, {} as never);
  return cloud.arrived[0]!;
};

const headerOf = (arrived: Arrived, name: string): string => String(arrived.headers[name]);

describe('the ACS3 signature', () => {
  it.each(cases)('equals the one of the vendor’s library: $reason', async (one) => {
    const arrived = await captured(one);
    const request: Signable = {
      method: one.method,
      host: headerOf(arrived, 'host'),
      path: one.path,
      query: one.query,
      body: arrived.body === '' ? null : arrived.body,
      action: 'SomeAction',
      version: '2015-12-15',
      nonce: headerOf(arrived, 'x-acs-signature-nonce'),
      date: headerOf(arrived, 'x-acs-date'),
    };
    const ours = sign(request, key(one.token));
    expect(ours['authorization']).toBe(headerOf(arrived, 'authorization'));
    expect(ours['x-acs-content-sha256']).toBe(headerOf(arrived, 'x-acs-content-sha256'));
  });

  it('changes with the nonce, the date and the secret', () => {
    const base: Signable = {
      method: 'GET',
      host: 'h',
      path: '/',
      query: {},
      body: null,
      action: 'A',
      version: 'v',
      nonce: 'n',
      date: 'd',
    };
    const signatures = [
      sign(base, key(null)),
      sign({ ...base, nonce: 'm' }, key(null)),
      sign({ ...base, date: 'e' }, key(null)),
      sign(base, { ...key(null), secret: 'other' }),
    ].map(({ authorization }) => authorization);
    expect(new Set(signatures).size).toBe(4);
  });
});
