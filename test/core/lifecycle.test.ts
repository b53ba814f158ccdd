import { describe, expect, it } from 'vitest';
import { decide, table, type Act, type Last, type Situation } from '../../src/core/lifecycle.ts';
import type { Probe } from '../../src/core/operation.ts';

/** A one-way change with its budget, its window open, nothing compared: each case says what is otherwise. */
const situation = (more: Partial<Situation>): Situation => ({
  last: 'none',
  probe: 'not-done',
  again: 'after-window',
  oneWay: true,
  type: 'change',
  sends: true,
  expects: 'unasked',
  windowOver: false,
  confirmed: false,
  backedOff: true,
  budgetLeft: true,
  ...more,
});

interface Case {
  readonly probe: Probe['is'];
  readonly given?: Partial<Situation>;
  readonly then: Act;
  readonly reason: string;
}

const wait = (because: Extract<Act, { act: 'wait' }>['because']): Act => ({ act: 'wait', because });
const end = (as: Extract<Act, { act: 'end' }>['as']): Act => ({ act: 'end', as });
const done = (adopted: Extract<Act, { act: 'record-done' }>['adopted']): Act => ({ act: 'record-done', adopted });
const failed = (because: Extract<Act, { act: 'record-failed' }>['because']): Act => ({ act: 'record-failed', because });
const send: Act = { act: 'send' };
const compare: Act = { act: 'compare' };
const spent = { budgetLeft: false };
const dead = { windowOver: true, confirmed: true };

const none: readonly Case[] = [
  { probe: 'done', then: done('was so before this run'), reason: 'apply may do less, never more' },
  { probe: 'in-flight', then: end('stale'), reason: 'a one-way call of somebody else is not started by this plan' },
  { probe: 'in-flight', given: { oneWay: false }, then: wait('in-flight'), reason: 'what can be repeated is awaited' },
  { probe: 'in-flight', given: { oneWay: false, ...spent }, then: end('unfinished'), reason: 'and not for ever' },
  { probe: 'failed', then: end('stale'), reason: 'a failure that nobody here asked for is another story' },
  {
    probe: 'failed',
    given: { sends: false, oneWay: false, type: 'check' },
    then: failed('not-proven'),
    reason: 'what is only read has been asked for by nobody else',
  },
  { probe: 'not-done', then: compare, reason: 'facts are compared right before the call, after its probe' },
  { probe: 'not-done', given: { expects: 'hold' }, then: send, reason: 'the expectations hold' },
  { probe: 'not-done', given: { expects: 'moved' }, then: end('stale'), reason: 'a fact has another value now' },
  { probe: 'not-done', given: { expects: 'unreadable' }, then: wait('unreadable'), reason: 'unknown is not moved' },
  {
    probe: 'not-done',
    given: { expects: 'unreadable', ...spent },
    then: end('unreadable'),
    reason: 'nor does it hold',
  },
  { probe: 'not-done', given: { sends: false }, then: wait('stale-read'), reason: 'a proof may take a while to show' },
  {
    probe: 'not-done',
    given: { sends: false, ...spent },
    then: failed('not-proven'),
    reason: 'a proof that never came',
  },
  { probe: 'unreadable', then: wait('unreadable'), reason: 'a failed read is read again' },
  { probe: 'unreadable', given: spent, then: end('unreadable'), reason: 'to a budget; nothing is concluded' },
];

