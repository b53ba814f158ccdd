import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ancestors, inOrder } from '../../src/core/order.ts';

interface Node {
  readonly id: string;
  readonly needs: readonly string[];
}

/** Nodes from lines like `c: a b`. */
const nodes = (...lines: readonly string[]): readonly Node[] =>
  lines.map((line) => {
    const [id = '', needs = ''] = line.split(':');
    return { id, needs: needs.split(' ').filter((need) => need !== '') };
  });
const ids = (ordered: readonly Node[] | null): string => ordered?.map(({ id }) => id).join(' ') ?? 'none';

/** Any graph without a circle, each node needing some before it, and the same nodes shuffled. */
const shuffled = fc
  .array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 20 })
  .map((needs) =>
    needs.map((some, at) => ({
      id: `n${at}`,
      needs: at === 0 ? [] : [...new Set(some.map((need) => `n${need % at}`))],
    })),
  )
  .chain((sorted) => fc.shuffledSubarray(sorted, { minLength: sorted.length }).map((given) => ({ sorted, given })));

describe('the order of steps', () => {
  it('puts every step after its needs, whatever the order they come in', () => {
    fc.assert(
      fc.property(shuffled, ({ given }) => {
        const ordered = inOrder(given)!;
        const place = new Map(ordered.map(({ id }, at) => [id, at]));
        expect(place.size).toBe(given.length);
        for (const { id, needs } of ordered)
          for (const need of needs) expect(place.get(need)).toBeLessThan(place.get(id)!);
      }),
    );
  });

  it('leaves alone what is in order already', () => {
    fc.assert(
      fc.property(shuffled, ({ sorted, given }) => {
        expect(inOrder(sorted)).toEqual(sorted);
        const once = inOrder(given)!;
        expect(inOrder(once)).toEqual(once);
      }),
    );
  });

  it.each([
    { given: nodes('b', 'a', 'c'), order: 'b a c', reason: 'nothing is needed: as given' },
    { given: nodes('c: a', 'b', 'a'), order: 'b a c', reason: 'only what must wait waits' },
    { given: nodes('d: b c', 'c: a', 'b: a', 'a'), order: 'a c b d', reason: 'a diamond' },
    { given: nodes(), order: '', reason: 'nothing' },
    { given: nodes('a: b', 'b: a'), order: 'none', reason: 'two that need each other' },
    { given: nodes('a: a'), order: 'none', reason: 'one that needs itself' },
    { given: nodes('z', 'a: b', 'b: c', 'c: a'), order: 'none', reason: 'a circle beside another' },
    { given: nodes('a: gone'), order: 'none', reason: 'a need that is no step' },
  ])('is $order: $reason', ({ given, order }) => {
    expect(ids(inOrder(given))).toBe(order);
  });
});

describe('the ancestors of a step', () => {
  it.each([
    { id: 'a', above: [], reason: 'it needs nothing' },
    { id: 'd', above: ['a', 'b', 'c'], reason: 'directly or not, each once' },
    { id: 'gone', above: [], reason: 'no such step' },
  ])('of $id are $above: $reason', ({ id, above }) => {
    expect([...ancestors(nodes('a', 'b: a', 'c: a', 'd: b c', 'e: d'), id)].sort()).toEqual(above);
  });

  it('are found in a circle too, without end', () => {
    expect([...ancestors(nodes('a: b', 'b: a'), 'a')].sort()).toEqual(['a', 'b']);
  });
});
