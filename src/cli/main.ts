import process from 'node:process';
import { exitCodes } from '../core/exit-code.ts';
import type { Ending } from './command.ts';
import { lastLine } from './ending.ts';
import { dispatch } from './dispatch.ts';

let lost: string | null = null;

/** A reader that left (head, a closed pager) is no bug and stops no run; an answer that could not be written is an error. */
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') lost = code ?? 'unknown';
});
process.stderr.on('error', () => {
  // Nobody listens any more; the journal and the exit code still tell.
});

/** An answer that got lost is no success; what else went wrong stays the worse news. */
const heard = (ending: Ending): Ending => {
  if (lost === null) return ending;
  process.stderr.write(`USE003 the answer could not be written: ${lost}\n`);
  return ending.exit === 'done' ? { exit: 'error' } : { ...ending, silent: false };
};

const finish = (ending: Ending): void => {
  const last = heard(ending);
  if (!last.silent) process.stderr.write(lastLine(last));
  const { code } = exitCodes[last.exit];
  process.exitCode = code;
  process.stderr.write('', () => process.exit(code));
};

/** Ends once what was written has left the process, or was found not to, however slow the reader is. */
const end = (ending: Ending): void => {
  process.stdout.write('', () => setImmediate(finish, ending));
};

const reportBug = (problem: unknown): void => {
  const said = problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
  process.stderr.write(
    `USE005 a bug in onward: ${said}\n  What was done is in the journal; onward status shows how a run stands.\n`,
  );
  if (process.env['ONWARD_DEBUG'] && problem instanceof Error) process.stderr.write(`${problem.stack ?? ''}\n`);
  end({ exit: 'bug' });
};

dispatch(process.argv.slice(2)).then(end, reportBug);
