import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cluster, world } from './papers.ts';

/** The folder the demo plays in; nothing outside it is written. */
export interface Stage {
  readonly folder: string;
  readonly write: (name: string, text: string) => Promise<void>;
}

/** A fresh folder (0700) with the world and the first form of the document. `now` is real time, ms since 1970. */
export const openStage = async (now: number): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), 'onward-demo-'));
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text, { mode: 0o600 });
  await write('world.yaml', world(now));
  await write('cluster.yaml', cluster);
  return { folder, write };
};
