/** Worst first: the order in which drift is shown. */
export const driftClasses = ['alarm', 'unread', 'regression', 'residue', 'outside', 'in-flight'] as const;

export type DriftClass = (typeof driftClasses)[number];

/** One thing that is not as it was left. */
export interface DriftRow {
  readonly class: DriftClass;
  readonly address: string;
  readonly says: string;
  /** RFC 3339. */
  readonly since?: string;
  readonly fact?: string;
  /** Values in words. */
  readonly before?: string;
  readonly after?: string;
  /** The right edge: `new`, `still`, `1 d late`. */
  readonly age?: string;
}

export interface DriftModel {
  /** When it was read, the cloud's clock (RFC 3339). */
  readonly at: string;
  /** How many targets were looked at. */
  readonly targets: number;
  readonly rows: readonly DriftRow[];
  /** Against the last look; null where there was none. */
  readonly since: { readonly new: number; readonly still: number; readonly gone: number } | null;
}
