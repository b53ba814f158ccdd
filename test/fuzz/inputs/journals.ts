import fc from 'fast-check';
import { chainStart, endOf, nextLink, type ChainEnd, type Link } from '../../../src/core/journal-chain.ts';
import type { JournalRecord } from '../../../src/core/journal.ts';
import { sha256 } from '../../../src/store/ports.ts';
import { planText, records, runId, ticking } from '../../store/samples.ts';
import type { Files } from '../disk.ts';
import { edits, spoiled, type Edit } from './edits.ts';

/** What one writer wrote: `unknown` of its last lines the next writer did not know of. */
export interface Epoch {
  readonly records: readonly JournalRecord[];
  readonly unknown: number;
}

const record: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc.constantFrom<JournalRecord>(
    ...[records.intended(), records.sent, records.refused(true), records.refused(false), records.done()],
    ...[records.failed, records.parked, records.settled('sent'), records.settled('not-sent')],
    ...[records.ended('done', 0), records.ended('parked', 10), records.intended('grant'), records.done('grant')],
  ),
  fc.string({ maxLength: 20, unit: 'binary' }).map(records.progress),
);

const epochs: fc.Arbitrary<readonly Epoch[]> = fc.array(
  fc.record({
    records: fc.array(record, { maxLength: 6, size: 'max' }),
    unknown: fc.oneof(fc.constant(0), fc.nat(3)),
  }),
  { minLength: 1, maxLength: 4, size: 'max' },
);

/** A journal as its writers left it: the lines of each file, and which of them are the chain. */
export interface Written {
  readonly plan: string;
  /** The texts of each file, epoch 1 first. */
  readonly files: readonly (readonly string[])[];
  readonly chain: readonly string[];
  readonly late: readonly string[];
}

const opening = (epoch: number): JournalRecord => (epoch === 0 ? records.accepted : records.taken);

/** Each writer goes on from what it knows of the one before. */
export const writtenBy = (all: readonly Epoch[]): Written => {
  const plan = planText();
  const clock = ticking();
  const files: string[][] = [];
  let chain: (Link & { readonly text: string })[] = [];
  const late: string[] = [];
  const start = chainStart(plan, sha256);
  for (const [index, epoch] of all.entries()) {
    const own: (Link & { readonly text: string })[] = [];
    let end: ChainEnd = chain.length === 0 ? start : endOf(chain.at(-1)!);
    for (const record of [opening(index), ...epoch.records]) {
      const link = nextLink(end, { record, at: clock() }, sha256);
      own.push(link);
      end = endOf(link);
    }
    files.push(own.map(({ text }) => text));
    const lost = index === all.length - 1 ? 0 : Math.min(epoch.unknown, own.length - 1);
    late.push(...own.slice(own.length - lost).map(({ text }) => text));
    chain = [...chain, ...own.slice(0, own.length - lost)];
  }
  return { plan, files, chain: chain.map(({ text }) => text), late };
};

/** What became of a journal's files: by file, what was done to it, or that it is gone. */
export interface SpoiledJournal {
  readonly epochs: readonly Epoch[];
  readonly harm: readonly { readonly file: number; readonly edits: readonly Edit[] | 'gone' | 'empty' }[];
}

export const journal = epochs;

export const spoiledJournal: fc.Arbitrary<SpoiledJournal> = fc.record({
  epochs,
  harm: fc.array(
    fc.record({
      file: fc.nat(3),
      edits: fc.oneof({ weight: 9, arbitrary: edits }, { weight: 1, arbitrary: fc.constantFrom('gone', 'empty') }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
});

const folder = `/store/runs/${runId}`;

export const filesOfWritten = ({ plan, files }: Written): Files => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  return {
    '/store/store.json': bytes('{"format":"onward.store/1","id":"s"}\n'),
    [`${folder}/plan.json`]: bytes(plan),
    ...Object.fromEntries(
      files.map((texts, index) => [
        `${folder}/journal.${index + 1}.ndjson`,
        bytes(texts.map((text) => `${text}\n`).join('')),
      ]),
    ),
  };
};

export const filesOfSpoiled = ({ harm }: SpoiledJournal, whole: Files, count: number): Files => {
  const files: Record<string, Uint8Array> = { ...whole };
  for (const { file, edits: done } of harm) {
    const path = `${folder}/journal.${(file % count) + 1}.ndjson`;
    const before = files[path];
    if (before === undefined) continue;
    if (done === 'gone') Reflect.deleteProperty(files, path);
    else files[path] = done === 'empty' ? new Uint8Array() : spoiled(new TextDecoder().decode(before), done);
  }
  return files;
};
