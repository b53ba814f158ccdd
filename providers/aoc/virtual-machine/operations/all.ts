import { abortCopy, cutOver } from './cut-over.ts';
import { copy, moveAcross, moveWithin } from './move.ts';
import type { Operation } from './operation.ts';
import { awaitShutdown, cutPower, shutDown, start } from './power.ts';
import { proveFacts } from './prove.ts';

/** By name and version: a plan of a newer tool that names another is refused before it gets here. */
export const operations: Readonly<Record<string, Operation>> = {
  'aoc.migrate-hot/1': moveWithin,
  'aoc.migrate-cold/1': moveWithin,
  'aoc.move-hot/1': moveAcross,
  'aoc.move-cold/1': moveAcross,
  'aoc.move-and-delete/1': moveAcross,
  'aoc.copy/1': copy,
  'aoc.abort-copy/1': abortCopy,
  'aoc.cut-over/1': cutOver,
  'aoc.cut-over-and-delete/1': cutOver,
  'aoc.shut-down/1': shutDown,
  'aoc.cut-power/1': cutPower,
  'aoc.await-shutdown/1': awaitShutdown,
  'aoc.start/1': start,
  'aoc.prove/1': proveFacts,
};
