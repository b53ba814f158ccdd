import type { Permit, Role } from './access.ts';
import type { Code } from './codes.ts';
import type { DriverSettings } from './kind.ts';

/**
 * Why a call of object storage came to nothing. versioned: the bucket keeps versions, where a create is not exclusive.
 * retained: what is there may not change. away: no answer, or one that says nothing. refused: anything else.
 */
export interface ObjectFault {
  readonly is: 'fault';
  readonly why:
    | 'no-bucket'
    | 'other-region'
    | 'denied'
    | 'credentials'
    | 'versioned'
    | 'retained'
    | 'throttled'
    | 'away'
    | 'refused';
  /** In a few words, without a secret. */
  readonly says: string;
  /** The code of what is wrong with the credentials. */
  readonly code?: Code;
  /** The region that the bucket is in, where the service names it. */
  readonly region?: string;
  /** It may have been done all the same. */
  readonly lost: boolean;
}

/**
 * Whole texts under keys, as a bucket keeps them. Reads are tried again while their failure may pass; writes are sent once.
 * No method rejects.
 */
export interface ObjectPort {
  readonly get: (
    key: string,
  ) => Promise<{ readonly is: 'object'; readonly text: string } | { readonly is: 'absent' } | ObjectFault>;
  /** What follows `prefix` in the keys that begin with it, up to the next slash; each once. It may be old. */
  readonly list: (prefix: string) => Promise<{ readonly is: 'names'; readonly names: readonly string[] } | ObjectFault>;
  /** Exclusive create: of many at once one is done, the others find it taken. */
  readonly create: (key: string, text: string) => Promise<{ readonly is: 'done' | 'taken' } | ObjectFault>;
  /** Creates or replaces. */
  readonly put: (key: string, text: string) => Promise<{ readonly is: 'done' } | ObjectFault>;
  /**
   * Adds at the end of an object that grows, which must be `position` bytes long; 0 creates it. elsewhere: it is of another
   * length, or none that grows.
   */
  readonly append: (
    key: string,
    at: { readonly position: number; readonly text: string },
  ) => Promise<{ readonly is: 'done' | 'elsewhere' } | ObjectFault>;
  /** Done also where there is no such object. */
  readonly remove: (key: string) => Promise<{ readonly is: 'done' } | ObjectFault>;
}

/** A cloud's object storage, where a store may be kept: `<scheme>://bucket/prefix`. */
export interface ObjectStorage {
  readonly scheme: string;
  /** Opens nothing yet; the first call finds key and region. */
  readonly open: (settings: DriverSettings, bucket: string) => Promise<ObjectPort>;
  /** The least that a store under a prefix needs to be allowed; `plan` only reads it. */
  readonly access: (place: { readonly bucket: string; readonly prefix: string }, role: Role) => readonly Permit[];
}
