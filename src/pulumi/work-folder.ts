import { copyFile, chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asset } from './assets.ts';

/** The private folder of one leg: Pulumi's project, state, home and temporary files. Scratch: the journal rebuilds it. */
export interface WorkFolder {
  readonly root: string;
  /** Holds `node` and our provider script; first on the engine's PATH, where the engine looks before its own folder. */
  readonly bin: string;
  readonly home: string;
  readonly state: string;
  readonly temporary: string;
  readonly remove: () => Promise<void>;
}

/** Makes the folder, 0700. With `keep` it is made inside that folder and stays, for tests and audits. */
export const makeWorkFolder = async (keep: string | undefined): Promise<WorkFolder> => {
  if (keep) await mkdir(keep, { recursive: true, mode: 0o700 });
  const root = await mkdtemp(join(keep || tmpdir(), 'onward-'));
  const bin = join(root, 'bin');
  const home = join(root, 'home');
  const state = join(root, 'state');
  const temporary = join(root, 'tmp');
  for (const folder of [bin, home, state, temporary]) await mkdir(folder, { mode: 0o700 });
  await symlink(process.execPath, join(bin, 'node'));
  const script = join(bin, 'pulumi-resource-pulumi-nodejs');
  await copyFile(asset('provider.sh'), script);
  await chmod(script, 0o700);
  const remove = keep ? () => Promise.resolve() : () => rm(root, { recursive: true, force: true, maxRetries: 3 });
  return { root, bin, home, state, temporary, remove };
};
