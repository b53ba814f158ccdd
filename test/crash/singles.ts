import { describe, expect, it } from 'vitest';
import { brokenLaws } from '../../src/app/rehearse/laws.ts';
import { openBench, tryAll } from './matrix.ts';
import { everyAnswer, everyBlackout, everyDeathThenBlackout, tellingCrashes } from './points.ts';

/** What is tried of a journey, one accident a life. */
export const tries = {
  'a process that is killed': { points: tellingCrashes, atLeast: 200 },
  'a power cut': { points: everyBlackout, atLeast: 170 },
  'a death and then a power cut': { points: everyDeathThenBlackout, atLeast: 30 },
  'what may become of a call': { points: everyAnswer, atLeast: 14 },
} as const;

/** Lives a journey once for each point, and holds every life to the laws. */
export const single = (journey: string, ...all: readonly (keyof typeof tries)[]): void => {
  describe(journey, () => {
    it.each(all)(
      'keeps its promises whatever %s leaves behind, at each await and each call by itself',
      async (name) => {
        const bench = await openBench(journey);
        // A life in which nothing goes wrong keeps them too: it is what the others are compared with.
        expect(brokenLaws(bench.calm, bench.calm)).toEqual([]);
        const { points, atLeast } = tries[name];
        const chosen = points(bench.calm);
        expect(chosen.length).toBeGreaterThanOrEqual(atLeast);
        expect(await tryAll(bench, chosen)).toEqual([]);
      },
    );
  });
};
