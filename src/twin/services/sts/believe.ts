import type { LiveWorld } from '../../live-world.ts';
import { isKnownAlgorithm, isSignedBy, readToken, type Claims } from '../../oidc/token.ts';
import type { WorldOidcProvider } from '../../world-schema.ts';
import type { Refusal } from '../service.ts';
import * as says from './oidc-refusals.ts';

/** A value, or why there is none. */
export type Found<T> = { readonly found: T } | { readonly refusal: Refusal };

export const no = (refusal: Refusal): { readonly refusal: Refusal } => ({ refusal });

/** Whether the certificate that the issuer's keys come with is one that the account trusts. */
const isTrustedIssuer = ({ fingerprints = [], servesFingerprint }: WorldOidcProvider): boolean =>
  servesFingerprint === undefined ||
  fingerprints.some((each) => each.toLowerCase() === servesFingerprint.toLowerCase());

const hour = 3_600_000;

function findFault(claims: Claims, provider: WorldOidcProvider, now: number): Refusal | undefined {
  const { issuer, clientIds, issuanceLimitHours = 12 } = provider;
  if (claims.issuer !== issuer) return says.wrongIssuer;
  if (!claims.audiences.some((each) => clientIds.includes(each))) return says.wrongAudience;
  if (claims.expires <= now) return says.expired;
  return now - claims.issued > issuanceLimitHours * hour ? says.issuedTooLongAgo : undefined;
}

/** A token's claims, once it is proven to come from the provider and to be good now. */
export function believe(text: string, provider: WorldOidcProvider, { clock }: LiveWorld): Found<Claims> {
  if (text === '') return no(says.emptyToken);
  const token = readToken(text);
  if (typeof token === 'string') return no(says.flaws[token]);
  if (!isKnownAlgorithm(token.algorithm)) return no(says.unknownAlgorithm(token.algorithm));
  if (!isTrustedIssuer(provider)) return no(says.wrongFingerprint);
  if (!isSignedBy(token, provider.keys)) return no(says.badSignature);
  const fault = findFault(token.claims, provider, clock.now());
  return fault === undefined ? { found: token.claims } : no(fault);
}
