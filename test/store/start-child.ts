import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

/** Builds the child once into a folder; returns its path. */
export const buildChild = async (folder: string): Promise<string> => {
  const outfile = join(folder, 'child.mjs');
  const entryPoints = [join(import.meta.dirname, 'child.ts')];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
};

export interface Child {
  readonly pid: number;
  readonly said: readonly string[];
  /** Resolves with the first line that it says from now on or has said. */
  readonly first: () => Promise<string>;
  /** Sends SIGKILL and waits until it is gone and all it said was read. */
  readonly kill: () => Promise<void>;
}

export const startChild = (path: string, ...args: readonly string[]): Child => {
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  const lines = createInterface(child.stdout);
  const first = new Promise<string>((resolve) => lines.once('line', resolve));
  lines.on('line', (line) => said.push(line));
  const gone = Promise.all([
    new Promise((resolve) => child.on('close', resolve)),
    new Promise((resolve) => lines.on('close', resolve)),
  ]);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return { pid: child.pid ?? 0, said, first: () => first, kill };
};
