import { createHash, createHmac } from 'node:crypto';
import { percentEncode } from '../../src/core/percent-encode.ts';
import type { AccessKey } from './signature.ts';

export interface SignableStorage {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The region's id without `oss-`, as in cn-hangzhou. */
  readonly region: string;
  readonly bucket: string;
  /** The object's key as it is; '' for the bucket itself. */
  readonly key: string;
  /** Sub-resources (`referer`) have the value ''. */
  readonly query: Readonly<Record<string, string>>;
  /** Lower case: `content-type`, `content-md5` and `x-oss-…`; all are signed. */
  readonly headers: Readonly<Record<string, string>>;
  /** RFC 3339 with seconds; the request is good for 15 minutes around it. There is no nonce. */
  readonly date: string;
}

const algorithm = 'OSS4-HMAC-SHA256';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const encodedPath = (path: string): string => percentEncode(path).replaceAll('%2F', '/');

/** `/key` as it stands behind the host where the host names the bucket, `/bucket/key` where it does not. */
export const storagePath = (bucket: string | null, key: string): string =>
  encodedPath(`/${bucket === null ? '' : `${bucket}/`}${key}`);

/** Sorted and encoded; a name without a value stands without `=`. The same text is signed and sent. */
export const storageQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');

/**
 * The headers of a request signed by OSS signature version 4, `authorization` among them. Pure. The host is not signed:
 * bucket and key are, whatever the address looks like (algorithm: OSS API reference, signature version 4).
 */
export const signStorage = (
  { method, region, bucket, key, query, headers: given, date }: SignableStorage,
  { id, secret, token }: AccessKey,
): Readonly<Record<string, string>> => {
  const time = date.replaceAll(/[-:]/g, '');
  const headers: Readonly<Record<string, string>> = {
    ...given,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-oss-date': time,
    ...(token === null ? {} : { 'x-oss-security-token': token }),
  };
  const canonicalRequest = [
    method,
    storagePath(bucket, key),
    storageQuery(query),
    ...Object.keys(headers)
      .sort()
      .map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    '',
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/oss/aliyun_v4_request`;
  const hashed = createHash('sha256').update(canonicalRequest).digest('hex');
  const signingKey = [day, region, 'oss', 'aliyun_v4_request'].reduce<string | Buffer>(hmac, `aliyun_v4${secret}`);
  const signature = hmac(signingKey, [algorithm, time, scope, hashed].join('\n')).toString('hex');
  return { ...headers, authorization: `${algorithm} Credential=${id}/${scope},Signature=${signature}` };
};
