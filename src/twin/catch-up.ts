import type { LiveWorld } from './live-world.ts';
import { settleAoc } from './services/aoc/agenda.ts';
import { storeSnapshots } from './start-migration.ts';

/** Lets happen what is due by now. To be called before anybody looks. */
export function catchUp(world: LiveWorld): void {
  storeSnapshots(world);
  if (world.aoc !== undefined) settleAoc(world.aoc, world.clock.now());
}
