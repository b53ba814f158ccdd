import { createHash, createHmac } from 'node:crypto';
import OSS from 'ali-oss';
import type { Twin } from '../../src/twin/start.ts';

export interface OssError {
  readonly name: string;
  readonly code: string;
  readonly status: number;
  readonly requestId: string;
  readonly message: string;
}

type Read = (bucket: string) => Promise<Record<string, unknown>>;

/** What the client has and its types do not know. */
interface Untyped {
  readonly getBucketVersioning: Read;
  readonly getBucketEncryption: Read;
  readonly getBucketTags: Read;
  readonly getBucketWorm: Read;
  readonly getBucketVersions: (query: Record<string, string>) => Promise<Record<string, unknown>>;
}

/** The vendor's client. `sld`: the bucket stands in the path. */
export const ossClient = (
  { url }: Twin,
  options: Partial<OSS.Options> & { readonly authorizationV4?: boolean; readonly sldEnable?: boolean } = {},
): OSS & Untyped =>
  new OSS({
    region: 'oss-cn-hangzhou',
    accessKeyId: 'LTAItwin',
    accessKeySecret: 'twin-secret',
    endpoint: url,
    bucket: 'prod-move',
    ...options,
  }) as OSS & Untyped;

/** The error that a call of the vendor's client must end with. */
export async function ossErrorOf(call: Promise<unknown>): Promise<OssError> {
  try {
    await call;
  } catch (error) {
    return error as OssError;
  }
  throw new Error('the call succeeded');
}

interface Signing {
  readonly method?: string;
  /** As sent, bucket first: the address is a local one. */
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly secret?: string;
  readonly accessKeyId?: string;
  /** ms since 1970. */
  readonly date?: number;
  readonly region?: string;
}

/** Version 4 by the vendor's public description, for headers and dates that the client never sends. */
export function signedOss({ url }: Twin, signing: Signing): Promise<Response> {
  const { method = 'GET', path, body, secret = 'twin-secret', region = 'cn-hangzhou' } = signing;
  const [pathname = '', query = ''] = path.split('?');
  const date = new Date(signing.date ?? Date.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  const day = date.slice(0, 8);
  const headers: Record<string, string> = {
    'x-oss-date': date,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    ...(body !== undefined && { 'content-type': 'application/octet-stream' }),
    ...signing.headers,
  };
  const signed = Object.keys(headers)
    .filter((name) => name.startsWith('x-oss-') || name === 'content-type')
    .sort();
  const lines = signed.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
  const canonicalQuery = query.split('&').sort().join('&');
  const request = [method, pathname, canonicalQuery, lines, '', 'UNSIGNED-PAYLOAD'].join('\n');
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const scope = [day, region, 'oss', 'aliyun_v4_request'];
  const key = scope.reduce<string | Buffer>(hmac, `aliyun_v4${secret}`);
  const hash = createHash('sha256').update(request).digest('hex');
  const signature = hmac(key, ['OSS4-HMAC-SHA256', date, scope.join('/'), hash].join('\n')).toString('hex');
  const credential = `${signing.accessKeyId ?? 'LTAItwin'}/${scope.join('/')}`;
  return fetch(url + path, {
    method,
    headers: { ...headers, authorization: `OSS4-HMAC-SHA256 Credential=${credential},Signature=${signature}` },
    ...(body !== undefined && { body }),
  });
}

export const ossWorld = (buckets = '{name: prod-move}'): string =>
  `apiVersion: onward/v1\nkind: World\noss: {buckets: [${buckets}]}\n`;
