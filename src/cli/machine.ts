import { createHash, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { mkdir, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Host } from '../app/host.ts';
import { diskFiles, keepWhole, ownerOfThisProcess, sharedFiles } from '../app/surroundings.ts';
import { exitCodes } from '../core/exit-code.ts';
import { lastLine } from './ending.ts';
import type { Terminal } from './terminal.ts';
import { programs } from './programs.ts';
import { tool } from './version.ts';

const readStdin = async (): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/**
 * Refuses to replace what is no regular file (a device, a pipe); follows a link to the file behind it. Writes beside the target and renames, so that a full disk never leaves half a plan where a whole one was.
 */
const writeWhole = async (given: string, text: string, mode: number): Promise<void> => {
  const path = await realpath(given).catch(() => given);
  const there = await stat(path).catch(() => null);
  if (there !== null && !there.isFile())
    throw Object.assign(new Error('not a file'), { code: 'it is there and is no regular file' });
  const beside = `${path}.${String(process.pid)}.part`;
  const file = await open(beside, 'w', mode);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
    await rename(beside, path);
  } catch (problem) {
    await unlink(beside).catch(() => undefined);
    throw problem;
  } finally {
    await file.close();
  }
};

const writePrivate = (path: string, text: string): Promise<void> => writeWhole(path, text, 0o600);

const writeShared = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, text, 0o666);
};

const createShared = async (given: string, text: string): Promise<boolean> => {
  const path = resolve(given);
  await mkdir(dirname(path), { recursive: true });
  return keepWhole(sharedFiles, { path, text, unique: randomUUID() });
};

interface Stop {
  asked: boolean;
  graceful: boolean;
  next: (() => string) | undefined;
  readonly listeners: Set<() => void>;
}

/**
 * A verb that only reads ends at once. While something runs, the first SIGINT, SIGTERM or SIGHUP asks it to end before its next
 * call, and the second ends the process.
 */
const leave = ({ next }: Stop): never => {
  writeSync(2, lastLine({ exit: 'cancelled', ...(next === undefined ? {} : { next: next() }) }));
  process.exit(exitCodes.cancelled.code);
};

const listenForSignals = (stop: Stop): void => {
  const ask = (): void => {
    if (stop.asked || !stop.graceful) leave(stop);
    stop.asked = true;
    process.stderr.write('\n  stopping before the next call; once more leaves at once\n');
    for (const listener of stop.listeners) listener();
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  process.on('SIGHUP', ask);
};

const sleeper =
  (stop: Stop) =>
  (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        stop.listeners.delete(end);
        resolve();
      };
      const timer = setTimeout(end, stop.asked ? 0 : ms);
      stop.listeners.add(end);
    });

const quietSleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** No plan and no world comes near it. */
const mostBytes = 64 * 1024 * 1024;

const readWhole = async (path: string): Promise<Uint8Array> => {
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory())
    throw Object.assign(new Error('not a file'), { code: 'it is no regular file' });
  if (found.size > mostBytes) throw Object.assign(new Error('too large'), { code: 'it is larger than 64 MiB' });
  return readFile(path);
};

const hostOf = (stop: Stop): Host => ({
  env: process.env,
  cwd: process.cwd(),
  tool,
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: sleeper(stop),
  quietSleep,
  randomUuid: randomUUID,
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  owner: ownerOfThisProcess(),
  files: diskFiles(process.stdin),
  readFile: readWhole,
  writePrivate,
  writeShared,
  createShared,
  readStdin,
  programs,
});

/** The line that was typed; '' where the question was left (Ctrl-C, Ctrl-D), which is no yes to anything. */
const question = (prompt: string): Promise<string> => {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    reader.once('SIGINT', () => {
      reader.close();
    });
    reader.once('close', () => {
      resolve('');
    });
    reader.question(prompt, (typed) => {
      resolve(typed);
      reader.close();
    });
  });
};

const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

/** This process and its machine. */
export const machine = (): Terminal => {
  const stop: Stop = { asked: false, graceful: false, next: undefined, listeners: new Set() };
  listenForSignals(stop);
  return {
    host: hostOf(stop),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    width: process.stdout.isTTY ? Math.max(process.stdout.columns, 60) : 80,
    outIsTerminal: process.stdout.isTTY,
    errIsTerminal: process.stderr.isTTY,
    inIsTerminal: process.stdin.isTTY && process.stderr.isTTY,
    question,
    user: userName(),
    cancelled: () => stop.asked,
    endGracefully: (next) => {
      stop.graceful = true;
      stop.next = next;
    },
    untilStopped: () =>
      new Promise((resolve) => {
        if (stop.asked) resolve();
        else stop.listeners.add(resolve);
      }),
    events: null,
    isDirectory: async (path) => (await stat(path).catch(() => null))?.isDirectory() ?? false,
  };
};
