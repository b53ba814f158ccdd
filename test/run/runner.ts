import { succeed } from '../../src/core/diagnostic.ts';
import type { JournalRecord } from '../../src/core/journal.ts';
import type { Driver, Fence } from '../../src/core/operation.ts';
import type { Again } from '../../src/core/step.ts';
import { driveStep } from '../../src/run/drive-step.ts';
import type { StepOutcome } from '../../src/run/executor.ts';
import type { StepRun } from '../../src/run/step-run.ts';
import { contracts, desiredOf, observedOf, sampleKind } from '../core/sample-kind.ts';
import type { Choices } from './choices.ts';
import { full, takenOver, written, type MemoryJournal } from './memory-journal.ts';
import { heatStep } from './sample-steps.ts';
import type { Fate, SmallCloud } from './small-cloud.ts';

/** What all runners of one run share. */
export interface World {
  readonly cloud: SmallCloud;
  readonly journal: MemoryJournal;
  readonly choices: Choices;
  readonly again: Again;
  /** What was seen that must never be. */
  readonly wrong: string[];
}

/** A runner dies: thrown where it waits for a port. */
const dies = new Error('the runner died');

/** More than any step asks of its ports before it ends. */
const patience = 400;

interface Runner {
  readonly world: World;
  asked: number;
  /** How many intents the journal held when the runner was cancelled. */
  cancelledAfter: number | null;
  fenced: boolean;
  clockKnown: boolean;
}

const intentsIn = ({ world }: Runner): readonly string[] =>
  world.journal.lines().flatMap((line) => (line.type === 'intended' ? [line.fence.nonce] : []));

/** Any await of a port may be the last one of this runner, or the one during which a person cancels. */
const boundary = (runner: Runner, cancels = true): void => {
  runner.asked += 1;
  if (runner.asked > patience) throw new Error('a runner that does not end');
  const mayCancel = cancels && runner.cancelledAfter === null;
  const what = runner.world.choices.pick<'go' | 'die' | 'cancel'>(mayCancel ? ['go', 'die', 'cancel'] : ['go', 'die']);
  if (what === 'die') throw dies;
  if (what === 'cancel') runner.cancelledAfter = intentsIn(runner).length;
};

const append = (runner: Runner, record: JournalRecord, durable: boolean) => {
  const { choices, journal } = runner.world;
  boundary(runner, false);
  if (choices.pick([false, true])) return full();
  const line = journal.append(record, durable);
  boundary(runner);
  return written(line);
};

const fates: readonly [Fate, ...Fate[]] = [
  { is: 'accepted' },
  { is: 'refused' },
  { is: 'throttled' },
  { is: 'unsent' },
  { is: 'lost' },
  { is: 'arrived' },
  { is: 'late', afterMs: 5 * 60_000 },
  { is: 'late', afterMs: 15 * 60_000 },
];

/** The laws of sending, seen from the cloud's door. */
const lawsAtTheDoor = (runner: Runner, { nonce }: Fence): void => {
  const { journal, wrong } = runner.world;
  const durable = journal.lines().slice(0, journal.safe());
  if (!durable.some((line) => line.type === 'intended' && line.fence.nonce === nonce))
    wrong.push('sent before its intent was on the disk');
  if (runner.fenced) wrong.push('sent although another runner had taken over');
  if (runner.cancelledAfter !== null && intentsIn(runner).indexOf(nonce) >= runner.cancelledAfter)
    wrong.push('intended and sent after a person had cancelled');
};

const driverOf = (runner: Runner): Driver => {
  const { cloud, choices } = runner.world;
  return {
    probe: () => {
      boundary(runner);
      const read = choices.pick(cloud.mayBeStale() ? ['true', 'unreadable', 'stale'] : ['true', 'unreadable']);
      if (read === 'unreadable') return Promise.resolve({ is: 'unreadable', why: '503' });
      runner.clockKnown = true;
      return Promise.resolve(cloud.probe(read === 'stale'));
    },
    perform: (_, fence) => {
      boundary(runner);
      lawsAtTheDoor(runner, fence);
      const answer = cloud.receive(fence, choices.pick(fates));
      boundary(runner);
      return Promise.resolve(answer);
    },
    observe: ([desired]) => {
      boundary(runner);
      runner.clockKnown = true;
      const facts = choices.pick<Record<string, boolean>>([{ 'pool.heated': false }, { 'pool.heated': true }, {}]);
      return Promise.resolve(new Map([[desired!.address, observedOf(facts)]]));
    },
    readDuties: () => Promise.resolve(new Map()),
    readClock: () => {
      boundary(runner);
      runner.clockKnown = choices.pick([true, false]);
      return Promise.resolve();
    },
    clock: { now: () => (runner.clockKnown ? cloud.now() : null) },
    loopback: true,
  };
};

const stepRun = (runner: Runner): StepRun => {
  const { cloud, choices, journal, again } = runner.world;
  const subject = { kind: sampleKind(), desired: desiredOf(), driver: driverOf(runner) };
  return {
    step: heatStep({ again }),
    contract: { ...contracts['pool.heat/1']!, again },
    subject,
    stillOpen: () => Promise.resolve(null),
    ports: {
      journal: {
        lines: journal.lines,
        append: (record, { durable }) => Promise.resolve().then(() => append(runner, record, durable)),
      },
      time: {
        wait: async (ms) => {
          await Promise.resolve();
          boundary(runner);
          cloud.pass(ms);
        },
        monotonic: cloud.now,
      },
      stillOurs: () => {
        boundary(runner);
        runner.fenced = choices.pick([false, true]);
        return Promise.resolve(runner.fenced ? takenOver() : succeed(null));
      },
      isGone: () => false,
      cancelled: () => runner.cancelledAfter !== null,
      nonce: () => `n${cloud.seen.length}-${journal.lines().length}`,
      subjectOf: () => subject,
      approval: () => Promise.resolve(null),
    },
  };
};

export type Ending = StepOutcome | { readonly state: 'died' };

/** One runner drives the step, until it has an outcome or dies. */
export const drive = async (world: World): Promise<Ending> => {
  const runner: Runner = { world, asked: 0, cancelledAfter: null, fenced: false, clockKnown: false };
  try {
    return await driveStep(stepRun(runner));
  } catch (problem) {
    if (problem === dies) return { state: 'died' };
    throw problem;
  }
};
