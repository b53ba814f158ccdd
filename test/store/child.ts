import { openDirectoryStore } from '../../src/store/directory.ts';
import { ownerOfThisProcess } from '../../src/store/owner.ts';
import type { Result } from '../../src/core/diagnostic.ts';
import { machinePorts } from '../../src/store/ports.ts';
import { scarce } from './broken-files.ts';
import { acceptance, records, runId, ticking } from './samples.ts';

// A process of its own for tests that race or kill: says on stdout, a line each, what it has done.
const value = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  console.log(`failed ${result.diagnostics.map(({ code }) => code).join(' ')}`);
  process.exit(1);
};

const [act, place = '', key = ''] = process.argv.slice(2);
// In pieces of 7 bytes a kill nearly always tears a line; in one piece it hardly ever does.
const files = act === 'append-in-pieces' ? scarce(7) : machinePorts.files;
const store = value(await value(await openDirectoryStore(place, { ...machinePorts, files })).ensure());

/** Appends for ever, a durable line now and then, and says each number only when it was acknowledged. */
const appending = async (): Promise<void> => {
  const accepted = value(await store.acceptRun(acceptance()));
  const journal =
    accepted.is === 'accepted'
      ? accepted.journal
      : value(await store.openJournal(runId, { record: records.taken, clock: ticking() })).journal;
  console.log(journal.first.seq);
  for (let at = 0; ; at += 1) {
    const { seq } = value(await journal.append(records.progress('x'.repeat(at % 500)), { durable: at % 10 === 0 }));
    console.log(seq);
  }
};

/** Takes a target and keeps it until it is killed. */
const holding = async (): Promise<void> => {
  const claim = { run: runId, owner: ownerOfThisProcess(), clock: ticking(), takeOver: false };
  const locks = await store.take([key], claim);
  console.log(locks.ok ? `held ${locks.value[0]?.epoch ?? 0}` : locks.diagnostics.map(({ code }) => code).join(' '));
  setInterval(() => undefined, 1000);
};

await (act === 'hold' ? holding() : appending());
