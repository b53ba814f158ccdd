import { createHash, createHmac } from 'node:crypto';
import { header, type Incoming } from '../incoming.ts';
import type { Place } from './request.ts';

const algorithm = 'OSS4-HMAC-SHA256';

/** The parts of an Authorization header, of either version. */
export type Signed =
  | { readonly version: 1; readonly accessKeyId: string; readonly signature: string }
  | {
      readonly version: 4;
      readonly accessKeyId: string;
      readonly signature: string;
      /** yyyymmdd and region of the credential. */
      readonly day: string;
      readonly region: string;
      readonly additional: readonly string[];
    };

/** Undefined when it is neither version, or incomplete. */
export function parseSigned(authorization: string): Signed | undefined {
  const [, id, old] = /^OSS ([^:\s]+):(\S+)$/.exec(authorization) ?? [];
  if (id !== undefined && old !== undefined) return { version: 1, accessKeyId: id, signature: old };
  if (!authorization.startsWith(`${algorithm} `)) return undefined;
  const fields = new Map(
    authorization
      .slice(algorithm.length)
      .split(',')
      .map((field) => field.trim().split(/=(.*)/s) as [string, string]),
  );
  const [accessKeyId, day, region, product, end] = (fields.get('Credential') ?? '').split('/');
  const signature = fields.get('Signature');
  if (!accessKeyId || !day || !region || !signature || product !== 'oss' || end !== 'aliyun_v4_request')
    return undefined;
  const additional = (fields.get('AdditionalHeaders') ?? '').split(';').filter((name) => name !== '');
  return { version: 4, accessKeyId, day, region, signature, additional };
}

/** Query parameters that version 1 signs (reference: "Include signatures in the Authorization header"). */
const subresources = new Set(
  `acl uploads location cors logging website referer lifecycle delete append tagging objectMeta uploadId partNumber
  security-token position img style styleName replication replicationProgress replicationLocation cname bucketInfo comp qos
  live status vod startTime endTime symlink x-oss-process response-content-type response-content-language response-expires
  response-cache-control response-content-disposition response-content-encoding udf udfName udfImage udfId udfApplication
  restore callback callback-var policy stat encryption versions versioning versionId requestPayment x-oss-request-payer
  sequential inventory inventoryId continuation-token asyncFetch worm wormId wormExtend withHashContext x-oss-traffic-limit
  transferAcceleration accessmonitor resourceGroup regionList`.split(/\s+/),
);

const ossHeaders = ({ headers }: Incoming): readonly string[] =>
  Object.keys(headers)
    .filter((name) => name.startsWith('x-oss-'))
    .sort();

function canonicalV1(incoming: Incoming, { bucket, key }: Place, date: string): string {
  const named = [...incoming.query]
    .filter(([name]) => subresources.has(name))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .sort();
  const resource = `/${bucket === '' ? '' : `${bucket}/`}${key}${named.length === 0 ? '' : `?${named.join('&')}`}`;
  const lines = ossHeaders(incoming).map((name) => `${name}:${(header(incoming, name) ?? '').trim()}`);
  const md5 = header(incoming, 'content-md5') ?? '';
  return [incoming.method, md5, header(incoming, 'content-type') ?? '', date, ...lines, resource].join('\n');
}

/** Clients put Date, x-oss-date or nothing where the date belongs; the service takes what it finds. */
export const signaturesV1 = (incoming: Incoming, place: Place, secret: string): readonly string[] =>
  [header(incoming, 'x-oss-date'), header(incoming, 'date'), '']
    .filter((date) => date !== undefined)
    .map((date) =>
      createHmac('sha1', secret)
        .update(canonicalV1(incoming, place, date))
        .digest('base64'),
    );

/** RFC 3986: only letters, digits and -_.~ stay as they are. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const byBytes = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** ?x and ?x= are the same to the service, and some clients sort by the rules of a language. */
function canonicalQueries({ query }: Incoming): readonly string[] {
  const orders = [byBytes, (left: string, right: string) => left.localeCompare(right)];
  const forms = ['', '='];
  return orders.flatMap((order) =>
    forms.map((equals) =>
      [...query]
        .toSorted(([left], [right]) => order(left, right))
        .map(([name, value]) => (value === '' ? `${encode(name)}${equals}` : `${encode(name)}=${encode(value)}`))
        .join('&'),
    ),
  );
}

type SignedV4 = Extract<Signed, { version: 4 }>;

/** The signatures, in hex, that the secret gives for this request. */
export function signaturesV4(incoming: Incoming, place: Place, secret: string, signed: SignedV4): readonly string[] {
  const { bucket, key } = place;
  const path = encode(`/${bucket === '' ? '' : `${bucket}/`}${key}`).replaceAll('%2F', '/');
  const names = [...new Set([...signed.additional, 'content-type', 'content-md5', ...ossHeaders(incoming)])]
    .filter((name) => header(incoming, name) !== undefined)
    .sort();
  const lines = names.map((name) => `${name}:${(header(incoming, name) ?? '').trim()}\n`).join('');
  const payload = header(incoming, 'x-oss-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const hmac = (secretPart: Buffer | string, text: string): Buffer =>
    createHmac('sha256', secretPart).update(text).digest();
  const scope = [signed.day, signed.region, 'oss', 'aliyun_v4_request'];
  const signing = scope.reduce<Buffer | string>(hmac, `aliyun_v4${secret}`);
  const date = header(incoming, 'x-oss-date') ?? header(incoming, 'date') ?? '';
  return canonicalQueries(incoming).map((query) => {
    const request = [incoming.method, path, query, lines, signed.additional.join(';'), payload].join('\n');
    const hash = createHash('sha256').update(request).digest('hex');
    return hmac(signing, [algorithm, date, scope.join('/'), hash].join('\n')).toString('hex');
  });
}
