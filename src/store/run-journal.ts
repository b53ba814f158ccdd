import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { chainStart, nextLink, type ChainEnd } from '../core/journal-chain.ts';
import type { JournalRecord } from '../core/journal.ts';
import { acceptingPath, planPath, readStoredRun, runFolder, wasAccepted } from './read-run.ts';
import { guarded } from './trouble.ts';
import { journalPath } from './journal-file.ts';
import { journalWriter, type JournalWriter } from './journal-writer.ts';
import type { ShelfPorts } from './ports.ts';
import { isRunId } from './run-id.ts';
import type { Clock } from './clock.ts';
import type { Acceptance, Accepted, Reopened, StoredRun } from './store.ts';
import { textOf } from './text.ts';

interface Beginning {
  readonly folder: string;
  readonly epoch: number;
  readonly end: ChainEnd;
  readonly record: JournalRecord;
  readonly clock: Clock;
}

/** Creates a file of a journal together with its first line; of many at once exactly one gets it. */
const begin = async (ports: ShelfPorts, beginning: Beginning): Promise<JournalWriter | 'taken'> => {
  const { folder, epoch, end, record, clock } = beginning;
  const { shelf, sha256 } = ports;
  const path = journalPath(folder, epoch);
  const first = nextLink(end, { record, at: clock() }, sha256);
  const file = await shelf.begin(path, `${first.text}\n`);
  return file === 'taken' ? file : journalWriter({ path, epoch, file, first, clock, sha256 });
};

const otherPlan = (folder: string): Diagnostic =>
  error('STO010', {
    summary: codes.STO010.title,
    detail: `${codes.STO010.means} Nothing was sent.`,
    at: { file: acceptingPath(folder) },
    remedy: `${codes.STO010.remedy} Nothing was accepted here, so this file may also be removed.`,
  });

/**
 * After a crash before the journal the plan is there already, as one that is being accepted; it may go on with the same
 * bytes. Without links a crash can leave only their beginning, which is written anew.
 */
const keepPlan = async ({ shelf }: ShelfPorts, folder: string, plan: string): Promise<boolean> => {
  const path = acceptingPath(folder);
  if (await shelf.keepWhole(path, plan)) return true;
  const bytes = await shelf.read(path);
  // Another process accepted it meanwhile; the journal will say so.
  if (bytes === null) return true;
  const there = textOf(bytes);
  if (there === plan) return true;
  if (there === null || !plan.startsWith(there)) return false;
  await shelf.replaceWhole(path, plan);
  return true;
};

const consumed = async (ports: ShelfPorts, place: string, id: string): Promise<Result<Accepted>> => {
  const run = await readStoredRun(ports, place, id);
  return run.ok ? succeed({ is: 'consumed', run: run.value }, run.diagnostics) : run;
};

/**
 * From now on a plan.json without a journal says that the journal was lost. A crash before this leaves the plan under its
 * first name, where it is read as well.
 */
const publish = async ({ shelf }: ShelfPorts, folder: string, journal: JournalWriter): Promise<void> => {
  try {
    await shelf.publish(acceptingPath(folder), planPath(folder));
  } catch (problem) {
    await journal.close();
    throw problem;
  }
};

/** See `WritableStore.acceptRun`. */
export const acceptRun = (ports: ShelfPorts, place: string, acceptance: Acceptance): Promise<Result<Accepted>> => {
  const { id, plan, record, clock } = acceptance;
  if (!isRunId(id)) throw new TypeError('the id of a run is 12 hex');
  const folder = runFolder(place, id);
  return guarded(folder, async () => {
    if (await wasAccepted(ports.shelf, folder)) return consumed(ports, place, id);
    await ports.shelf.makeFolder(folder);
    if (!(await keepPlan(ports, folder, plan))) return fail(otherPlan(folder));
    await ports.shelf.syncFolder(`${place}/runs`);
    await ports.shelf.syncFolder(place);
    const journal = await begin(ports, { folder, epoch: 1, end: chainStart(plan, ports.sha256), record, clock });
    if (journal === 'taken') return consumed(ports, place, id);
    await publish(ports, folder, journal);
    return succeed<Accepted>({ is: 'accepted', journal });
  });
};

const justTaken = (folder: string, epoch: number): Diagnostic =>
  error('STO027', {
    summary: codes.STO027.title,
    detail: `${codes.STO027.means} Nothing was sent.`,
    at: { file: journalPath(folder, epoch) },
    remedy: codes.STO027.remedy,
  });

/** Reads once more with the new file in place, so that lines of a former holder that came meanwhile are seen. */
const reread = async (read: () => Promise<Result<StoredRun>>, journal: JournalWriter): Promise<Result<Reopened>> => {
  const run = await read();
  if (run.ok) return succeed({ journal, run: run.value }, run.diagnostics);
  await journal.close();
  return run;
};

const withWarningsOf = (before: Result<StoredRun>, result: Result<Reopened>): Result<Reopened> => {
  const said = new Set(before.diagnostics.map(({ summary }) => summary));
  return {
    ...result,
    diagnostics: [...before.diagnostics, ...result.diagnostics.filter(({ summary }) => !said.has(summary))],
  };
};

/** See `WritableStore.openJournal`. A damaged journal is left as it is. */
export const openJournal = async (
  ports: ShelfPorts,
  where: { readonly place: string; readonly id: string },
  entry: { readonly record: JournalRecord; readonly clock: Clock },
): Promise<Result<Reopened>> => {
  const read = (): Promise<Result<StoredRun>> => readStoredRun(ports, where.place, where.id);
  const before = await read();
  if (!before.ok) return before;
  const folder = runFolder(where.place, where.id);
  const epoch = before.value.epoch + 1;
  return guarded(folder, async () => {
    // Who wrote before may have died before its last lines were on the disk: what is chained to them must not outlive them.
    await ports.shelf.syncFile(journalPath(folder, before.value.epoch));
    const journal = await begin(ports, { folder, epoch, end: before.value.end, ...entry });
    if (journal === 'taken') return fail(justTaken(folder, epoch));
    return withWarningsOf(before, await reread(read, journal));
  });
};