const intended: readonly Case[] = [
  { probe: 'done', then: done('found in the cloud; its answer never came'), reason: 'the call had arrived' },
  { probe: 'in-flight', then: wait('in-flight'), reason: 'it is adopted' },
  { probe: 'in-flight', given: spent, then: end('unfinished'), reason: 'late, not failed' },
  { probe: 'failed', then: failed('cloud'), reason: 'the call had arrived and failed' },
  { probe: 'not-done', then: wait('window'), reason: 'the request may still arrive' },
  { probe: 'not-done', given: spent, then: wait('window'), reason: 'the window is no budget' },
  { probe: 'not-done', given: { expects: 'hold' }, then: wait('window'), reason: 'whatever the facts say' },
  { probe: 'not-done', given: { windowOver: true }, then: wait('window'), reason: 'one not-done may be a stale read' },
  {
    probe: 'not-done',
    given: { confirmed: true },
    then: wait('window'),
    reason: 'two within the window prove nothing',
  },
  { probe: 'not-done', given: dead, then: compare, reason: 'the first call is dead: facts first' },
  { probe: 'not-done', given: { ...dead, expects: 'hold' }, then: send, reason: 'a second is signed, once' },
  { probe: 'not-done', given: { ...dead, expects: 'moved' }, then: end('stale'), reason: 'but not into another world' },
  {
    probe: 'not-done',
    given: { ...dead, expects: 'hold', again: 'harmless' },
    then: send,
    reason: 'harmless calls wait for the window too',
  },
  {
    probe: 'not-done',
    given: { ...dead, expects: 'hold', again: 'never' },
    then: end('ambiguous'),
    reason: 'a call that is never repeated: a person settles it',
  },
  { probe: 'unreadable', given: { ...dead, expects: 'hold' }, then: wait('unreadable'), reason: 'never send on it' },
  { probe: 'unreadable', given: { ...dead, ...spent }, then: end('unreadable'), reason: 'never ambiguous either' },
];

const sent: readonly Case[] = [
  { probe: 'done', then: done(null), reason: 'what we sent is done' },
  { probe: 'in-flight', then: wait('in-flight'), reason: 'it takes its time' },
  { probe: 'in-flight', given: spent, then: end('unfinished'), reason: 'resumable; not sent again' },
  { probe: 'failed', then: failed('cloud'), reason: 'the cloud says so' },
  { probe: 'not-done', then: wait('stale-read'), reason: 'it was accepted: the read is stale' },
  {
    probe: 'not-done',
    given: { ...spent, ...dead },
    then: end('ambiguous'),
    reason: 'accepted, and no trace: never again',
  },
  {
    probe: 'not-done',
    given: { ...spent, ...dead, again: 'harmless', expects: 'hold' },
    then: end('ambiguous'),
    reason: 'not even a harmless one',
  },
  {
    probe: 'not-done',
    given: { ...spent, type: 'check' },
    then: failed('not-proven'),
    reason: 'a check without a result has failed, and may be tried again',
  },
  { probe: 'unreadable', then: wait('unreadable'), reason: 'the API server is away for minutes in a good migration' },
  { probe: 'unreadable', given: spent, then: end('unreadable'), reason: 'ambiguous is never a failed read' },
];

const refused: readonly Case[] = [
  { probe: 'done', then: done('although refused'), reason: 'somebody else did it' },
  { probe: 'in-flight', then: wait('in-flight'), reason: 'refused because it is under way' },
  { probe: 'in-flight', given: spent, then: end('unfinished'), reason: 'to a budget' },
  { probe: 'failed', then: failed('cloud'), reason: 'the cloud says so' },
  { probe: 'not-done', then: failed('refused'), reason: 'a 4xx with a code: nothing happened' },
  { probe: 'unreadable', then: wait('unreadable'), reason: 'read before it is called a failure' },
  { probe: 'unreadable', given: spent, then: end('unreadable'), reason: 'resumable' },
];

const throttled: readonly Case[] = [
  { probe: 'done', then: done('although refused'), reason: 'somebody else did it' },
  { probe: 'in-flight', then: wait('in-flight'), reason: 'somebody else started it' },
  { probe: 'failed', then: failed('cloud'), reason: 'the cloud says so' },
  { probe: 'not-done', given: { backedOff: false }, then: wait('throttled'), reason: 'as long as the cloud asked' },
  { probe: 'not-done', given: { backedOff: false, ...spent }, then: end('unfinished'), reason: 'to a budget' },
  { probe: 'not-done', then: compare, reason: 'the same step, compared anew' },
  { probe: 'not-done', given: { expects: 'hold' }, then: send, reason: 'nothing was accepted' },
  { probe: 'not-done', given: { expects: 'moved' }, then: end('stale'), reason: 'time went by' },
  { probe: 'unreadable', given: { expects: 'hold' }, then: wait('unreadable'), reason: 'never send on a failed read' },
  { probe: 'unreadable', given: spent, then: end('unreadable'), reason: 'resumable' },
];

