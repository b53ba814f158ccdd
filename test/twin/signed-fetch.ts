import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Twin } from '../../src/twin/start.ts';

export interface Signing {
  readonly method?: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly body?: string;
  readonly version?: string;
  readonly action?: string;
  readonly secret?: string;
  readonly accessKeyId?: string;
  /** ms since 1970. */
  readonly date?: number;
  readonly nonce?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers left out of the signature. */
  readonly unsigned?: readonly string[];
  /** What is signed instead of the path sent. */
  readonly signedPath?: string;
  /** What is hashed and signed instead of the body sent. */
  readonly signedBody?: string;
  readonly signal?: AbortSignal;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** ACS3-HMAC-SHA256 by the vendor's public description, for what the SDKs never send: old dates, used nonces, bad bodies. */
export function signedFetch({ url }: Twin, signing: Signing): Promise<Response> {
  const { method = 'GET', path, body = '', version = '2015-12-15', unsigned = [] } = signing;
  const hash = sha256(signing.signedBody ?? body);
  const [pathname = '', query = ''] = path.split('?');
  const headers: Record<string, string> = {
    'x-acs-version': version,
    'x-acs-action': signing.action ?? 'Anything',
    'x-acs-date': `${new Date(signing.date ?? Date.now()).toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': signing.nonce ?? randomUUID(),
    'x-acs-content-sha256': hash,
    ...signing.headers,
  };
  const signed: Record<string, string> = { ...headers, host: new URL(url).host };
  const names = Object.keys(signed)
    .filter((name) => !unsigned.includes(name))
    .sort();
  const lines = names.map((name) => `${name}:${signed[name] ?? ''}\n`).join('');
  const request = [method, signing.signedPath ?? pathname, canonicalQuery(query), lines, names.join(';'), hash].join(
    '\n',
  );
  const signature = createHmac('sha256', signing.secret ?? 'twin-secret')
    .update(`ACS3-HMAC-SHA256\n${sha256(request)}`)
    .digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${signing.accessKeyId ?? 'LTAItwin'},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return fetch(url + path, {
    method,
    headers: { ...headers, authorization },
    ...(method !== 'GET' && { body }),
    ...(signing.signal && { signal: signing.signal }),
  });
}

/** A call of CS without the vendor's SDK, which takes half a second to load; its JSON answer, whatever the status. */
export async function cs<T = Record<string, unknown>>(
  twin: Twin,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await signedFetch(twin, { method, path, body: body === undefined ? '' : JSON.stringify(body) });
  return (await response.json()) as T;
}
