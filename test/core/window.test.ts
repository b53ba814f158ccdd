import { describe, expect, it } from 'vitest';
import {
  closesAt,
  isOpen,
  nextOpening,
  openingsBetween,
  overlaps,
  type Day,
  type Window,
  type WindowHours,
} from '../../src/core/window.ts';

const hour = 3_600_000;
const day = 24 * hour;

const windowOf = (timezone: string, days: readonly Day[], hours: string, more: Partial<Window> = {}): Window => ({
  name: 'night',
  timezone,
  allow: [{ days, from: hours.slice(0, 5), to: hours.slice(6) }],
  onOverrun: 'finish',
  ...more,
});

const all: readonly Day[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const utc = (text: string): number => Date.parse(text);
const shown = (window: Window, from: string, to: string): readonly string[] =>
  openingsBetween(window, utc(from), utc(to)).map((one) =>
    [one.from, one.to].map((at) => new Date(at).toISOString().slice(5, 16)).join(' '),
  );

describe('when a window is open', () => {
  it.each([
    {
      reason: 'Shanghai knows no summer time',
      window: windowOf('Asia/Shanghai', ['Sat'], '02:00-05:00'),
      between: ['2026-11-27T00:00Z', '2026-11-30T00:00Z'],
      is: ['11-27T18:00 11-27T21:00'],
    },
    {
      reason: 'hours over midnight belong to the day on which they begin',
      window: windowOf('Asia/Shanghai', ['Sat'], '22:00-02:00'),
      between: ['2026-11-27T00:00Z', '2026-11-30T00:00Z'],
      is: ['11-28T14:00 11-28T18:00'],
    },
    {
      reason: '02:30 does not exist: it opens at the first instant that does, 03:00, and closes by the wall',
      window: windowOf('Europe/Berlin', all, '02:30-03:30'),
      between: ['2026-03-29T00:00Z', '2026-03-29T12:00Z'],
      is: ['03-29T01:00 03-29T01:30'],
    },
    {
      reason: 'hours that the clock skips whole do not come',
      window: windowOf('Europe/Berlin', ['Sun'], '02:00-03:00'),
      between: ['2026-03-28T00:00Z', '2026-03-30T00:00Z'],
      is: [],
    },
    {
      reason: 'hours around the gap are shorter by it',
      window: windowOf('Europe/Berlin', ['Sun'], '01:00-04:00'),
      between: ['2026-03-28T00:00Z', '2026-03-30T00:00Z'],
      is: ['03-29T00:00 03-29T02:00'],
    },
    {
      reason: 'hours around the hour that comes twice are longer by it',
      window: windowOf('Europe/Berlin', ['Sun'], '01:00-04:00'),
      between: ['2026-10-24T12:00Z', '2026-10-26T00:00Z'],
      is: ['10-24T23:00 10-25T03:00'],
    },
    {
      reason: 'what comes twice is inside twice',
      window: windowOf('America/New_York', ['Sun'], '01:15-01:45'),
      between: ['2026-11-01T00:00Z', '2026-11-02T00:00Z'],
      is: ['11-01T05:15 11-01T05:45', '11-01T06:15 11-01T06:45'],
    },
    {
      reason: 'Lord Howe moves its clock by half an hour',
      window: windowOf('Australia/Lord_Howe', ['Sun'], '01:00-03:00'),
      between: ['2026-10-03T00:00Z', '2026-10-04T12:00Z'],
      is: ['10-03T14:30 10-03T16:00'],
    },
    {
      reason: 'India is half an hour off',
      window: windowOf('Asia/Kolkata', ['Sat'], '00:00-24:00'),
      between: ['2026-11-26T00:00Z', '2026-11-30T00:00Z'],
      is: ['11-27T18:30 11-28T18:30'],
    },
    {
      reason: 'Apia had no Friday: what would have begun on it opens at the first instant of Saturday',
      window: windowOf('Pacific/Apia', ['Fri'], '22:00-02:00'),
      between: ['2011-12-28T00:00Z', '2012-01-02T00:00Z'],
      is: ['12-30T10:00 12-30T12:00'],
    },
    {
      reason: 'the midnight of São Paulo did not exist: the day opens at 01:00',
      window: windowOf('America/Sao_Paulo', ['Sun'], '00:00-02:00'),
      between: ['2018-11-03T00:00Z', '2018-11-05T00:00Z'],
      is: ['11-04T03:00 11-04T04:00'],
    },
    {
      reason: 'a zone that gave up summer time keeps one clock since',
      window: windowOf('America/Sao_Paulo', ['Sun'], '00:00-02:00'),
      between: ['2026-10-31T00:00Z', '2026-11-02T00:00Z'],
      is: ['11-01T03:00 11-01T05:00'],
    },
    {
      reason: 'entries that touch are one opening',
      window: windowOf('UTC', ['Sat'], '22:00-24:00', {
        allow: [
          { days: ['Sat'], from: '22:00', to: '24:00' },
          { days: ['Sun'], from: '00:00', to: '03:00' },
        ],
      }),
      between: ['2026-11-28T00:00Z', '2026-11-30T00:00Z'],
      is: ['11-28T22:00 11-29T03:00'],
    },
    {
      reason: 'on an excepted date it is shut from midnight to midnight, and no hours begin',
      window: windowOf('UTC', all, '22:00-02:00', { except: ['2026-12-24'] }),
      between: ['2026-12-23T12:00Z', '2026-12-26T12:00Z'],
      is: ['12-23T22:00 12-24T00:00', '12-25T22:00 12-26T02:00'],
    },
  ])('$reason', ({ window, between: [from = '', to = ''], is }) => {
    expect(shown(window, from, to)).toEqual(is);
  });
});

describe('the next opening', () => {
  const night = windowOf('Asia/Shanghai', ['Sat'], '02:00-05:00');

  it('is what is left of the one that has begun', () => {
    const at = utc('2026-11-27T20:30Z');
    expect(nextOpening(night, at)).toEqual({ from: at, to: utc('2026-11-27T21:00Z') });
    expect(closesAt(night, at)).toBe(utc('2026-11-27T21:00Z'));
  });

  it('is the one after it where more is needed than is left', () => {
    expect(nextOpening(night, utc('2026-11-27T20:30Z'), hour)?.from).toBe(utc('2026-12-04T18:00Z'));
  });

  it('is over at the very minute at which it closes', () => {
    expect(isOpen(night, utc('2026-11-27T21:00Z') - 1)).toBe(true);
    expect(isOpen(night, utc('2026-11-27T21:00Z'))).toBe(false);
    expect(closesAt(night, utc('2026-11-27T21:00Z'))).toBeNull();
  });

  it('passes over one that a moved clock makes too short', () => {
    const early = windowOf('Europe/Berlin', ['Sun'], '01:00-04:00');
    expect(nextOpening(early, utc('2026-03-28T00:00Z'), 3 * hour)?.from).toBe(utc('2026-04-04T23:00Z'));
  });

  it('is none where exceptions leave nothing for longer than a year', () => {
    const except = Array.from({ length: 430 }, (_, index) =>
      new Date(utc('2026-11-20T00:00Z') + index * day).toISOString().slice(0, 10),
    );
    expect(nextOpening({ ...night, except }, utc('2026-11-27T00:00Z'))).toBeNull();
  });

  it('of a window that never closes begins now', () => {
    const always = windowOf('UTC', all, '00:00-24:00');
    const at = utc('2026-11-27T20:30Z');
    expect(nextOpening(always, at, 30 * day)?.from).toBe(at);
  });
});

describe('two entries of a window', () => {
  it.each<{ reason: string; one: WindowHours; other: WindowHours; is: boolean }>([
    {
      reason: 'let in the same hour',
      one: { days: ['Sat'], from: '02:00', to: '05:00' },
      other: { days: ['Sat', 'Sun'], from: '04:00', to: '06:00' },
      is: true,
    },
    {
      reason: 'only touch',
      one: { days: ['Sat'], from: '02:00', to: '05:00' },
      other: { days: ['Sat'], from: '05:00', to: '06:00' },
      is: false,
    },
    {
      reason: 'meet over the end of the week',
      one: { days: ['Sat'], from: '22:00', to: '03:00' },
      other: { days: ['Sun'], from: '02:00', to: '04:00' },
      is: true,
    },
    {
      reason: 'are on different days',
      one: { days: ['Mon'], from: '02:00', to: '05:00' },
      other: { days: ['Tue'], from: '02:00', to: '05:00' },
      is: false,
    },
  ])('are found where they $reason', ({ one, other, is }) => {
    expect(overlaps(one, other)).toBe(is);
    expect(overlaps(other, one)).toBe(is);
  });
});
