import { describe, expect, it } from 'vitest';
import type { JournalLine, JournalRecord } from '../../src/core/journal.ts';
import { historyOf, isOpen } from '../../src/core/step-history.ts';

const step = 'prod/migrate';
const fenceOf = (attempt: number) => ({ nonce: `n${attempt}`, date: `2026-11-28T02:0${attempt}:00Z` });

const intended = (attempt = 1): JournalRecord => ({ type: 'intended', step, attempt, fence: fenceOf(attempt) });
const sent = (task: string | null = 'T-1'): JournalRecord => ({ type: 'sent', step, request: 'R-1', task });
const refused = (throttled: boolean): JournalRecord => ({
  ...{ type: 'refused', step, code: 'Forbidden', request: 'R-1', why: 'no', throttled },
});
const unsent: JournalRecord = { type: 'unsent', step, why: 'no key' };
const done: JournalRecord = { type: 'done', step, evidence: [] };
const failed: JournalRecord = { type: 'failed', step, code: 'cloud', why: 'it broke', evidence: [] };
const settled = (as: 'sent' | 'not-sent'): JournalRecord => ({ type: 'settled', step, as, evidence: 'e', by: 'ann' });
const progress: JournalRecord = { type: 'progress', step, says: 'still' };
const parked: JournalRecord = { type: 'parked', step, gate: step, missing: ['approval'] };

const journal = (...records: readonly JournalRecord[]): readonly JournalLine[] =>
  records.map((record, index) => ({
    ...record,
    seq: index + 1,
    at: `2026-11-28T03:00:0${index}Z`,
    prev: '0'.repeat(64),
  }));

describe('what a journal says of a step', () => {
  it.each([
    { lines: [], last: 'none', attempts: 0, reason: 'nothing was written' },
    { lines: [progress, parked], last: 'none', attempts: 0, reason: 'talk is no record' },
    { lines: [intended()], last: 'intended', attempts: 1, reason: 'an intent without an answer' },
    { lines: [intended(), progress], last: 'intended', attempts: 1, reason: 'an unanswered call is told as progress' },
    { lines: [intended(), sent()], last: 'sent', attempts: 1, reason: 'the call was accepted' },
    { lines: [intended(), refused(false)], last: 'refused', attempts: 1, reason: 'it was refused' },
    { lines: [intended(), refused(true)], last: 'throttled', attempts: 1, reason: 'a refusal that says later' },
    { lines: [intended(), unsent], last: 'unsent', attempts: 1, reason: 'nothing left the process' },
    { lines: [intended(), unsent, intended(2)], last: 'intended', attempts: 2, reason: 'and it is tried anew' },
    {
      lines: [intended(), refused(true), intended(2)],
      last: 'intended',
      attempts: 2,
      reason: 'the newest intent counts',
    },
    { lines: [intended(), sent(), done], last: 'done', attempts: 1, reason: 'it is concluded' },
    { lines: [intended(), sent(), failed], last: 'failed', attempts: 1, reason: 'it is concluded' },
    {
      lines: [intended(), settled('sent')],
      last: 'sent',
      attempts: 1,
      reason: 'a person says it was sent: wait for it',
    },
    { lines: [intended(), settled('not-sent')], last: 'settled', attempts: 1, reason: 'a person says it never was' },
  ])('is $last after $lines.length lines: $reason', ({ lines, last, attempts }) => {
    expect(historyOf(journal(...lines), step)).toMatchObject({ last, attempts });
  });

  it('heeds the lines of no other step', () => {
    expect(historyOf(journal(intended(), sent()), 'prod/other')).toMatchObject({ last: 'none', since: null });
  });

  it('holds the newest fence, and what a probe looks back to', () => {
    const history = historyOf(journal(intended(1), refused(true), intended(2), sent('T-9')), step);
    expect(history.fence).toEqual(fenceOf(2));
    expect(history.since).toEqual({ at: fenceOf(2).date, task: 'T-9' });
    expect(historyOf(journal(intended(1), sent('T-1'), intended(2)), step).since).toEqual({ at: fenceOf(2).date });
    expect(historyOf(journal(intended(1), sent(null)), step).since).toEqual({ at: fenceOf(1).date });
  });
});

describe('a new attempt of a check', () => {
  const lines = journal(intended(1), sent('T-1'), done, intended(2), sent('T-2'));

  it('leaves out what was concluded up to a line, and keeps what is open', () => {
    expect(historyOf(lines, step, 3)).toMatchObject({ last: 'sent', attempts: 1, since: { task: 'T-2' } });
    expect(historyOf(lines.slice(0, 3), step, 3)).toMatchObject({ last: 'none', attempts: 0, since: null });
  });

  it('keeps a conclusion that is newer than the line', () => {
    expect(historyOf(lines.slice(0, 3), step, 2)).toMatchObject({ last: 'done' });
    expect(historyOf(lines.slice(0, 3), step)).toMatchObject({ last: 'done' });
  });

  it('keeps an attempt that is still open although it is older than the line', () => {
    expect(historyOf(lines.slice(0, 2), step, 2)).toMatchObject({ last: 'sent' });
  });
});

describe('an open intent', () => {
  it.each([
    { lines: [], open: false, reason: 'nothing was intended' },
    { lines: [intended()], open: true, reason: 'it may have been sent' },
    { lines: [intended(), sent()], open: true, reason: 'it was sent and has not ended' },
    { lines: [intended(), refused(true)], open: true, reason: 'it is sent again later' },
    { lines: [intended(), refused(false)], open: false, reason: 'nothing happened' },
    { lines: [intended(), settled('sent')], open: true, reason: 'a person says it is under way' },
    { lines: [intended(), settled('not-sent')], open: false, reason: 'a person closed it' },
    { lines: [intended(), sent(), done], open: false, reason: 'done' },
    { lines: [intended(), sent(), failed], open: false, reason: 'failed' },
  ])('is $open: $reason', ({ lines, open }) => {
    expect(isOpen(historyOf(journal(...lines), step))).toBe(open);
  });
});
