import { createHash, createHmac } from 'node:crypto';
import { header, type Incoming } from '../incoming.ts';
import { incomplete, readUtc, type Claimed } from './claim.ts';
import { canonicalQuery, encode, isSame } from './encoding.ts';

const algorithm = 'ACS3-HMAC-SHA256';

/** The parts of `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=hex`. */
interface Acs3 {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function parseAcs3(authorization: string): Acs3 | undefined {
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

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');

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

const bodyHash = (incoming: Incoming): string => sha256(incoming.body);

/** The signatures, in hex, that the secret gives for this request. */
function signAcs3(incoming: Incoming, secret: string, signedHeaders: readonly string[]): readonly string[] {
  const headers = signedHeaders.map((name) => `${name}:${(header(incoming, name) ?? '').trim()}\n`).join('');
  const hash = header(incoming, 'x-acs-content-sha256') ?? bodyHash(incoming);
  return canonicalPaths(incoming.path).map((path) => {
    const request = [incoming.method, path, canonicalQuery(incoming.query), headers, signedHeaders.join(';'), hash];
    const toSign = `${algorithm}\n${sha256(request.join('\n'))}`;
    return createHmac('sha256', secret).update(toSign).digest('hex');
  });
}

/** What a signature must cover to mean anything. */
const mustSign = ['host', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce'];

/** What an ACS3-HMAC-SHA256 request claims. */
export function claimAcs3(incoming: Incoming): Claimed {
  const acs3 = parseAcs3(header(incoming, 'authorization') ?? '');
  if (acs3 === undefined) {
    return { ok: false, refusal: incomplete('The request signature does not conform to Aliyun standards.') };
  }
  const missing = mustSign.filter((name) => !acs3.signedHeaders.includes(name));
  // The body of a GET is not sent by all clients that hash one.
  const honest = incoming.method === 'GET' || header(incoming, 'x-acs-content-sha256') === bodyHash(incoming);
  const claim = {
    accessKeyId: acs3.accessKeyId,
    signed: readUtc(header(incoming, 'x-acs-date') ?? ''),
    nonce: header(incoming, 'x-acs-signature-nonce') ?? '',
    securityToken: header(incoming, 'x-acs-security-token'),
    flaw: missing.length > 0 ? incomplete(`The signature does not cover ${missing.join(', ')}.`) : undefined,
    matches: (secret: string) =>
      honest && signAcs3(incoming, secret, acs3.signedHeaders).some((mine) => isSame(mine, acs3.signature)),
  };
  return { ok: true, claim };
}
