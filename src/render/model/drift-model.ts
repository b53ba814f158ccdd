import type { DriftClass } from '../../core/drift/classes.ts';

/** What a run left behind, as it stands now. Times are the cloud's. */
export interface DriftDuty {
  /** Its name, as an attestation says it. */
  readonly id: string;
  readonly what: string;
  /** The run that left it. */
  readonly run: string;
  readonly is: 'owed' | 'attested' | 'done' | 'unread';
  readonly billed: boolean;
  readonly remedy: string;
  readonly code?: string;
  /** RFC 3339; null where its plan names no day. */
  readonly due: string | null;
  /** How long it is overdue, negative before; null where there is no day, or nobody told the time. */
  readonly lateSeconds: number | null;
  /** How many things there were to see to, and which are still there; 0 where only a person can say. */
  readonly of: number;
  readonly left: readonly string[];
  /** What a person said of it. */
  readonly word?: string;
}

/** One thing that is not as it was left. */
export interface DriftRow {
  /** The same in every look while the same is wrong with the same thing. */
  readonly id?: string;
  readonly class: DriftClass;
  readonly address: string;
  /** What of the target it is about: a fact, a duty, a run. */
  readonly topic: string;
  readonly says: string;
  /** RFC 3339. */
  readonly since?: string;
  readonly fact?: string;
  /** Values in words: what it was, and is now. */
  readonly before?: string;
  readonly after?: string;
  /** Values in words, where it never was as it is asked for. */
  readonly asked?: string;
  readonly is?: string;
  /** The run that it is about, by its alias. */
  readonly run?: string;
  /** The command by which it goes on. */
  readonly next?: string;
  readonly duty?: DriftDuty;
  /** Against the look before; absent where nobody remembers. */
  readonly standing?: 'new' | 'still' | 'changed';
  /** When a drift run saw it first, the cloud's clock (RFC 3339). */
  readonly firstSeen?: string;
  /** The value that it had at the look before, where it has another one now. */
  readonly was?: string;
  /** The rule of the Project that sets it aside. */
  readonly ignored?: { readonly reason: string; readonly expires: string; readonly at: string };
  /** The right edge: `new`, `3 d`, `1 d late`. */
  readonly age?: string;
}

/** What was there at the look before, and is not any more. */
export interface GoneRow {
  readonly id: string;
  readonly class: DriftClass;
  readonly address: string;
  readonly topic: string;
  readonly says: string;
  readonly firstSeen: string;
}

/** Whether drift runs remember one another here. none: there is no store. unread, unwritten: it could not be, now. */
export type MemoryState = 'kept' | 'none' | 'unread' | 'unwritten';

export interface DriftModel {
  readonly format: 'onward.drift/1';
  /** When it was read, the cloud's clock (RFC 3339). */
  readonly at: string;
  /** How many targets were looked at. */
  readonly targets: number;
  readonly rows: readonly DriftRow[];
  /** Duties that are not loud: not due yet, done, attested, or without a day. null where nobody asked for them. */
  readonly quiet: readonly DriftRow[] | null;
  /** Against the look before; null where nobody remembers it. `changed` of those that are still there say another value. */
  readonly since: {
    readonly new: number;
    readonly still: number;
    readonly changed: number;
    readonly gone: number;
  } | null;
  readonly gone: readonly GoneRow[];
  /** What rules of the Project set aside; the rows where all are asked for. */
  readonly ignored: { readonly count: number; readonly rows: readonly DriftRow[] | null };
  readonly memory: MemoryState;
  /** Whom the Project names to be asked. */
  readonly contacts: { readonly owner?: string; readonly onCall?: string };
}
