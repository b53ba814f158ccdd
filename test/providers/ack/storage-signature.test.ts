// @ts-expect-error This package ships no types; `Client` below names what is used of it.
import OSS from 'ali-oss';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  signStorage,
  storagePath,
  storageQuery,
  type SignableStorage,
} from '../../../providers/ack/storage-signature.ts';
import { scriptCloud, type Arrived } from './scripted-cloud.ts';

const bucket = 'etcd-backup-prod';
const key = (token: string | null) => ({ id: 'LTAIoracle', secret: 'oracle-secret', token });

interface Client {
  useBucket(name: string): void;
  getBucketInfo(name: string): Promise<unknown>;
  putBucketReferer(name: string, allowEmpty: boolean, referers: readonly string[]): Promise<unknown>;
  listV2(query: Readonly<Record<string, string>>, options: object): Promise<unknown>;
  getBucketVersions(query: Readonly<Record<string, string>>): Promise<unknown>;
  delete(name: string, options?: object): Promise<unknown>;
}

interface Case {
  readonly reason: string;
  readonly token: string | null;
  readonly send: (client: Client) => Promise<unknown>;
  readonly request: Pick<SignableStorage, 'method' | 'key' | 'query'>;
}

const odd = "etcd_c82_2026/a b+c*~!'()=&?#集群.db";

const cases: readonly Case[] = [
  {
    reason: 'a sub-resource of a bucket',
    token: null,
    send: (client) => client.getBucketInfo(bucket),
    request: { method: 'GET', key: '', query: { bucketInfo: '' } },
  },
  {
    reason: 'a body, whose type and checksum are signed, and a temporary key',
    token: 'sts-token/+=',
    send: (client) => client.putBucketReferer(bucket, true, ['https://a.test']),
    request: { method: 'PUT', key: '', query: { referer: '' } },
  },
  {
    reason: 'a list by prefix',
    token: null,
    send: (client) => client.listV2({ prefix: 'etcd_c82 +/集', 'max-keys': '1000' }, {}),
    request: {
      method: 'GET',
      key: '',
      query: { 'list-type': '2', prefix: 'etcd_c82 +/集', 'max-keys': '1000' },
    },
  },
  {
    reason: 'versions',
    token: null,
    send: (client) => client.getBucketVersions({ prefix: 'etcd_', 'max-keys': '10' }),
    request: { method: 'GET', key: '', query: { versions: '', prefix: 'etcd_', 'max-keys': '10' } },
  },
  {
    reason: 'a key with every odd character',
    token: 'sts',
    send: (client) => client.delete(odd),
    request: { method: 'DELETE', key: odd, query: {} },
  },
  {
    reason: 'one version of a key',
    token: null,
    send: (client) => client.delete('etcd_c82', { versionId: 'CAEQMxiBgI' }),
    request: { method: 'DELETE', key: 'etcd_c82', query: { versionId: 'CAEQMxiBgI' } },
  },
];

/** Lets the vendor's own client sign and send one request to a loopback server, and gives what arrived. */
const sentByVendor = async ({ token, send }: Case): Promise<Arrived> => {
  const arrived: Arrived[] = [];
  const take = (one: Arrived) => {
    arrived.push(one);
    return { status: one.method === 'DELETE' ? 204 : 200, body: '<X><RefererList/></X>' };
  };
  const answers = new Proxy({}, { get: () => take });
  const cloud = await scriptCloud(answers);
  const client = new (OSS as new (options: object) => Client)({
    region: 'oss-cn-hangzhou',
    accessKeyId: 'LTAIoracle',
    accessKeySecret: 'oracle-secret',
    ...(token === null ? {} : { stsToken: token }),
    endpoint: cloud.url,
    bucket,
    authorizationV4: true,
    sldEnable: true,
  });
  await send(client).catch(() => undefined);
  return arrived[0]!;
};

const signedHeaders = (arrived: Arrived): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['content-type', 'content-md5']
      .filter((name) => arrived.headers[name] !== undefined)
      .map((name) => [name, String(arrived.headers[name])]),
  );

const parsed = (query: string) => Object.fromEntries(new URLSearchParams(query));

/** `20261122T010203Z` as RFC 3339. */
const dateOf = (arrived: Arrived): string =>
  String(arrived.headers['x-oss-date']).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');

describe('the OSS signature', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(cases)('equals the one of the vendor’s library, byte for byte: $reason', async (one) => {
    // Its advice on temporary keys goes to the console.
    vi.spyOn(console, 'warn').mockReturnValue();
    vi.spyOn(console, 'log').mockReturnValue();
    const arrived = await sentByVendor(one);
    const request = { ...one.request, region: 'cn-hangzhou', bucket, date: dateOf(arrived) };
    const ours = signStorage({ ...request, headers: signedHeaders(arrived) }, key(one.token));
    expect(ours['authorization']).toBe(arrived.headers['authorization']);
    expect(ours['x-oss-date']).toBe(arrived.headers['x-oss-date']);
    expect(ours['x-oss-content-sha256']).toBe(arrived.headers['x-oss-content-sha256']);
    expect(decodeURIComponent(storagePath(bucket, one.request.key))).toBe(decodeURIComponent(arrived.path));
    expect(parsed(storageQuery(one.request.query))).toEqual(parsed(arrived.query));
  });

  it('changes with the date, the bucket, the region and the secret', () => {
    const base: SignableStorage = {
      method: 'GET',
      region: 'cn-hangzhou',
      bucket,
      key: 'k',
      query: {},
      headers: {},
      date: '2026-11-22T01:00:00Z',
    };
    const signatures = [
      signStorage(base, key(null)),
      signStorage({ ...base, date: '2026-11-22T01:00:01Z' }, key(null)),
      signStorage({ ...base, bucket: 'another' }, key(null)),
      signStorage({ ...base, region: 'cn-beijing' }, key(null)),
      signStorage({ ...base, headers: { 'x-oss-acl': 'private' } }, key(null)),
      signStorage(base, { ...key(null), secret: 'other' }),
    ].map(({ authorization }) => authorization?.split('Signature=')[1]);
    expect(new Set(signatures).size).toBe(6);
  });
});
