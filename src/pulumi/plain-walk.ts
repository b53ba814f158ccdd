import { succeed, type Result } from '../core/diagnostic.ts';
import type { Executor, Leg, LegStep, Perform, StepOutcome } from '../run/executor.ts';
import { whenPulumiEnds } from './monitor.ts';
import { registrar } from './plain.ts';
import type { Word } from './drive.ts';
import { openMeeting } from './rendezvous.ts';

/** A run whose changes a plain `pulumi up` shows. */
export interface PlainWalk {
  readonly executor: Executor;
  /**
   * The run goes no further in this process: what is done and was not shown yet is shown, so that Pulumi's state keeps it,
   * and what failed is told to Pulumi, which ends with it.
   */
  readonly conclude: (done: readonly LegStep[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const wordOf = ({ state }: StepOutcome): Word => (state === 'parked' ? 'waits' : state);

interface Later<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

const later = <T>(): Later<T> => {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
};

const once = <T>(act: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  return () => (answer ??= act());
};

/** What the walk of a plan in Pulumi's program shares. */
interface Walk {
  readonly starts: Map<string, () => Promise<Word>>;
  /** Registers a step; resolves when Pulumi has it, rejects when Pulumi gives up. */
  readonly show: (step: LegStep, start: () => Promise<Word>) => Promise<unknown>;
  readonly givenUp: () => void;
  readonly bugs: unknown[];
}

/**
 * One step whose needs are done: registered, and performed when the engine asks for it, or, where Pulumi's state has it
 * already, by ourselves: the state is believed in nothing.
 */
const walkStep = async (walk: Walk, step: LegStep, perform: Perform): Promise<boolean> => {
  const ended = later<Word>();
  const judge = async (): Promise<Word> => {
    try {
      return wordOf(await perform(step.id));
    } catch (bug) {
      walk.bugs.push(bug);
      return 'failed';
    }
  };
  const start = async (): Promise<Word> => {
    const word = await judge();
    ended.resolve(word);
    return word;
  };
  const shown = walk.show(step, start);
  shown.then(
    () => walk.starts.get(step.id)?.(),
    () => {
      walk.givenUp();
      ended.resolve('refused');
    },
  );
  return (await ended.promise) === 'done';
};

/** Each step after its needs; one whose need was not done is left out, and never shown. */
const walkLeg = async (walk: Walk, leg: Leg, perform: Perform): Promise<void> => {
  const ended = new Map<string, Promise<boolean>>();
  const afterNeeds = async (step: LegStep): Promise<boolean> => {
    const needs = await Promise.all(step.needs.flatMap((need) => ended.get(need) ?? []));
    return needs.every((done) => done) && walkStep(walk, step, perform);
  };
  for (const step of leg.steps) ended.set(step.id, afterNeeds(step));
  await Promise.all(ended.values());
  if (walk.bugs.length > 0) throw walk.bugs[0];
};

/**
 * Walks legs in the program that Pulumi started: this process drives, Pulumi shows. What does not end well is told to the
 * engine last of all, because the engine ends with it, and ends us. `onGivenUp` is called when Pulumi gives up before that.
 */
export const openPlainWalk = async (plan: string, onGivenUp: () => void): Promise<Result<PlainWalk>> => {
  const concluded = later<undefined>();
  let over = false;
  const starts = new Map<string, () => Promise<Word>>();
  const meeting = await openMeeting(plan, async (step) => {
    const word = await (starts.get(step)?.() ?? 'refused');
    if (word !== 'done' && word !== 'waits') await concluded.promise;
    return word;
  });
  if (!meeting.ok) return meeting;
  const register = registrar(plan);
  const shown: Promise<unknown>[] = [];
  const show = (step: LegStep, start: () => Promise<Word>): Promise<unknown> => {
    starts.set(step.id, once(start));
    const { there } = register(step);
    shown.push(there);
    return there;
  };
  const givenUp = (): void => {
    if (!over) onGivenUp();
  };
  const calm = whenPulumiEnds(givenUp);
  const walk: Walk = { starts, show, givenUp, bugs: [] };
  return succeed({
    executor: async (leg, perform) => {
      await walkLeg(walk, leg, perform);
      return {};
    },
    conclude: async (done) => {
      over = true;
      calm();
      for (const step of done) if (!starts.has(step.id)) void show(step, () => Promise.resolve('done')).catch(() => 0);
      concluded.resolve(undefined);
      await Promise.allSettled(shown);
    },
    close: meeting.value,
  });
};
