import { createHash, createHmac } from 'node:crypto';
// @ts-expect-error The package carries no types; what is used of it is said below.
import OSS from 'ali-oss';
import type { Twin } from '../../src/twin/start.ts';

export interface OssError {
  readonly name: string;
  readonly code: string;
  readonly status: number;
  readonly requestId: string;
  readonly message: string;
}

interface Answered {
  readonly res: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
}

interface Listed {
  readonly prefixes: readonly string[];
  readonly objects: readonly { readonly name: string; readonly size: number }[];
}

type OfBucket = (bucket: string) => Promise<Readonly<Record<string, unknown>>>;
type Options = Readonly<Record<string, unknown>>;

/** What of the vendor's client is used here: its package has no types. */
interface OssClient {
  readonly useBucket: (bucket: string) => void;
  readonly putBucket: (bucket: string, options?: Options) => Promise<unknown>;
  readonly deleteBucket: OfBucket;
  readonly getBucketInfo: OfBucket;
  readonly getBucketACL: OfBucket;
  readonly getBucketLocation: OfBucket;
  readonly getBucketVersioning: OfBucket;
  readonly getBucketEncryption: OfBucket;
  readonly getBucketPolicy: OfBucket;
  readonly getBucketTags: OfBucket;
  readonly getBucketLogging: OfBucket;
  readonly getBucketCORS: OfBucket;
  readonly getBucketWebsite: OfBucket;
  readonly getBucketLifecycle: OfBucket;
  readonly getBucketWorm: OfBucket;
  readonly getBucketReferer: OfBucket;
  readonly putBucketReferer: (bucket: string, allowEmpty: boolean, referers: readonly string[]) => Promise<unknown>;
  readonly getBucketVersions: (query: Options) => Promise<unknown>;
  readonly list: (query: Options, options: Options) => Promise<Listed>;
  readonly listV2: (query: Options, options: Options) => Promise<Listed>;
  readonly put: (key: string, body: Buffer, options?: Options) => Promise<Answered>;
  readonly append: (
    key: string,
    body: Buffer,
    options?: Options,
  ) => Promise<Answered & { readonly nextAppendPosition: string }>;
  readonly get: (key: string) => Promise<{ readonly content: Buffer }>;
  readonly head: (key: string, options?: Options) => Promise<Answered>;
  readonly getObjectMeta: (key: string) => Promise<Answered>;
  readonly delete: (key: string) => Promise<Answered>;
  readonly deleteMulti: (keys: readonly string[]) => Promise<{ readonly deleted: readonly unknown[] }>;
}

/** The vendor's client. `sldEnable`: the bucket stands in the path. */
export const ossClient = ({ url }: Twin, options: Options = {}): OssClient =>
  new (OSS as new (options: object) => OssClient)({
    region: 'oss-cn-hangzhou',
    accessKeyId: 'LTAItwin',
    accessKeySecret: 'twin-secret',
    endpoint: url,
    bucket: 'prod-move',
    ...options,
  });

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
    .filter((name) => name.startsWith('x-oss-') || ['content-type', 'content-md5'].includes(name))
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
