import type { Access, Role } from './access.ts';
import type { CensusForm } from './census.ts';
import type { Check } from './check.ts';
import type { Change } from './diff.ts';
import type { Desired } from './desired.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Duty } from './duty.ts';
import type { FactDefinition, Facts, Json } from './fact.ts';
import type { Handover } from './handover.ts';
import type { Observed } from './observed.ts';
import type { SchemaError } from './schema-error.ts';
import type { Contract, Driver } from './operation.ts';
import type { TicketForm } from './ticket.ts';
import type { Transport } from './transport.ts';
import type { Duration, Expectation, GateRequirement, Limit, Span } from './step.ts';
import type { WorldForm } from './world-part.ts';

/** A step as a journey declares it: ids are local to the target (`migrate`), everything else comes from its contract. */
export interface StepDraft {
  readonly id: string;
  readonly type: 'check' | 'change';
  readonly operation: string;
  readonly title: string;
  readonly because: readonly string[];
  readonly args: { readonly [name: string]: Json };
  readonly expects: readonly Expectation[];
  readonly needs: readonly string[];
  readonly ifFailed?: readonly string[];
  readonly limits?: readonly Limit[];
  /** How long it takes where its arguments say so; else as long as its contract says. */
  readonly duration?: Duration;
  /** How long what its contract takes away is away, where its arguments say so; null: nothing is. */
  readonly downtime?: Duration | null;
  /** The arguments of the contract's undo where they are not the step's own. */
  readonly undoArgs?: { readonly [name: string]: Json };
}

/** The words and demands of a gate, which the core puts where it belongs. */
export interface GateDraft {
  readonly question: string;
  readonly requires: readonly GateRequirement[];
  /** What it is called where its place's name (prepare, commit) says too little. */
  readonly id?: string;
  /** What it waits for, in words; shown, and answered by the steps before it. */
  readonly opensOn?: string;
  /** The local id of the step that it stands before, where that is not the first one-way step. */
  readonly before?: string;
  /** It asks for a yes of its own, given once it was reached. */
  readonly ownYes?: true;
  /** Not before this time (RFC 3339), by the cloud's clock. */
  readonly notBefore?: string;
  /** The name of the project's window that it keeps to, where a step behind it disturbs somebody. */
  readonly window?: string;
  /** The local id of a step that a person may do by hand: once the cloud shows it begun, no yes is asked for. */
  readonly byHand?: string;
  /** How long it may wait until that is told as late. */
  readonly deadline?: Span;
  /** No yes opens it, only what a person does by hand. */
  readonly handOnly?: true;
}

export interface Gain {
  readonly topic: string;
  readonly before: string;
  readonly after: string;
  readonly source: string;
}

/** What stays behind after the journey; `billed` says whether it goes on costing money. */
export interface LeftBehind {
  readonly what: string;
  readonly billed: boolean;
  readonly remedy: string;
  /** What `explain` knows of it. */
  readonly code?: string;
  /** How long after the journey's end it falls due. */
  readonly due?: Span;
  /** The fact that shows whether it is still there. */
  readonly fact?: string;
  /** What drift watches of it; without one it is only told. */
  readonly duty?: Duty;
  /** A person's word that it is seen to, from the document. */
  readonly attested?: string;
}

/** The ways that a target could go: which is taken and why, and of each other the first rule that forbids it. */
export interface Ways {
  /** null: none can be taken. */
  readonly taken: string | null;
  readonly because: string;
  /** `code` is null where nothing forbids the way and another one is better. */
  readonly others: readonly {
    readonly way: string;
    readonly code: string | null;
    readonly says: string;
    /** It would have been taken rather than this one. */
    readonly rather?: true;
  }[];
}

export interface Journey {
  readonly name: string;
  readonly title: string;
  readonly steps: readonly StepDraft[];
  readonly gates: { readonly prepare?: GateDraft; readonly commit?: GateDraft };
  readonly gains: readonly Gain[];
  readonly leftBehind: readonly LeftBehind[];
  readonly notices: readonly string[];
  /** Checks of this journey that this version does not make yet: listed, never left out. */
  readonly unchecked: readonly { readonly code: string; readonly demands: string }[];
  /** Where there is more than one way to the same end. */
  readonly ways?: Ways;
}

