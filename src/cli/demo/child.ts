import { spawn, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How a child ended: with a code, or by a signal. `lines` counts what it wrote on both streams. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly lines: number;
}

export interface Child {
  readonly ended: Promise<Ended>;
  /** SIGKILL, which no process can catch, to the child and all it started in its group. */
  readonly kill: () => void;
}

export interface Setting {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine: (line: string) => void;
}

const alive = new Set<() => void>();

const killGroup = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
};

/** Ends every child that is still there; nothing of a demo outlives it, however it ends. */
export const killChildren = (): void => {
  for (const kill of alive) kill();
};

const settled = (child: ChildProcess, count: () => number): Promise<Ended> =>
  new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, lines: count() });
    });
  });

/** Starts this same command with other arguments, as a process of its own that leads its own group. */
export const startChild = (args: readonly string[], { cwd, env, onLine }: Setting): Child => {
  const command = [process.argv[1] ?? '', ...args];
  const child = spawn(process.execPath, command, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => {
    killGroup(child.pid);
  };
  let lines = 0;
  const read = (input: Readable): void => {
    createInterface({ input }).on('line', (line) => {
      lines += 1;
      onLine(line);
    });
  };
  read(child.stdout);
  read(child.stderr);
  alive.add(kill);
  const ended = settled(child, () => lines).finally(() => alive.delete(kill));
  return { ended, kill };
};
