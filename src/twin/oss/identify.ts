import { header, type Incoming } from '../incoming.ts';
import { findKey, type LiveKey } from '../keys.ts';
import type { LiveWorld } from '../live-world.ts';
import { isFresh } from '../signatures/verify.ts';
import { isSame } from '../signatures/encoding.ts';
import { refuse, type Outcome } from './error.ts';
import { endpointRegion, placesOf, type Place } from './request.ts';
import { parseSigned, signaturesV1, signaturesV4, type Signed } from './signature.ts';

/** Who calls, and for what place. Without a caller the call is not signed. */
export type Identity =
  | {
      readonly ok: true;
      readonly caller: string | undefined;
      readonly accessKeyId: string | undefined;
      readonly signedFor: string | undefined;
      readonly place: Place;
    }
  | { readonly ok: false; readonly place: Place; readonly refusal: Outcome };

/** `20261122T000000Z` or an HTTP date, in ms. */
function dateOf(text: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return year === undefined
    ? Date.parse(text)
    : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

function findBadDate(incoming: Incoming, signed: Signed, world: LiveWorld): Outcome | undefined {
  const text = header(incoming, 'x-oss-date') ?? header(incoming, 'date') ?? '';
  const date = dateOf(text);
  if (Number.isNaN(date)) {
    return refuse(403, 'AccessDenied', 'OSS authentication requires a valid Date.');
  }
  if (signed.version === 4 && !text.startsWith(signed.day)) {
    return refuse(400, 'InvalidArgument', 'Invalid signing date in Authorization header.');
  }
  if (isFresh(date, world.clock)) return undefined;
  return refuse(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    {
      MaxAllowedSkewMilliseconds: '900000',
      RequestTime: new Date(date).toISOString(),
      ServerTime: new Date(world.clock.now()).toISOString(),
    },
  );
}

function findBadToken(incoming: Incoming, key: LiveKey): Outcome | undefined {
  const sent = header(incoming, 'x-oss-security-token') ?? incoming.query.get('security-token') ?? undefined;
  if (sent !== key.securityToken)
    return refuse(403, 'InvalidAccessKeyId', 'The security token you provided is invalid.');
  return key.expired ? refuse(403, 'SecurityTokenExpired', 'The security token you provided has expired.') : undefined;
}

/** The first of the places for which the signature is right. */
function findSignedPlace(incoming: Incoming, signed: Signed, secret: string): Place | undefined {
  return placesOf(incoming).find((place) => {
    const mine =
      signed.version === 1 ? signaturesV1(incoming, place, secret) : signaturesV4(incoming, place, secret, signed);
    return mine.some((each) => isSame(each, signed.signature));
  });
}

function findBadRegion(incoming: Incoming, signed: Signed): Outcome | undefined {
  const endpoint = endpointRegion(incoming);
  if (signed.version === 1 || endpoint === undefined || endpoint === signed.region) return undefined;
  const message = `Invalid signing region in Authorization header. Expect ${endpoint}.`;
  return refuse(400, 'InvalidArgument', message, { Region: endpoint });
}

/** Who signed, with which key, and when. Each step is refused before the next is looked at, as the service does. */
export function identify(incoming: Incoming, world: LiveWorld): Identity {
  const [place = { bucket: '', key: '' }] = placesOf(incoming);
  const refused = (refusal: Outcome): Identity => ({ ok: false, place, refusal });
  const authorization = header(incoming, 'authorization') ?? '';
  if (authorization === '') return { ok: true, caller: undefined, accessKeyId: undefined, signedFor: undefined, place };
  const signed = parseSigned(authorization);
  if (signed === undefined) return refused(refuse(400, 'InvalidArgument', 'Authorization header is invalid.'));
  const key = findKey(world, signed.accessKeyId);
  if (key === undefined) {
    const message = 'The OSS Access Key Id you provided does not exist in our records.';
    return refused(refuse(403, 'InvalidAccessKeyId', message, { OSSAccessKeyId: signed.accessKeyId }));
  }
  const bad = findBadDate(incoming, signed, world) ?? findBadRegion(incoming, signed);
  if (bad !== undefined) return refused(bad);
  const meant = findSignedPlace(incoming, signed, key.secret);
  if (meant === undefined) {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    return refused(refuse(403, 'SignatureDoesNotMatch', message, { OSSAccessKeyId: key.id }));
  }
  const token = findBadToken(incoming, key);
  if (token !== undefined) return refused(token);
  return {
    ok: true,
    caller: world.account.id,
    accessKeyId: key.id,
    signedFor: signed.version === 4 ? signed.region : undefined,
    place: meant,
  };
}