/** Where a target can go. A refused pair is named ("pro → standard: there is no way back"). */
export type Route =
  | { readonly is: 'nothing' }
  | { readonly is: 'refused'; readonly from: string; readonly to: string; readonly why: string }
  | { readonly is: 'due'; readonly journey: Journey };

/** The vendor's own check of a target, which can be run by itself. */
export interface Precheck {
  readonly operation: string;
  readonly title: string;
  readonly args: { readonly [name: string]: Json };
}

/** What a kind of target declares; the core diffs, orders, inserts gates and draws the point of no return. */
export interface Kind {
  readonly name: string;
  /** The kind of its members, where a document stands for many targets and for none itself: its driver expands it. */
  readonly members?: string;
  /** The JSON schema of the spec: words for messages, and which fields this version does not honour (`x-onward`). */
  readonly schema: object;
  /** All that the schema has against a spec with the project's defaults merged in; nothing when it fits. */
  readonly validateSpec: (value: unknown) => readonly SchemaError[];
  readonly facts: readonly FactDefinition[];
  /** The state facts a document asks for: fact → value. Compared with what is observed. */
  readonly desiredFacts: (desired: Desired) => Facts;
  readonly checks: readonly Check[];
  readonly route: (desired: Desired, observed: Observed, changes: readonly Change[]) => Route;
  /** The identity that locks and journals use, e.g. `ack:<account>:<region>:<clusterId>`; null before the account is known. */
  readonly key: (desired: Desired, observed: Observed) => string | null;
  /** Where a target lies, for limits on how many move there at once; null where that is not known from its document. */
  readonly region?: (desired: Desired) => string | null;
  /** The offline identity by which two documents for one target are found. */
  readonly identity: (desired: Desired) => string;
  /** Further identities by which another document may mean the same target (a name beside an id). */
  readonly aliases?: (desired: Desired) => readonly string[];
  readonly contracts: Readonly<Record<string, Contract>>;
  readonly precheck?: Precheck;
  /** The facts that a journey must leave as they are: written down at the last gate, compared by verify. */
  readonly inventory?: readonly string[];
  /** What other tools take a target over as: pure, from the facts that are read for it. Not every kind has it. */
  readonly handover?: {
    readonly facts: readonly string[];
    readonly of: (desired: Desired, facts: Facts) => Handover;
  };
  /** What its vendor needs in a ticket, where it has one. */
  readonly ticket?: TicketForm;
  /** What `explain` can say of this kind beyond its checks' codes. */
  readonly topics?: readonly {
    readonly code: string;
    readonly title: string;
    readonly means: string;
    readonly remedy: string;
  }[];
  /** What a month costs, from one dated file that a person can replace; `steps` are the local ids of the journey. */
  readonly pricing?: {
    readonly prices: Json;
    /** What is wrong with a person's own prices, or null. */
    readonly fault: (prices: Json) => string | null;
    readonly cost: (costing: {
      readonly desired: Desired;
      readonly facts: Facts;
      readonly prices: Json;
      readonly steps: readonly string[];
    }) => Readonly<Record<string, string | null>>;
  };
  /** What a person has said in the document to have seen to, by the duty's id. */
  readonly attested?: (desired: Desired) => Readonly<Record<string, string>>;
  /** The least that a document needs of its cloud, offline: from the document alone. */
  readonly access?: (desired: Desired, role: Role) => Access;
  /** Rules that the schema cannot say (a waiver of a check that cannot be waived). */
  readonly lint: (desired: Desired) => readonly Diagnostic[];
  /** Whether all that the document has asked besides the cloud lies on loopback; where a kind asks nothing else, it does. */
  readonly asksOnlyLoopback?: (desired: Desired) => boolean;
  /** The world in which its targets are as they were observed, and how a rehearsal reads the log of it. */
  readonly world?: WorldForm;
  /** Its live targets can be listed, and written down as documents that ask for what is. */
  readonly census?: CensusForm;
  readonly driver: (settings: DriverSettings) => Promise<Driver>;
}

export interface DriverSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly accounts: readonly { readonly name: string; readonly id: string }[];
  /** Waits, in milliseconds of real time; injected so that tests need not. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** The local wall clock, used only to sign reads before the cloud's clock is known. */
  readonly wall: () => number;
  readonly randomUuid: () => string;
  /** Carries requests where the network does not. */
  readonly transport?: Transport;
}
