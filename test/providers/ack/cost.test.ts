import { describe, expect, it } from 'vitest';
import { costOf, faultIn } from '../../../providers/ack/cluster/cost.ts';
import own from '../../../providers/ack/cluster/prices.json' with { type: 'json' };
import type { Json } from '../../../src/core/fact.ts';
import { desiredOf } from '../../core/sample-kind.ts';

const prices = {
  ...own,
  clusterPerHour: { ...own.clusterPerHour, xlarge: 0.2 },
  slbPerHour: { 'slb.s0.share': 0, 'slb.s1.small': 0.01 },
  instancePerHour: { 'ecs.c6.xlarge': 0.1 },
};
const asked = (spec: Json) => ({ ...desiredOf(), spec: spec as never });
const pro = { edition: 'pro', clusterId: 'c', region: 'cn-hangzhou' };
const master = (chargeType: string) => ({ chargeType, type: 'ecs.c6.xlarge' });

describe('what a month costs', () => {
  it.each([
    {
      facts: { 'cluster.edition': 'standard' },
      spec: pro,
      steps: [],
      is: { fee: '+66 USD/month' },
      reason: 'the fee of Pro starts',
    },
    {
      facts: { 'cluster.edition': 'pro', 'cluster.tier': 'small' },
      spec: { ...pro, tier: 'xlarge' },
      steps: [],
      is: { fee: '+80 USD/month' },
      reason: 'a larger tier',
    },
    {
      facts: { 'cluster.edition': 'pro', 'cluster.tier': 'xlarge' },
      spec: { ...pro, tier: 'small' },
      steps: [],
      is: { fee: '-80 USD/month' },
      reason: 'a smaller tier',
    },
    {
      facts: {
        'cluster.edition': 'dedicated',
        'slb.spec': 'slb.s0.share',
        'masters.instances': [master('PostPaid'), master('PostPaid'), master('PrePaid')],
      },
      spec: pro,
      steps: ['slb'],
      is: { fee: '+66 USD/month', SLB: '+7 USD/month', '2 masters until released': '146 USD/month' },
      reason: 'all of a dedicated cluster, but for what is paid already',
    },
    {
      facts: {
        'cluster.edition': 'dedicated',
        'slb.spec': 'slb.s9.new',
        'masters.instances': [{ ...master('PostPaid'), type: 'ecs.new' }],
      },
      spec: pro,
      steps: ['slb'],
      is: { fee: '+66 USD/month', SLB: null, '1 master until released': null },
      reason: 'prices that nobody stated',
    },
  ])('is $is: $reason', ({ facts, spec, steps, is }) => {
    expect(costOf({ desired: asked(spec), facts: facts, prices: prices, steps })).toEqual(is);
  });
});

describe('a price file', () => {
  it.each([
    { given: own, fault: null, reason: 'the one that comes along' },
    { given: [], fault: 'no object', reason: 'a list' },
    { given: { ...own, currency: 1 }, fault: 'currency', reason: 'no currency' },
    { given: { ...own, hoursPerMonth: 0 }, fault: 'hoursPerMonth', reason: 'a month of no hours' },
    { given: { ...own, slbPerHour: { a: 'much' } }, fault: 'slbPerHour', reason: 'a price in words' },
  ])('is used or named: $reason', ({ given, fault }) => {
    const found = faultIn(given);
    if (fault === null) expect(found).toBeNull();
    else expect(found).toContain(fault);
  });
});
