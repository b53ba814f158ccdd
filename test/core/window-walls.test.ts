import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  longestOpening,
  nextOpening,
  openingsBetween,
  type Day,
  type Window,
  type WindowHours,
} from '../../src/core/window.ts';
import { isOpenByWall } from './window-oracle.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const all: readonly Day[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const utc = (text: string): number => Date.parse(text);

const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/Sao_Paulo',
] as const;

/** Where clocks were moved, of which each zone has some. */
const turns = [
  '2011-12-30T10:00Z',
  '2018-11-04T03:00Z',
  '2019-02-17T02:00Z',
  '2026-03-08T07:00Z',
  '2026-03-29T01:00Z',
  '2026-04-04T15:00Z',
  '2026-10-03T15:30Z',
  '2026-10-25T01:00Z',
  '2026-11-01T06:00Z',
].map(utc);

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const hours: fc.Arbitrary<WindowHours> = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...all), { minLength: 1 }),
    from: clock,
    to: fc.oneof(clock, fc.constant('24:00')),
  })
  .filter(({ from, to }) => from !== to);
const windows: fc.Arbitrary<Window> = fc.record({
  name: fc.constant('w'),
  timezone: fc.constantFrom(...zones),
  allow: fc.array(hours, { minLength: 1, maxLength: 3 }),
  except: fc.array(
    fc.tuple(fc.constantFrom(...turns), fc.integer({ min: -2, max: 2 })).map(([at, off]) => {
      return new Date(at + off * day).toISOString().slice(0, 10);
    }),
    { maxLength: 2 },
  ),
  onOverrun: fc.constant('finish' as const),
});

describe('every window', () => {
  it('is open at just those minutes at which the wall shows a time within its hours', () => {
    fc.assert(
      fc.property(windows, fc.constantFrom(...turns), fc.integer({ min: -2880, max: 1440 }), (window, turn, off) => {
        const from = turn + off * minute;
        const to = from + 1440 * minute;
        const openings = openingsBetween(window, from, to);
        for (let at = from; at < to; at += minute) {
          const inside = openings.some((one) => one.from <= at && at < one.to);
          if (inside !== isOpenByWall(window, at))
            throw new Error(`${new Date(at).toISOString()}: ${inside ? 'open' : 'shut'}, not by the wall`);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('opens next at the first minute from now on at which the wall lets it', () => {
    fc.assert(
      fc.property(windows, fc.constantFrom(...turns), fc.integer({ min: -2880, max: 1440 }), (window, turn, off) => {
        const now = turn + off * minute;
        const next = nextOpening(window, now);
        let at = now;
        while (at < now + 2 * day && !isOpenByWall(window, at)) at += minute;
        if (at < now + 2 * day) expect(next?.from).toBe(at);
        else expect(next === null || next.from >= at).toBe(true);
        // One that never closes has no end to look at.
        if (next !== null && Number.isFinite(longestOpening(window))) {
          expect(isOpenByWall(window, next.to - minute)).toBe(true);
          expect(isOpenByWall(window, next.to)).toBe(false);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is open in an even week for no longer at a stretch than its definition says', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const even = { ...window, timezone: 'UTC', except: [] };
        const from = utc('2026-06-01T00:00Z');
        const spans = openingsBetween(even, from, from + 21 * day).map((one) => one.to - one.from);
        const longest = longestOpening(even);
        expect(Math.max(...spans)).toBe(Number.isFinite(longest) ? longest : 21 * day);
      }),
    );
  });
});
