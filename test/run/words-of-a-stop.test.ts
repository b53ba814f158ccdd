import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/core/journal.ts';
import { notDone, stage, unanswered } from './stage.ts';

const step = 'prod/heat';
const intended: JournalRecord = {
  ...{ type: 'intended', step, attempt: 1, fence: { nonce: 'n', date: '2026-11-28T02:00:00Z' } },
};
const sent: JournalRecord = { type: 'sent', step, request: 'R', task: null };
const unsent: JournalRecord = { type: 'unsent', step, why: 'no key' };
const throttled: JournalRecord = {
  type: 'refused',
  step,
  code: 'Throttling',
  request: 'R',
  why: 'later',
  throttled: true,
};

describe('what is said when a person stops a run in the middle of a call', () => {
  it.each([
    { records: [], says: 'nothing was sent' },
    {
      records: [intended],
      says: 'no answer came to the call; resume waits until 2026-11-28T02:16:00Z, then SENDS it again if there is no trace of it',
    },
    {
      records: [intended, sent],
      says: 'the call of 2026-11-28T02:00:00.000Z goes on in the cloud; it is not sent again by resume',
    },
    { records: [intended, unsent], says: 'nothing was sent' },
    { records: [intended, throttled], says: 'the call was throttled, not accepted; resume sends it' },
  ])('is true of what is known of it: $says', async ({ records, says }) => {
    const { journal, play } = stage();
    for (const record of records) journal.append(record, true);
    expect(await play({ probes: [notDone] }, { cancelled: () => true })).toEqual({ state: 'cancelled', why: says });
  });
});

describe('what is said while a call without an answer is waited for', () => {
  it('changes once it is dead: then it can no longer arrive', async () => {
    const { journal, play } = stage();
    await play({ probes: [notDone], answers: [unanswered] }, { contract: { budget: '20m' } });
    const says = journal.lines().flatMap((line) => (line.type === 'progress' ? [line.says] : []));
    expect(says.slice(0, 3)).toEqual([
      'no answer that tells what became of it: connection reset',
      'no trace of the call; it could still arrive until 2026-11-28T02:16:00Z',
      'no trace of the call, which is dead since 2026-11-28T02:16:00Z; looks once more in 30 s',
    ]);
  });
});
