import { describe, expect, it } from 'vitest';
import { withGates } from '../../src/core/gates.ts';
import type { GateDraft } from '../../src/core/kind.ts';
import type { Step } from '../../src/core/step.ts';
import type { Window } from '../../src/core/window.ts';
import { whenOfGate, whenWords } from '../../src/render/model/when-words.ts';
import { contracts, draft, heat, journeyOf } from '../core/sample-kind.ts';

const night: Window = {
  name: 'night',
  timezone: 'Europe/Berlin',
  allow: [{ days: ['Sat'], from: '02:00', to: '05:00' }],
  onOverrun: 'finish',
};

const stepsIn = (window: Window, more: Partial<GateDraft> = {}): readonly Step[] =>
  withGates(
    'Pool/prod',
    journeyOf([draft('drain'), heat], {
      gates: {
        prepare: { question: 'Drain it?', requires: [], window: 'night' },
        commit: { question: 'Heat it?', requires: [], window: 'night', ...more },
      },
    }),
    contracts,
    [window],
  );

describe('when gates open', () => {
  it.each<{ reason: string; window: Window; at?: string; is: readonly string[] }>([
    {
      reason: 'both gates in one opening, in the zone of the window',
      window: night,
      is: ['Sat 2026-11-28 02:00-05:00 +01, needs 2-10 min: fits'],
    },
    {
      reason: 'each by itself where both together do not fit',
      window: { ...night, allow: [{ days: ['Sat'], from: '02:00', to: '02:07' }] },
      is: [
        'GATE prepare: Sat 2026-11-28 02:00-02:07 +01, needs 1-5 min: fits',
        'GATE commit: Sat 2026-11-28 02:00-02:07 +01, needs 1-5 min: fits',
      ],
    },
    {
      reason: 'over midnight, with the day on which it ends',
      window: { ...night, allow: [{ days: ['Sat'], from: '22:00', to: '02:00' }] },
      is: ['Sat 2026-11-28 22:00-Sun 02:00 +01, needs 2-10 min: fits'],
    },
    {
      reason: 'both zones where the clock is moved meanwhile',
      window: { ...night, allow: [{ days: ['Sun'], from: '01:00', to: '05:00' }] },
      at: '2026-10-24T12:00:00Z',
      is: ['Sun 2026-10-25 01:00 +02-05:00 +01, needs 2-10 min: fits'],
    },
    {
      reason: 'now, and until when, measured by what is left',
      window: night,
      at: '2026-11-28T03:52:00Z',
      is: [
        'GATE prepare: now, until Sat 2026-11-28 05:00 +01, needs 1-5 min: fits',
        'GATE commit: now, until Sat 2026-11-28 05:00 +01, needs 1-5 min: fits',
      ],
    },
    {
      reason: 'the one that is long enough, for a gate that waits for that',
      window: { ...night, onOverrun: 'park' },
      at: '2026-11-28T03:58:00Z',
      is: ['Sat 2026-12-05 02:00-05:00 +01, needs 2-10 min: fits'],
    },
  ])('$reason', ({ window, at = '2026-11-27T12:00:00Z', is }) => {
    expect(whenWords(stepsIn(window), at)).toEqual(is);
  });

  it('are told in few words for a column', () => {
    expect(whenOfGate(stepsIn(night), '2026-11-27T12:00:00Z')).toBe('Sat 11-28 02:00-05:00 +01');
    expect(whenOfGate(stepsIn(night), '2025-12-30T12:00:00Z')).toBe('Sat 2026-01-03 02:00-05:00 +01');
  });

  it('is a time of its own where that is all a gate waits for', () => {
    const steps = stepsIn(night, { notBefore: '2026-11-28T22:00:00+08:00' }).map((step) =>
      step.type === 'gate' ? { ...step, window: undefined } : step,
    ) as unknown as readonly Step[];
    expect(whenWords(steps, '2026-11-27T12:00:00Z')).toEqual(['GATE commit: from Sat 11-28 22:00 +08:00']);
    expect(whenOfGate(steps, '2026-11-27T12:00:00Z')).toBeNull();
  });
});
