import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../../../src/core/plan-soundness.ts';
import { planned, standard, type Given } from '../dedicated-sample.ts';

const pro = (tier: string | null, from = 'small'): Given => ({
  facts: {
    ...standard,
    ...{ 'cluster.edition': 'pro', 'cluster.spec': `ack.pro.${from}`, 'cluster.tier': from },
  },
  spec: { tier },
});

describe('within Pro', () => {
  it('another tier is one step behind a yes, and can be changed back', () => {
    const { steps, journey, changes } = planned(pro('xlarge'));
    expect(steps.map(({ id, type }) => `${id} ${type}`)).toEqual(['prod/prepare gate', 'prod/tier change']);
    expect(steps[1]).toMatchObject({
      ...{ operation: 'ack.change-tier/1', reversibility: 'reversible', undo: 'ack.change-tier/1' },
      args: { tier: 'xlarge', spec: 'ack.pro.xlarge' },
    });
    expect(steps[1]).toMatchObject({
      expects: expect.arrayContaining([{ fact: 'cluster.spec', equals: 'ack.pro.small' }]) as unknown,
    });
    expect(journey?.title).toBe('pro small -> pro xlarge');
    expect(changes.map(({ fact, before, after }) => [fact, before, after])).toEqual([
      ['cluster.tier', 'small', 'xlarge'],
    ]);
    expect(faultsOf(steps)).toEqual([]);
  });

  it('a smaller one is such a step as well', () => {
    expect(planned(pro('small', '2xlarge')).journey?.title).toBe('pro 2xlarge -> pro small');
  });

  it.each([
    { tier: null, reason: 'none is declared' },
    { tier: 'small', reason: 'it has the declared one' },
  ])('nothing is to do: $reason', ({ tier }) => {
    expect(planned(pro(tier))).toMatchObject({ journey: null, steps: [], changes: [] });
  });

  it('a cluster on its way to Pro goes to the declared tier at once', () => {
    for (const facts of [{}, standard])
      expect(planned({ facts, spec: { tier: 'xlarge' } }).steps.find(({ id }) => id === 'prod/migrate')).toMatchObject({
        args: { spec: 'ack.pro.xlarge' },
      });
  });
});
