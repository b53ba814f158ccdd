import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { searchText } from '../canaries/search.ts';

/** The built command line: what a user runs. `npm test` builds it first. */
export const cliPath = join(import.meta.dirname, '..', '..', 'dist', 'onward.js');

/** How a process ended. `exit` is null when a signal ended it. */
export interface Ended {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string>>;

export interface Started {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly isRunning: () => boolean;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** To the process itself, as `kill PID` does. */
  readonly kill: (signal: NodeJS.Signals) => void;
  /** To the process and all of its group, as a terminal's ^C or a dying machine does. */
  readonly killGroup: (signal: NodeJS.Signals) => void;
}

export interface Start {
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Environment;
  readonly stdin?: string | Uint8Array;
}

/** Starts `onward` in a process group of its own. Its end rejects where it reports a bug, or printed a secret. */
export const startCli = (args: readonly string[], how: Start): Started =>
  startProcess([process.execPath, cliPath, ...args], how);

/** Starts any command so. */
export const startProcess = ([command = '', ...args]: readonly string[], { cwd, env, stdin }: Start): Started => {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  // A process that ends before it has read its input breaks the pipe; that is its right.
  child.stdin.on('error', () => undefined).end(stdin);
  const closed = new Promise<Pick<Ended, 'exit' | 'signal'>>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => {
      resolve({ exit, signal });
    });
  });
  const ended = closed.then((how): Ended => {
    searchText('output', args.join(' '), `${stdout}\n${stderr}`);
    // No test asks for a bug, whatever it looks at.
    if (how.exit === 70) throw new Error(`${args.join(' ')} ended with a bug:\n${stderr}`);
    return { ...how, stdout, stderr };
  });
  const pid = child.pid ?? 0;
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    ended,
    isRunning,
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal) => void child.kill(signal),
    killGroup: (signal) => {
      if (isRunning()) process.kill(-pid, signal);
    },
  };
};

/** The last line that was written to stderr. */
export const lastLine = ({ stderr }: Pick<Ended, 'stderr'>): string => stderr.trimEnd().split('\n').at(-1) ?? '';
