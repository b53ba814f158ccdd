import { createHash, createHmac } from 'node:crypto';
import { header, type Incoming } from '../incoming.ts';
import { incomplete, type Claimed } from './claim.ts';
import { isSame, sortPairs } from './encoding.ts';

/** Path and query, decoded: the scheme signs values as they are meant, not as they are sent. */
function canonicalResource({ path, query }: Incoming): string {
  const pairs = sortPairs(query).map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** The same, where the client keeps the = of an empty value. */
function resourceWithEquals({ path, query }: Incoming): string {
  const pairs = sortPairs(query).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

function sign(incoming: Incoming, resource: string, secret: string): string {
  const plain = ['accept', 'content-md5', 'content-type', 'date'].map((name) => header(incoming, name) ?? '');
  const own = Object.keys(incoming.headers)
    .filter((name) => name.startsWith('x-acs-'))
    .sort()
    .map((name) => `${name}:${(header(incoming, name) ?? '').replace(/[\t\n\r\f]/g, ' ').trim()}\n`);
  const text = [incoming.method, ...plain, own.join('') + resource].join('\n');
  return createHmac('sha1', secret).update(text).digest('base64');
}

/** A body that is not the one whose digest was signed. */
function isForged(incoming: Incoming): boolean {
  const md5 = header(incoming, 'content-md5');
  return md5 !== undefined && md5 !== '' && md5 !== createHash('md5').update(incoming.body).digest('base64');
}

/** What a request of the older ROA scheme claims: `Authorization: acs <key>:<base64>`. Its nonce is optional. */
export function claimRoaV1(incoming: Incoming): Claimed {
  const [, accessKeyId = '', signature = ''] =
    /^acs +([^:]+):(.+)$/.exec(header(incoming, 'authorization') ?? '') ?? [];
  if (accessKeyId === '') {
    return { ok: false, refusal: incomplete('The request signature does not conform to Aliyun standards.') };
  }
  const nonce = header(incoming, 'x-acs-signature-nonce');
  const claim = {
    accessKeyId,
    signed: Date.parse(header(incoming, 'date') ?? ''),
    nonce: nonce === '' ? undefined : nonce,
    securityToken: header(incoming, 'x-acs-security-token'),
    matches: (secret: string) =>
      !isForged(incoming) &&
      [canonicalResource(incoming), resourceWithEquals(incoming)].some((resource) =>
        isSame(sign(incoming, resource, secret), signature),
      ),
  };
  return { ok: true, claim };
}
