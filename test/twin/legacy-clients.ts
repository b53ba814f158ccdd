import { createHash, createHmac } from 'node:crypto';
import popCore from '@alicloud/pop-core';
import type { Twin } from '../../src/twin/start.ts';

type Row = Readonly<Record<string, unknown>>;

type RoaCall = readonly [
  method: string,
  path: string,
  query?: object,
  body?: string,
  headers?: Readonly<Record<string, string>>,
];

interface RoaClient {
  readonly request: (...call: RoaCall) => Promise<Row>;
}

/** The package has it, its types do not. */
const { ROAClient } = popCore as unknown as {
  readonly ROAClient: new (config: object) => RoaClient;
};

const configure = (twin: Twin, apiVersion: string, keys: object) => ({
  endpoint: twin.url,
  apiVersion,
  accessKeyId: 'LTAItwin',
  accessKeySecret: 'twin-secret',
  ...keys,
});

/** The vendor's older client of RPC products: HMAC-SHA1 in the query, or in a form with `method: 'POST'`. */
export const rpcClient = (twin: Twin, apiVersion: string, keys: object = {}): popCore =>
  new popCore(configure(twin, apiVersion, keys));

/** The vendor's older client of CS. */
export const roaClient = (twin: Twin, keys: object = {}): RoaClient =>
  new ROAClient(configure(twin, '2015-12-15', keys));

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

interface RoaV1 {
  readonly method?: 'GET' | 'POST';
  /** Path and query as sent, and as signed. */
  readonly path: string;
  readonly signedPath?: string;
  readonly body?: string;
  readonly signedBody?: string;
}

/** A call signed by ROA v1, for what the vendor's client never sends. */
export function fetchRoaV1(
  { url }: Twin,
  { method = 'GET', path, signedPath = path, ...rest }: RoaV1,
): Promise<Response> {
  const date = new Date().toUTCString();
  const { body = '', signedBody = body } = rest;
  const md5 = createHash('md5').update(signedBody).digest('base64');
  const text = `${method}\napplication/json\n${md5}\n\n${date}\nx-acs-version:2015-12-15\n${signedPath}`;
  const signature = createHmac('sha1', 'twin-secret').update(text).digest('base64');
  const headers = {
    accept: 'application/json',
    'content-md5': md5,
    'content-type': '',
    date,
    'x-acs-version': '2015-12-15',
    authorization: `acs LTAItwin:${signature}`,
  };
  return fetch(url + path, { method, headers, ...(method === 'POST' && { body }) });
}

/** A GET signed by RPC v1 with just these parameters besides the signature's own, for what the vendor's client never sends. */
export function fetchRpcV1({ url }: Twin, parameters: Readonly<Record<string, string>>): Promise<Response> {
  const all: Record<string, string> = {
    AccessKeyId: 'LTAItwin',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: String(process.hrtime.bigint()),
    Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    ...parameters,
  };
  const query = Object.keys(all)
    .sort()
    .map((name) => `${encode(name)}=${encode(all[name] ?? '')}`)
    .join('&');
  const signature = createHmac('sha1', 'twin-secret&')
    .update(`GET&%2F&${encode(query)}`)
    .digest('base64');
  return fetch(`${url}/?${query}&Signature=${encode(signature)}`);
}
