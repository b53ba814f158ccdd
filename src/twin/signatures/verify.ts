import type { AccessKey } from '../world-schema.ts';
import type { Clock } from '../clock.ts';
import { header, type Incoming } from '../incoming.ts';
import type { LiveWorld } from '../live-world.ts';
import type { Refusal } from '../services/service.ts';
import { minutes } from '../time.ts';
import { bodyHash, isSame, parseAcs3, signAcs3, type Acs3 } from './acs3.ts';

/** Who signed, or why the gateway does not believe it. */
type Verdict = { readonly ok: true; readonly accessKeyId: string } | { readonly ok: false; readonly refusal: Refusal };

const refused = (status: number, code: string, message: string): Verdict => ({
  ok: false,
  refusal: { status, code, message },
});

/** A signed date may be this far off. */
const window = minutes(15);

/** What a request takes on its way, in real ms. */
const travel = 3_000;

/**
 * Fresh by the cloud's clock, for clients that sign by the Date they were told, or by real time, for clients that sign
 * by their own clock. The second window shrinks with the speed, as the cloud's day does.
 */
export function isFresh(signed: number, clock: Clock): boolean {
  const real = travel + (clock.speed === 'max' ? 0 : window / clock.speed);
  return Math.abs(signed - clock.now()) <= window || Math.abs(signed - clock.real()) <= real;
}

function verifyDate(incoming: Incoming, clock: Clock): Verdict | undefined {
  const date = header(incoming, 'x-acs-date') ?? '';
  const signed = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(date) ? Date.parse(date) : NaN;
  if (Number.isNaN(signed)) {
    return refused(400, 'InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.');
  }
  if (isFresh(signed, clock)) return undefined;
  return refused(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
}

/** What a signature must cover to mean anything. */
const mustSign = ['host', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce'];

function verifySignature(incoming: Incoming, acs3: Acs3, key: AccessKey): Verdict | undefined {
  const missing = mustSign.filter((name) => !acs3.signedHeaders.includes(name));
  if (missing.length > 0) {
    return refused(400, 'IncompleteSignature', `The signature does not cover ${missing.join(', ')}.`);
  }
  // The body of a GET is not sent by all clients that hash one.
  const honest = incoming.method === 'GET' || header(incoming, 'x-acs-content-sha256') === bodyHash(incoming);
  const matches = signAcs3(incoming, key.secret, acs3.signedHeaders).some((mine) => isSame(mine, acs3.signature));
  if (honest && matches) return undefined;
  return refused(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
}

function verifyToken(incoming: Incoming, { securityToken, expired = false }: AccessKey): Verdict | undefined {
  const sent = header(incoming, 'x-acs-security-token');
  if (sent === undefined && securityToken !== undefined) {
    return refused(400, 'MissingSecurityToken', 'SecurityToken is mandatory for this action.');
  }
  if (sent !== securityToken) {
    const message = 'Specified SecurityToken mismatches with the AccessKeyId.';
    return refused(400, 'InvalidSecurityToken.MismatchWithAccessKey', message);
  }
  return expired ? refused(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.') : undefined;
}

/** Last of all, so that only a call that could have taken place uses its nonce up. */
function verifyNonce(incoming: Incoming, nonces: Set<string>): Verdict | undefined {
  const nonce = header(incoming, 'x-acs-signature-nonce') ?? '';
  if (nonce === '') return refused(400, 'MissingSignatureNonce', 'SignatureNonce is mandatory for this action.');
  if (nonces.has(nonce)) return refused(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  nonces.add(nonce);
  return undefined;
}

function verifyAcs3(incoming: Incoming, acs3: Acs3, world: LiveWorld): Verdict {
  const key = world.account.accessKeys.find(({ id }) => id === acs3.accessKeyId);
  if (key === undefined) {
    return refused(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  return (
    verifyDate(incoming, world.clock) ??
    verifySignature(incoming, acs3, key) ??
    verifyToken(incoming, key) ??
    verifyNonce(incoming, world.nonces) ?? { ok: true, accessKeyId: key.id }
  );
}

/** Schemes of other clients, named so that nobody wonders. */
function nameScheme(incoming: Incoming): string | undefined {
  const authorization = header(incoming, 'authorization') ?? '';
  if (authorization.startsWith('acs ')) return 'ROA v1 (HMAC-SHA1)';
  if (incoming.query.has('Signature')) return 'RPC v1 (HMAC-SHA1)';
  return authorization === '' ? undefined : (authorization.split(' ')[0] ?? authorization);
}

/** The scheme is told by Authorization, not by x-acs-action, which clients of older schemes send as well. */
export function verify(incoming: Incoming, world: LiveWorld, style: 'ROA' | 'RPC'): Verdict {
  const authorization = header(incoming, 'authorization') ?? '';
  if (authorization.startsWith('ACS3-HMAC-SHA256')) {
    const acs3 = parseAcs3(authorization);
    if (acs3 !== undefined) return verifyAcs3(incoming, acs3, world);
    return refused(400, 'IncompleteSignature', 'The request signature does not conform to Aliyun standards.');
  }
  const scheme = nameScheme(incoming);
  if (scheme !== undefined) {
    const message = `The twin does not verify signatures of the scheme ${scheme} yet: sign with ACS3-HMAC-SHA256.`;
    return refused(400, 'UnsupportedSignature', message);
  }
  return style === 'ROA'
    ? refused(400, 'MissingAuthorization', 'Authorization is mandatory for this action.')
    : refused(400, 'MissingAccessKeyId', 'AccessKeyId is mandatory for this action.');
}
