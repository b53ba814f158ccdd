import type { ChainBreak } from '../core/journal-chain.ts';
import type { EpochText } from '../core/journal-epochs.ts';
import type { Code } from '../core/codes.ts';
import { codes } from '../core/codes.ts';
import { error, warning, type Diagnostic } from '../core/diagnostic.ts';
import type { Series } from './epochs.ts';
import { pathInSeries } from './epochs.ts';
import { readThere, type Shelf } from './shelf.ts';
import { textOf } from './text.ts';

/** One file of a journal. `torn`: bytes after the last line feed, which were never acknowledged. */
export interface JournalFile extends EpochText {
  readonly path: string;
  readonly torn: boolean;
}

const lineFeed = 0x0a;

/** No line of ours: what is not UTF-8 must not pass as the text it decodes to. */
const notText = '\uFFFD';

/** The files of a run's journal, one for each who held the run. */
export const journalSeries = (folder: string): Series => ({ folder, before: 'journal.', after: '.ndjson' });

export const journalPath = (folder: string, epoch: number): string => pathInSeries(journalSeries(folder), epoch);

const split = (bytes: Uint8Array): Pick<JournalFile, 'texts' | 'torn'> => {
  const texts: string[] = [];
  let at = 0;
  for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, at)) {
    texts.push(textOf(bytes.subarray(at, end)) ?? notText);
    at = end + 1;
  }
  return { texts, torn: at < bytes.length };
};

export const readJournalFile = async (shelf: Shelf, folder: string, epoch: number): Promise<JournalFile> => {
  const path = journalPath(folder, epoch);
  return { epoch, path, ...split(await readThere(shelf, path)) };
};

const breaks: Readonly<Record<ChainBreak['is'], Code>> = {
  unparsable: 'STO015',
  unknown: 'STO017',
  altered: 'STO013',
  missing: 'STO014',
};

/** A broken chain, by file and line. */
export const brokenJournal = (path: string, broken: ChainBreak): Diagnostic => {
  const code = breaks[broken.is];
  const line = broken.index + 1;
  return error(code, {
    summary: `${codes[code].title}: ${path}:${line}`,
    detail: `In line ${line} ${broken.says}. ${codes[code].means}`,
    at: { file: path, line },
    remedy: codes[code].remedy,
  });
};

/** Torn in the newest file: worth a warning. In an older one the next holder has already gone on from the line before. */
export const tornJournal = (file: JournalFile, newest: boolean): Diagnostic => ({
  ...warning('STO012', {
    summary: `${codes.STO012.title}: ${file.path}:${file.texts.length + 1}`,
    detail: codes.STO012.means,
    at: { file: file.path, line: file.texts.length + 1 },
    remedy: codes.STO012.remedy,
  }),
  severity: newest ? 'warning' : 'info',
});
