import type { Address } from '../address.ts';
import type { Json } from '../fact.ts';
import type { EpochText } from '../journal-epochs.ts';
import type { Owner } from '../journal.ts';
import type { Observed } from '../observed.ts';
import type { Proof } from '../operation.ts';
import type { Hash } from '../plan.ts';
import type { PlanSource } from '../plan-policy.ts';

/** The format of the file for auditors. */
export const reportFormat = 'onward.report/1';

/** A signed approval as its store keeps it. */
export interface ReportApproval {
  /** 64 hex. */
  readonly decision: string;
  readonly name: string;
  readonly text: string;
}

/** Whose signatures counted. `rules` are the other parts of the policy, by which it is shown to be the plan's. */
export interface ReportPolicy {
  /** The policy is the one that the plan was made under; else it moved since. */
  readonly isPlans: boolean;
  readonly rules: { readonly [name: string]: Json };
  /** The allowed-signers file of ssh-keygen. */
  readonly signers: string;
  readonly revoked: string | null;
}

/** What the cloud said of one target when the report was written. */
export interface TargetNow {
  readonly address: Address;
  readonly at: string;
  readonly state: Observed['state'];
  readonly facts: { readonly [name: string]: Json };
}

/** What the rest of a report is worked out from: each text exactly as it was found. */
export interface ReportEvidence {
  readonly plan: string;
  readonly journal: readonly EpochText[];
  readonly approvals: readonly ReportApproval[];
  /** Null where no signatures are asked for, or the policy could not be read. */
  readonly policy: ReportPolicy | null;
  readonly now: readonly TargetNow[];
  /** Why the cloud was not read; null where it was. */
  readonly nowUnread: string | null;
}

export interface ToldRun {
  readonly id: string;
  readonly alias: string;
  readonly state: 'open' | 'parked' | 'ended';
  readonly parkedAt: readonly string[];
  /** How it ended; null where it has not. */
  readonly outcome: string | null;
  readonly exit: number | null;
  readonly acceptedAt: string;
  readonly lastAt: string;
}

export interface ToldPlan {
  readonly digest: Hash;
  readonly decision: Hash;
  readonly createdAt: string;
  readonly tool: string;
  readonly store: string;
  readonly source: PlanSource | null;
  readonly policy: { readonly from: string | null; readonly commit: string | null; readonly digest: Hash } | null;
}

/** One fact, as the document asks for it or as the inventory holds it, and as it is. */
export interface ToldFact {
  readonly fact: string;
  readonly from: 'document' | 'inventory';
  readonly before: Json;
  readonly now: Json;
  readonly is: 'same' | 'as-asked' | 'differs' | 'unread';
}

export interface ToldLeft {
  readonly what: string;
  readonly billed: boolean;
  /** RFC 3339; null where no day is named, or the journey has not got there. */
  readonly due: string | null;
  readonly remedy: string;
  readonly attested: string | null;
}

export interface ToldWaiver {
  readonly code: string;
  readonly reason: string;
  readonly expires: string;
}

export interface ToldTarget {
  readonly address: Address;
  readonly key: string | null;
  readonly account: string | null;
  readonly journey: string | null;
  /** The number of the change, where the document has one. */
  readonly change: string | null;
  readonly applicable: boolean;
  readonly waivers: readonly ToldWaiver[];
  /** When the inventory was written down, before the last gate; null where the run did not get there. */
  readonly inventoryAt: string | null;
  /** When the cloud was read; null where it was not. */
  readonly nowAt: string | null;
  readonly facts: readonly ToldFact[];
  readonly leftBehind: readonly ToldLeft[];
}

/** A yes as the journal has it. */
export interface ToldYes {
  readonly at: string;
  readonly by: string;
  readonly via: string;
  readonly approvals: readonly {
    readonly by: string;
    readonly at: string;
    readonly how: string;
    readonly key: string | null;
  }[];
}

export interface ToldGate {
  readonly gate: string;
  readonly title: string;
  readonly question: string;
  readonly waited: readonly {
    readonly at: string;
    readonly missing: readonly string[];
    readonly says: string | null;
  }[];
  readonly yes: readonly ToldYes[];
  readonly openedAt: string | null;
  readonly checks: readonly { readonly code: string; readonly at: string }[];
}

/** A signature that is in the report. Its proof is of no report: it is made when the report is checked. */
export interface ToldSignature {
  readonly name: string;
  readonly by: string;
  readonly at: string;
  readonly gate: string | null;
  /** The plan that was read, 64 hex. */
  readonly digest: string;
}

/** One try of a call. `unknown`: nothing in the journal says how it was answered. */
export interface ToldCall {
  readonly step: string;
  readonly attempt: number;
  readonly epoch: number;
  /** The cloud's time that the request was signed with; null where no intent stands before it. */
  readonly sentAt: string | null;
  readonly answer: 'accepted' | 'refused' | 'throttled' | 'unsent' | 'unknown';
  readonly answeredAt: string | null;
  readonly request: string | null;
  readonly task: string | null;
  /** The cloud's code and words, or why nothing was sent. */
  readonly why: string | null;
}

export interface ToldSettle {
  readonly step: string;
  readonly as: 'sent' | 'not-sent';
  readonly by: string;
  readonly at: string;
  readonly evidence: string;
}

/** What a step came to, with the reads that showed it. */
export interface ToldEnd {
  readonly step: string;
  readonly is: 'done' | 'failed' | 'undone';
  readonly at: string;
  readonly why: string | null;
  readonly evidence: readonly Proof[];
}

/** One writer of the journal. */
export interface ToldEpoch {
  readonly epoch: number;
  readonly lines: number;
  /** What wrote it; null where its lines do not say. */
  readonly tool: string | null;
  readonly owner: Owner | null;
  /** Why it could take the run. */
  readonly why: string | null;
  readonly from: string | null;
  readonly until: string | null;
  /** The hash of its last line. */
  readonly last: string | null;
}

export interface ToldLate {
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly at: string;
}

/** What follows from the evidence; a check works it out again. */
export interface Told {
  readonly run: ToldRun;
  readonly plan: ToldPlan;
  readonly targets: readonly ToldTarget[];
  readonly gates: readonly ToldGate[];
  readonly signatures: readonly ToldSignature[];
  readonly calls: readonly ToldCall[];
  readonly settles: readonly ToldSettle[];
  readonly ends: readonly ToldEnd[];
  readonly epochs: readonly ToldEpoch[];
  readonly late: readonly ToldLate[];
  /** Where the chain begins (the hash of the plan's text) and ends. */
  readonly chain: { readonly start: string; readonly seq: number; readonly hash: string };
}

/** The file for auditors. `seal` is the SHA-256 of the rest, canonical. */
export interface Report {
  readonly format: typeof reportFormat;
  readonly seal: Hash;
  /** Who wrote it, and when by the clock of that machine. */
  readonly written: { readonly at: string; readonly tool: string };
  readonly told: Told;
  readonly evidence: ReportEvidence;
}
