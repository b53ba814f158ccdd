import type { Refusal } from '../services/service.ts';

/** What a request says of who sent it and when, whatever the scheme. */
export interface Claim {
  readonly accessKeyId: string;
  /** As sent; `signed` is the time it means, NaN when it is no date of the scheme. */
  readonly signed: number;
  /** Undefined where the scheme does not want one. An empty one is missing. */
  readonly nonce: string | undefined;
  readonly securityToken: string | undefined;
  /** Whether the signature is the one that the secret gives. */
  readonly matches: (secret: string) => boolean;
  /** What is wrong with the signature whatever the secret. */
  readonly flaw?: Refusal | undefined;
}

/** A claim, or why there is none. */
export type Claimed = { readonly ok: true; readonly claim: Claim } | { readonly ok: false; readonly refusal: Refusal };

export const incomplete = (message: string): Refusal => ({ status: 400, code: 'IncompleteSignature', message });

/** RFC 3339 in UTC with whole seconds, as ACS3 and RPC v1 sign it. */
export const readUtc = (text: string): number =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) ? Date.parse(text) : NaN;
