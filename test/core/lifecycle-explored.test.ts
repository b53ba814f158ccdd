import { describe, expect, it } from 'vitest';
import { decide, type Act, type Situation } from '../../src/core/lifecycle.ts';
import type { Again } from '../../src/core/step.ts';
import { exploreStates } from './explore-states.ts';

const explored = (['after-window', 'never', 'harmless'] as const).map((again) => {
  const found = exploreStates({ again, oneWay: true, decide });
  return { again, found, states: found.states, moves: found.moves };
});

describe('every state that a one-way step can come to', () => {
  it.each(explored)('is explored: $states states and $moves moves where a call is $again', ({ found }) => {
    expect(found.states).toBeGreaterThan(700);
    expect([...found.ends].sort()).toEqual(
      ['ambiguous', 'cancelled', 'done', 'failed', 'fenced', 'stale', 'unfinished', 'unreadable'].sort(),
    );
  });

  it.each(explored)('takes no second call where a call is $again', ({ found }) => {
    expect(found.mostAccepted).toBe(1);
  });

  it.each(explored)('ends done, failed and ambiguous only by evidence where a call is $again', ({ found }) => {
    expect(found.wrong).toEqual([]);
  });

  it.each(explored)('can still end, whatever has happened, where a call is $again', ({ found }) => {
    expect(found.stuck).toEqual([]);
  });

  it.each(explored)('goes on only through a wait that names its reason where a call is $again', ({ found }) => {
    expect(found.spinning).toEqual([]);
  });
});

interface Break {
  readonly reason: string;
  readonly again?: Again;
  /** What a broken table decides instead; null where it decides as the true one. */
  readonly instead: (situation: Situation, act: Act) => Act | null;
}

const explore = ({ again = 'after-window', instead }: Break) =>
  exploreStates({
    again,
    oneWay: true,
    decide: (situation) => {
      const act = decide(situation);
      return instead(situation, act) ?? act;
    },
  });

const resend = (situation: Situation): Act => decide({ ...situation, last: 'none' });

const unsafe: readonly Break[] = [
  {
    reason: 'the window is not waited for',
    instead: (is) => (is.last === 'intended' && is.probe === 'not-done' ? resend(is) : null),
  },
  {
    reason: 'one not-done after the window is enough',
    instead: (is) => (is.last === 'intended' && is.probe === 'not-done' && is.windowOver ? resend(is) : null),
  },
  {
    reason: 'a stale read after an accepted call is believed',
    instead: (is, act) => (is.last === 'sent' && act.act === 'end' && act.as === 'ambiguous' ? resend(is) : null),
  },
  {
    reason: 'a failed read counts as not-done',
    instead: (is) => (is.last !== 'none' && is.probe === 'unreadable' ? resend({ ...is, probe: 'not-done' }) : null),
  },
  {
    reason: 'somebody else’s call in flight is not heeded',
    instead: (is) => (is.last === 'none' && is.probe === 'in-flight' ? { act: 'send' } : null),
  },
];

const untrue: readonly Break[] = [
  {
    reason: 'done is recorded while the cloud still works',
    instead: (is) => (is.last === 'sent' && is.probe === 'in-flight' ? { act: 'record-done', adopted: null } : null),
  },
  {
    reason: 'ambiguous is concluded from a failed read',
    instead: (is) => (is.probe === 'unreadable' ? { act: 'end', as: 'ambiguous' } : null),
  },
  {
    reason: 'a call that could not be read back counts as failed',
    instead: (is) =>
      is.last === 'sent' && is.probe === 'unreadable' ? { act: 'record-failed', because: 'cloud' } : null,
  },
];

describe('a table that is broken on purpose', () => {
  it.each(unsafe)('is found to take a second call: $reason', (broken) => {
    expect(explore(broken).mostAccepted).toBe(2);
  });

  it.each(untrue)('is found to claim without evidence: $reason', (broken) => {
    expect(explore(broken).wrong).not.toEqual([]);
  });

  it('is found to be stuck: an ambiguous step that waits for ever', () => {
    const forEver: Break = {
      reason: '',
      again: 'never',
      instead: (is, act) => (act.act === 'end' && is.last !== 'none' ? { act: 'wait', because: 'window' } : null),
    };
    expect(explore(forEver).stuck).not.toEqual([]);
  });

  it('is found to spin: a throttled call that is sent again at once', () => {
    const atOnce: Break = { reason: '', instead: (is) => (is.last === 'throttled' ? resend(is) : null) };
    expect(explore(atOnce).spinning).not.toEqual([]);
  });
});
