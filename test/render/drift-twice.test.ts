import { describe, expect, it } from 'vitest';
import { alarmRow, movingRow } from '../../src/render/model/drift-rows.ts';
import { renderDrift } from '../../src/render/render-drift.ts';
import { emptyDrift } from './empty-drift.ts';

const address = 'VirtualMachine/erp.erp-db';

const drift = renderDrift(
  {
    ...emptyDrift,
    at: '2026-11-29T06:00:00Z',
    targets: 37,
    rows: [
      alarmRow(address, { code: 'VM120', says: 'it runs TWICE', is: ['hz-a/hz-a-1', 'hz-b/hz-b-2'] }),
      movingRow(address, {
        alias: 'erp-7f3a',
        since: '2026-11-28T22:00:00Z',
        gates: ['GATE shutdown'],
        isParked: true,
        isDone: false,
      }),
    ],
  },
  { width: 80, color: false },
);

describe('drift of a machine that runs twice', () => {
  it('says so first and where, also while a run is on its way', () => {
    expect(drift).toBe(
      [
        'DRIFT 2 in 1 of 37 targets 2026-11-29 06:00:00 UTC',
        '  ALARM       VirtualMachine/erp.erp-db VM120 it runs TWICE: hz-a/hz-a-1,',
        '              hz-b/hz-b-2; next: onward explain VM120',
        '  in-flight   VirtualMachine/erp.erp-db run erp-7f3a is parked at GATE shutdown,',
        '              open since 2026-11-28 22:00:00 UTC; next: onward resume erp-7f3a',
        '',
      ].join('\n'),
    );
  });
});
