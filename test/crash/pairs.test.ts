import { describe, expect, it } from 'vitest';
import { journeys } from './journeys.ts';
import { openBench, tryAll } from './matrix.ts';
import { pointOf } from '../../src/app/rehearse/troubles.ts';

/** `npm run crash -- --points 100000` tries more, and others with --seed. */
const seeds = (name: string): readonly number[] =>
  Array.from({ length: name === 'dedicated to pro' ? 80 : 200 }, (_, index) => index + 1);

describe('two accidents or three', () => {
  it.each(journeys.map(({ name }) => name))('%s keeps its promises', async (name) => {
    const bench = await openBench(name);
    const points = seeds(name).map((seed) => pointOf(bench.calm, seed));
    expect(await tryAll(bench, points)).toEqual([]);
  });
});
