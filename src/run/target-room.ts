import type { Plan } from '../core/plan.ts';
import { historyOf, isOpen } from '../core/step-history.ts';
import type { ActStep, Step } from '../core/step.ts';
import type { JournalLine } from '../core/journal.ts';
import type { StepOutcome } from './executor.ts';
import { stopFor } from './bad-ends.ts';
import { stopped } from './outcome.ts';
import { createSlots } from './slots.ts';

/** Lets so many targets move at once as a plan allows, and none begin once too many came to a bad end. */
export interface TargetRoom {
  /** A leg begins: each target in it moves from its first step there to its last. */
  readonly begin: (steps: readonly string[]) => void;
  /** Waits until the step's target may move; an outcome says why it does not. */
  readonly enter: (step: ActStep) => Promise<StepOutcome | null>;
  /** The step was concluded, and what proves its target. */
  readonly leave: (step: Pick<Step, 'id' | 'address'>) => void;
  /** Why the target of a step is not begun; null where it was, or may be. */
  readonly refuses: (step: Step) => StepOutcome | null;
}

interface Walked {
  readonly plan: Plan;
  readonly lines: readonly JournalLine[];
  readonly outcomes: ReadonlyMap<string, StepOutcome>;
}

const changedIn = ({ steps }: Plan, is: (step: Step) => boolean): ReadonlySet<string> =>
  new Set(steps.filter((step) => step.type === 'change' && is(step)).map(({ address }) => address));

/** How many steps of each target are left in the leg. */
const createLeft = (plan: Plan) => {
  const addressOf = new Map(plan.steps.map(({ id, address }) => [id, address]));
  const left = new Map<string, Set<string>>();
  return {
    add: (id: string): void => {
      const address = addressOf.get(id) ?? '';
      left.set(address, (left.get(address) ?? new Set()).add(id));
    },
    /** Whether this was the last one of its target. */
    isLast: ({ id, address }: Pick<Step, 'id' | 'address'>): boolean =>
      left.get(address)?.delete(id) === true && left.get(address)?.size === 0,
  };
};

/** `lines` are those of the journal as the walk begins: a target that was begun by an earlier process goes on. */
export const createTargetRoom = ({ plan, lines, outcomes }: Walked): TargetRoom => {
  const begun = new Set(changedIn(plan, ({ id }) => historyOf(lines, id).attempts > 0));
  const moving = changedIn(plan, ({ id }) => isOpen(historyOf(lines, id)));
  const limitsOf = new Map(plan.targets.map(({ address, limits = [] }) => [address as string, limits]));
  const sized = (address: string) => ({ id: address, limits: limitsOf.get(address) ?? [] });
  const slots = createSlots([...moving].map(sized));
  const places = new Map<string, Promise<() => void>>();
  const left = createLeft(plan);
  const refuses = ({ address }: Step): StepOutcome | null => {
    const stop = begun.has(address) ? null : stopFor(plan, outcomes);
    return stop === null ? null : stopped('skipped', `not begun: ${stop.why}`);
  };
  return {
    refuses,
    begin: (steps) => {
      steps.forEach(left.add);
    },
    enter: async (step) => {
      if (step.type !== 'change') return null;
      const place = places.get(step.address) ?? slots.take(sized(step.address));
      places.set(step.address, place);
      await place;
      const refusal = refuses(step);
      if (refusal === null) begun.add(step.address);
      return refusal;
    },
    leave: (step) => {
      if (!left.isLast(step)) return;
      const place = places.get(step.address);
      places.delete(step.address);
      void place?.then((giveBack) => {
        giveBack();
      });
    },
  };
};
