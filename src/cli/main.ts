import process from 'node:process';
import { exitCodes } from '../core/exit-code.ts';
import { lastLine } from './ending.ts';
import { dispatch } from './dispatch.ts';

/** Ends with an exit code once what was written has left the process, however slow the reader is. */
const end = (code: number): void => {
  process.exitCode = code;
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
};

const reportBug = (problem: unknown): void => {
  const said = problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
  process.stderr.write(
    `USE005 a bug in onward: ${said}\n  Nothing was sent after this. onward status shows how a run stands.\n`,
  );
  if (process.env['ONWARD_DEBUG'] && problem instanceof Error) process.stderr.write(`${problem.stack ?? ''}\n`);
  process.stderr.write(lastLine({ exit: 'bug' }));
  end(exitCodes.bug.code);
};

process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  // A reader that left (head, a closed pager) is no bug.
  if (problem.code === 'EPIPE') process.exit(0);
  throw problem;
});

dispatch(process.argv.slice(2)).then(end, reportBug);
