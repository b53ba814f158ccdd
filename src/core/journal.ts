import type { GivenApproval } from './approvals.ts';
import type { Json } from './fact.ts';
import type { Fence, Loss, Proof } from './operation.ts';
import type { Facts } from './fact.ts';

/** Who holds a run: one process on one machine. `start` tells a reused pid from the first (kernel ticks or milliseconds). */
export interface Owner {
  readonly host: string;
  readonly boot: string;
  readonly pid: number;
  readonly start: string;
}

/** What a line of the journal says. `at` is added by the writer: the cloud's clock where known, else the local one. */
export type JournalRecord =
  | {
      readonly type: 'accepted';
      readonly plan: string;
      readonly decision: string;
      readonly owner: Owner;
      readonly executor: string;
      /** What wrote it, name and version. Lines of older versions do not say. */
      readonly tool?: string;
    }
  | {
      readonly type: 'taken';
      readonly owner: Owner;
      readonly from: Owner | null;
      readonly why: string;
      readonly tool?: string;
    }
  | {
      readonly type: 'approved';
      readonly step: string;
      readonly decision: string;
      readonly by: string;
      readonly via: string;
      /** The yes was to the whole decision: gates that are reached later need no other from whoever runs this. */
      readonly covers?: 'plan';
      /** Where the policy asks for several: who said yes, when, how, and with which key. */
      readonly approvals?: readonly Omit<GivenApproval, 'void' | 'gate'>[];
    }
  | {
      readonly type: 'opened';
      readonly step: string;
      readonly checks: readonly { readonly code: string; readonly at: string }[];
    }
  | {
      readonly type: 'answered';
      readonly step: string;
      readonly code: string;
      readonly verdict: string;
      readonly facts: Facts;
    }
  | {
      readonly type: 'intended';
      readonly step: string;
      readonly attempt: number;
      readonly fence: Fence;
      /** What the call will make vanish, as it was right before. */
      readonly loses?: Loss;
    }
  | { readonly type: 'sent'; readonly step: string; readonly request: string; readonly task: string | null }
  | {
      readonly type: 'refused';
      readonly step: string;
      readonly code: string;
      readonly request: string;
      readonly why: string;
      readonly throttled: boolean;
      /** For want of credentials or permission. */
      readonly denied?: boolean;
    }
  /** After its intent: nothing left this process, so there is no request that could still arrive. */
  | { readonly type: 'unsent'; readonly step: string; readonly why: string }
  | { readonly type: 'progress'; readonly step: string; readonly says: string }
  | {
      readonly type: 'done';
      readonly step: string;
      readonly evidence: readonly Proof[];
      readonly adopted?: string;
      readonly result?: Json;
    }
  | {
      readonly type: 'failed';
      readonly step: string;
      readonly code: string;
      readonly why: string;
      readonly evidence: readonly Proof[];
    }
  /** An abort took the step back, by the undo that the plan names. */
  | { readonly type: 'undone'; readonly step: string }
  /** `step` is the gate, or a step behind it that its window kept back. */
  | {
      readonly type: 'parked';
      readonly step: string;
      readonly gate: string;
      readonly missing: readonly string[];
      /** How far it is: `1 of 2: alice; bob's expired 2026-11-20`. */
      readonly says?: string;
      /** When what waits for its time may go on, RFC 3339, as far as could be told then. */
      readonly opensAt?: string;
    }
  | {
      readonly type: 'settled';
      readonly step: string;
      readonly as: 'sent' | 'not-sent';
      readonly evidence: string;
      readonly by: string;
      /** The requests of accepted calls that the journal told of when the person answered. */
      readonly knew?: readonly string[];
    }
  | { readonly type: 'ended'; readonly outcome: string; readonly exit: number };

/** One line of `journal.<epoch>.ndjson`: `prev` is the sha256 of the line before (of the plan for the first). */
export type JournalLine = JournalRecord & { readonly seq: number; readonly at: string; readonly prev: string };
