import type { Census, CensusPlace } from './census.ts';
import type { Code } from './codes.ts';
import type { Desired } from './desired.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Json } from './fact.ts';
import type { Observed } from './observed.ts';
import type { Again, Downtime, Duration, Span } from './step.ts';
import type { Reversibility } from './reversibility.ts';

/** What is true of every step of one operation. `budget` is how long to wait for it to be done, on the cloud's clock. */
export interface Contract {
  readonly operation: string;
  /** False for an operation that only reads: it has a probe and nothing is ever sent for it. */
  readonly sends: boolean;
  readonly reversibility: Reversibility | null;
  readonly undo: string | null;
  /** Where taking it back throws something away: what, in words. It is then taken back while it is under way, too. */
  readonly undoLoses?: string;
  readonly again: Again;
  readonly duration: Duration;
  readonly downtime: Downtime | null;
  readonly budget: Span;
  readonly poll: Span;
  /** What it takes down stays down until a later step brings it up again: no window's end may come between. */
  readonly leavesDown?: true;
}

/**
 * What makes a signed request die: its date is valid for 15 minutes and its nonce once (ACS3 signatures).
 * `date` is the cloud's clock, RFC 3339 with seconds.
 */
export interface Fence {
  readonly nonce: string;
  readonly date: string;
}

/** The intent a probe looks back to: when it was written (the cloud's clock), and the accepted call's task where known. */
export interface Since {
  readonly at: string;
  readonly task?: string;
}

/** A line of evidence a probe found: the call, its request id, the cloud's time, and the field as the cloud wrote it. */
export interface Proof {
  readonly call: string;
  readonly request: string;
  readonly at: string;
  readonly says: string;
}

/** What a call will make vanish from the cloud for good: named, and its text, by which a person can put it back. No secret. */
export interface Loss {
  readonly what: string;
  readonly text: string;
}

/** A read that tells how a step stands; it looks at finished tasks and events since the intent, not only at the state now. */
export type Probe =
  /** `loses`: is written down with the intent, before anything is sent. */
  | { readonly is: 'not-done'; readonly proof: readonly Proof[]; readonly loses?: Loss }
  | { readonly is: 'in-flight'; readonly task: string | null; readonly says: string; readonly proof: readonly Proof[] }
  | { readonly is: 'done'; readonly proof: readonly Proof[]; readonly result?: Json }
  | { readonly is: 'failed'; readonly why: string; readonly proof: readonly Proof[] }
  | { readonly is: 'unreadable'; readonly why: string; readonly code?: Code };

/**
 * How a call was answered. Sent once, never retried by the driver. `unanswered` is everything that proves nothing, `unsent`
 * that provably nothing left this process, for a reason that may pass (a read before the write, no credentials just now).
 */
export type Answer =
  | { readonly is: 'accepted'; readonly request: string; readonly task: string | null }
  /** `denied`: for want of credentials or permission. */
  | {
      readonly is: 'refused';
      readonly code: string;
      readonly request: string;
      readonly why: string;
      readonly denied?: boolean;
    }
  /** Not done, and to be sent again later. `code` and `why` in the cloud's words, where it said more than to wait. */
  | {
      readonly is: 'throttled';
      readonly code?: string;
      readonly request: string;
      readonly why?: string;
      readonly afterMs: number;
    }
  | { readonly is: 'unsent'; readonly why: string; readonly afterMs: number }
  | { readonly is: 'unanswered'; readonly why: string };

export interface OperationCall {
  readonly operation: string;
  readonly desired: Desired;
  readonly args: { readonly [name: string]: Json };
}

/** The cloud's clock as last heard: RFC 3339, and how long ago that was, in monotonic milliseconds. */
export interface CloudClock {
  /** Milliseconds since the epoch on the cloud's clock, or null before the first answer. */
  now(): number | null;
}

/** What to observe: state facts always, the journey's where asked for, and of those only `facts` where they are named. */
export interface Want {
  readonly journey: boolean;
  readonly facts?: readonly string[];
}

/** The duties of one target whose facts are to be read: each fact with what its plan wrote down for the read. */
export interface DutyCall {
  readonly desired: Desired;
  readonly duties: readonly { readonly fact: string; readonly args: { readonly [name: string]: Json } }[];
}

/** The facts of duties that were read, and those that were not. */
export type DutyReading = Pick<Observed, 'facts' | 'evidence' | 'unread'>;

/** A set whose members are asked for. `moved` are those that earlier runs sent on their way: the cloud may no longer list them. */
export interface SetCall {
  readonly set: Desired;
  readonly moved: readonly Desired[];
}

/** What a set stands for now: its members with all that is wrong with it, or that they could not be read. */
export type Expansion =
  | { readonly is: 'members'; readonly members: readonly Desired[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly is: 'unread'; readonly observed: Observed };

/** The effects of a kind: one per kind and run. It holds the credentials; nothing it returns does. */
export interface Driver {
  /** One batch of list calls per account and region. `journey: true` asks for journey facts too. */
  observe(desired: readonly Desired[], want: Want): Promise<ReadonlyMap<string, Observed>>;
  /** The members of sets, by the sets' addresses: a few lists, never a call a member. Only kinds with `members` have it. */
  expand?(calls: readonly SetCall[]): Promise<ReadonlyMap<string, Expansion>>;
  /** What lives at a place, by a few lists, never a call a target. Only kinds with a `census` have it. */
  enumerate?(place: CensusPlace): Promise<Census>;
  /** Reads what runs left behind, by address: each fact is read or reported unread. List calls, and for these targets alone. */
  readDuties(calls: readonly DutyCall[]): Promise<ReadonlyMap<string, DutyReading>>;
  probe(call: OperationCall, since?: Since): Promise<Probe>;
  perform(call: OperationCall, fence: Fence): Promise<Answer>;
  /** Reads the cloud's clock by a call that changes nothing. */
  readClock(): Promise<void>;
  readonly clock: CloudClock;
  /** True only while every endpoint is a loopback address (a twin): then waiting may be sped up. */
  readonly loopback: boolean;
}
