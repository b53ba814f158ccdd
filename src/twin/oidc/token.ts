import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';

type Fields = Readonly<Record<string, unknown>>;

/** An ID token taken apart; nothing of it is believed yet. */
export interface IdToken {
  readonly algorithm: string;
  readonly keyId: string | undefined;
  readonly claims: Claims;
  readonly signed: string;
  readonly signature: Buffer;
}

export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  /** Ms since 1970. */
  readonly issued: number;
  readonly expires: number;
}

/** What of the token cannot be read. */
export type Flaw = 'parts' | 'base64' | 'content';

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isBase64Url = (text: string): boolean => /^[A-Za-z0-9_-]+={0,2}$/.test(text);

function decode(part: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const audiencesIn = (aud: unknown): readonly string[] =>
  (Array.isArray(aud) ? (aud as readonly unknown[]) : [aud]).filter((each) => typeof each === 'string');

function claimsIn({ iss, sub, aud, iat, exp }: Fields): Claims | undefined {
  const audiences = audiencesIn(aud);
  if (typeof iss !== 'string' || typeof sub !== 'string' || audiences.length === 0) return undefined;
  if (typeof iat !== 'number' || typeof exp !== 'number') return undefined;
  return { issuer: iss, subject: sub, audiences, issued: iat * 1_000, expires: exp * 1_000 };
}

export function readToken(text: string): IdToken | Flaw {
  const parts = text.split('.');
  const [head = '', body = '', tail = ''] = parts;
  if (parts.length !== 3) return 'parts';
  if (![head, body, tail].every(isBase64Url)) return 'base64';
  const header = decode(head);
  const claims = claimsIn(decode(body) ?? {});
  const algorithm = header?.['alg'];
  if (claims === undefined || typeof algorithm !== 'string') return 'content';
  const keyId = header?.['kid'];
  return {
    algorithm,
    keyId: typeof keyId === 'string' ? keyId : undefined,
    claims,
    signed: `${head}.${body}`,
    signature: Buffer.from(tail, 'base64url'),
  };
}

/** What issuers sign with, and the type of key it takes: another type must never be tried (RFC 8725, 3.1). */
const algorithms: Readonly<Record<string, { readonly kty: 'RSA' | 'EC' }>> = {
  RS256: { kty: 'RSA' },
  ES256: { kty: 'EC' },
};

export const isKnownAlgorithm = (algorithm: string): boolean => Object.hasOwn(algorithms, algorithm);

function matches(token: IdToken, jwk: Fields): boolean {
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    return verify('sha256', Buffer.from(token.signed), { key, dsaEncoding: 'ieee-p1363' }, token.signature);
  } catch {
    // A key that is none signs nothing.
    return false;
  }
}

/** Whether one of the issuer's keys signed it: the one that the token names, where it names one. */
export function isSignedBy(token: IdToken, keys: readonly Fields[]): boolean {
  const kty = algorithms[token.algorithm]?.kty;
  return keys
    .filter((key) => key['kty'] === kty && (token.keyId === undefined || key['kid'] === token.keyId))
    .some((key) => matches(token, key));
}
