import { describe, expect, it } from 'vitest';
import type { DriftModel } from '../../src/render/model/drift-model.ts';
import { renderDrift } from '../../src/render/render-drift.ts';

const at = '2026-12-06T06:00:00+08:00';

const drift: DriftModel = {
  at,
  targets: 640,
  since: { new: 2, still: 2, gone: 1 },
  rows: [
    {
      class: 'in-flight',
      address: 'AckCluster/test-3',
      says: 'run test-3-9c1e at GATE commit',
      since: '2026-12-06T05:40:00+08:00',
    },
    {
      class: 'outside',
      address: 'AckCluster/stage-1',
      says: '',
      fact: 'slb.spec',
      before: 'slb.s2.small',
      after: 'slb.s1.small',
      age: 'new',
    },
    { class: 'residue', address: 'AckCluster/prod-hangzhou', says: '3 master ECS billed, due 12-05', age: '1 d late' },
    { class: 'unread', address: 'AckCluster/far', says: 'DescribeClusterDetail: timeout' },
    {
      class: 'alarm',
      address: 'VirtualMachine/erp-db',
      says: 'runs TWICE, hz-a and hz-b,',
      since: '2026-12-05T03:12:00+08:00',
      age: 'new',
    },
  ],
};

describe('drift', () => {
  it('is shown worst first, with what is new at the right edge', () => {
    expect(renderDrift(drift, { width: 80, color: false }).split('\n')).toEqual([
      'DRIFT 5 in 5 of 640 targets 2026-12-06 06:00:00 +08:00    2 new, 2 still, 1 gone',
      '  ALARM       VirtualMachine/erp-db runs TWICE, hz-a and hz-b, since 2026-12-05',
      '              03:12:00 +08:00                                                new',
      '  UNREAD      AckCluster/far DescribeClusterDetail: timeout',
      '  residue     AckCluster/prod-hangzhou 3 master ECS billed, due 12-05   1 d late',
      '  outside     AckCluster/stage-1 slb.spec: slb.s2.small -> slb.s1.small      new',
      '  in-flight   AckCluster/test-3 run test-3-9c1e at GATE commit since 05:40:00',
      '',
    ]);
  });

  it('is nothing at all when there is nothing to say', () => {
    expect(renderDrift({ ...drift, rows: [] }, { width: 80, color: true })).toBe('');
  });
});
