import type { Clock } from '../clock.ts';
import { header, type Incoming } from '../incoming.ts';
import { findKey, type LiveKey } from '../keys.ts';
import type { LiveWorld } from '../live-world.ts';
import type { Refusal } from '../services/service.ts';
import { minutes } from '../time.ts';
import { claimAcs3 } from './acs3.ts';
import type { Claim, Claimed } from './claim.ts';
import { claimRoaV1 } from './roa-v1.ts';
import { claimRpcV1 } from './rpc-v1.ts';

/** Who signed, or why the gateway does not believe it. */
type Verdict = { readonly ok: true; readonly accessKeyId: string } | { readonly ok: false; readonly refusal: Refusal };

const refusal = (status: number, code: string, message: string): Refusal => ({ status, code, message });

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

function checkDate({ signed }: Claim, clock: Clock): Refusal | undefined {
  if (Number.isNaN(signed)) {
    return refusal(400, 'InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.');
  }
  if (isFresh(signed, clock)) return undefined;
  return refusal(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
}

function checkSignature({ flaw, matches }: Claim, { secret }: LiveKey): Refusal | undefined {
  if (flaw !== undefined) return flaw;
  if (matches(secret)) return undefined;
  return refusal(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
}

function checkToken({ securityToken: sent }: Claim, key: LiveKey): Refusal | undefined {
  const { securityToken, expired } = key;
  if (sent === undefined && securityToken !== undefined) {
    return refusal(400, 'MissingSecurityToken', 'SecurityToken is mandatory for this action.');
  }
  if (sent !== securityToken) {
    const message = 'Specified SecurityToken mismatches with the AccessKeyId.';
    return refusal(400, 'InvalidSecurityToken.MismatchWithAccessKey', message);
  }
  return expired ? refusal(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.') : undefined;
}

/** Last of all, so that only a call that could have taken place uses its nonce up. */
function checkNonce({ nonce }: Claim, nonces: Set<string>): Refusal | undefined {
  if (nonce === undefined) return undefined;
  if (nonce === '') return refusal(400, 'MissingSignatureNonce', 'SignatureNonce is mandatory for this action.');
  if (nonces.has(nonce)) return refusal(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  nonces.add(nonce);
  return undefined;
}

function judge(claim: Claim, world: LiveWorld): Verdict {
  const key = findKey(world, claim.accessKeyId);
  if (key === undefined) {
    const why = refusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
    return { ok: false, refusal: why };
  }
  const why =
    checkDate(claim, world.clock) ??
    checkSignature(claim, key) ??
    checkToken(claim, key) ??
    checkNonce(claim, world.nonces);
  return why === undefined ? { ok: true, accessKeyId: key.id } : { ok: false, refusal: why };
}

/** What the verifier needs to know besides the request itself. */
interface Asked {
  readonly style: 'ROA' | 'RPC';
  /** Those of query and form together. */
  readonly parameters: URLSearchParams;
}

/** The scheme is told by Authorization or Signature, not by x-acs-action, which clients of older schemes send as well. */
function claimOf(incoming: Incoming, { style, parameters }: Asked): Claimed {
  const authorization = header(incoming, 'authorization') ?? '';
  if (authorization.startsWith('ACS3-HMAC-SHA256')) return claimAcs3(incoming);
  if (authorization.startsWith('acs ')) return claimRoaV1(incoming);
  if (parameters.has('Signature')) return claimRpcV1(incoming, parameters);
  if (authorization !== '') {
    const message = `The twin does not verify signatures of the scheme ${authorization.split(' ')[0] ?? ''} here.`;
    return { ok: false, refusal: refusal(400, 'UnsupportedSignature', message) };
  }
  return {
    ok: false,
    refusal:
      style === 'ROA'
        ? refusal(400, 'MissingAuthorization', 'Authorization is mandatory for this action.')
        : refusal(400, 'MissingAccessKeyId', 'AccessKeyId is mandatory for this action.'),
  };
}

export function verify(incoming: Incoming, world: LiveWorld, asked: Asked): Verdict {
  const claimed = claimOf(incoming, asked);
  return claimed.ok ? judge(claimed.claim, world) : claimed;
}
