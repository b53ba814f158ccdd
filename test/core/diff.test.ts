import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/core/diff.ts';
import type { FactDefinition, Facts, Json } from '../../src/core/fact.ts';

const definition = (name: string, more: Partial<FactDefinition> = {}): FactDefinition => ({
  ...{ name, title: name, role: 'state' },
  ...more,
});
const definitions = [definition('a'), definition('b', { impact: 'migrate' }), definition('c')];
const between = (desired: Facts, observed: Facts) => diff('Pool/prod', { desired, observed }, definitions);

describe('the difference between desired and observed', () => {
  it('is empty between equal facts, whatever they are', () => {
    const facts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(facts, (same) => {
        expect(between(same as Facts, same as Facts)).toEqual([]);
      }),
    );
  });

  it.each([
    { desired: { a: 1 }, observed: {}, facts: [], reason: 'unknown is not absent' },
    { desired: {}, observed: { a: 1 }, facts: [], reason: 'what nobody asks for is no difference' },
    { desired: { z: 1 }, observed: { z: 2 }, facts: [], reason: 'the kind does not know this fact' },
    { desired: { a: 1 }, observed: { a: null }, facts: ['a'], reason: 'null was read: the cloud said so' },
    { desired: { a: '1' }, observed: { a: 1 }, facts: ['a'], reason: 'a text is not a number' },
    { desired: { a: [1, 2] }, observed: { a: [2, 1] }, facts: ['a'], reason: 'the order of a list counts' },
    { desired: { c: 1, a: 1 }, observed: { a: 2, c: 2 }, facts: ['a', 'c'], reason: 'in the order of the kind' },
    {
      desired: { a: { x: 1, y: 2 } as Json },
      observed: { a: { y: 2, x: 1 } as Json },
      facts: [],
      reason: 'the order of members does not count',
    },
  ])('holds $facts: $reason', ({ desired, observed, facts }) => {
    expect(between(desired, observed).map(({ fact }) => fact)).toEqual(facts);
  });

  it('says what was, what is wanted, and how bad it is', () => {
    const [a, b] = between({ a: 1, b: 1 }, { a: 2, b: 2 });
    const more = { before: 2, after: 1, address: 'Pool/prod', until: 'end' };
    expect(a).toEqual({ id: 'prod/a', fact: 'a', impact: 'update', ...more });
    expect(b).toEqual({ id: 'prod/b', fact: 'b', impact: 'migrate', ...more });
  });
});
