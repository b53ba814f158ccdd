import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { branchesOf, isOfClass, situationsOf, stepClasses } from '../../src/core/lifecycle-branches.ts';
import { actWords, lastWords, probeWords, questions } from '../../src/core/lifecycle-words.ts';
import { decide, type Act, type Last, type Situation } from '../../src/core/lifecycle.ts';
import type { Probe } from '../../src/core/operation.ts';
import { kinds } from '../../providers/registry.ts';

const lasts = Object.keys(lastWords) as Last[];
const probes = Object.keys(probeWords) as Probe['is'][];

/** Its questions are open: each test sets what they ask. */
const situations: readonly Situation[] = stepClasses.flatMap(({ traits, again }) =>
  again.flatMap((one) =>
    lasts.flatMap((last) =>
      probes.map((probe) => ({
        ...traits,
        ...{ again: one, last, probe, expects: 'unasked' as const },
        ...{ windowOver: false, confirmed: false, backedOff: true, budgetLeft: true },
      })),
    ),
  ),
);

interface Answered {
  readonly says: readonly string[];
  readonly situation: Situation;
}

const answered = (given: Situation): readonly Answered[] =>
  questions.reduce<readonly Answered[]>(
    (all, { answers }) =>
      all.flatMap(({ says, situation }) =>
        answers.map((answer) => ({ says: [...says, answer.says], situation: { ...situation, ...answer.sets } })),
      ),
    [{ says: [], situation: given }],
  );

describe('the branches of a decision, as the documentation shows them', () => {
  it('lead from every situation to the act that is decided in it, and each by one way', () => {
    const astray = situations.flatMap((given) => {
      const branches = branchesOf(given);
      return answered(given).filter(({ says, situation }) => {
        const taken = branches.filter(({ when }) => when.every((one) => says.includes(one)));
        return !isDeepStrictEqual(
          taken.map(({ act }) => act),
          [decide(situation)],
        );
      });
    });
    expect(astray).toEqual([]);
  });

  it('are the same for all the calls of a class that may be sent again', () => {
    const others = situations
      .filter(({ again }) => again === 'after-window')
      .filter((given) => !isDeepStrictEqual(branchesOf({ ...given, again: 'harmless' }), branchesOf(given)));
    expect(others).toEqual([]);
  });

  it('are shown in words that no other act has', () => {
    const acts = new Map<string, Act>();
    for (const act of situations.flatMap((given) => situationsOf(given).map(decide)))
      acts.set(JSON.stringify(act), act);
    const words = [...acts.values()].map(actWords);
    expect(new Set(words).size).toBe(acts.size);
  });
});

describe('every contract of every kind', () => {
  const contracts = kinds.flatMap((kind) => Object.values(kind.contracts));

  it.each(contracts)('is of one class: $operation', (contract) => {
    expect(stepClasses.filter((one) => isOfClass(contract, one))).toHaveLength(1);
  });

  it('leaves no class without one', () => {
    expect(stepClasses.filter((one) => !contracts.some((contract) => isOfClass(contract, one)))).toEqual([]);
  });
});
