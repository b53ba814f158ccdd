import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import { endOf, nextLink, type ChainEnd, type Link, type Sha256 } from '../core/journal-chain.ts';
import type { JournalLine, JournalRecord } from '../core/journal.ts';
import type { Clock } from './clock.ts';
import { turns } from './in-turn.ts';
import type { Growing } from './shelf.ts';
import { guarded, troubleAt } from './trouble.ts';

/**
 * Adds lines to one file of a journal, in the order in which they are asked for. Those that wait while a write is under way
 * are written together after it: one write and one sync for all, and where it fails, it fails for each.
 */
export interface JournalWriter {
  readonly epoch: number;
  /** The line that the file began with. */
  readonly first: JournalLine;
  /**
   * Ok only when the whole line was taken, and when `durable` also was made durable together with all lines before.
   * After a failed line every further one is refused (STO019).
   */
  readonly append: (record: JournalRecord, how: { readonly durable: boolean }) => Promise<Result<JournalLine>>;
  /** Waits for lines under way and makes them durable. */
  readonly close: () => Promise<Result<null>>;
}

interface Writing {
  readonly path: string;
  readonly epoch: number;
  readonly file: Growing;
  readonly first: Link;
  readonly clock: Clock;
  readonly sha256: Sha256;
}

const stopped = (path: string): Result<never> =>
  fail(
    error('STO019', {
      summary: codes.STO019.title,
      detail: `${codes.STO019.means} Nothing was sent after this.`,
      at: { file: path },
      remedy: codes.STO019.remedy,
    }),
  );

/** The file is closed also when what it holds could not be made durable. */
const putAway = async (path: string, file: Growing, flush: boolean): Promise<Result<null>> => {
  const flushed = await guarded(path, async () => {
    if (flush) await file.sync();
    return succeed(null);
  });
  const closed = await guarded(path, async () => {
    await file.close();
    return succeed(null);
  });
  return flushed.ok ? closed : flushed;
};

/** A line that was asked for and is not written yet. */
interface Asked {
  readonly record: JournalRecord;
  readonly durable: boolean;
  readonly answer: (result: Result<JournalLine>) => void;
  readonly bug: (problem: unknown) => void;
}

type Addition = Pick<Asked, 'record' | 'durable'>;

/** Adds many lines in one write. Returns them; a trouble ends the use of the file. */
const groupWriter = ({ path, file, first, clock, sha256 }: Writing) => {
  let end: ChainEnd = endOf(first);
  let usable = true;
  const write = async (group: readonly Addition[]): Promise<Result<readonly JournalLine[]>> => {
    if (!usable) return stopped(path);
    const links: ReturnType<typeof nextLink>[] = [];
    for (const { record } of group) {
      const last = links.at(-1);
      links.push(nextLink(last === undefined ? end : endOf(last), { record, at: clock() }, sha256));
    }
    usable = false;
    try {
      const text = links.map((link) => `${link.text}\n`).join('');
      await file.append(text, { durable: group.some(({ durable }) => durable) });
    } catch (problem) {
      const trouble = troubleAt(problem, path);
      if (trouble === null) throw problem;
      return fail(trouble);
    }
    usable = true;
    const last = links.at(-1);
    if (last !== undefined) end = endOf(last);
    return succeed(links.map(({ line }) => line));
  };
  /** Says whether it was usable until now. */
  const stop = (): boolean => {
    const was = usable;
    usable = false;
    return was;
  };
  return { write, stop };
};

/** Takes over a file that ends with the line `first`. */
export const journalWriter = (writing: Writing): JournalWriter => {
  const { path, epoch, file, first } = writing;
  const group = groupWriter(writing);
  let asked: Asked[] = [];
  let closed = false;
  const inTurn = turns();

  const writeAsked = async (): Promise<void> => {
    const all = asked;
    asked = [];
    if (all.length === 0) return;
    try {
      const written = await group.write(all);
      for (const [at, { answer }] of all.entries()) {
        const line = written.ok ? written.value[at] : undefined;
        answer(line === undefined ? fail(...written.diagnostics) : succeed(line));
      }
    } catch (problem) {
      for (const { bug } of all) bug(problem);
    }
  };

  const close = async (): Promise<Result<null>> => {
    if (closed) return succeed(null);
    closed = true;
    return putAway(path, file, group.stop());
  };

  return {
    epoch,
    first: first.line,
    append: (record, { durable }) =>
      new Promise<Result<JournalLine>>((answer, bug) => {
        asked.push({ record, durable, answer, bug });
        void inTurn(writeAsked);
      }),
    close: () => inTurn(close),
  };
};
