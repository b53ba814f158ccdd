import { describe, expect, it } from 'vitest';
import { chainStart, nextLink, readChain } from '../../src/core/journal-chain.ts';
import type { JournalRecord } from '../../src/core/journal.ts';
import { sha256 } from '../../src/store/ports.ts';
import { records } from '../store/samples.ts';

const start = chainStart('the plan', sha256);

/** What is said of a line that is well chained and says this. */
const said = (record: object, at = '2026-11-28T02:00:00Z'): string => {
  const { text } = nextLink(start, { record: record as JournalRecord, at }, sha256);
  return readChain([text], start, sha256).broken?.says ?? 'read';
};

const proof = { call: 'DescribeTasks', request: 'r', at: 'then', says: 'success' };
const yes = { type: 'approved', step: 's', decision: 'd', by: 'alice', via: 'terminal' };
const review = { by: 'bob', at: '2026-11-28T10:00:00+08:00', how: 'review' };
const opened = { type: 'opened', step: 's', checks: [] };

describe('a line that somebody chained well', () => {
  it.each([
    { record: { ...yes, covers: 'plan', approvals: [review] }, reason: 'a time as its forge says it' },
    { record: { ...records.done(), evidence: [proof], result: null }, reason: 'any result' },
    { record: { ...records.taken, more: 1 }, reason: 'a member of a newer tool' },
    { record: { ...records.sent, task: null }, reason: 'no task' },
  ])('is read with $reason', ({ record }) => {
    expect(said(record)).toBe('read');
  });

  it.each([
    { record: { ...yes, approvals: 'bob' }, member: 'approvals', reason: 'a text for a list' },
    { record: { ...yes, approvals: [{ by: 'bob' }] }, member: 'approvals', reason: 'half an entry' },
    { record: { ...opened, checks: { length: 0 } }, member: 'checks', reason: 'an object for a list' },
    { record: { type: 'answered', step: 's', code: 'c', verdict: 'v', facts: [] }, member: 'facts', reason: 'a list' },
    { record: { ...records.intended(), fence: null }, member: 'fence', reason: 'nothing' },
    {
      record: { ...records.intended(), fence: { nonce: 'n', date: '2026-13-28T02:51:00Z' } },
      member: 'fence',
      reason: 'a month that is none',
    },
    { record: { ...records.intended(), attempt: 1.5 }, member: 'attempt', reason: 'half a number' },
    { record: { ...records.done(), evidence: [null] }, member: 'evidence', reason: 'an entry that is none' },
    { record: { ...records.taken, owner: { ...records.taken.owner, pid: '1' } }, member: 'owner', reason: 'a text' },
    { record: { ...records.parked, missing: [1] }, member: 'missing', reason: 'numbers for texts' },
    { record: { ...records.parked, opensAt: 'soon' }, member: 'opensAt', reason: 'no time' },
    { record: { ...records.settled('sent'), as: 'perhaps' }, member: 'as', reason: 'a word that is none of two' },
    { record: { ...records.ended('done', 0), exit: null }, member: 'exit', reason: 'nothing for a number' },
  ])('has no good $member where there is $reason', ({ record, member }) => {
    expect(said(record)).toBe(`the type is ${record.type} and there is no good ${member}`);
  });

  it.each(['yesterday', '2026-11-28', '2026-11-28T02:00:00+08:00', '+275760-09-13T00:00:00Z'])(
    'is none of %s: the clock writes UTC',
    (at) => {
      expect(said(records.failed, at)).toBe('there is no good at');
    },
  );
});
