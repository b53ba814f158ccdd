import { describe, expect, it } from 'vitest';
import { inChainOrder } from '../../src/core/chain-order.ts';
import type { JournalLine, JournalRecord } from '../../src/core/journal.ts';
import { historyOf } from '../../src/core/step-history.ts';

const at = '2026-11-28T02:00:00Z';
const fence = { nonce: 'n', date: at };
const line = (seq: number, record: JournalRecord): JournalLine => ({ ...record, seq, at, prev: '' });
const owner = { host: 'h', boot: 'b', pid: 1, start: '1' };

describe('late lines of a writer that had lost its run', () => {
  const lines = [
    line(1, { type: 'accepted', plan: 'sha256:1', decision: 'sha256:2', owner, executor: 'direct' }),
    line(2, { type: 'taken', owner, from: owner, why: 'gone' }),
    line(3, { type: 'intended', step: 'prod/migrate', attempt: 1, fence }),
    line(4, { type: 'sent', step: 'prod/migrate', request: 'R', task: 'T' }),
  ];
  const throttled = line(9, {
    type: 'refused',
    step: 'prod/migrate',
    code: 'Throttling',
    request: 'R-0',
    why: 'later',
    throttled: true,
  });

  it('never outweigh what its successor wrote, whatever number they gave themselves', () => {
    const run = { lines, late: [{ epoch: 1, after: 1, line: throttled }] };
    expect(inChainOrder(run).map(({ seq }) => seq)).toEqual([1, 9, 2, 3, 4]);
    expect(historyOf(inChainOrder(run), 'prod/migrate').last).toBe('sent');
  });

  it('count where the successor wrote nothing of the step', () => {
    const sent = line(9, { type: 'sent', step: 'prod/migrate', request: 'R', task: 'T' });
    const run = { lines: lines.slice(0, 2), late: [{ epoch: 1, after: 2, line: sent }] };
    expect(historyOf(inChainOrder(run), 'prod/migrate').last).toBe('sent');
  });
});
