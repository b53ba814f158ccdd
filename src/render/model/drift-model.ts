/** Worst first: the order in which drift is shown. */
export const driftClasses = ['alarm', 'unread', 'regression', 'residue', 'outside', 'in-flight'] as const;

export type DriftClass = (typeof driftClasses)[number];

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
  readonly class: DriftClass;
  readonly address: string;
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
  /** The right edge: `new`, `still`, `1 d late`. */
  readonly age?: string;
}

export interface DriftModel {
  /** When it was read, the cloud's clock (RFC 3339). */
  readonly at: string;
  /** How many targets were looked at. */
  readonly targets: number;
  readonly rows: readonly DriftRow[];
  /** Duties that are not loud: not due yet, done, attested, or without a day. null where nobody asked for them. */
  readonly quiet: readonly DriftRow[] | null;
  /** Against the last look; null where there was none. */
  readonly since: { readonly new: number; readonly still: number; readonly gone: number } | null;
}
