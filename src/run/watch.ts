import type { Situation } from '../core/lifecycle.ts';
import type { Answer, Probe } from '../core/operation.ts';
import { milliseconds } from '../core/span.ts';
import { apartMs, deadAfter, deadAfterText, type StepHistory } from '../core/step-history.ts';
import type { StepRun } from './step-run.ts';
import type { Comparison } from './expectations.ts';

/** Reads that fail this often in a row end a step of which nothing was sent yet. */
const patienceBefore = 12;
const longestBackOffMs = 60_000;

type WaitReason = 'in-flight' | 'window' | 'stale-read' | 'unreadable' | 'throttled' | 'unsent';

/** What driving one step remembers between its probes. */
export interface Watch {
  readonly situation: (history: StepHistory, probe: Probe) => Situation;
  readonly compared: (comparison: Comparison) => void;
  readonly sent: (answer: Answer) => void;
  /** True right after a comparison: the probe before it still counts, so that nothing comes between it and the call. */
  readonly keepComparison: (history: StepHistory) => boolean;
  readonly lastProbe: () => Probe;
  /**
   * True once for each call that may have been lost: a window went by since the gate was asked, so before another call is
   * signed it is asked anew, however young it looks.
   */
  readonly wantsNewGate: (history: StepHistory) => boolean;
  /** Forgets the comparison, so that the step is probed and compared anew. */
  readonly lookAgain: () => void;
  readonly waitFor: (because: WaitReason, pollMs: number) => number;
  /** A line of progress when there is something new to say, else null. */
  readonly news: (because: WaitReason) => string | null;
  readonly moved: () => string;
  readonly underWay: (history: StepHistory) => string;
}

interface Memory {
  startedAt: number | null;
  probe: Probe;
  comparison: Comparison | null;
  unreadable: number;
  /** When the first not-done after the window was seen, on the cloud's clock. */
  firstNotDone: number | null;
  confirmed: boolean;
  /** A call was sent by this process. */
  sentHere: boolean;
  backOffMs: number | null;
  throttled: number;
  /** For which attempt the gate was asked anew. */
  renewedFor: number;
  said: string;
  windowEnds: number | null;
}

const clockOf = ({ subject }: StepRun): number | null => subject.driver.clock.now();

/** While a call may still arrive, that there is no trace of it means nothing without the cloud's clock. */
const timed = (probe: Probe, now: number | null, { windowEnds }: Memory): Probe =>
  probe.is === 'not-done' && now === null && windowEnds !== null
    ? { is: 'unreadable', why: "the cloud's clock is not known" }
    : probe;

const noteProbe = (run: StepRun, memory: Memory, read: Probe): void => {
  const now = clockOf(run);
  const probe = timed(read, now, memory);
  memory.probe = probe;
  memory.startedAt ??= now;
  memory.unreadable = probe.is === 'unreadable' ? memory.unreadable + 1 : 0;
  const over = now !== null && memory.windowEnds !== null && now > memory.windowEnds;
  if (probe.is !== 'not-done' || !over) {
    memory.firstNotDone = null;
    memory.confirmed = false;
    return;
  }
  memory.firstNotDone ??= now;
  const isConfirmed = now - memory.firstNotDone >= apartMs;
  // Waiting for a call of an earlier process to be dead is no trying of this one's: its budget begins now.
  if (isConfirmed && !memory.confirmed && !memory.sentHere) memory.startedAt = now;
  memory.confirmed = isConfirmed;
};

const hasBudget = (run: StepRun, memory: Memory, last: StepHistory['last']): boolean => {
  const budget = milliseconds(run.contract.budget);
  // As many reads as fit into the budget: where waits are cut short (a twin that has gone), no clock would ever end it.
  const patience =
    last === 'none' || last === 'unsent' ? patienceBefore : Math.ceil(budget / milliseconds(run.contract.poll));
  if (memory.unreadable >= patience) return false;
  const now = clockOf(run);
  return now === null || memory.startedAt === null || now - memory.startedAt < budget;
};

const words = (memory: Memory, because: WaitReason): string => {
  const { probe } = memory;
  if (because === 'in-flight' && probe.is === 'in-flight') return probe.says;
  if (because === 'unreadable')
    return `cannot be read: ${probe.is === 'unreadable' ? probe.why : (comparisonWhy(memory) ?? 'no answer')}`;
  if (because === 'window' && memory.windowEnds !== null) {
    const until = `${new Date(memory.windowEnds).toISOString().slice(0, 19)}Z`;
    return memory.firstNotDone === null
      ? `no trace of the call; it could still arrive until ${until}`
      : `no trace of the call, which is dead since ${until}; looks once more in 30 s`;
  }
  if (because === 'throttled') return 'throttled; the same call is sent again later';
  if (because === 'unsent') return 'nothing was sent; tried again later';
  return 'accepted, but not visible yet';
};

