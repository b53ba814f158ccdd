import { sha256 } from '../../../src/store/ports.ts';
import type { StoredRun } from '../../../src/store/store.ts';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { key, runId } from '../../store/samples.ts';
import { storeOver, type Files } from '../disk.ts';
import {
  filesOfSpoiled,
  filesOfWritten,
  journal,
  spoiledJournal,
  writtenBy,
  type Epoch,
  type SpoiledJournal,
  type Written,
} from '../inputs/journals.ts';
import { law, type Law } from '../law.ts';
import { areTold } from '../told.ts';
import { withinTime } from '../within-time.ts';

const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** The lines of a file that have an end, as text. */
const wholeLines = (bytes: Uint8Array): readonly string[] => textOf(bytes).split('\n').slice(0, -1);

const normal = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
};

/** Each line remembers the bytes of the one before, and the first those of the plan: by the files alone, line by line. */
const isChained = ({ lines }: Pick<StoredRun, 'lines'>, plan: string, texts: readonly string[]): void => {
  let before = [sha256(plan)];
  for (const [index, line] of lines.entries()) {
    if (!before.includes(line.prev)) throw new Error(`line ${index + 1} is chained to bytes that are not there`);
    if (line.seq !== index + 1) throw new Error(`line ${index + 1} has number ${line.seq}`);
    before = texts.filter((text) => normal(text) === JSON.stringify(line)).map(sha256);
    if (before.length === 0) throw new Error(`line ${index + 1} stands in no file`);
  }
};

/** What a line after it vouches for is what was written; nothing vouches for the end of a file. */
const isVouchedFor = (run: StoredRun, { files }: Written): void => {
  const written = new Set(files.flat().map(normal));
  const lateOf = [...new Set(run.late.map(({ epoch }) => epoch))].map((epoch) =>
    run.late.filter((late) => late.epoch === epoch).map(({ line }) => line),
  );
  const foreign = [run.lines, ...lateOf]
    .flatMap((all) => all.slice(0, -1))
    .filter((line) => !written.has(JSON.stringify(line)));
  if (foreign.length > 0) throw new Error(`taken for written: ${JSON.stringify(foreign[0])}`);
};

const isPlaced = ({ code, severity, at }: Diagnostic, files: Files): void => {
  if (at === undefined || !at.file.startsWith('/store/runs/')) throw new Error(`${code} names no file of the run`);
  if (at.line === undefined) {
    if (severity === 'error' && ['STO012', 'STO013', 'STO014', 'STO015', 'STO017'].includes(code))
      throw new Error(`${code} names no line`);
    return;
  }
  const lines = textOf(files[at.file] ?? new Uint8Array()).split('\n');
  const inside = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  if (at.line < 1 || at.line > inside) throw new Error(`${code} names line ${at.line} of ${inside}`);
};

const asWritten = async (epochs: readonly Epoch[]): Promise<void> => {
  const written = writtenBy(epochs);
  const run = await (await storeOver(filesOfWritten(written))).readRun(runId);
  if (!run.ok) throw new Error(JSON.stringify(run.diagnostics));
  const read = [run.value.lines, run.value.late.map(({ line }) => line)];
  if (
    JSON.stringify(read) !==
    JSON.stringify([written.chain, written.late].map((all) => all.map((text) => JSON.parse(text) as unknown)))
  )
    throw new Error('it is read as another journal');
};

const afterHarm = async (input: SpoiledJournal): Promise<void> => {
  const written = writtenBy(input.epochs);
  const files = filesOfSpoiled(input, filesOfWritten(written), written.files.length);
  const store = await storeOver(files);
  const read = await withinTime(() => store.readRun(runId));
  areTold(read.diagnostics);
  for (const diagnostic of read.diagnostics) isPlaced(diagnostic, files);
  for (const other of [await store.listRuns(), await store.openIntents([key]), await store.readRemains(runId)])
    areTold(other.diagnostics);
  if (!read.ok) {
    if (!read.diagnostics.some(({ severity }) => severity === 'error')) throw new Error('refused, and nobody says why');
    return;
  }
  const texts = Object.entries(files).flatMap(([path, bytes]) => (path.endsWith('.ndjson') ? wholeLines(bytes) : []));
  isChained(read.value, written.plan, texts);
  isVouchedFor(read.value, written);
  const taken = read.value.lines.length + read.value.late.length;
  if (taken > texts.length) throw new Error(`${taken} lines of ${texts.length}`);
};

export const journalLaws: readonly Law[] = [
  law({ name: 'journals: what was written is read, late words beside the chain', tries: 1000 }, journal, asWritten),
  law(
    {
      name: 'journals: harm is told by file and line, and no line is taken that the chain does not prove',
      tries: 4000,
    },
    spoiledJournal,
    afterHarm,
  ),
];
