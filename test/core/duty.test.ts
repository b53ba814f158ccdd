import { describe, expect, it } from 'vitest';
import { dueAt, isDue, standingOf, type Duty, type DutySeen } from '../../src/core/duty.ts';

const seen = (more: Partial<DutySeen> = {}): DutySeen => ({ fact: undefined, word: undefined, due: true, ...more });
const some = { of: 2, left: ['i-1'] };
const none = { of: 2, left: [] };
const attested = { is: 'attested', word: 'CHG1' };

describe('where a duty stands', () => {
  it.each([
    { ends: 'read', of: seen({ fact: some }), is: { is: 'owed', ...some }, reason: 'something is left' },
    { ends: 'read', of: seen({ fact: none }), is: { is: 'done' }, reason: 'nothing is left' },
    { ends: 'read', of: seen(), is: { is: 'unread' }, reason: 'nothing was read' },
    { ends: 'read', of: seen({ fact: [] }), is: { is: 'unread' }, reason: 'what was read is no fact of a duty' },
    { ends: 'read', of: seen({ word: 'CHG1' }), is: attested, reason: 'a word beside nothing read' },
    { ends: 'read', of: seen({ fact: some, word: 'CHG1' }), is: { ...attested, ...some }, reason: 'a word, and left' },
    { ends: 'read', of: seen({ fact: none, word: 'CHG1' }), is: { is: 'done' }, reason: 'the cloud’s word is better' },
    { ends: 'word', of: seen(), is: { is: 'owed' }, reason: 'nobody said anything' },
    { ends: 'word', of: seen({ word: 'CHG1' }), is: attested, reason: 'somebody did' },
    { ends: 'word', of: seen({ fact: none }), is: { is: 'owed' }, reason: 'no read shows it' },
    { ends: 'time', of: seen({ due: false }), is: { is: 'owed' }, reason: 'it lasts' },
    { ends: 'time', of: seen(), is: { is: 'done' }, reason: 'its time is over' },
  ] satisfies readonly { ends: Duty['ends']; of: DutySeen; is: object; reason: string }[])(
    'is $is.is for one that ends by $ends: $reason',
    ({ ends, of, is }) => {
      expect(standingOf({ ends }, of)).toMatchObject(is);
    },
  );
});

describe('the day a duty falls due', () => {
  const end = '2026-11-28T02:00:00Z';

  it('is so long after the journey’s end, and none where the plan names none', () => {
    expect(dueAt(end, '7d')).toBe(Date.parse('2026-12-05T02:00:00Z'));
    expect(dueAt(end, undefined)).toBeNull();
  });

  it('has come at that very moment, and never by a clock that nobody heard', () => {
    const at = dueAt(end, '7d') ?? 0;
    expect([isDue(at, at - 1), isDue(at, at), isDue(at, null), isDue(null, at)]).toEqual([false, true, false, false]);
  });
});
