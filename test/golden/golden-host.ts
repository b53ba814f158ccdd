import { createHash, randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { Host } from '../../src/app/host.ts';
import { diskFiles } from '../../src/app/surroundings.ts';
import type { Files } from '../../src/document/files.ts';
import { sourceOf } from './variant.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Only what lies in the scenario's folder is there: an onward.yaml above the repository must not change a golden. */
const within = (folder: string): Files => {
  const disk = diskFiles(Readable.from([]));
  const isInside = (path: string): boolean => path === folder || path.startsWith(`${folder}/`);
  return {
    ...disk,
    readFile: async (path) =>
      isInside(path) ? disk.readFile(sourceOf(folder, basename(path)) ?? path) : { is: 'absent' },
    list: async (path) => (isInside(path) ? disk.list(path) : { is: 'absent' }),
  };
};

const never = (): Promise<never> => Promise.reject(new Error('a plan reads documents and clouds, and writes nothing'));

/** A machine on which time stands still at `wall` (ms since 1970) and waiting takes no time. */
export const goldenHost = (
  folder: string,
  { env, wall }: { readonly env: Host['env']; readonly wall: number },
): Host => ({
  env,
  cwd: folder,
  tool: 'onward 0.0.0',
  wall: () => wall,
  monotonic: () => 0,
  sleep: () => Promise.resolve(),
  quietSleep: () => Promise.resolve(),
  randomUuid: randomUUID,
  sha256,
  owner: { host: 'golden', boot: 'golden', pid: 1, start: 'golden' },
  files: within(folder),
  readFile: never,
  writePrivate: never,
  writeShared: never,
  createShared: never,
  readStdin: never,
  programs: { run: () => Promise.resolve({ is: 'absent' }), withFiles: never },
});
