import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { driverPath } from './build-driver.ts';
import type { Orders, Said } from './driver.ts';
import { eventually } from './processes.ts';

/** A driver that runs: what it has said so far, and how it ended. */
export interface Driver {
  readonly pid: number;
  readonly said: readonly Said[];
  readonly complaints: () => string;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** The signal to its whole process group, as a terminal's ^C does it. */
  readonly killGroup: (signal: NodeJS.Signals) => void;
  readonly began: (step: string) => Promise<void>;
  readonly exit: Promise<number | string>;
}

const listen = (child: ChildProcess): { said: Said[]; complaints: () => string } => {
  const said: Said[] = [];
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  if (child.stdout) createInterface(child.stdout).on('line', (line) => said.push(JSON.parse(line) as Said));
  return { said, complaints: () => complaints };
};

/** Starts a driver in a process group of its own, with `env` added to ours. */
export const startDriver = (orders: Orders, env: Readonly<Record<string, string>> = {}): Driver => {
  const child = spawn(process.execPath, [driverPath, JSON.stringify(orders)], {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the driver did not start');
  const { said, complaints } = listen(child);
  const exit = new Promise<number | string>((resolve) => {
    child.on('exit', (code, signal) => {
      resolve(code ?? signal ?? 'unknown');
    });
  });
  return {
    pid,
    said,
    complaints,
    exit,
    kill: (signal) => void process.kill(pid, signal),
    killGroup: (signal) => void process.kill(-pid, signal),
    began: (step) => eventually(() => said.some((one) => 'began' in one && one.began === step), `${step} began`),
  };
};
