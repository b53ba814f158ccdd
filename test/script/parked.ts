import { expect } from 'vitest';
import { standardCluster, type Planned, type Scene } from './scene.ts';

/** Plans and applies up to the gate; answers what the plan says of itself. */
export const parked = async ({ onward, planned }: Scene): Promise<Planned> => {
  expect(await onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
  expect(await onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
  return planned();
};

/** The writes that the cloud was asked for, as `action status`. */
export const writes = async ({ twin }: Scene): Promise<readonly string[]> =>
  (await twin.calls()).filter(({ kind }) => kind === 'write').map(({ action, status }) => `${action} ${status}`);

/**
 * The same, with pre-checks that follow one another told once: where a yes took long, what was checked is checked again. On a twin
 * that passes half a minute with every read, the reads of a gate alone take longer than a pre-check is good for.
 */
export const writesWithoutRenewal = async (here: Scene): Promise<readonly string[]> =>
  (await writes(here)).filter((write, at, all) => write !== 'RunClusterCheck 200' || all[at - 1] !== write);

/**
 * So slow a migration that it is under way whenever a test looks, and so slow a clock that the ten minutes for which the
 * pre-check counts are half a minute here, on a busy machine too. `whole` is longer than the migration.
 */
export const slowly = {
  speed: 20,
  world: standardCluster({ checks: { minutes: 0.2 }, migrate: { minutes: 12_000, apiDownMinutes: 60 } }),
  whole: '12001m',
} as const;
