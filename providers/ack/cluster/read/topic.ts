import type { Json } from '../../../../src/core/fact.ts';
import type { Reading } from '../../../wire/reading.ts';
import { gather, type Gathered } from '../../../wire/gathered.ts';
import type { Reads } from './reads.ts';

/** Facts that are read together: what one of them costs, the others cost nothing more. */
export interface Topic {
  readonly names: readonly string[];
  readonly read: (reads: Reads) => Promise<Gathered>;
}

/** A topic of one reading: each of its facts is read, or all are reported unread. */
export const topic = <T, Name extends string>(
  names: readonly Name[],
  read: (reads: Reads) => Promise<Reading<T>>,
  facts: (value: T, reads: Reads) => Readonly<Record<Name, Json>>,
): Topic => ({
  names,
  read: async (reads) => gather(names, await read(reads), (value) => facts(value, reads)),
});
