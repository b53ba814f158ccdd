import type { Code } from './codes.ts';
import type { Evidence, Facts } from './fact.ts';

/** Why a read failed. Only `refused` is about permission; none of them means that the thing is absent. */
export type ReadFailure = 'refused' | 'throttled' | 'network' | 'server' | 'malformed';

/** Facts that could not be read, by which call and why. Unknown is not absent. */
export interface Unread {
  readonly facts: readonly string[];
  readonly call: string;
  readonly why: string;
  readonly failure: ReadFailure;
  /** What `explain` knows of this failure: its meaning and the way past it. */
  readonly code?: Code;
  readonly request?: string;
}

/**
 * What the cloud says now, all at one time (`at` is the cloud's clock, RFC 3339).
 * present: `facts` were read, those of `unread` were not. absent: the cloud said so itself.
 * unreadable: it could not even be learned whether the target exists.
 * withheld: the caller's account is not the declared one, so nothing else was asked.
 */
export interface Observed {
  readonly state: 'present' | 'absent' | 'unreadable' | 'withheld';
  readonly at: string;
  readonly facts: Facts;
  readonly evidence: readonly Evidence[];
  readonly unread: readonly Unread[];
}
