import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/core/address.ts';
import { planSubjects } from '../../src/render/model/plan-subjects.ts';
import { setEndings, type SetEnding, type StepEnd } from '../../src/render/model/set-ending.ts';
import { gpu, setPlan, type Sketch } from './set-plan.ts';

const named = (count: number): readonly Sketch[] =>
  Array.from({ length: count }, (_, at) => ({ name: `erp-${at + 1}` }));

type Ends = (at: number) => Readonly<Record<string, StepEnd>>;

const done: StepEnd = { state: 'done' };

/** How a run of these members ended, each step as `ends` says of the member that is `at`. */
const endingOf = (sketches: readonly Sketch[], ends: Ends): SetEnding | undefined => {
  const outcomes = new Map<string, StepEnd>();
  const all = new Set<Address>();
  sketches.forEach(({ name }, at) => {
    const own = Object.entries(ends(at + 1));
    for (const [step, end] of own) outcomes.set(`erp.${name}/${step}`, end);
    if (own.length > 0 && own.every(([, { state }]) => state === 'done') && 'migrate' in ends(at + 1))
      all.add(`VirtualMachine/erp.${name}`);
  });
  return setEndings({ plan: setPlan(sketches), outcomes, done: all })[0];
};

describe('the ending of a large set', () => {
  it('is one line a state, with the names of those that are not done', () => {
    const ending = endingOf(named(37), (at) => {
      if (at <= 30) return { move: done, migrate: done };
      if (at <= 32) return { move: done, migrate: { state: 'failed', why: 'the host went away' } };
      return { move: { state: 'parked', why: 'waits for a yes' }, migrate: { state: 'skipped', why: 'needs move' } };
    });
    expect(ending?.summary).toBe('VirtualMachineSet/erp, 37 members: 30 done, 2 failed, 5 wait');
    expect(ending?.groups).toEqual([
      { state: 'done', says: '30 done: erp-1,2,3 and 27 more', why: null },
      { state: 'failed', says: '2 failed at migrate: erp-31,32', why: 'the host went away' },
      { state: 'parked', says: '5 wait at move: erp-33,34,35,36,37', why: 'waits for a yes' },
    ]);
  });

  it('tells so many reasons and counts the others, with all their names', () => {
    const ending = endingOf(named(12), (at) => ({
      move: done,
      migrate: { state: 'failed', why: `host ${at} went away` },
    }));
    expect(ending?.groups.map(({ says, why }) => [says, why])).toEqual([
      ['1 failed at migrate: erp-1', 'host 1 went away'],
      ['1 failed at migrate: erp-2', 'host 2 went away'],
      ['10 failed: erp-3,4,5,6,7,8,9,10,11,12', 'each for a reason of its own'],
    ]);
  });

  it('tells what stopped a member, not what was skipped for it, and first what nobody knows the end of', () => {
    const why = { why: 'so' };
    const ending = endingOf(named(9), (at) =>
      at === 1
        ? { move: { state: 'failed', ...why }, migrate: { state: 'ambiguous', ...why } }
        : { move: { state: 'skipped', ...why }, migrate: { state: 'failed', ...why } },
    );
    expect(ending?.groups.map(({ says }) => says)).toEqual([
      '1 in doubt at migrate: erp-1',
      '8 failed at migrate: erp-2,3,4,5,6,7,8,9',
    ]);
  });

  it('never calls done what was not ended, not reached, or not in the plan', () => {
    const sketches: readonly Sketch[] = [
      ...named(9),
      { name: 'gpu', is: 'blocked', checks: [gpu] },
      { name: 'lic', is: 'done' },
    ];
    const ending = endingOf(sketches, (at) => (at === 1 ? { move: done } : {}));
    expect(ending?.summary).toBe(
      'VirtualMachineSet/erp, 11 members: 1 not finished, 8 not begun, 1 not in the plan, 1 nothing to do',
    );
  });

  it('is told of no small set, and of no target by itself', () => {
    expect(endingOf(named(8), () => ({}))).toBeUndefined();
    const plan = setPlan(named(9));
    const targets = plan.targets.map(({ membership, ...target }) => ({ ...target, was: membership?.set }));
    expect(setEndings({ plan: { ...plan, targets }, outcomes: new Map(), done: new Set() })).toEqual([]);
  });
});

describe('what a plan is about', () => {
  it('names each target, and of a large set the set', () => {
    const { targets } = setPlan([...named(9), { name: 'crm', set: 'VirtualMachineSet/crm' }]);
    expect(planSubjects(targets)).toEqual(['VirtualMachineSet/erp (9 members)', 'VirtualMachine/crm.crm']);
  });
});
