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
  readonly texts: () => Readonly<Record<string, string>>;
  /** While it is off, what is crossed is neither counted nor a place to die at. */
  readonly count: (on: boolean) => void;
}

interface Setting {
  readonly time: VirtualTime;
  readonly twin: TwinWithin;
  readonly kinds: readonly Kind[];
  readonly host: Pick<Host, 'sha256' | 'tool'>;
  /** What a process finds in its environment beside the twin's addresses and keys. */
  readonly env?: Host['env'];
}

export const openPlace = ({ time, twin, kinds, host, env = {} }: Setting, trouble: Trouble): Place => {
  const { crashes, late, elsewhere } = trouble;
  const files = memoryFiles();
  const sky = openSky(twin, time, late);
  const awaits: string[] = [];
  let counting = false;
  const cross = (what: string): boolean => {
    if (!counting) return false;
    awaits.push(what);
    const crash = crashes.find(({ at }) => at === awaits.length);
    if (crash?.power !== undefined) files.loseUnsynced(crash.power);
    return crash !== undefined;
  };
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
  const user = createUser({ ground, kinds, machineOf: (n) => (elsewhere ? `m${n}` : 'here') });
  return {
    sky,
    user,
    awaits,
    texts: files.texts,
    count: (on) => {
      counting = on;
    },
  };
};
