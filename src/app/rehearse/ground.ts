import type { TwinWithin } from '../../twin/within.ts';
import type { Kind } from '../../core/kind.ts';
import type { Host } from '../host.ts';
import { memoryFiles } from './memory-files.ts';
import type { Trouble } from './lived.ts';
import type { Ground } from './runner.ts';
import { openSky, type Sky } from './sky.ts';
import { createUser, type User } from './user.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Where a life is lived: a disk, a cloud and a user, all on one clock. */
export interface Place {
  readonly sky: Sky;
  readonly user: User;
  readonly awaits: readonly string[];
  /** Why nobody lives on; null: they do. */
  readonly spent: () => string | null;
  /** While it is off, what is crossed is neither counted nor a place to die at. */
  readonly count: (on: boolean) => void;
  /** What is on its disk, by path. */
  readonly texts: () => Readonly<Record<string, string>>;
}

interface Setting {
  readonly time: VirtualTime;
  readonly twin: TwinWithin;
  readonly kinds: readonly Kind[];
  readonly host: Pick<Host, 'sha256' | 'tool'>;
  /** What a process finds in its environment beside the twin's addresses and keys. */
  readonly env?: Host['env'];
  /** Who crosses more dies at each further one. */
  readonly mostAwaits: number;
}

/** More than any run on one target crosses, though it looks every few seconds for days: a life that goes on after it does not end. */
export const awaitsOfATarget = 200_000;

/** Numbers what is crossed. Who crosses more than there may be dies at each further one. */
const countAwaits = (most: number, { crashes }: Trouble, loseUnsynced: (keep: number) => void) => {
  const awaits: string[] = [];
  let counting = false;
  return {
    awaits,
    cross: (what: string): boolean => {
      if (!counting) return false;
      awaits.push(what);
      const crash = crashes.find(({ at }) => at === awaits.length);
      if (crash?.power !== undefined) loseUnsynced(crash.power);
      return crash !== undefined || awaits.length > most;
    },
    count: (on: boolean): void => {
      counting = on;
    },
    spent: (): string | null =>
      awaits.length > most ? `no end after ${most} reads, writes, calls and waits; at last: ${awaits[most]}` : null,
  };
};

export const openPlace = (setting: Setting, trouble: Trouble): Place => {
  const { time, twin, kinds, host, env = {}, mostAwaits } = setting;
  const files = memoryFiles();
  const sky = openSky(twin, time, trouble.late);
  const { awaits, cross, count, spent } = countAwaits(mostAwaits, trouble, files.loseUnsynced);
  const { sha256, tool } = host;
  const ground: Ground = {
    time,
    files,
    sky,
    awaits: { cross },
    env: { ...env, ...twin.ready.env },
    alive: new Set(),
    sha256,
    tool,
  };
  const user = createUser({ ground, kinds, machineOf: (n) => (trouble.elsewhere ? `m${n}` : 'here') });
  return { sky, user, awaits, count, spent, texts: files.texts };
};
