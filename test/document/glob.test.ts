import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternatives, isGlob, matchesSegment } from '../../src/document/glob.ts';

describe('a segment of a glob', () => {
  it.each([
    { segment: '*', name: 'a.yaml', fits: true, reason: 'a star is any name' },
    { segment: '*', name: '.a.yaml', fits: false, reason: 'but none that hides' },
    { segment: '.*', name: '.a.yaml', fits: true, reason: 'unless it is asked for' },
    { segment: '*.yaml', name: 'a.yaml.yaml', fits: true, reason: 'a star gives back what it took' },
    { segment: 'a?c*', name: 'abc', fits: true, reason: 'a star may be nothing' },
    { segment: 'a?c', name: 'ac', fits: false, reason: 'a question mark may not' },
    { segment: '[a]', name: '[a]', fits: true, reason: 'brackets are letters' },
    { segment: '', name: '', fits: true, reason: 'nothing is nothing' },
    { segment: 'ab', name: 'abc', fits: false, reason: 'a name is matched to its end' },
  ])('$segment and $name: $reason', ({ segment, name, fits }) => {
    expect(matchesSegment(segment, name)).toBe(fits);
  });

  it('means what a regular expression means', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), (segment, name) => {
        const expression = new RegExp(`^${segment.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matchesSegment(segment, name)).toBe(expression.test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it('is soon done with many stars', () => {
    const start = performance.now();
    expect(matchesSegment('*a'.repeat(100), 'a'.repeat(5000).concat('b'))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('braces', () => {
  it('are alternatives, also within one another', () => {
    expect(alternatives('a/{b,c{d,e}}.y{a,}ml')?.toSorted()).toEqual([
      'a/b.yaml',
      'a/b.yml',
      'a/cd.yaml',
      'a/cd.yml',
      'a/ce.yaml',
      'a/ce.yml',
    ]);
  });

  it('are not counted out', () => {
    expect(alternatives('{a,b}'.repeat(9))).toBe(null);
    expect(alternatives('{a,b}'.repeat(8))).toHaveLength(256);
  });

  it('are letters where they name no alternatives', () => {
    expect([isGlob('{a}'), isGlob('a{,b'), isGlob('{a,b}'), isGlob('a*')]).toEqual([false, false, true, true]);
  });
});
