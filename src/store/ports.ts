import { createHash, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Sha256 } from '../core/journal-chain.ts';
import type { Owner } from '../core/journal.ts';
import { nodeFiles, type FilePort } from './file-port.ts';
import type { Shelf } from './shelf.ts';
import { standingOf, type Standing } from './owner.ts';

/** What a store needs of the machine; tests give their own. */
export interface StorePorts {
  /** For a store in a directory. */
  readonly files: FilePort;
  readonly sha256: Sha256;
  /** A name that nobody else uses, on any machine. */
  readonly unique: () => string;
  readonly standing: (owner: Owner, self: Owner) => Standing;
  /** Waits, in milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/** What the store's logic stands on: the machine, with a shelf instead of files. */
export interface ShelfPorts extends Omit<StorePorts, 'files'> {
  readonly shelf: Shelf;
}

export const sha256: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** The ports of this machine. */
export const machinePorts: StorePorts = {
  files: nodeFiles,
  sha256,
  unique: () => randomUUID(),
  standing: standingOf,
  sleep: async (ms) => {
    await setTimeout(ms);
  },
  monotonic: () => performance.now(),
};
