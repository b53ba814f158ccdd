import { describe, expect, it } from 'vitest';
import { decide, type Act, type Situation } from '../../src/core/lifecycle.ts';
import type { Again } from '../../src/core/step.ts';
import { exploreStates } from './explore-states.ts';

const agains: readonly Again[] = ['after-window', 'never', 'harmless'];
const explored = agains.map((again) => ({ again, found: exploreStates({ again, oneWay: true, decide }) }));

describe('every state that a one-way step can come to', () => {
  it.each(explored.map(({ again, found }) => ({ again, found, states: found.states, moves: found.moves })))(
    'is explored: $states states and $moves moves where a call is $again',
    ({ found }) => {
      expect(found.states).toBeGreaterThan(1000);
      expect([...found.ends].sort()).toEqual(
        ['ambiguous', 'cancelled', 'done', 'failed', 'fenced', 'stale', 'unfinished', 'unreadable'].sort(),
      );
    },
  );
  it.each(explored)('takes no second call where a call is $again', ({ found }) => {
    expect(found.mostAccepted).toBe(1);
  });
  it.each(explored)('ends done, failed and ambiguous only by evidence where a call is $again', ({ found }) => {
    expect(found.wrong).toEqual([]);
  });
  it.each(explored)('can still end, whatever has happened, where a call is $again', ({ found }) => {
    expect(found.stuck).toEqual([]);
  });
  it.each(explored)('goes on only through a wait that names its reason where a call is $again', ({ found }) => {
    expect(found.spinning).toEqual([]);
  });
});
