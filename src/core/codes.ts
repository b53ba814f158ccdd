import { bucketCodes } from './codes/bucket.ts';
import { credentialCodes } from './codes/credentials.ts';
import { documentCodes } from './codes/document.ts';
import { driftCodes } from './codes/drift.ts';
import { engineCodes } from './codes/engine.ts';
import { forgeCodes } from './codes/forge.ts';
import { makingCodes } from './codes/making.ts';
import { planningCodes } from './codes/planning.ts';
import { readingCodes } from './codes/reading.ts';
import { runningCodes } from './codes/running.ts';
import { storeCodes } from './codes/store.ts';
import { twinCodes } from './codes/twin.ts';
import { usageCodes } from './codes/usage.ts';

/** What `explain` says of a code: its summary, what it means in sentences, and the way past it. */
export interface CodeEntry {
  readonly title: string;
  readonly means: string;
  readonly remedy: string;
}

/** The one registry of diagnostic codes; a code is never reused. Checks' codes live with their kind. */
export const codes = {
  ...documentCodes,
  ...makingCodes,
  ...readingCodes,
  ...planningCodes,
  ...runningCodes,
  ...driftCodes,
  ...engineCodes,
  ...storeCodes,
  ...bucketCodes,
  ...usageCodes,
  ...credentialCodes,
  ...twinCodes,
  ...forgeCodes,
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof codes;
