import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ExecutorUnderTest } from '../script/scene.ts';

const inherited = (name: string): Readonly<Record<string, string>> => {
  const value = process.env[name];
  return value === undefined ? {} : { [name]: value };
};

/** The default executor, with what leads a user's `onward` to the engine: PATH, the cache folder, ONWARD_PULUMI. */
export const pulumi: ExecutorUnderTest = {
  name: 'pulumi',
  env: {
    ...inherited('PATH'),
    XDG_CACHE_HOME: join(homedir(), '.cache'),
    ...inherited('XDG_CACHE_HOME'),
    ...inherited('ONWARD_PULUMI'),
  },
};
