import { createHmac } from 'node:crypto';
import type { Incoming } from '../incoming.ts';
import { incomplete, readUtc, type Claimed } from './claim.ts';
import { canonicalQuery, encode, isSame } from './encoding.ts';

/** HMAC-SHA1, base64, over method, path and all parameters but the signature, be they in the query or in the form. */
function sign(method: string, parameters: URLSearchParams, secret: string): string {
  const signed = canonicalQuery([...parameters].filter(([name]) => name !== 'Signature'));
  return createHmac('sha1', `${secret}&`)
    .update(`${method}&${encode('/')}&${encode(signed)}`)
    .digest('base64');
}

/** What a request of the older RPC scheme claims; `parameters` are those of query and form together. */
export function claimRpcV1({ method }: Incoming, parameters: URLSearchParams): Claimed {
  const get = (name: string): string => parameters.get(name) ?? '';
  const [accessKeyId, signature] = [get('AccessKeyId'), get('Signature')];
  if (accessKeyId === '') {
    return {
      ok: false,
      refusal: { status: 400, code: 'MissingAccessKeyId', message: 'AccessKeyId is mandatory for this action.' },
    };
  }
  const unknown = get('SignatureMethod') !== 'HMAC-SHA1' || get('SignatureVersion') !== '1.0';
  const claim = {
    accessKeyId,
    signed: readUtc(get('Timestamp')),
    nonce: get('SignatureNonce'),
    securityToken: parameters.get('SecurityToken') ?? undefined,
    flaw: unknown ? incomplete('SignatureMethod must be HMAC-SHA1 and SignatureVersion 1.0.') : undefined,
    matches: (secret: string) => isSame(sign(method, parameters, secret), signature),
  };
  return { ok: true, claim };
}
