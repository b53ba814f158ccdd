import { describe, expect, it } from 'vitest';
import { mergePatch } from './merge-patch.ts';

const world = {
  now: '1',
  clusters: [
    { id: 'a', masters: [{ instance: 'i-1' }, { instance: 'i-2' }] },
    { name: 'b', tags: {} },
  ],
};

describe('a merge patch', () => {
  it.each([
    { reason: 'a member replaces one', patch: { now: '2' }, is: { ...world, now: '2' } },
    { reason: 'null takes one away', patch: { now: null }, is: { clusters: world.clusters } },
    { reason: 'a list replaces a list', patch: { clusters: [] }, is: { now: '1', clusters: [] } },
    {
      reason: 'a mapping over a list changes items by id, name or instance, and null takes one away',
      patch: { clusters: { a: { masters: { 'i-1': { ready: false }, 'i-2': null } }, b: { tags: { k: 'v' } } } },
      is: {
        now: '1',
        clusters: [
          { id: 'a', masters: [{ instance: 'i-1', ready: false }] },
          { name: 'b', tags: { k: 'v' } },
        ],
      },
    },
    {
      reason: 'a mapping where nothing is becomes one without its nulls',
      patch: { new: { a: null, b: 1 } },
      is: { ...world, new: { b: 1 } },
    },
  ])('says that $reason', ({ patch, is }) => {
    expect(mergePatch(world, patch)).toEqual(is);
  });

  it('is refused where it names an item that is not there: the scenario would say nothing', () => {
    expect(() => mergePatch(world, { clusters: { c: {} } })).toThrow('/clusters: there is no item c to change');
  });
});
