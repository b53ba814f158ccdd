/**
 * One thing that was looked at. `unproven`: nothing is known against it, and it could not be proven here. `void`: a signature
 * that is nobody's who may sign.
 */
export interface CheckedPart {
  readonly part: 'plan' | 'decision' | 'journal' | 'approvals' | 'policy' | 'told' | 'requests' | 'seal' | 'text';
  readonly is: 'proven' | 'unproven' | 'void' | 'altered';
  readonly says: string;
  /** Of a line of the journal: its file's number, and its place there, counted from 1. */
  readonly epoch?: number;
  readonly line?: number;
}

/** What a check of a report found, offline. */
export interface ReportCheckModel {
  readonly run: string;
  readonly alias: string;
  /** `ended, exit 0 (done)`, `open: parked at prod/commit`. */
  readonly standing: string;
  readonly written: { readonly at: string; readonly tool: string };
  readonly seal: string;
  readonly parts: readonly CheckedPart[];
}
