import { link, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that is open for appending. */
export interface OpenFile {
  /** Appends and says how many bytes were taken, which may be fewer than given. */
  readonly write: (bytes: Uint8Array) => Promise<number>;
  /** Returns when what was written is on the disk. */
  readonly sync: () => Promise<void>;
  /** How many names the file has; 0 once it was removed. */
  readonly names: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** All that the store does with files. Every method may reject with an error of the operating system (`code`: `ENOSPC`). */
export interface FilePort {
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly exists: (path: string) => Promise<boolean>;
  /** Makes a folder and those above it, mode 0700; one that is there is left as it is. */
  readonly makeFolder: (path: string) => Promise<void>;
  /** Creates a file, mode 0600; rejects with EEXIST where there is one. */
  readonly create: (path: string) => Promise<OpenFile>;
  /** A second name for a file; rejects with EEXIST where there is one. */
  readonly link: (from: string, to: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Returns when what others wrote to a file is on the disk too. */
  readonly syncFile: (path: string) => Promise<void>;
  /** Returns when the names in a folder are on the disk. */
  readonly syncFolder: (path: string) => Promise<void>;
}

/** The name of an error of the operating system, or undefined for anything else (a bug). */
export const errnoOf = (problem: unknown): string | undefined =>
  problem instanceof Error && 'code' in problem && typeof problem.code === 'string' && /^E[A-Z0-9]+$/.test(problem.code)
    ? problem.code
    : undefined;

const create = async (path: string, mode: number): Promise<OpenFile> => {
  const file = await open(path, 'ax', mode);
  return {
    write: async (bytes) => (await file.write(bytes)).bytesWritten,
    sync: () => file.datasync(),
    names: async () => (await file.stat()).nlink,
    close: () => file.close(),
  };
};

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (problem) {
    if (errnoOf(problem) === 'ENOENT') return false;
    throw problem;
  }
};

const firstMissing = async (path: string): Promise<string> => {
  const above = dirname(path);
  return above === path || (await exists(above)) ? path : firstMissing(above);
};

/** Node says ENOENT where a read-only file system refuses; one folder alone is refused with the true reason. */
const makeFolder = async (path: string): Promise<void> => {
  const options = { recursive: true, mode: 0o700 };
  try {
    await mkdir(path, options);
  } catch (problem) {
    if (errnoOf(problem) !== 'ENOENT') throw problem;
    await mkdir(await firstMissing(path), { mode: 0o700 });
    await mkdir(path, options);
  }
};

const syncFile = async (path: string): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
};

/** Some file systems know no sync of a folder; there its names are as durable as they get. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (problem) {
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errnoOf(problem) ?? '')) throw problem;
  } finally {
    await folder.close();
  }
};

/** The files of this machine. */
export const nodeFiles: FilePort = {
  read: (path) => readFile(path),
  list: (folder) => readdir(folder),
  exists,
  makeFolder,
  create: (path) => create(path, 0o600),
  link,
  rename,
  remove: unlink,
  syncFile,
  syncFolder,
};

/** The same for files that are a person's: others may read them as the umask allows. */
export const sharedFiles: FilePort = { ...nodeFiles, create: (path) => create(path, 0o666) };
