import type { FilePort, OpenFile } from '../../store/file-port.ts';

/** Counts the awaits of all processes, and says at which one the process that crosses it dies. */
export interface Awaits {
  /** Names what is crossed; true: who crosses it dies there. */
  readonly cross: (what: string) => boolean;
}

/** A way out of a process. What it does after its death never happens. */
export type Through = <T>(what: string, act: () => Promise<T>, changes: boolean) => Promise<T>;

/** Who goes through a door. */
interface Mortal {
  readonly isAlive: () => boolean;
  readonly dies: (what: string) => void;
}

export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** Every way out of the process: a read has one await, what changes something has one before and one after it. */
export const doorOf = (awaits: Awaits, { isAlive, dies }: Mortal): Through => {
  const stop = (what: string): boolean => {
    if (isAlive() && awaits.cross(what)) dies(what);
    return !isAlive();
  };
  return async (what, act, changes) => {
    if (stop(what)) return never();
    try {
      const value = await act();
      if (!isAlive() || (changes && stop(`${what}, done`))) return await never();
      return value;
    } catch (error) {
      if (!isAlive()) return never();
      throw error;
    }
  };
};

const fileThrough = (file: OpenFile, name: string, through: Through): OpenFile => ({
  write: (bytes) => through(`write ${name}`, () => file.write(bytes), true),
  sync: () => through(`sync ${name}`, file.sync, true),
  names: () => through(`names of ${name}`, file.names, false),
  close: () => through(`close ${name}`, file.close, false),
});

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A disk as a process has it. */
export const filesThrough = (files: FilePort, through: Through): FilePort => ({
  read: (path) => through(`read ${nameOf(path)}`, () => files.read(path), false),
  list: (path) => through(`list ${nameOf(path)}`, () => files.list(path), false),
  exists: (path) => through(`look for ${nameOf(path)}`, () => files.exists(path), false),
  makeFolder: (path) => through(`make ${nameOf(path)}`, () => files.makeFolder(path), true),
  create: async (path) => {
    const file = await through(`create ${nameOf(path)}`, () => files.create(path), true);
    return fileThrough(file, nameOf(path), through);
  },
  link: (from, to) => through(`link ${nameOf(to)}`, () => files.link(from, to), true),
  rename: (from, to) => through(`rename ${nameOf(to)}`, () => files.rename(from, to), true),
  remove: (path) => through(`remove ${nameOf(path)}`, () => files.remove(path), true),
  syncFile: (path) => through(`sync ${nameOf(path)}`, () => files.syncFile(path), true),
  syncFolder: (path) => through(`sync folder ${nameOf(path)}`, () => files.syncFolder(path), true),
});
