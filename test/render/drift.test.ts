import { describe, expect, it } from 'vitest';
import type { DriftModel } from '../../src/render/model/drift-model.ts';
import { dutyRow, type DutyToShow } from '../../src/render/model/drift-duty-row.ts';
import { differenceRow } from '../../src/render/model/drift-difference-rows.ts';
import { movingRow } from '../../src/render/model/drift-rows.ts';
import { renderDrift } from '../../src/render/render-drift.ts';
import { emptyDrift } from './empty-drift.ts';

const drift: DriftModel = {
  ...emptyDrift,
  since: { new: 2, still: 2, changed: 0, gone: 1 },
  rows: [
    {
      class: 'in-flight',
      topic: 'run test-3-9c1e',
      address: 'AckCluster/test-3',
      says: 'run test-3-9c1e at GATE commit',
      since: '2026-12-06T05:40:00+08:00',
    },
    {
      class: 'outside',
      topic: 'slb.spec',
      address: 'AckCluster/stage-1',
      says: '',
      fact: 'slb.spec',
      before: 'slb.s2.small',
      after: 'slb.s1.small',
      age: 'new',
    },
    {
      class: 'residue',
      topic: 'duty masters',
      address: 'AckCluster/prod-hangzhou',
      says: '3 master ECS billed, due 12-05',
      age: '1 d late',
    },
    {
      class: 'unread',
      topic: 'call DescribeClusterDetail',
      address: 'AckCluster/far',
      says: 'DescribeClusterDetail: timeout',
    },
    {
      class: 'alarm',
      topic: 'VM120',
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

  it('tells a duty with what is left of it and the command that ends it, and those that are quiet apart', () => {
    const shown = (more: Partial<DutyToShow>) =>
      dutyRow({
        address: 'AckCluster/prod',
        left: { what: '3 master ECS', billed: true, remedy: 'aliyun ecs DeleteInstance', code: 'ACK124' },
        id: 'masterInstances',
        run: 'prod-7f3a',
        standing: { is: 'owed', of: 3, left: ['i-2'] },
        due: Date.parse('2026-12-05T02:00:00Z'),
        now: Date.parse('2026-12-06T02:00:00Z'),
        unread: null,
        ...more,
      });
    const word = { is: 'attested', word: 'kept, CHG1', of: 3, left: ['i-1', 'i-2', 'i-3'] } as const;
    const model: DriftModel = {
      ...drift,
      since: null,
      rows: [shown({}), shown({ standing: { is: 'unread' }, unread: { call: 'DescribeInstances', why: '403' } })],
      quiet: [
        shown({ now: Date.parse('2026-12-05T01:30:00Z') }),
        shown({ standing: word }),
        shown({ standing: { is: 'done' } }),
        shown({ due: null }),
      ],
    };
    expect(renderDrift(model, { width: 80, color: false }).split('\n')).toEqual([
      'DRIFT 2 in 1 of 640 targets 2026-12-06 06:00:00 +08:00',
      '  UNREAD      AckCluster/prod masterInstances: 3 master ECS, billed, due',
      '              2026-12-05: not known whether it is done, DescribeInstances: 403',
      '                                                                        1 d late',
      '              fix: aliyun ecs DeleteInstance (onward explain ACK124)',
      '  residue     AckCluster/prod masterInstances: 3 master ECS, billed, 1 of 3',
      '              left: i-2, due 2026-12-05                                 1 d late',
      '              fix: aliyun ecs DeleteInstance (onward explain ACK124)',
      'QUIET 4 left behind that are not due, done, or attested',
      '  residue     AckCluster/prod masterInstances: 3 master ECS, billed, 1 of 3',
      '              left: i-2, due 2026-12-05                                in 30 min',
      '              fix: aliyun ecs DeleteInstance (onward explain ACK124)',
      '  residue     AckCluster/prod masterInstances: 3 master ECS, billed; the',
      '              document says: “kept, CHG1”                               attested',
      '  residue     AckCluster/prod masterInstances: 3 master ECS                 done',
      '  residue     AckCluster/prod masterInstances: 3 master ECS, billed, 1 of 3',
      '              left: i-2                                              no due date',
      '              fix: aliyun ecs DeleteInstance (onward explain ACK124)',
      '',
    ]);
  });

  it('tells a run on its way with the command that goes on, and what never was as it is asked for', () => {
    const run = {
      alias: 'prod-7f3a',
      since: '2026-12-06T05:40:00+08:00',
      gates: ['GATE commit'],
      isParked: true,
      isDone: false,
    };
    const about = { address: 'AckCluster/b', file: 'b.yaml' };
    const changed = { fact: 'cluster.edition', asked: '"pro"', is: '"standard"' };
    const rows = [
      movingRow('AckCluster/a', run),
      differenceRow(about, changed, { is: 'failed', run: 'b-1234', turned: false, asAsked: true }),
    ];
    expect(renderDrift({ ...drift, since: null, rows }, { width: 200, color: false }).split('\n')).toEqual([
      'DRIFT 2 in 2 of 640 targets 2026-12-06 06:00:00 +08:00',
      '  outside     AckCluster/b cluster.edition: asked "pro", is "standard" (run b-1234 tried and failed); next: onward plan b.yaml',
      '  in-flight   AckCluster/a run prod-7f3a is parked at GATE commit, open since 05:40:00; next: onward resume prod-7f3a',
      '',
    ]);
  });

  it('is nothing at all when there is nothing to say', () => {
    expect(renderDrift({ ...drift, rows: [] }, { width: 80, color: true })).toBe('');
  });
});
