import { describe, expect, it } from 'vitest';
import { lastLine, type Ended } from './cli.ts';
import { accepted, planned } from './machines.ts';
import { nextCommand } from './meddled.ts';
import { parked, writes } from './parked.ts';
import { direct, scene, type Scene } from './scene.ts';

/** Park and Miller's numbers, so that a round that failed can be had again. */
const numbers = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs one command three times, each begun a moment after the other: sometimes together, sometimes when the first is at work. */
const three = (here: Scene, args: readonly string[], seed: number): Promise<readonly Ended[]> => {
  const next = numbers(seed);
  return Promise.all(
    [0, 1, 2].map(async () => {
      await pause(next() * 250 * (seed % 5));
      return here.onward(args);
    }),
  );
};

const migrations = async (here: Scene): Promise<readonly string[]> =>
  (await writes(here)).filter((write) => write.startsWith('MigrateCluster'));

/** Why a command that came too late was refused, by its exit code. */
const words: Readonly<Record<number, RegExp>> = {
  6: /PLN005 the plan (was applied already,|is being applied) by run/,
  7: /STO02[07]|RUN011/,
};

/** One goes through; each of the others says why not, and the command it names can be run. */
const oneWins = async (here: Scene, ended: readonly Ended[], others: readonly number[]): Promise<void> => {
  expect(ended.some(({ exit }) => exit === 0)).toBe(true);
  const losers = ended.filter(({ exit }) => exit !== 0);
  for (const loser of losers) {
    expect(others, loser.stderr).toContain(loser.exit);
    expect(loser.stderr).toMatch(words[loser.exit ?? 0] ?? /^$/);
  }
  for (const next of new Set(losers.map(lastLine))) {
    const [verb = '', ...rest] = nextCommand(next);
    expect(await here.onward([verb, ...rest]), next).toMatchObject({ exit: 0 });
  }
};

describe('several runners that begin together', () => {
  it.each([1, 2, 3, 4, 5])('apply one plan once: one goes through, the others are refused (seed %i)', async (seed) => {
    const here = await scene();
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const ended = await three(here, ['apply', 'plan.json', '--approve', here.planned().yes], seed);
    expect(ended.filter(({ exit }) => exit === 0)).toHaveLength(1);
    await oneWins(here, ended, [6, 7]);
    expect(await migrations(here)).toEqual(['MigrateCluster 200']);
  });

  it.each([1, 2, 3, 4, 5])(
    'resume one run with one call: the others are told that it is held, or how it ended (seed %i)',
    async (seed) => {
      const here = await scene();
      const { yes, alias } = await parked(here);
      const ended = await three(here, ['resume', alias, '--approve', yes], seed);
      await oneWins(here, ended, [7]);
      expect(await migrations(here)).toEqual(['MigrateCluster 200']);
    },
  );

  it.each([1, 4])('move a machine once, whichever of them begins (seed %i)', async (seed) => {
    const { here, yes } = await planned(direct, { spec: [], machine: {} });
    const ended = await three(here, ['apply', 'plan.json', '--approve', yes], seed);
    await oneWins(here, ended, [6, 7]);
    expect(await accepted(here)).toBe(1);
  });
});
