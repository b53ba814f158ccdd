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

describe('a late word that a call was accepted', () => {
  const step = 'prod/migrate';
  const settled = (more: object = {}): JournalRecord => ({
    ...{ type: 'settled', step, as: 'not-sent', evidence: 'e', by: 'ann', ...more },
  });
  const sent = line(4, { type: 'sent', step, request: 'R', task: 'T' });
  const before = [
    line(1, { type: 'accepted', plan: 'sha256:1', decision: 'sha256:2', owner, executor: 'direct' }),
    line(2, { type: 'intended', step, attempt: 1, fence }),
    line(3, { type: 'taken', owner, from: owner, why: 'gone' }),
  ];
  const lastOf = (...records: readonly JournalRecord[]): string => {
    const lines = [...before, ...records.map((record, index) => line(4 + index, record))];
    return historyOf(inChainOrder({ lines, late: [{ epoch: 1, after: 2, line: sent }] }), step).last;
  };
  const done: JournalRecord = { type: 'done', step, evidence: [] };
  const ended: JournalRecord = { type: 'ended', outcome: 'error', exit: 1 };

  it.each([
    { records: [settled()], last: 'sent', reason: 'a person did not know of it and said that it was not sent' },
    { records: [settled(), ended], last: 'sent', reason: 'nor does it matter that the run has ended' },
    { records: [settled({ knew: ['other'] })], last: 'sent', reason: 'the person knew of another call only' },
    { records: [settled({ knew: ['R'] })], last: 'settled', reason: 'the person knew of it' },
    { records: [settled(), settled({ knew: ['R'] })], last: 'settled', reason: 'the person was asked again' },
    { records: [settled(), settled({ as: 'sent' })], last: 'sent', reason: 'the person agrees now' },
    { records: [settled(), done], last: 'done', reason: 'it was waited for since, and seen done' },
  ] satisfies readonly { records: readonly JournalRecord[]; last: string; reason: string }[])(
    'leaves the step $last when $reason',
    ({ records, last }) => {
      expect(lastOf(...records)).toBe(last);
    },
  );

  it('says nothing of the answer to another step', () => {
    const other = settled({ step: 'zeta/migrate' });
    const run = { lines: [...before, line(4, other)], late: [{ epoch: 1, after: 2, line: sent }] };
    expect(inChainOrder(run).map(({ type }) => type)).toEqual(['accepted', 'intended', 'sent', 'taken', 'settled']);
  });
});
