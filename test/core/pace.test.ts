import { describe, expect, it } from 'vitest';
import { paced, paceOf } from '../../src/core/pace.ts';

describe('pace', () => {
  it.each([
    { reason: 'not set', said: undefined, loopback: true, waits: 60 },
    { reason: 'six times as fast', said: '6', loopback: true, waits: 10 },
    { reason: 'as little as can be', said: 'max', loopback: true, waits: 5 },
    { reason: 'a real cloud is never hurried', said: 'max', loopback: false, waits: 60 },
    { reason: 'nonsense changes nothing', said: 'fast', loopback: true, waits: 60 },
    { reason: 'time does not run backwards', said: '-5', loopback: true, waits: 60 },
  ])('waits $waits of 60 ms: $reason', ({ said, loopback, waits }) => {
    expect(paced(60, paceOf({ ONWARD_PACE: said }, loopback))).toBe(waits);
  });
});
