import { decide, type Act, type Situation } from './lifecycle.ts';
import { questions, type Question } from './lifecycle-words.ts';
import type { Contract } from './operation.ts';
import type { Again } from './step.ts';

/** Steps for which the same is decided in every situation. `again`: by any of these. */
export interface StepClass {
  readonly what: string;
  /** Which of those that are called so. */
  readonly which: string;
  readonly traits: Pick<Situation, 'type' | 'sends' | 'oneWay'>;
  readonly again: readonly Again[];
}

const check = { type: 'check', oneWay: false } as const;
const change = { type: 'change', sends: true } as const;
const again: readonly Again[] = ['harmless', 'after-window'];

const maybe = 'may be sent again';
const never = 'never sent again';

/** Every contract is of one of them. */
export const stepClasses: readonly StepClass[] = [
  { what: 'check', which: 'only reads', traits: { ...check, sends: false }, again },
  { what: 'check', which: 'sends', traits: { ...check, sends: true }, again },
  { what: 'one-way change', which: maybe, traits: { ...change, oneWay: true }, again },
  { what: 'one-way change', which: never, traits: { ...change, oneWay: true }, again: ['never'] },
  { what: 'other change', which: maybe, traits: { ...change, oneWay: false }, again },
  { what: 'other change', which: never, traits: { ...change, oneWay: false }, again: ['never'] },
];

/** A check is a step of which nothing could be taken back; its contract names no reversibility. */
export const isOfClass = (contract: Contract, { traits, again: allowed }: StepClass): boolean =>
  (contract.reversibility === null ? 'check' : 'change') === traits.type &&
  contract.sends === traits.sends &&
  (contract.reversibility === 'one-way') === traits.oneWay &&
  allowed.includes(contract.again);

/** One way through the questions that matter: what was answered, and the act that follows. */
export interface Branch {
  readonly when: readonly string[];
  readonly act: Act;
}

/** Every situation that the answers to these questions can make of this one. */
export const situationsOf = (given: Situation, asked: readonly Question[] = questions): readonly Situation[] =>
  asked.reduce<readonly Situation[]>(
    (all, { answers }) => all.flatMap((one) => answers.map(({ sets }) => ({ ...one, ...sets }))),
    [given],
  );

const split = (given: Situation, question: Question, rest: readonly Question[]): readonly Branch[] =>
  question.answers.flatMap(({ says, sets }) =>
    branchesOf({ ...given, ...sets }, rest).map(({ when, act }) => ({ when: [says, ...when], act })),
  );

/**
 * All that can be decided of a situation, found by deciding it with every answer. Questions that change nothing are not
 * asked; the others in the order that takes the fewest branches.
 */
export const branchesOf = (given: Situation, asked: readonly Question[] = questions): readonly Branch[] => {
  const acts = situationsOf(given, asked).map(decide);
  const [act] = acts;
  if (act === undefined) throw new Error('a question without an answer');
  if (new Set(acts.map((one) => JSON.stringify(one))).size === 1) return [{ when: [], act }];
  const ways = asked.map((question) =>
    split(
      given,
      question,
      asked.filter((other) => other !== question),
    ),
  );
  return ways.reduce((best, way) => (way.length < best.length ? way : best));
};