const comparisonWhy = ({ comparison }: Memory): string | null =>
  comparison === null || comparison.is === 'hold' ? null : comparison.why;

const situationOf = (run: StepRun, memory: Memory, history: StepHistory): Situation => {
  const now = clockOf(run);
  const comparison = memory.comparison?.is ?? 'unasked';
  return {
    last: history.last,
    probe: memory.probe.is,
    again: run.step.again,
    oneWay: run.step.reversibility === 'one-way',
    type: run.step.type,
    sends: run.contract.sends,
    expects: comparison,
    windowOver: now !== null && memory.windowEnds !== null && now > memory.windowEnds,
    confirmed: memory.confirmed,
    backedOff: memory.backOffMs === null,
    budgetLeft: hasBudget(run, memory, history.last),
  };
};

const memoryAtStart = (): Memory => ({
  startedAt: null,
  probe: { is: 'unreadable', why: 'not probed yet' },
  comparison: null,
  unreadable: 0,
  firstNotDone: null,
  confirmed: false,
  sentHere: false,
  backOffMs: null,
  throttled: 0,
  renewedFor: 0,
  said: '',
  windowEnds: null,
});

/** What goes on when a run stops in the middle of a step, and what a resume will do: said by what is known of the call. */
const underWay = (history: StepHistory): string => {
  const { last, at } = history;
  if (last === 'sent') return `the call of ${at ?? 'earlier'} goes on in the cloud; it is not sent again by resume`;
  if (last === 'throttled') return 'the call was throttled, not accepted; resume sends it';
  if (last !== 'intended') return 'nothing was sent';
  return `no answer came to the call; resume waits until ${deadAfterText(history)}, then SENDS it again if there is no trace of it`;
};

/** Waits twice as long at each throttling in a row, and never less than the cloud asked for. */
const backOff = (memory: Memory, asked: number): void => {
  memory.backOffMs = Math.max(asked, Math.min(1000 * 2 ** memory.throttled, longestBackOffMs));
  memory.throttled += 1;
};

const waitMs = (memory: Memory, because: WaitReason, pollMs: number): number => {
  if (because === 'window') return memory.firstNotDone === null ? pollMs : apartMs;
  const backOff = memory.backOffMs;
  if ((because !== 'throttled' && because !== 'unsent') || backOff === null) return pollMs;
  memory.backOffMs = null;
  return backOff;
};

const noteAnswer = (run: StepRun, memory: Memory, answer: Answer): void => {
  memory.comparison = null;
  memory.sentHere = true;
  // Throttled, unsent or unanswered is no news: the budget goes on, or trying would never end.
  if (answer.is === 'accepted' || answer.is === 'refused') memory.startedAt = clockOf(run);
  if (answer.is === 'throttled' || answer.is === 'unsent') backOff(memory, answer.afterMs);
};

const newsOf = (memory: Memory, because: WaitReason): string | null => {
  const says = words(memory, because);
  if (says === memory.said) return null;
  memory.said = says;
  return says;
};

/** Starts to watch one step. */
export const startWatch = (run: StepRun): Watch => {
  const memory = memoryAtStart();
  return {
    situation: (history, probe) => {
      const kept = memory.comparison !== null && memory.probe === probe;
      memory.windowEnds = deadAfter(history);
      if (!kept) {
        memory.comparison = null;
        noteProbe(run, memory, probe);
      }
      return situationOf(run, memory, history);
    },
    compared: (comparison) => {
      memory.comparison = comparison;
    },
    sent: (answer) => {
      noteAnswer(run, memory, answer);
    },
    keepComparison: () => memory.comparison !== null,
    lastProbe: () => memory.probe,
    wantsNewGate: ({ last, attempts }) => {
      const wants = last === 'intended' && memory.renewedFor !== attempts;
      memory.renewedFor = attempts;
      return wants;
    },
    lookAgain: () => {
      memory.comparison = null;
    },
    waitFor: (because, pollMs) => {
      // After a wait both the probe and the facts are read anew.
      memory.comparison = null;
      return waitMs(memory, because, pollMs);
    },
    news: (because) => newsOf(memory, because),
    moved: () => comparisonWhy(memory) ?? 'not started by this plan: the cloud shows it under way already',
    underWay,
  };
};
