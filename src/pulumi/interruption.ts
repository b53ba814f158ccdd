import { constants } from 'node:os';
import type { Interruption } from '../run/executor.ts';

/** How the engine ended: as a shell says it, 128 + n by signal n, 127 not there, 126 not to be run; its last words. */
export interface EngineEnd {
  readonly code: number;
  readonly words: string;
  readonly stoodStill: boolean;
}

/** What of a leg was not walked. */
export interface Rest {
  readonly steps: number;
  readonly left: readonly string[];
  readonly inFlight: readonly string[];
}

const resume = 'Run `onward resume`: steps that are done are not done again.';

export const engineAbsent = (path: string): Interruption => ({
  code: 'ENG001',
  summary: "Pulumi's engine is not here",
  detail: `There is nothing at ${path}.`,
  remedy: 'Run `npm run engine`, then try again.',
});

export const engineUnusable = (path: string): Interruption => ({
  code: 'ENG003',
  summary: "Pulumi's engine cannot be run",
  detail: `The operating system does not start ${path}.`,
  remedy: 'Make it executable for this user and this kind of machine, or remove it and run `npm run engine`.',
});

/** `why` is an error's code (`ENOSPC`), never its text. */
export const noPrivateFolder = (why: string): Interruption => ({
  code: 'ENG008',
  summary: `No private folder for the engine could be made (${why})`,
  remedy: 'Make room in the folder for temporary files, or name another one with TMPDIR (a short path).',
});

/** The few ends of an engine that say what to do; its words hold paths and command lines, so none are passed on. */
const known: readonly { readonly says: RegExp; readonly detail: string }[] = [
  { says: /no space left on device/i, detail: 'The disk of the folder for temporary files is full.' },
  { says: /no resource plugin|could not load plugin|MODULE_NOT_FOUND/i, detail: 'It could not start its provider.' },
  { says: /cannot allocate memory|out of memory/i, detail: 'It ran out of memory.' },
  { says: /nobody drives this step/i, detail: 'The local socket to it was gone.' },
];

const signalOf = (code: number): string | undefined =>
  Object.entries(constants.signals).find(([, number]) => code === 128 + number)?.[0];

/** Says why a leg was not walked to its end, for an engine that was there and could be run. */
export const interruptionOf = (end: EngineEnd, rest: Rest): Interruption => {
  const counts = `${rest.inFlight.length} of ${rest.steps} steps in flight, ${rest.left.length} not started`;
  if (end.stoodStill)
    return { code: 'ENG007', summary: `Pulumi's engine stood still and was ended: ${counts}`, remedy: resume };
  const signal = signalOf(end.code);
  if (signal !== undefined) {
    return { code: 'ENG005', summary: `Pulumi's engine was killed (${signal}): ${counts}`, remedy: resume };
  }
  const detail = known.find(({ says }) => says.test(end.words))?.detail;
  const summary = `Pulumi's engine ended by itself (exit code ${end.code}): ${counts}`;
  return { code: 'ENG006', summary, ...(detail === undefined ? {} : { detail }), remedy: resume };
};
