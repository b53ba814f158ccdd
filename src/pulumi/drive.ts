import type { Leg, LegStep, Perform, StepOutcome } from '../run/executor.ts';

/**
 * What the provider is told: how the step ended, or that this is no step to be driven now. `waits` is a success to it, of a
 * step that it is to ask for again the next time.
 */
export type Word = StepOutcome['state'] | 'refused' | 'waits';

/** One leg being driven for an engine that is not trusted with anything: not with the order, not with asking once. */
export interface Drive {
  /** Performs a step of this plan whose needs are done; a step asked for again gets the first answer. */
  readonly answer: (plan: string, step: string) => Promise<Word>;
  /** From now on nothing is started. What is in flight belongs to `perform`. */
  readonly stop: () => void;
  /** Steps being performed. */
  readonly inFlight: () => readonly string[];
  /** Steps that nobody asked for although no need of theirs failed: a walked leg has none. */
  readonly left: () => readonly string[];
  /** Counts what happened; whoever watches for a standstill compares it. */
  readonly moves: () => number;
  /** What `perform` threw, and whatever else went wrong on our side: bugs, to be thrown on when the engine has ended. */
  readonly bugs: unknown[];
}

/**
 * Drives the steps of a leg through `perform`, at most once each and never before their needs are done.
 * Throws on a leg in which a step comes before what it needs: that is a bug of whoever made it.
 */
export const driveLeg = (leg: Leg, perform: Perform): Drive => {
  checkOrder(leg);
  const steps = new Map(leg.steps.map((step) => [step.id, step]));
  const asked = new Map<string, Promise<Word>>();
  const ended = new Map<string, Word>();
  const bugs: unknown[] = [];
  let stopped = false;

  const judge = async (step: LegStep): Promise<Word> => {
    try {
      return (await perform(step.id)).state;
    } catch (bug) {
      bugs.push(bug);
      return 'failed';
    }
  };

  const once = async (step: LegStep): Promise<Word> => {
    const word = await judge(step);
    ended.set(step.id, word);
    return word;
  };

  const start = (step: LegStep): Promise<Word> => {
    if (stopped || !step.needs.every((need) => ended.get(need) === 'done')) return Promise.resolve('refused');
    const answer = once(step);
    asked.set(step.id, answer);
    return answer;
  };

  return {
    answer: (plan, id) => {
      const step = plan === leg.plan ? steps.get(id) : undefined;
      return step === undefined ? Promise.resolve('refused') : (asked.get(id) ?? start(step));
    },
    stop: () => {
      stopped = true;
    },
    inFlight: () => [...asked.keys()].filter((id) => !ended.has(id)),
    left: () => unasked(leg, asked, ended),
    moves: () => asked.size + ended.size,
    bugs,
  };
};

const checkOrder = (leg: Leg): void => {
  const known = new Set<string>();
  for (const { id, needs } of leg.steps) {
    const missing = needs.find((need) => !known.has(need));
    if (missing !== undefined) throw new Error(`a leg must list ${missing} before ${id}, which needs it`);
    known.add(id);
  }
};

/** A step is skipped when a need of it did not end well, or was itself skipped; what is neither asked nor skipped is left. */
const unasked = (
  leg: Leg,
  asked: ReadonlyMap<string, unknown>,
  ended: ReadonlyMap<string, Word>,
): readonly string[] => {
  const skipped = new Set<string>();
  const isLost = (need: string): boolean => skipped.has(need) || (ended.get(need) ?? 'done') !== 'done';
  return leg.steps.flatMap((step) => {
    if (asked.has(step.id)) return [];
    if (!step.needs.some(isLost)) return [step.id];
    skipped.add(step.id);
    return [];
  });
};
