import { createHash, createHmac } from 'node:crypto';
import { percentEncode } from '../../src/core/percent-encode.ts';

/** A key as the credential chain gives it; `token` is the security token of a temporary one. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly token: string | null;
}

export interface Signable {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly host: string;
  /** Percent-encoded already. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The exact bytes that are sent; null for none. */
  readonly body: string | null;
  readonly action: string;
  readonly version: string;
  /** What makes the request die: used once, and valid 15 minutes from the date (RFC 3339, seconds). */
  readonly nonce: string;
  readonly date: string;
}

const algorithm = 'ACS3-HMAC-SHA256';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Sorted, encoded, `k=` for an empty value: the same text is signed and sent. */
export const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');

const headersToSign = (request: Signable, key: AccessKey): Readonly<Record<string, string>> => ({
  host: request.host,
  ...(request.body === null ? {} : { 'content-type': 'application/json; charset=utf-8' }),
  'x-acs-action': request.action,
  'x-acs-content-sha256': sha256(request.body ?? ''),
  'x-acs-date': request.date,
  'x-acs-signature-nonce': request.nonce,
  'x-acs-version': request.version,
  ...(key.token === null ? {} : { 'x-acs-accesskey-id': key.id, 'x-acs-security-token': key.token }),
});

/**
 * The headers of a request signed by ACS3-HMAC-SHA256, `authorization` among them. Pure: the same request, nonce, date and
 * key give the same signature (algorithm: Alibaba Cloud OpenAPI, signature version 3).
 */
export const sign = (request: Signable, key: AccessKey): Readonly<Record<string, string>> => {
  const headers = headersToSign(request, key);
  const names = Object.keys(headers).sort();
  const canonicalRequest = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    headers['x-acs-content-sha256'] ?? '',
  ].join('\n');
  const signature = createHmac('sha256', key.secret)
    .update(`${algorithm}\n${sha256(canonicalRequest)}`)
    .digest('hex');
  return {
    ...headers,
    authorization: `${algorithm} Credential=${key.id},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
};
