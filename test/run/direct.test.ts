import { describe, expect, it } from 'vitest';
import { direct } from '../../src/run/direct.ts';
import type { Perform } from '../../src/run/executor.ts';
import { conformance, legOf } from '../conformance/executor.ts';

conformance('direct', () => direct);

describe('the direct executor', () => {
  it('has at most eight steps under way', async () => {
    let under = 0;
    let most = 0;
    const perform: Perform = async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 2));
      under -= 1;
      return { state: 'done' };
    };
    expect(await direct(legOf(...Array.from({ length: 20 }, (_, index) => `fleet/${index}`)), perform)).toEqual({});
    expect(most).toBe(8);
  });

  it('throws on steps that need each other: that is a bug of the plan', async () => {
    const perform: Perform = () => Promise.resolve({ state: 'done' });
    await expect(direct(legOf('prod/a: prod/b', 'prod/b: prod/a'), perform)).rejects.toThrow('circle');
  });
});
