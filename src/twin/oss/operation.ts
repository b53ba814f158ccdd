import type { Incoming } from '../incoming.ts';
import type { LiveBucket } from '../live-bucket.ts';
import type { LiveWorld } from '../live-world.ts';
import type { Outcome } from './error.ts';
import type { Place } from './request.ts';

/** A call as a handler sees it. */
export interface OssRequest extends Place {
  readonly incoming: Incoming;
  readonly world: LiveWorld;
  /** The region of the endpoint; undefined where the address names none. */
  readonly endpoint: string | undefined;
  /** The region of a signature of version 4. */
  readonly signedFor: string | undefined;
  /** Account id; undefined for a call without a signature. */
  readonly caller: string | undefined;
  /** Whose key signed. */
  readonly accessKeyId: string | undefined;
}

/** What an operation needs of whoever calls it. */
export type Access = 'owner' | 'read' | 'write';

/** An operation on a bucket that exists, or on an object in it. */
export interface OssOperation {
  readonly action: string;
  /** The action a policy names, where it is another one. */
  readonly permission?: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly on: 'bucket' | 'object';
  /** The query parameter that makes it this one; without it, what is left. */
  readonly query?: string;
  readonly access: Access;
  readonly handle: (request: OssRequest, bucket: LiveBucket) => Outcome;
}

/** A query parameter's value; undefined when it is absent or empty. */
export const option = ({ incoming }: OssRequest, name: string): string | undefined =>
  incoming.query.get(name) || undefined;

export const isoDate = (ms: number): string => new Date(ms).toISOString();

/** Of a call that is about no bucket there is: what the endpoint says, else what the signature is for. */
export const regionOf = ({ endpoint, signedFor }: OssRequest): string => endpoint ?? signedFor ?? 'cn-hangzhou';
