import { describe, expect, it } from 'vitest';
import type { StatusModel } from '../../src/render/model/status-model.ts';
import { renderStatus } from '../../src/render/render-status.ts';

const status: StatusModel = {
  addresses: ['AckCluster/prod-hangzhou'],
  run: '7f3ac21e90b4',
  alias: 'prod-hangzhou-7f3a',
  exit: null,
  journalAt: '2026-11-28T03:04:12+08:00',
  steps: [
    {
      number: 1,
      id: 'prod-hangzhou/precheck',
      title: '',
      state: 'done',
      at: '2026-11-27T23:58:01+08:00',
      says: '',
      alarming: false,
    },
    {
      number: 5,
      id: 'prod-hangzhou/migrate',
      title: '',
      state: 'SENT ONCE',
      at: '2026-11-28T02:51:07+08:00',
      says: 'accepted, task T-64f2, request 9A1C-77',
      alarming: true,
    },
  ],
  cloud: [
    {
      address: 'AckCluster/prod-hangzhou',
      says: 'migrating, API server away 15 min (usual 5-10): LATE, not failed',
      at: '2026-11-28T03:06:40+08:00',
    },
  ],
  cloudUnread: null,
  holder: 'runner job 881: no heartbeat for 118 s; its lease is free to take over',
  safe: [{ command: 'onward resume prod-hangzhou-7f3a --take-over', says: '(cannot send again)' }],
  unsafe: ['console "Migrate"', 'kubectl delete node', 'stopping a master'],
  vendor: null,
  later: ['at 03:36 call the vendor: onward report prod-hangzhou-7f3a --ticket'],
};

const shown = (model: StatusModel): string => renderStatus(model, { width: 80, color: false });

describe('a status', () => {
  it('shows journal and cloud with their times, and what is safe and what is not', () => {
    expect(shown(status).split('\n')).toEqual([
      'AckCluster/prod-hangzhou  run prod-hangzhou-7f3a      journal 03:04, cloud 03:06',
      '  run 7f3ac21e90b4, journal 2026-11-28 03:04:12 +08:00, cloud 03:06:40; it has',
      '  not ended',
      '  step 1 prod-hangzhou/precheck: done 2026-11-27 23:58:01 +08:00',
      '  step 5 prod-hangzhou/migrate: SENT ONCE 02:51:07, accepted, task T-64f2,',
      '    request 9A1C-77',
      '  cloud: migrating, API server away 15 min (usual 5-10): LATE, not failed',
      '  runner job 881: no heartbeat for 118 s; its lease is free to take over',
      '  safe now:  onward resume prod-hangzhou-7f3a --take-over   (cannot send again)',
      '  NOT safe:  console "Migrate"; kubectl delete node; stopping a master',
      '  at 03:36 call the vendor: onward report prod-hangzhou-7f3a --ticket',
      '',
    ]);
  });

  it('says that the cloud was not read, instead of nothing', () => {
    const text = shown({ ...status, cloud: [], cloudUnread: 'not asked (--offline)', exit: 'parked' });
    expect(text).toContain('journal 03:04, cloud not read');
    expect(text).toContain('  cloud: not asked (--offline)');
    expect(text).toContain('so far exit 9 (parked):\n  parked at a gate; not a failure\n');
  });

  it('escapes what the cloud says', () => {
    const cloud = [{ address: 'a', says: '\u001b[2J\nsafe now:', at: 'not\u202ea time' }];
    const text = shown({ ...status, cloud });
    expect(text).toContain('cloud: \\u001b[2J\\nsafe now:');
    expect(text).toContain('cloud not\\u202ea time');
  });

  it('puts the reason under a command that leaves no room beside it', () => {
    const safe = [{ command: `onward resume ${'x'.repeat(50)}`, says: 'it only reads' }];
    expect(shown({ ...status, safe })).toContain(`${'x'.repeat(50)}\n               it only reads\n`);
  });
});
