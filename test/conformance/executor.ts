import { describe, expect, it } from 'vitest';
import type { Executor, Leg, LegStep, Perform, StepOutcome } from '../../src/run/executor.ts';

/** What `perform` saw: the steps in the order they began, and in the order they ended. */
export interface Seen {
  readonly began: string[];
  readonly ended: string[];
}

type Ends = Readonly<Record<string, StepOutcome['state']>>;

const outcome = (state: StepOutcome['state']): StepOutcome =>
  state === 'done' ? { state } : { state, why: `the test wants it ${state}` };

/** A `perform` that notes what it is asked and ends each step as `ends` says, `done` where it says nothing. */
export const performing = (ends: Ends = {}, tookMs = 5): { readonly seen: Seen; readonly perform: Perform } => {
  const seen: Seen = { began: [], ended: [] };
  const perform: Perform = async (step) => {
    seen.began.push(step);
    await new Promise((resolve) => setTimeout(resolve, tookMs));
    seen.ended.push(step);
    return outcome(ends[step] ?? 'done');
  };
  return { seen, perform };
};

/** A leg from lines like `prod/c: prod/a prod/b`, each a step and its needs. */
export const legOf = (...lines: readonly string[]): Leg => ({
  run: '0123456789ab',
  plan: `sha256:0123456789ab${'0'.repeat(52)}`,
  steps: lines.map((line): LegStep => {
    const [id = '', needs = ''] = line.split(':');
    return { id, operation: 'ack.upgrade-slb/1', needs: needs.split(' ').filter((need) => need !== '') };
  }),
});

const diamond = legOf('prod/a', 'prod/b: prod/a', 'prod/c: prod/a', 'prod/d: prod/b prod/c');

const failures = ['parked', 'cancelled', 'failed', 'ambiguous', 'stale', 'unreadable', 'skipped'] as const;

/** What every executor does, whatever walks the leg. Run it with `conformance('direct', () => direct)`. */
export const conformance = (name: string, makeExecutor: () => Executor): void => {
  describe(`executor: ${name}`, () => {
    it('performs every step once, and none before its needs are done', async () => {
      const { seen, perform } = performing();
      const before = new Map<string, readonly string[]>();
      const watched: Perform = (step) => {
        before.set(step, [...seen.ended]);
        return perform(step);
      };
      expect(await makeExecutor()(diamond, watched)).toEqual({});
      expect(seen.began.toSorted()).toEqual(['prod/a', 'prod/b', 'prod/c', 'prod/d']);
      for (const { id, needs } of diamond.steps) expect(before.get(id)).toEqual(expect.arrayContaining([...needs]));
    });

    it('lets steps that need nothing of each other run side by side', async () => {
      let together = 0;
      let release = (): void => undefined;
      const both = new Promise<void>((resolve) => (release = resolve));
      const perform: Perform = async () => {
        together += 1;
        if (together === 2) release();
        await both;
        return { state: 'done' };
      };
      expect(await makeExecutor()(legOf('a/x', 'b/x'), perform)).toEqual({});
    });

    it.each(failures)('stops only the dependants of a step that ends %s, and goes on beside it', async (state) => {
      const { seen, perform } = performing({ 'prod/b': state });
      const leg = legOf('prod/a', 'prod/b: prod/a', 'prod/c: prod/b', 'prod/d: prod/c', 'test/a', 'test/b: test/a');
      expect(await makeExecutor()(leg, perform)).toEqual({});
      expect(seen.began.toSorted()).toEqual(['prod/a', 'prod/b', 'test/a', 'test/b']);
    });

    it('skips a step of which only one need failed', async () => {
      const { seen, perform } = performing({ 'prod/b': 'failed' });
      expect(await makeExecutor()(diamond, perform)).toEqual({});
      expect(seen.began.toSorted()).toEqual(['prod/a', 'prod/b', 'prod/c']);
    });

    it('drains: when a person cancels, every step that is asked for says so and the leg ends', async () => {
      const steps = Array.from({ length: 6 }, (_, index) => `fleet/${index}`);
      const { perform } = performing(Object.fromEntries(steps.map((step) => [step, 'cancelled'])));
      expect(await makeExecutor()(legOf(...steps), perform)).toEqual({});
    });

    it('walks an empty leg without doing anything', async () => {
      const { seen, perform } = performing();
      expect(await makeExecutor()(legOf(), perform)).toEqual({});
      expect(seen.began).toEqual([]);
    });

    it('walks fifty steps, ten chains of five', async () => {
      const { seen, perform } = performing();
      const chain = (name: string): string[] =>
        Array.from({ length: 5 }, (_, at) => `${name}/${at}:${at === 0 ? '' : ` ${name}/${at - 1}`}`);
      const leg = legOf(...Array.from({ length: 10 }, (_, at) => chain(`c${at}`)).flat());
      expect(await makeExecutor()(leg, perform)).toEqual({});
      expect(seen.began.toSorted()).toEqual(leg.steps.map((step) => step.id).toSorted());
    });

    it('throws on what `perform` throws: that is a bug, and no outcome of a step', async () => {
      const perform: Perform = () => Promise.reject(new Error('a bug in the lifecycle'));
      await expect(makeExecutor()(legOf('prod/a'), perform)).rejects.toThrow('a bug in the lifecycle');
    });
  });
};
