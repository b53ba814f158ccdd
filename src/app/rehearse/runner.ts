import type { Host } from '../host.ts';
import type { Owner } from '../../core/journal.ts';
import type { Exchanged, Outgoing } from '../../core/transport.ts';
import type { Standing } from '../../store/owner.ts';
import { doorOf, filesThrough, never, type Awaits, type Through } from './door.ts';
import type { MemoryFiles } from './memory-files.ts';
import type { Sky } from './sky.ts';
import type { VirtualTime } from './virtual-time.ts';

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
  readonly end: () => void;
}

interface Being {
  readonly ground: Ground;
  readonly pid: number;
  readonly machine: string;
  /** For whom it sleeps: the dead never wake. */
  readonly who: object;
  readonly through: Through;
}

const forbidden = (): Promise<never> => Promise.reject(new Error('a run neither reads nor writes files of a person'));

/** Nobody there beats a lock while a call is waited for: who holds one is told by its process. */
const standingFor =
  ({ alive }: Ground) =>
  (other: Owner, self: Owner): Standing => {
    if (other.host !== self.host) return 'elsewhere';
    return alive.has(other.pid) ? 'alive' : 'gone';
  };

/** Names that no other process gives, and that are the same in the same life. */
const namer = ({ ground: { sha256 }, pid }: Being): (() => string) => {
  let names = 0;
  return () => {
    names += 1;
    const text = sha256(`${pid} ${names}`);
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20, 32)}`;
  };
};

/** A person's machine as a run of a plan needs none: no files, no programs, nobody who types. */
const nobodys: Pick<
  Host,
  'files' | 'readFile' | 'writePrivate' | 'writeShared' | 'createShared' | 'readStdin' | 'programs' | 'quietSleep'
> = {
  files: {
    readFile: () => Promise.resolve({ is: 'absent' }),
    list: () => Promise.resolve({ is: 'absent' }),
    readStdin: () => Promise.resolve({ is: 'absent' }),
  },
  readFile: forbidden,
  writePrivate: forbidden,
  writeShared: forbidden,
  createShared: forbidden,
  readStdin: forbidden,
  programs: { run: () => Promise.resolve({ is: 'absent' }), withFiles: forbidden },
  quietSleep: () => never(),
};

const hostOf = (being: Being): Host => {
  const { ground, pid, machine, who, through } = being;
  const { time, sky, sha256, env, tool } = ground;
  const uuid = namer(being);
  const sleep = (ms: number): Promise<void> => through('sleep', () => time.sleep(ms, who), false);
  const transport = (outgoing: Outgoing): Promise<Exchanged> =>
    through(`send ${sky.nameOf(outgoing)}`, () => sky.exchange(outgoing), !sky.isRead(outgoing));
  return {
    ...nobodys,
    env,
    cwd: '/work',
    tool,
    wall: time.now,
    monotonic: time.now,
    sleep,
    randomUuid: uuid,
    sha256,
    owner: { host: machine, boot: machine, pid, start: String(pid) },
    transport,
    storePorts: {
      files: filesThrough(ground.files.port, through),
      sha256,
      unique: uuid,
      standing: standingFor(ground),
      sleep,
      monotonic: time.now,
    },
  };
};

/** Starts a process on a machine. */
export const startRunner = (ground: Ground, pid: number, machine: string): Runner => {
  const who = {};
  let tell: (what: string) => void = () => undefined;
  const death = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const end = (): void => {
    ground.alive.delete(pid);
    ground.time.forget(who);
  };
  const dies = (what: string): void => {
    end();
    tell(what);
  };
  ground.alive.add(pid);
  const through = doorOf(ground.awaits, { isAlive: () => ground.alive.has(pid), dies });
  return { host: hostOf({ ground, pid, machine, who, through }), death, end };
};
