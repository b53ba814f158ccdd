/** One run of a Cloud Assistant command on one instance. */
export interface InvocationResult {
  readonly instance: string;
  /** Virtual ms. One that begins later is not there yet. */
  readonly from: number;
  readonly to: number;
  /** What it ends with; a code other than 0 means Failed. */
  readonly exitCode: number;
  readonly output: string;
  /** Why it did not run at all, as ClientNotRunning. */
  readonly errorCode: string;
}

/** A command that was sent to instances. The service keeps its output for 30 days. */
export interface Invocation {
  readonly id: string;
  readonly command: string;
  readonly name: string;
  readonly results: readonly InvocationResult[];
}
