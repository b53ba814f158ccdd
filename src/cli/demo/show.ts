import type { Host } from '../../app/host.ts';
import type { Cloud } from './cloud.ts';
import type { Stage } from './stage.ts';
import type { Voice } from './voice.ts';

/** What every scene has at hand. */
export interface Show {
  readonly host: Host;
  readonly stage: Stage;
  readonly voice: Voice;
  readonly cloud: Cloud;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What was not as expected, in a few words; null when all was. */
export type Wrong = string | null;

/** One thing the demo does, and why, in a sentence. */
export interface Scene {
  readonly why: string;
  readonly play: (show: Show) => Promise<Wrong>;
}
