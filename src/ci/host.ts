import type { Surroundings } from '../forge/place.ts';

/** How a command of `onward` ended. */
export interface Ran {
  readonly exit: number;
  /** The end of what it wrote, bounded. */
  readonly stdout: string;
  readonly stderr: string;
}

/** `show`: what it writes goes to the job's log as it comes. `keep`: it is returned only. */
export type Loudness = 'show' | 'keep';

/** What a job of a pipeline needs of the machine it runs on; the process gives the real one, tests their own. */
export interface JobHost extends Surroundings {
  readonly onward: (args: readonly string[], loudness: Loudness) => Promise<Ran>;
  /** Null where there is none, or it cannot be read. */
  readonly read: (path: string) => Promise<string | null>;
  readonly write: (path: string, text: string) => Promise<void>;
  readonly append: (path: string, text: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** A line of the job's log. */
  readonly log: (text: string) => void;
  readonly randomUuid: () => string;
}
