import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { header, type Incoming } from '../incoming.ts';

const algorithm = 'ACS3-HMAC-SHA256';

/** The parts of `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=hex`. */
export interface Acs3 {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function parseAcs3(authorization: string): Acs3 | undefined {
  if (!authorization.startsWith(`${algorithm} `)) return undefined;
  const fields = new Map(
    authorization
      .slice(algorithm.length)
      .split(',')
      .map((field) => field.trim().split(/=(.*)/s) as [string, string]),
  );
  const accessKeyId = fields.get('Credential');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  if (!accessKeyId || !signedHeaders || !signature) return undefined;
  return { accessKeyId, signedHeaders: signedHeaders.toLowerCase().split(';'), signature };
}

/** RFC 3986: only letters, digits and -_.~ stay as they are. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');

function canonicalQuery(query: URLSearchParams): string {
  const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  return [...query]
    .toSorted(([left, a], [right, b]) => compare(left, right) || compare(a, b))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** Clients sign the path as they send it, or encoded anew by RFC 3986: both are the service's rule, in its words. */
function canonicalPaths(path: string): readonly string[] {
  const asSent = path.replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~');
  try {
    return [
      asSent,
      path
        .split('/')
        .map((segment) => encode(decodeURIComponent(segment)))
        .join('/'),
    ];
  } catch {
    return [asSent];
  }
}

export const bodyHash = (incoming: Incoming): string => sha256(incoming.body);

/** The signatures, in hex, that the secret gives for this request. */
export function signAcs3(incoming: Incoming, secret: string, signedHeaders: readonly string[]): readonly string[] {
  const headers = signedHeaders.map((name) => `${name}:${(header(incoming, name) ?? '').trim()}\n`).join('');
  const hash = header(incoming, 'x-acs-content-sha256') ?? bodyHash(incoming);
  return canonicalPaths(incoming.path).map((path) => {
    const request = [incoming.method, path, canonicalQuery(incoming.query), headers, signedHeaders.join(';'), hash];
    const toSign = `${algorithm}\n${sha256(request.join('\n'))}`;
    return createHmac('sha256', secret).update(toSign).digest('hex');
  });
}

export function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
