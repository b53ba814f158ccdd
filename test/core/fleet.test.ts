import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fleetLimitsOf, placeInWaves, type Placeable, type WaveRule } from '../../src/core/fleet.ts';

const wave = (name: string, more: Partial<WaveRule> = {}): WaveRule => ({
  name,
  matchLabels: {},
  percent: 100,
  ...more,
});
const target = (name: string, labels: Record<string, string> = {}): Placeable => ({ address: `Pool/${name}`, labels });
const canary = wave('canary', { matchLabels: { wave: 'canary' } });

const targets = fc.uniqueArray(
  fc
    .record({ name: fc.stringMatching(/^[a-z]{1,4}$/), isCanary: fc.boolean() })
    .map(({ name, isCanary }) => target(name, isCanary ? { wave: 'canary' } : {})),
  { selector: ({ address }) => address, maxLength: 40 },
);
const waves = fc
  .array(fc.record({ percent: fc.integer({ min: 1, max: 100 }), labelled: fc.boolean() }), { maxLength: 5 })
  .map((all) =>
    all.map(({ percent, labelled }, at) =>
      wave(`w${String(at)}`, { percent, matchLabels: labelled ? { wave: 'canary' } : {} }),
    ),
  );

describe('waves', () => {
  it('take those with their labels first, and the last one what is left', () => {
    const placed = placeInWaves([canary, wave('rest')], [target('b'), target('a', { wave: 'canary' }), target('c')]);
    expect([...placed]).toEqual([
      ['Pool/a', 'canary'],
      ['Pool/b', 'rest'],
      ['Pool/c', 'rest'],
    ]);
  });

  it('take their share of what is left, rounded up, by address', () => {
    const all = ['e', 'd', 'c', 'b', 'a'].map((name) => target(name));
    const placed = placeInWaves([wave('tenth', { percent: 10 }), wave('half', { percent: 50 }), wave('rest')], all);
    expect(Object.fromEntries(placed)).toEqual({
      'Pool/a': 'tenth',
      'Pool/b': 'half',
      'Pool/c': 'half',
      'Pool/d': 'rest',
      'Pool/e': 'rest',
    });
  });

  it('leave out what none of them takes', () => {
    expect([...placeInWaves([canary], [target('a')])]).toEqual([]);
  });

  it('place the same targets the same, in whatever order they come', () => {
    fc.assert(
      fc.property(waves, targets, (rules, all) => {
        expect([...placeInWaves(rules, [...all].reverse())].sort()).toEqual([...placeInWaves(rules, all)].sort());
      }),
    );
  });

  it('that end with one for what is left place every target once', () => {
    fc.assert(
      fc.property(waves, targets, (rules, all) => {
        const placed = placeInWaves([...rules, wave('last')], all);
        expect([...placed.keys()].sort()).toEqual(all.map(({ address }) => address).sort());
      }),
    );
  });
});

describe('the limits of a target', () => {
  it('count it among all, and among those of its region where that is known', () => {
    expect(fleetLimitsOf({ parallel: 2, perRegion: 1 }, 'hz').map(({ of }) => of)).toEqual([
      'targets',
      'targets in hz',
    ]);
    expect(fleetLimitsOf({ parallel: 2, perRegion: 1 }, null).map(({ of }) => of)).toEqual(['targets']);
    expect(fleetLimitsOf({}, 'hz')).toEqual([]);
  });
});
