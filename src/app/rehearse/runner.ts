import type { Host } from '../host.ts';
import type { Exchanged, Outgoing } from '../../core/transport.ts';
import type { FilePort, OpenFile } from '../../store/file-port.ts';
import type { Standing } from '../../store/owner.ts';
import type { Owner } from '../../core/journal.ts';
import type { MemoryFiles } from './memory-files.ts';
import type { Sky } from './sky.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Counts the awaits of all processes, and says at which one the process that crosses it dies. */
export interface Awaits {
  /** Names what is crossed; true: who crosses it dies there. */
  readonly cross: (what: string) => boolean;
}

/** What all processes share. */
export interface Ground {
  readonly time: VirtualTime;
  readonly files: MemoryFiles;
  readonly sky: Sky;
  readonly awaits: Awaits;
  readonly env: Host['env'];
  readonly sha256: Host['sha256'];
  readonly tool: string;
  /** The processes that are there, by their ids. */
  readonly alive: Set<number>;
}

/** A process that can die at any await: what comes after it never happens. */
export interface Runner {
  readonly host: Host;
  /** Resolves with the await at which it died; else never. */
  readonly death: Promise<string>;
  readonly isAlive: () => boolean;
  readonly end: () => void;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

const forbidden = (): Promise<never> => Promise.reject(new Error('a run neither reads nor writes files of a person'));

type Through = <T>(what: string, act: () => Promise<T>, changes: boolean) => Promise<T>;

/** Every way out of the process: a read has one await, what changes something has one before and one after it. */
const doorOf = (ground: Ground, dies: (what: string) => void, isAlive: () => boolean): Through => {
  const stop = (what: string): boolean => {
    if (isAlive() && ground.awaits.cross(what)) dies(what);
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

const nameOf = (path: string): string => path.split('/').at(-1) ?? '';

const filesThrough = (files: FilePort, through: Through): FilePort => ({
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

/** Starts a process on a machine. Nobody there beats a lock while a call is waited for: who holds one is told by its process. */
export const startRunner = (ground: Ground, pid: number, machine: string): Runner => {
  const { time, alive, sha256 } = ground;
  const who = {};
  let dead = false;
  let tell: (what: string) => void = () => undefined;
  const death = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const end = (): void => {
    dead = true;
    alive.delete(pid);
    time.forget(who);
  };
  const isAlive = (): boolean => !dead;
  const dies = (what: string): void => {
    end();
    tell(what);
  };
  alive.add(pid);
  const through = doorOf(ground, dies, isAlive);
  let names = 0;
  const uuid = (): string => {
    names += 1;
    const text = sha256(`${pid} ${names}`);
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20, 32)}`;
  };
  const sleep = (ms: number): Promise<void> => through('sleep', () => time.sleep(ms, who), false);
  const owner: Owner = { host: machine, boot: machine, pid, start: String(pid) };
  const standing = (other: Owner, self: Owner): Standing => {
    if (other.host !== self.host) return 'elsewhere';
    return alive.has(other.pid) ? 'alive' : 'gone';
  };
  const transport = (outgoing: Outgoing): Promise<Exchanged> =>
    through(`send ${ground.sky.nameOf(outgoing)}`, () => ground.sky.exchange(outgoing), !ground.sky.isRead(outgoing));
  const monotonic = (): number => time.now();
  const host: Host = {
    env: ground.env,
    cwd: '/work',
    tool: ground.tool,
    wall: time.now,
    monotonic,
    sleep,
    quietSleep: () => never(),
    randomUuid: uuid,
    sha256,
    owner,
    files: {
      readFile: () => Promise.resolve({ is: 'absent' }),
      list: () => Promise.resolve({ is: 'absent' }),
    } as unknown as Host['files'],
    readFile: forbidden,
    writePrivate: forbidden,
    writeShared: forbidden,
    createShared: forbidden,
    readStdin: forbidden,
    programs: { run: () => Promise.resolve({ is: 'absent' }), withFiles: forbidden },
    transport,
    storePorts: {
      files: filesThrough(ground.files.port, through),
      sha256,
      unique: uuid,
      standing,
      sleep,
      monotonic,
    },
  };
  return { host, death, isAlive, end };
};
