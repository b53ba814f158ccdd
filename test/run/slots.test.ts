import { describe, expect, it } from 'vitest';
import type { ActStep } from '../../src/core/step.ts';
import { createSlots } from '../../src/run/slots.ts';

const step = (id: string, ...limits: readonly (readonly [string, number])[]): ActStep =>
  ({ id, limits: limits.map(([of, atMost]) => ({ of, atMost })) }) as unknown as ActStep;

/** Takes slots for steps and says which of them have begun. */
const begun = (holding: readonly ActStep[] = []) => {
  const slots = createSlots(holding);
  const started: string[] = [];
  const releases = new Map<string, () => void>();
  return {
    started,
    take: async (one: ActStep) => {
      void slots.take(one).then((release) => {
        started.push(one.id);
        releases.set(one.id, release);
      });
      await Promise.resolve();
      await Promise.resolve();
    },
    end: async (id: string) => {
      releases.get(id)?.();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
};

describe('slots', () => {
  it('let steps without limits begin at once', async () => {
    const here = begun();
    await here.take(step('a'));
    expect(here.started).toEqual(['a']);
  });

  it('let at most so many that name the same thing run at once, in their order', async () => {
    const here = begun();
    for (const id of ['a', 'b', 'c', 'd']) await here.take(step(id, ['host a1', 2]));
    expect(here.started).toEqual(['a', 'b']);
    await here.end('b');
    expect(here.started).toEqual(['a', 'b', 'c']);
    await here.end('a');
    expect(here.started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('hold each limit of a step, and let one pass that names other things', async () => {
    const here = begun();
    await here.take(step('a', ['host a1', 1], ['host b1', 1]));
    await here.take(step('b', ['host a2', 1], ['host b1', 1]));
    await here.take(step('c', ['host a2', 1], ['host b2', 1]));
    expect(here.started).toEqual(['a', 'c']);
    await here.end('a');
    expect(here.started).toEqual(['a', 'c']);
    await here.end('c');
    expect(here.started).toEqual(['a', 'c', 'b']);
  });

  it('count the calls of an earlier process first, and never make them wait', async () => {
    const old = step('old', ['host a1', 1]);
    const here = begun([old]);
    await here.take(step('new', ['host a1', 1]));
    expect(here.started).toEqual([]);
    await here.take(old);
    expect(here.started).toEqual(['old']);
    await here.end('old');
    expect(here.started).toEqual(['old', 'new']);
  });

  it('are given back once, however often that is said', async () => {
    const here = begun();
    for (const id of ['a', 'b', 'c']) await here.take(step(id, ['set', 1]));
    await here.end('a');
    await here.end('a');
    expect(here.started).toEqual(['a', 'b']);
  });
});
