import type { LiveWorld } from '../live-world.ts';
import type { View } from '../stale.ts';

/** A 4xx or 5xx: who answers, puts it into the product's casing. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further keys of the error, in the product's casing: AccessDeniedDetail. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export type Answer = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly refusal: Refusal };

export const answer = (body: unknown): Answer => ({ ok: true, body });

export const refuse = (status: number, code: string, message: string): Answer => ({
  ok: false,
  refusal: { status, code, message },
});

/** A call as a handler sees it. */
export interface ServiceRequest {
  readonly world: LiveWorld;
  /** The parts of the path that the pattern names. */
  readonly path: Readonly<Record<string, string>>;
  /** Of RPC calls, what a form holds as well. */
  readonly query: URLSearchParams;
  /** The JSON body; an empty one is {}. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The JSON body of an operation that takes a list. */
  readonly list: readonly unknown[];
  readonly requestId: string;
  readonly accessKeyId: string;
}

export interface Operation {
  readonly action: string;
  /** ROA: method and path pattern, as "GET /clusters/{cluster}". RPC operations have none. */
  readonly route?: string;
  readonly kind: 'read' | 'write';
  /** Which part of the path, of RPC calls which parameter, the call log names as its target. */
  readonly target?: string;
  /** The JSON body is an array. */
  readonly takesList?: boolean;
  /** What the call touches, as resources of RAM policies: `instance/i-1`. Default: all of the product. */
  readonly resources?: (request: ServiceRequest) => readonly string[];
  /** Is not signed: something in it proves who calls. */
  readonly anonymous?: boolean;
  /** Needs no permission, as GetCallerIdentity. */
  readonly open?: boolean;
  /** What it shows; that may lag behind what was done. */
  readonly shows?: View;
  readonly handle: (request: ServiceRequest) => Answer;
}

/** ROA: by method and path, lower-case JSON. RPC: by action, PascalCase JSON. */
export interface Service {
  readonly product: string;
  readonly style: 'ROA' | 'RPC';
  readonly version: string;
  /** Its real host, which its errors name. */
  readonly host: string;
  /** What it answers to a caller who lacks the permission. */
  readonly forbidden: string;
  readonly operations: readonly Operation[];
}
