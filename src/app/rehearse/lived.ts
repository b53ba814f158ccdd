import type { Story } from './life.ts';
import type { Rules } from './rules.ts';
import type { Late, Sky } from './sky.ts';

/** A process dies at an await, by its number; power: what was not put on the disk is lost, but this part of the new bytes. */
export interface Crash {
  readonly at: number;
  readonly power?: number;
}

/** Everything that goes wrong in one life of a plan. */
export interface Trouble {
  readonly crashes: readonly Crash[];
  /** As POST /_twin/faults takes them. */
  readonly faults: readonly object[];
  readonly late: readonly Late[];
  /** Each process runs on a machine of its own. */
  readonly elsewhere: boolean;
}

export const noTrouble: Trouble = { crashes: [], faults: [], late: [], elsewhere: false };

/** A life as it went. */
export interface Lived {
  readonly rules: Rules;
  readonly trouble: Trouble;
  readonly story: Story;
  readonly sky: Sky;
  /** The world in which it began, as text. */
  readonly born: string;
  /** What was crossed, in order. */
  readonly awaits: readonly string[];
}