const unsent: readonly Case[] = [
  { probe: 'done', then: done('was so before this run'), reason: 'nothing of this run did it' },
  { probe: 'in-flight', then: end('stale'), reason: 'a one-way call of somebody else' },
  { probe: 'in-flight', given: { oneWay: false }, then: wait('in-flight'), reason: 'what can be repeated is awaited' },
  { probe: 'failed', then: end('stale'), reason: 'a failure that nobody here asked for' },
  { probe: 'not-done', given: { backedOff: false }, then: wait('unsent'), reason: 'what was missing may be back' },
  { probe: 'not-done', given: { backedOff: false, ...spent }, then: end('unfinished'), reason: 'to a budget' },
  { probe: 'not-done', then: compare, reason: 'the same step, compared anew' },
  { probe: 'not-done', given: { expects: 'hold' }, then: send, reason: 'no request can still arrive: no window' },
  { probe: 'not-done', given: { expects: 'moved' }, then: end('stale'), reason: 'time went by' },
  { probe: 'unreadable', given: { expects: 'hold' }, then: wait('unreadable'), reason: 'never send on a failed read' },
  { probe: 'unreadable', given: spent, then: end('unreadable'), reason: 'resumable' },
];

const probes: readonly Probe['is'][] = ['done', 'in-flight', 'failed', 'not-done', 'unreadable'];
const ended = (last: Last): readonly Case[] =>
  probes.map((probe) => ({
    probe,
    given: { ...dead, expects: 'hold' as const },
    then: { act: 'return' as const },
    reason: `${last} is for good: the record answers`,
  }));

const rows: Readonly<Record<Last, readonly Case[]>> = {
  ...{ none, intended, sent, refused, throttled, unsent },
  ...{ done: ended('done'), settled: ended('settled'), failed: ended('failed') },
};
const lasts = Object.keys(rows) as Last[];

describe.each(lasts)('after the record %s', (last) => {
  it.each(rows[last])('a probe that says $probe: $reason', ({ probe, given, then }) => {
    expect(decide(situation({ ...given, last, probe }))).toEqual(then);
  });
});

describe('the table of a step’s life', () => {
  it('has a case here for each of its cells', () => {
    const cells = lasts.flatMap((last) => probes.map((probe) => `${last} ${probe}`));
    const cases = new Set(lasts.flatMap((last) => rows[last].map(({ probe }) => `${last} ${probe}`)));
    expect(Object.entries(table).flatMap(([last, row]) => Object.keys(row).map((probe) => `${last} ${probe}`))).toEqual(
      expect.arrayContaining(cells),
    );
    expect([...cases].sort()).toEqual(cells.sort());
  });

  it('sends only on a not-done, whatever else is so', () => {
    const flags = [true, false];
    const all = lasts.flatMap((last) =>
      probes.flatMap((probe) =>
        flags.flatMap((windowOver) =>
          flags.flatMap((confirmed) =>
            flags.flatMap((budgetLeft) =>
              flags.map((oneWay) =>
                situation({ last, probe, windowOver, confirmed, budgetLeft, oneWay, expects: 'hold' }),
              ),
            ),
          ),
        ),
      ),
    );
    const sending = all.filter((one) => decide(one).act === 'send');
    expect(sending.length).toBeGreaterThan(0);
    expect(new Set(sending.map(({ probe }) => probe))).toEqual(new Set(['not-done']));
    expect(new Set(sending.map(({ last }) => last))).toEqual(new Set(['none', 'intended', 'throttled', 'unsent']));
    expect(sending.filter(({ last }) => last === 'intended').every((one) => one.windowOver && one.confirmed)).toBe(
      true,
    );
  });
});
