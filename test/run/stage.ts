import { succeed } from '../../src/core/diagnostic.ts';
import type { Facts } from '../../src/core/fact.ts';
import type { JournalRecord } from '../../src/core/journal.ts';
import type { Answer, Contract, Driver, Probe, Since } from '../../src/core/operation.ts';
import type { ActStep } from '../../src/core/step.ts';
import { driveStep } from '../../src/run/drive-step.ts';
import type { StepOutcome } from '../../src/run/executor.ts';
import type { RunPorts } from '../../src/run/ports.ts';
import { contracts, desiredOf, observedOf, sampleKind } from '../core/sample-kind.ts';
import { full, memoryJournal, takenOver, written, type MemoryJournal } from './memory-journal.ts';
import { heatStep } from './sample-steps.ts';

const proof = (says: string) => [{ call: 'DescribeTasks', request: 'R-9', at: '2026-11-28T02:00:00Z', says }];
export const notDone: Probe = { is: 'not-done', proof: proof('no task') };
export const inFlight: Probe = { is: 'in-flight', task: 'T-1', says: 'at work', proof: [] };
export const done: Probe = { is: 'done', proof: proof('task T-1 succeeded') };
export const failed: Probe = { is: 'failed', why: 'task T-1 failed', proof: [] };
export const unreadable: Probe = { is: 'unreadable', why: '503 of the API' };

export const accepted: Answer = { is: 'accepted', request: 'R-1', task: 'T-1' };
export const refused: Answer = { is: 'refused', code: 'ErrClusterState', request: 'R-1', why: 'not now' };
export const throttled: Answer = { is: 'throttled', request: 'R-1', afterMs: 7000 };
export const unsent: Answer = { is: 'unsent', why: 'no credentials were found: nothing was sent', afterMs: 7000 };
export const unanswered: Answer = { is: 'unanswered', why: 'connection reset' };

/** What the cloud says, one after the other; the last one is said for ever. */
export interface Lines {
  readonly probes: readonly Probe[];
  readonly answers?: readonly Answer[];
  /** Facts as they are read; null where the target cannot be read. */
  readonly facts?: readonly (Facts | null)[];
  readonly clock?: 'known' | 'known when asked for' | 'unreadable';
}

export interface Props {
  readonly step?: Partial<ActStep>;
  readonly contract?: Partial<Contract>;
  readonly afresh?: number;
  readonly cancelled?: () => boolean;
  readonly stillOurs?: () => boolean;
  readonly stillOpen?: (anew: boolean) => StepOutcome | null;
  /** Refuses to write this line. */
  readonly refuses?: (record: JournalRecord) => boolean;
}

/** A step, its journal and a clock, for one play or several: each play is another process. */
export interface Stage {
  /** Everything that was asked of a port, in order, with the minutes since the beginning. */
  readonly log: string[];
  readonly journal: MemoryJournal;
  readonly minutes: () => number;
  readonly play: (lines: Lines, props?: Props) => Promise<StepOutcome>;
  readonly types: () => readonly string[];
}

const start = Date.UTC(2026, 10, 28, 2);

const speaker = <T>(lines: readonly T[]): (() => T) => {
  let next = 0;
  return () => lines[Math.min(next++, lines.length - 1)]!;
};

/** Enough for the longest play; a run that asks more often does not end. */
const patience = 1000;

export const stage = (): Stage => {
  let now = start;
  const log: string[] = [];
  const minutes = (): number => (now - start) / 60_000;
  const journal = memoryJournal(() => now);
  const note = (what: string): void => {
    if (log.push(what) > patience) throw new Error(`does not end: ${log.slice(-6).join(', ')}`);
  };

  const driverOf = (lines: Lines): Driver => {
    const probe = speaker(lines.probes);
    const answer = speaker(lines.answers ?? [accepted]);
    const facts = speaker(lines.facts ?? [{ 'pool.heated': false }]);
    let known = lines.clock === undefined || lines.clock === 'known';
    return {
      probe: (_, since?: Since) => {
        note(
          since === undefined ? 'probe' : `probe since ${since.at}${since.task === undefined ? '' : ` ${since.task}`}`,
        );
        return Promise.resolve({ ...probe() });
      },
      observe: ([desired]) => {
        note('observe');
        const read = facts();
        const observed = read === null ? observedOf({}, { state: 'unreadable' }) : observedOf(read);
        return Promise.resolve(new Map([[desired!.address, observed]]));
      },
      perform: (_, fence) => {
        note(`perform ${fence.nonce} ${fence.date}`);
        return Promise.resolve(answer());
      },
      readDuties: () => Promise.resolve(new Map()),
      readClock: () => {
        note('read clock');
        known = lines.clock !== 'unreadable';
        return Promise.resolve();
      },
      clock: { now: () => (known ? now : null) },
      loopback: true,
    };
  };

  const portsOf = (driver: Driver, props: Props): RunPorts => ({
    journal: {
      lines: journal.lines,
      append: (record, { durable }) => {
        note(`${record.type}${durable ? ', durable' : ''}`);
        if (props.refuses?.(record) === true) return Promise.resolve(full());
        return Promise.resolve(written(journal.append(record, durable)));
      },
    },
    time: {
      wait: (ms) => {
        note(`wait ${ms / 1000} s`);
        now += ms;
        return Promise.resolve();
      },
      monotonic: () => now,
    },
    stillOurs: () => {
      note('look at the lock');
      return Promise.resolve((props.stillOurs?.() ?? true) ? succeed(null) : takenOver());
    },
    isGone: () => false,
    cancelled: () => props.cancelled?.() ?? false,
    nonce: () => `n${journal.lines().length}`,
    subjectOf: () => ({ kind: sampleKind(), desired: desiredOf(), driver }),
    approval: () => Promise.resolve(null),
  });

  const play = (lines: Lines, props: Props = {}): Promise<StepOutcome> => {
    const driver = driverOf(lines);
    const step = heatStep(props.step);
    return driveStep({
      step,
      contract: { ...contracts[step.operation]!, ...props.contract },
      subject: { kind: sampleKind(), desired: desiredOf(), driver },
      ports: portsOf(driver, props),
      ...(props.afresh === undefined ? {} : { afresh: props.afresh }),
      stillOpen: (anew) => {
        note('look at the gate');
        return Promise.resolve(props.stillOpen?.(anew) ?? null);
      },
    });
  };
  return { log, journal, minutes, play, types: () => journal.lines().map(({ type }) => type) };
};
