import { describe, expect, it } from 'vitest';
import { nextActs } from '../../src/app/next-acts.ts';
import type { JournalLine, JournalRecord } from '../../src/core/journal.ts';
import { ambiguousMark } from '../../src/run/drive-step.ts';
import type { StoredRun } from '../../src/store/store.ts';
import { poolWalk } from '../run/pool-walk.ts';

const { plan } = poolWalk({ targets: ['prod', 'zeta'] });
const alias = 'prod-7f3a';
const id = '7f3ac21e90b4';

const journal = (records: readonly JournalRecord[]): readonly JournalLine[] =>
  records.map((record, index) => ({ ...record, seq: index + 1, at: '2026-11-28T02:00:00Z', prev: '' }));

const actsAfter = (records: readonly JournalRecord[], state: StoredRun['state'] = 'open', place = '.onward') => {
  const lines = journal(records);
  const summary = {
    id,
    alias,
    state,
    addresses: [],
    keys: [],
    setAside: null,
    parkedAt: [],
    acceptedAt: null,
    last: null,
  };
  const run: StoredRun = { ...summary, plan: '', epoch: 1, epochs: [], end: { hash: '', seq: 0 }, lines, late: [] };
  return nextActs(plan, run, { lines, place, seen: [], atWork: false });
};

type Target = 'prod' | 'zeta';
const intended = (target: Target): JournalRecord => ({
  ...{ type: 'intended', step: `${target}/heat`, attempt: 1, fence: { nonce: 'n', date: '2026-11-28T02:00:00Z' } },
});
const sent = (target: Target): JournalRecord => ({ type: 'sent', step: `${target}/heat`, request: 'R', task: null });
const throttled = (target: Target): JournalRecord => ({
  ...{ type: 'refused', step: `${target}/heat`, code: 'Throttling', request: 'R', why: 'later', throttled: true },
});
const parked = (gate: string): JournalRecord => ({ type: 'parked', step: gate, gate, missing: ['approval'] });
const done = (target: Target): JournalRecord => ({ type: 'done', step: `${target}/heat`, evidence: [] });
const ambiguous = (target: Target): JournalRecord => ({
  ...{ type: 'progress', step: `${target}/heat`, says: `${ambiguousMark}: nobody can know` },
});

const wasSent = (target: Target) => [intended(target), sent(target)];
const wasThrottled = (target: Target) => [intended(target), throttled(target)];
const sends = 'waits until 2026-11-28T02:16:00Z, looks twice, and SENDS the call if there is no trace of it';

describe('what may be done while calls of a run are open', () => {
  it.each([
    { records: wasSent('prod'), says: '(cannot send again)', reason: 'one that was accepted' },
    { records: [intended('zeta')], says: `(${sends})`, reason: 'one of the second target without an answer' },
    {
      records: [...wasSent('prod'), intended('zeta')],
      says: `(prod/heat: cannot send again; zeta/heat: ${sends})`,
      reason: 'one that was accepted hides none that may be sent',
    },
    {
      records: [...wasSent('prod'), ...wasThrottled('zeta')],
      says: '(prod/heat: cannot send again; zeta/heat: was not accepted; SENDS the call)',
      reason: 'nor one that was throttled',
    },
    {
      records: [...wasSent('prod'), done('prod'), intended('zeta')],
      says: `(${sends})`,
      reason: 'one that is done hides none either',
    },
  ])('is a resume, with what it will send beside it: $reason', ({ records, says }) => {
    const { safe, unsafe } = actsAfter(records);
    expect(safe).toEqual([{ command: `onward resume ${alias}`, says }]);
    expect(unsafe).toContain('changing or deleting the target');
  });

  it.each([
    { records: [intended('prod'), ...wasSent('zeta'), ambiguous('zeta')], settles: ['zeta'], reason: 'the second' },
    { records: [...wasSent('prod'), ambiguous('prod'), intended('zeta')], settles: ['prod'], reason: 'the first' },
    {
      records: [...wasSent('prod'), ambiguous('prod'), intended('zeta'), ambiguous('zeta')],
      settles: ['prod', 'zeta'],
      reason: 'both',
    },
  ])('is to settle each of which nobody can know, and no resume: $reason', ({ records, settles }) => {
    const { safe, unsafe } = actsAfter(records);
    expect(safe.map(({ command }) => command)).toEqual(
      settles.flatMap((target) =>
        ['sent', 'not-sent'].map((as) => `onward settle ${alias} --step ${target}/heat --as ${as} --evidence "..."`),
      ),
    );
    expect(unsafe).toContain('repeating the last command');
  });
});

describe('what may be done while no call is open', () => {
  it('is to look for drift, when the run has ended', () => {
    const { safe, unsafe, later } = actsAfter([...wasSent('prod'), done('prod')], 'ended');
    expect(safe).toMatchObject([{ says: 'the run has ended' }]);
    expect(safe[0]?.command).toMatch(/^onward drift /);
    expect([unsafe, later]).toEqual([[], []]);
  });

  it('is to read the plan, when it waits at a gate; the yes stands apart', () => {
    const { safe, unsafe, later } = actsAfter([parked('prod/commit')], 'parked');
    expect(safe.map(({ command }) => command)).toEqual([`onward show .onward/runs/${id}/plan.json`]);
    expect(later).toEqual([expect.stringContaining(`onward resume ${alias} --approve `)]);
    expect(unsafe).toEqual([]);
  });

  it('names a store as a shell takes it', () => {
    const { safe } = actsAfter([parked('prod/commit')], 'parked', '/mnt/our runs');
    expect(safe.map(({ command }) => command)).toEqual([`onward show '/mnt/our runs/runs/${id}/plan.json'`]);
  });

  it('is a resume, when it only stopped', () => {
    expect(actsAfter([]).safe).toEqual([{ command: `onward resume ${alias}`, says: 'goes on where it stopped' }]);
  });
});
