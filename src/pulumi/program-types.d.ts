import type { Output } from '@pulumi/pulumi';

/** How a run stands after an update. Of a preview `status` and `next` are not known. */
export interface Outputs {
  /** `done`, or `parked` at a gate that waits for a yes; with any other ending the update fails. */
  readonly status: string | Output<string>;
  /** What people call the run; null where the plan has nothing to do. */
  readonly run: string | null;
  /** The first 12 hex digits of what a yes is bound to. */
  readonly decision: string;
  /** The command that comes next. */
  readonly next: string | Output<string>;
}

/**
 * The program of a Pulumi project that walks a plan of Onward: `export { default } from 'onward/pulumi'`. It reads
 * `onward:plan`, `onward:store`, `onward:approve`, `onward:gate` and `onward:takeOver` from the stack.
 */
export default function program(): Promise<Outputs>;
