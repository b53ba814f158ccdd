import { describe, expect, it } from 'vitest';
import { succeed } from '../../src/core/diagnostic.ts';
import type { Driver } from '../../src/core/operation.ts';
import { driveStep } from '../../src/run/drive-step.ts';
import type { StepOutcome } from '../../src/run/executor.ts';
import { contracts, desiredOf, observedOf, sampleKind } from '../core/sample-kind.ts';
import { memoryJournal, takenOver, written } from './memory-journal.ts';
import { heatStep } from './sample-steps.ts';
import { smallCloud, type SmallCloud } from './small-cloud.ts';

type Point = 'before the intent' | 'after the intent' | 'after the look at the lock';

/** A runner with a journal of its own, as each epoch is; `stopsAt` suspends it there until `wakes` comes. */
interface Runner {
  readonly outcome: Promise<StepOutcome>;
  readonly lines: () => readonly string[];
}

const open = (): Promise<void> => Promise.resolve();

const runner = (
  cloud: SmallCloud,
  name: string,
  earlier: ReturnType<typeof memoryJournal> | null,
  at: { readonly lost: () => boolean; readonly pause: (point: Point) => Promise<void> },
): Runner & { readonly journal: ReturnType<typeof memoryJournal> } => {
  const journal = memoryJournal(cloud.now);
  // Another runner reads what there is at the moment it takes the run over.
  for (const line of earlier?.lines() ?? []) journal.append(line, true);
  const driver: Driver = {
    probe: () => Promise.resolve(cloud.probe(false)),
    observe: ([desired]) => Promise.resolve(new Map([[desired!.address, observedOf({ 'pool.heated': false })]])),
    perform: async (_, fence) => {
      await at.pause('after the look at the lock');
      return cloud.receive(fence, { is: 'accepted' });
    },
    readDuties: () => Promise.resolve(new Map()),
    readClock: open,
    clock: { now: cloud.now },
    loopback: true,
  };
  const subject = { kind: sampleKind(), desired: desiredOf(), driver };
  const outcome = driveStep({
    step: heatStep(),
    contract: contracts['pool.heat/1']!,
    subject,
    stillOpen: () => Promise.resolve(null),
    ports: {
      journal: {
        lines: journal.lines,
        append: async (record, { durable }) => {
          if (record.type === 'intended') await at.pause('before the intent');
          const line = journal.append(record, durable);
          if (record.type === 'intended') await at.pause('after the intent');
          return written(line);
        },
      },
      time: {
        wait: async (ms) => {
          await Promise.resolve();
          cloud.pass(ms);
        },
        monotonic: cloud.now,
      },
      stillOurs: () => Promise.resolve(at.lost() ? takenOver() : succeed(null)),
      isGone: () => false,
      cancelled: () => false,
      nonce: () => `${name}-${journal.lines().length}`,
      subjectOf: () => subject,
      approval: () => Promise.resolve(null),
    },
  });
  return { outcome, journal, lines: () => journal.lines().map(({ type }) => type) };
};

/** The first runner stops at a point; a second one takes over and drives to the end; then the first one wakes up. */
const twoRunners = async (point: Point, sleepsMs: number) => {
  const cloud = smallCloud();
  let lost = false;
  let wake = (): void => undefined;
  const woken = new Promise<void>((resolve) => (wake = resolve));
  let stopped = (): void => undefined;
  const asleep = new Promise<void>((resolve) => (stopped = resolve));
  const first = runner(cloud, 'first', null, {
    lost: () => lost,
    pause: async (here) => {
      if (here !== point) return;
      stopped();
      await woken;
    },
  });
  await asleep;
  lost = true;
  const second = runner(cloud, 'second', first.journal, { lost: () => false, pause: open });
  const secondEnds = sleepsMs === Infinity ? await second.outcome : null;
  wake();
  const firstEnds = await first.outcome;
  return { cloud, first, second, firstEnds, secondEnds: secondEnds ?? (await second.outcome) };
};

const accepted = ({ seen }: SmallCloud): number => seen.filter(({ was }) => was === 'accepted').length;

describe('a runner that wakes up after another one took the run over', () => {
  it.each([
    { point: 'before the intent' as const, first: 'fenced', reason: 'it looks at the lock after its intent' },
    { point: 'after the intent' as const, first: 'fenced', reason: 'it looks at the lock before its call' },
    {
      point: 'after the look at the lock' as const,
      first: 'fenced',
      reason: 'its signed call is dead by then, and it looks again',
    },
  ])('$point does no harm, when the other has ended: $reason', async ({ point, first }) => {
    const found = await twoRunners(point, Infinity);
    expect(accepted(found.cloud)).toBe(1);
    expect(found.secondEnds).toEqual({ state: 'done' });
    expect(found.firstEnds.state).toBe(first);
  });

  it('sends a dead request, writes down that it was refused, and concludes nothing from what the other did', async () => {
    const { cloud, first } = await twoRunners('after the look at the lock', Infinity);
    expect(cloud.seen.map(({ was }) => was)).toEqual(['accepted', 'dead']);
    expect(first.journal.lines().at(-1)).toMatchObject({ type: 'refused' });
  });

  it.each(['before the intent', 'after the intent', 'after the look at the lock'] as const)(
    '%s does no harm while the other one waits',
    async (point) => {
      const { cloud, secondEnds } = await twoRunners(point, 0);
      expect(accepted(cloud)).toBe(1);
      expect(secondEnds).toEqual({ state: 'done' });
    },
  );
});
