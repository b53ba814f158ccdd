import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { exitCodes } from '../core/exit-code.ts';
import { dispatch } from './dispatch.ts';
import type { JobHost, Loudness, Ran } from './host.ts';

/** Lies beside this file in dist. */
const onward = join(dirname(fileURLToPath(import.meta.url)), 'onward.js');

const mostBytes = 64 * 1024 * 1024;

/** Passes a runner's signals on, for a run to stop before its next call, with its journal whole; its end is ours. */
const passSignals = (child: { kill: (signal: NodeJS.Signals) => boolean }): (() => void) => {
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
};

const run = (args: readonly string[], loudness: Loudness): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [onward, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const stopPassing = passSignals(child);
    const kept = { stdout: '', stderr: '' };
    const take = (name: 'stdout' | 'stderr') => (text: string) => {
      if (kept[name].length < mostBytes) kept[name] += text;
      if (loudness === 'show') process[name].write(text);
    };
    child.stdout.setEncoding('utf8').on('data', take('stdout'));
    child.stderr.setEncoding('utf8').on('data', take('stderr'));
    child.on('error', reject);
    child.on('close', (code) => {
      stopPassing();
      // A child that was killed left no code; its journal says how far it came.
      resolve({ exit: code ?? exitCodes.error.code, ...kept });
    });
  });

const readText = async (path: string): Promise<string | null> => {
  const found = await stat(path).catch(() => null);
  return found?.isFile() && found.size <= mostBytes ? readFile(path, 'utf8').catch(() => null) : null;
};

const eventText = (path: string | undefined): string | null => {
  try {
    return path ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
};

const host: JobHost = {
  env: process.env,
  event: eventText(process.env['GITHUB_EVENT_PATH']),
  agent: `onward/${manifest.version}`,
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
  wall: () => Date.now(),
  onward: run,
  read: readText,
  write: async (path, text) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  },
  append: (path, text) => appendFile(path, text),
  remove: (path) => rm(path, { force: true }),
  log: (text) => process.stdout.write(text),
  randomUuid: randomUUID,
};

const reportBug = (problem: unknown): number => {
  process.stderr.write(`USE005 a bug in onward-ci: ${problem instanceof Error ? problem.message : String(problem)}\n`);
  return exitCodes.bug.code;
};

process.exitCode = await dispatch(host, process.argv[2] ?? '').catch(reportBug);
