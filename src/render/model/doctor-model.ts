/** One thing that a run needs of this machine and its credentials. */
export interface DoctorRow {
  readonly what: string;
  readonly is: 'ok' | 'FAIL' | 'skipped';
  readonly says: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export interface DoctorModel {
  readonly rows: readonly DoctorRow[];
}
