import { describe, expect, it } from 'vitest';
import { broken, type Law } from './law.ts';

/** Thousands of inputs for each law, the same ones each time: `npm run fuzz -- --inputs 1000000 --seed 7` tries more, and others. */
export const hold = (sort: string, laws: readonly Law[]): void => {
  describe(sort, () => {
    it.each(laws)(
      '$name, whatever the input',
      async (each) => {
        expect(await broken(each, { seed: 1, inputs: each.tries })).toBeNull();
      },
      300_000,
    );
  });
};
