import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import { endOf, nextLink, type ChainEnd, type Link, type Sha256 } from '../core/journal-chain.ts';
import type { JournalLine, JournalRecord } from '../core/journal.ts';
import { errnoOf, type OpenFile } from './file-port.ts';
import { guarded, troubleOf } from './file-trouble.ts';
import type { Clock } from './clock.ts';
import { bytesOf, writeAll } from './whole-file.ts';

/** Adds lines to one file of a journal. Lines asked for at the same time are written one after the other. */
export interface JournalWriter {
  readonly epoch: number;
  /** The line that the file began with. */
  readonly first: JournalLine;
  /**
   * Ok only when the whole line was taken, and when `durable` also was put on the disk together with all lines before.
   * After a failed line every further one is refused (STO019).
   */
  readonly append: (record: JournalRecord, how: { readonly durable: boolean }) => Promise<Result<JournalLine>>;
  /** Waits for lines under way and puts them on the disk. */
  readonly close: () => Promise<Result<null>>;
}

interface Writing {
  readonly path: string;
  readonly epoch: number;
  readonly file: OpenFile;
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

/** Lines in a file that no longer has a name would be lost with the last one who has it open. */
const stillThere = async (file: OpenFile): Promise<void> => {
  if ((await file.names()) === 0) throw Object.assign(new Error('the file was removed'), { code: 'ENOENT' });
};

const writeLine = async (file: OpenFile, text: string, durable: boolean): Promise<void> => {
  await writeAll(file, bytesOf(`${text}\n`));
  if (durable) await file.sync();
  await stillThere(file);
};

/** The file is closed also when what it holds could not be put on the disk. */
const putAway = async (path: string, file: OpenFile, flush: boolean): Promise<Result<null>> => {
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

/** Takes over an open file that ends with the line `first`. */
export const journalWriter = ({ path, epoch, file, first, clock, sha256 }: Writing): JournalWriter => {
  let end: ChainEnd = endOf(first);
  let usable = true;
  let closed = false;
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.then(act);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const add = async (record: JournalRecord, durable: boolean): Promise<Result<JournalLine>> => {
    if (!usable) return stopped(path);
    const next = nextLink(end, { record, at: clock() }, sha256);
    usable = false;
    try {
      await writeLine(file, next.text, durable);
    } catch (problem) {
      const errno = errnoOf(problem);
      if (errno === undefined) throw problem;
      return fail(troubleOf(errno, path));
    }
    usable = true;
    end = endOf(next);
    return succeed(next.line);
  };

  const close = async (): Promise<Result<null>> => {
    if (closed) return succeed(null);
    const flush = usable;
    closed = true;
    usable = false;
    return putAway(path, file, flush);
  };

  return {
    epoch,
    first: first.line,
    append: (record, { durable }) => inTurn(() => add(record, durable)),
    close: () => inTurn(close),
  };
};
