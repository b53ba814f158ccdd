// Folders of the user's cache that are made once and are whole or not there: each holds a program that takes minutes to make.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { constants, homedir, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { endRunning, say } from './loudly.mjs';

/** The first 12 hex of the sha256 over these files: tells two builds of one version apart. */
export const hashOf = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
};

/** Where the program `name` of this version is kept, for this machine. */
export const cacheFolder = (name, { version, sum }, env = process.env) => {
  const cache = env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache');
  return join(cache, 'onward', name, `${version}-${process.platform}-${process.arch}-${sum}`);
};

/** A rename is whole or not at all; whoever comes second keeps the first one's. */
async function moveInto(place, made, works) {
  const broken = `${made}-broken`;
  if (existsSync(place) && !works(place)) await rename(place, broken);
  try {
    await rename(made, place);
  } catch (error) {
    if (!works(place)) throw error;
    say('        another run was quicker; what it made is kept');
  }
  await rm(broken, { recursive: true, force: true });
}

/** What killed runs left behind. A folder whose process lives belongs to somebody. */
async function sweep(parent) {
  for (const name of await readdir(parent)) {
    const pid = Number(/^\.new-(\d+)-/.exec(name)?.[1]);
    if (!pid || existsProcess(pid)) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

function existsProcess(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Makes `place`: `fill(folder)` puts everything into a new folder beside it, which is then moved there.
 * `works(folder)` says whether a folder holds what it should.
 */
export async function makeFolder(place, { fill, works }) {
  // A long build must not take the machine from whoever works on it; children inherit this.
  setPriority(10);
  await mkdir(dirname(place), { recursive: true });
  await sweep(dirname(place));
  const made = join(dirname(place), `.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(join(made, 'bin'), { recursive: true });
  const stop = (signal) => {
    endRunning(signal);
    void rm(made, { recursive: true, force: true }).finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
  try {
    await fill(made);
    await moveInto(place, made, works);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}
