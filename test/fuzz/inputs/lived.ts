import fc from 'fast-check';
import type { JournalLine } from '../../../src/core/journal.ts';
import { sha256 } from '../../../src/store/ports.ts';
import { journeys } from '../../crash/journeys.ts';
import { noTrouble } from '../../../src/app/rehearse/lived.ts';
import { openStage } from '../../crash/stage.ts';
import { filesOf, type Files } from '../disk.ts';
import { changed, changes, type Change } from './odd-values.ts';

/** The journeys whose runs are taken apart: one asks a cluster, one a machine, and both wait at gates between epochs. */
export const livedJourneys = ['standard to pro', 'staged'] as const;

const live = async (name: string): Promise<Readonly<Record<string, string>>> => {
  const journey = journeys.find((one) => one.name === name);
  if (journey === undefined) throw new Error(`no journey ${name}`);
  return (await (await openStage(journey)).live(noTrouble)).files;
};

const stores = new Map<string, Promise<Readonly<Record<string, string>>>>();

/** The store of a run that went through, file by file; it is lived once. */
export const storeOfLived = (journey: string): Promise<Readonly<Record<string, string>>> => {
  const store = stores.get(journey) ?? live(journey);
  stores.set(journey, store);
  return store;
};

/** A run whose journal somebody wrote again, well chained, with other words in some of its lines. */
export interface ForgedRun {
  readonly journey: string;
  readonly lines: readonly { readonly line: number; readonly changes: readonly Change[] }[];
}

export const forgedRun: fc.Arbitrary<ForgedRun> = fc.record({
  journey: fc.constantFrom(...livedJourneys),
  lines: fc.array(fc.record({ line: fc.nat(60), changes }), { minLength: 1, maxLength: 3 }),
});

const isJournal = (path: string): boolean => path.endsWith('.ndjson');

/** Other words, in the same place of the chain; members stay in their order, so that a line without changes has its bytes. */
const reworded = (text: string, all: readonly Change[]): JournalLine => {
  const line = JSON.parse(text) as JournalLine;
  return { ...changed(line, all), seq: line.seq, prev: line.prev };
};

/** The texts of files in the order of their epochs, with the lines that are named reworded and the chain made anew. */
export const rechained = (
  files: readonly (readonly string[])[],
  lines: ForgedRun['lines'],
): readonly (readonly string[])[] => {
  const count = files.flat().length;
  const hashes = new Map<string, string>();
  let index = -1;
  return files.map((texts) =>
    texts.map((text) => {
      index += 1;
      const done = lines.filter(({ line }) => line % count === index).flatMap((one) => one.changes);
      const line = reworded(text, done);
      const next = JSON.stringify({ ...line, prev: hashes.get(line.prev) ?? line.prev });
      hashes.set(sha256(text), sha256(next));
      return next;
    }),
  );
};

export const filesOfForged = async ({ journey, lines }: ForgedRun): Promise<Files> => {
  const store = await storeOfLived(journey);
  const paths = Object.keys(store).filter(isJournal).sort();
  const texts = rechained(
    paths.map((path) => (store[path] ?? '').split('\n').slice(0, -1)),
    lines,
  );
  const forged = paths.map((path, index) => [path, (texts[index] ?? []).map((text) => `${text}\n`).join('')] as const);
  return filesOf({ ...store, ...Object.fromEntries(forged) });
};
