import type { LiveAoc, LiveHost, LiveMachine, LiveMigration } from './live-aoc.ts';
import { begin } from './tasks.ts';

/** How many run from, or to, a host. */
const count = (aoc: LiveAoc, side: 'from' | 'to', host: LiveHost | undefined): number =>
  aoc.migrations.filter((migration) => migration.running && migration[side] === host).length;

const mayBegin = (aoc: LiveAoc, { from, to }: LiveMigration): boolean =>
  count(aoc, 'from', from) < (aoc.limits.perSource ?? Infinity) &&
  count(aoc, 'to', to) < (aoc.limits.perTarget ?? Infinity);

/** Begins what waits, oldest first, as far as the limits let it. */
function beginNext(aoc: LiveAoc, at: number): void {
  for (const migration of aoc.migrations) {
    if (migration.running || !mayBegin(aoc, migration)) continue;
    migration.running = true;
    begin(migration.task, at);
    migration.begin(at);
  }
}

export function enqueue(aoc: LiveAoc, migration: LiveMigration, at: number): void {
  aoc.migrations.push(migration);
  beginNext(aoc, at);
}

/** It is over, in whatever way: what waits for its place goes on. */
export function leave(aoc: LiveAoc, migration: LiveMigration, at: number): void {
  const index = aoc.migrations.indexOf(migration);
  if (index >= 0) aoc.migrations.splice(index, 1);
  beginNext(aoc, at);
}

/** What a machine is locked by when nothing else has it. */
export const lockOf = ({ migrations }: LiveAoc, machine: LiveMachine): LiveMachine['lock'] =>
  migrations.some((migration) => migration.machine === machine) ? 'UPDATING' : null;

export const isUnderWay = (aoc: LiveAoc, migration: LiveMigration): boolean => aoc.migrations.includes(migration);
