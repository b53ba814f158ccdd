import type { Diagnostic, Result } from '../core/diagnostic.ts';
import type { ChainEnd } from '../core/journal-chain.ts';
import type { EpochText, LateLine } from '../core/journal-epochs.ts';
import type { JournalLine, JournalRecord, Owner } from '../core/journal.ts';
import type { StoredApproval } from './approvals.ts';
import type { Clock } from './clock.ts';
import type { KeptDriftMemory } from './drift-memory.ts';
import type { SetAside } from './set-aside.ts';
import type { JournalWriter } from './journal-writer.ts';

/**
 * open: nobody may be at work, and it may be resumed. unreadable: its journal is damaged; see the diagnostics. set-aside: it
 * was damaged, and a person said that it is over.
 */
export type RunState = 'open' | 'parked' | 'ended' | 'unreadable' | 'set-aside';

/** A run in a list. `alias` is for people: see `runAlias`. */
export interface RunSummary {
  readonly id: string;
  readonly alias: string;
  readonly state: RunState;
  /** Of a damaged run what its plan says; none where that cannot be told either. */
  readonly addresses: readonly string[];
  /** The keys of its targets, where they are known. */
  readonly keys: readonly string[];
  readonly setAside: SetAside | null;
  /** When the plan was accepted; null where the journal cannot be read. */
  readonly acceptedAt: string | null;
  readonly last: JournalLine | null;
  /** The gates at which targets wait, by the id of the step. */
  readonly parkedAt: readonly string[];
}

/** All that is stored of a run. `late` is what a writer said after it had lost the run: evidence, not part of the chain. */
export interface StoredRun extends RunSummary {
  readonly plan: string;
  /** The number of the newest file of the journal. */
  readonly epoch: number;
  /** The whole lines of each file of the journal, as they were written; an epoch may have none. */
  readonly epochs: readonly EpochText[];
  /** What the next line is chained to. */
  readonly end: ChainEnd;
  readonly lines: readonly JournalLine[];
  readonly late: readonly LateLine[];
}

export interface Acceptance {
  /** 12 hex of the plan's digest. */
  readonly id: string;
  /** The plan file's exact text. */
  readonly plan: string;
  readonly record: JournalRecord;
  readonly clock: Clock;
}

/** A plan is accepted once; `consumed` says how the run that did so stands. */
export type Accepted =
  { readonly is: 'accepted'; readonly journal: JournalWriter } | { readonly is: 'consumed'; readonly run: RunSummary };

/** What the file of a lock says. `since` is the clock of its holder; decisions use `beat` alone. */
export interface LockState {
  readonly key: string;
  readonly epoch: number;
  readonly run: string;
  readonly owner: Owner;
  readonly since: string;
  readonly beat: number;
  readonly released: boolean;
}

/** Who asks for locks. `takeOver`: a person says that a silent holder elsewhere is dead. */
export interface Claim {
  readonly run: string;
  readonly owner: Owner;
  readonly clock: Clock;
  readonly takeOver: boolean;
  /** Told once before a holder's heartbeat is watched for 45 s; `holder` is null where its lock cannot be read. */
  readonly onWatch?: (key: string, holder: LockState | null) => void;
}

/** A lock that is held. */
export interface Lock {
  readonly key: string;
  readonly epoch: number;
  /** Whom it was taken from, and why that was safe; null where the target was free. */
  readonly from: { readonly owner: Owner | null; readonly run: string | null; readonly why: string } | null;
  /** A sign of life, due every 10 s. Fails when the lock is lost. */
  readonly beat: () => Promise<Result<null>>;
  /** Right before a call is sent: fails when another holder took the target, or when that cannot be read. */
  readonly stillOurs: () => Promise<Result<null>>;
  readonly release: () => Promise<Result<null>>;
}

/** A one-way step that was intended and of which it is not known how it ended. */
export interface OpenIntent {
  readonly run: string;
  readonly alias: string;
  /** The target that the step works on. */
  readonly key: string;
  readonly step: string;
  /** When it was intended, by the cloud's clock. */
  readonly at: string;
  /** The newest thing known of the call: intended, accepted, or asked to come again later. */
  readonly last: 'intended' | 'sent' | 'throttled';
}

/** What is left of a damaged run. */
export interface Remains {
  /** Why it cannot be read; empty where it can. */
  readonly damage: readonly Diagnostic[];
  /** Its files are not as they were left, which only a person's word can get past. */
  readonly isDamage: boolean;
  /** The text of its plan, which nothing vouches for. */
  readonly plan: string | null;
  /** The targets whose locks it held; null where a lock cannot be read. */
  readonly held: readonly string[] | null;
}

/** Reads a store. No method creates or changes anything. */
export interface Store {
  /** null while there is none yet. */
  readonly id: string | null;
  /** The store as it was named. */
  readonly place: string;
  readonly readRun: (id: string) => Promise<Result<StoredRun>>;
  /** Oldest acceptance first. A damaged run is listed as unreadable and its diagnostics come with the value. */
  readonly listRuns: () => Promise<Result<readonly RunSummary[]>>;
  /** By id, the beginning of one, or alias. */
  readonly findRun: (name: string) => Promise<Result<RunSummary>>;
  /** Who holds a target, or null. */
  readonly holder: (key: string) => Promise<Result<LockState | null>>;
  /** On all of these targets: each run that held one of them is read once. */
  readonly openIntents: (keys: readonly string[]) => Promise<Result<readonly OpenIntent[]>>;
  /** Every approval that was kept, whatever it is of; nothing of them is proven. */
  readonly approvals: () => Promise<Result<readonly StoredApproval[]>>;
  readonly readRemains: (id: string) => Promise<Result<Remains>>;
  /** What drift runs remember of one another; damage comes as warnings. */
  readonly readDriftMemory: () => Promise<Result<KeptDriftMemory>>;
  /** Makes the store where there is none, and allows writing. */
  readonly ensure: () => Promise<Result<WritableStore>>;
}

export interface WritableStore extends Store {
  readonly id: string;
  /** Consumes a plan: keeps it and creates the journal with its first line, both durable. */
  readonly acceptRun: (acceptance: Acceptance) => Promise<Result<Accepted>>;
  /** Goes on with a run: creates the next file of the journal with `record` as its first line, durable. */
  readonly openJournal: (
    id: string,
    entry: { readonly record: JournalRecord; readonly clock: Clock },
  ) => Promise<Result<Reopened>>;
  /** Ends a damaged run by a person's word; false where that was done before. */
  readonly setAside: (id: string, aside: SetAside) => Promise<Result<boolean>>;
  /** Keeps an approval; false where that key's is there already. */
  readonly keepApproval: (approval: StoredApproval) => Promise<Result<boolean>>;
  /** Remembers for the next drift run; false where another has written since `generation` was read. */
  readonly keepDriftMemory: (kept: Pick<KeptDriftMemory, 'generation' | 'memory'>) => Promise<Result<boolean>>;
  /** All of the targets or none; the locks come in the order of their keys. */
  readonly take: (keys: readonly string[], claim: Claim) => Promise<Result<readonly Lock[]>>;
}

/** A journal that was opened again. `run` was read after the new file was there, so that no earlier line is missed. */
export interface Reopened {
  readonly journal: JournalWriter;
  readonly run: StoredRun;
}
