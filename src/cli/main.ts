import process from 'node:process';
import { exitCodes } from '../core/exit-code.ts';
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

const finish = (code: number): void => {
  if (lost !== null)
    process.stderr.write(`USE003 the answer could not be written: ${lost}\n${lastLine({ exit: 'error' })}`);
  const final = lost !== null && code === exitCodes.done.code ? exitCodes.error.code : code;
  process.exitCode = final;
  process.stderr.write('', () => process.exit(final));
};

/** Ends with an exit code once what was written has left the process, or was found not to, however slow the reader is. */
const end = (code: number): void => {
  process.stdout.write('', () => setImmediate(finish, code));
};

const reportBug = (problem: unknown): void => {
  const said = problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
  process.stderr.write(
    `USE005 a bug in onward: ${said}\n  What was done is in the journal; onward status shows how a run stands.\n`,
  );
  if (process.env['ONWARD_DEBUG'] && problem instanceof Error) process.stderr.write(`${problem.stack ?? ''}\n`);
  process.stderr.write(lastLine({ exit: 'bug' }));
  end(exitCodes.bug.code);
};

dispatch(process.argv.slice(2)).then(end, reportBug);
