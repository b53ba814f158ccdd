import type { RunPorts } from '../run/ports.ts';
import type { HeldRun } from './held-run.ts';
import { keepAlive } from './keep-alive.ts';
import type { RunOptions } from './run-options.ts';
import { portsOf } from './run-ports.ts';

/** Closes the journal and lets go of the locks; what cannot be is said, since the next runner will meet it. */
const leave = async (run: HeldRun, { onNote }: RunOptions): Promise<void> => {
  const ends = [await run.journal.close(), ...(await Promise.all(run.locks.map((lock) => lock.release())))];
  for (const { code, summary } of ends.flatMap(({ ok, diagnostics }) => (ok ? [] : diagnostics)))
    if (code !== 'STO023') onNote(`${code} ${summary}`);
};

/** Does something with a held run while its locks are kept alive, and lets go of it whatever comes. */
export const whileHeld = async <T>(
  run: HeldRun,
  options: RunOptions,
  act: (ports: RunPorts) => Promise<T>,
): Promise<T> => {
  const stop = keepAlive(run.locks, options.host.quietSleep);
  try {
    return await act(portsOf(run, options));
  } finally {
    stop();
    await leave(run, options);
  }
};
