import { fail, succeed, error, type Result } from '../../src/core/diagnostic.ts';
import type { JournalLine, JournalRecord } from '../../src/core/journal.ts';

/** A journal on a disk of its own: lines that were not made durable are lost with the process, or are not. */
export interface MemoryJournal {
  readonly append: (record: JournalRecord, durable: boolean) => JournalLine;
  readonly lines: () => readonly JournalLine[];
  /** How many lines are on the disk for certain. */
  readonly safe: () => number;
  /** The process is gone: what was not on the disk stays or goes. */
  readonly crash: (keeps: boolean) => void;
}

export const memoryJournal = (now: () => number): MemoryJournal => {
  const lines: JournalLine[] = [];
  let safe = 0;
  return {
    append: (record, durable) => {
      const line: JournalLine = { ...record, seq: lines.length + 1, at: new Date(now()).toISOString(), prev: '' };
      lines.push(line);
      if (durable) safe = lines.length;
      return line;
    },
    lines: () => lines,
    safe: () => safe,
    crash: (keeps) => {
      if (!keeps) lines.length = safe;
      safe = lines.length;
    },
  };
};

export const full = (): Result<JournalLine> => fail(error('STO019', { summary: 'the disk is full' }));

/** What the lock says when another runner has the target. */
export const takenOver = (): Result<null> => fail(error('STO023', { summary: 'another runner took it' }));

export const written = (line: JournalLine): Result<JournalLine> => succeed(line);
