import type { Window } from '../../src/core/window.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall of a zone, by another way than the code's: words of the day and of the time, and the calendar date. */
const wallAt = (timezone: string, at: number): { day: string; date: string; minutes: number } => {
  const format =
    formats.get(timezone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timezone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: (parts['weekday'] ?? '').slice(0, 3),
    date: `${parts['year'] ?? ''}-${parts['month'] ?? ''}-${parts['day'] ?? ''}`,
    minutes: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
};

const dayBefore = (date: string): { day: string; date: string } => {
  const before = new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000);
  return { date: before.toISOString().slice(0, 10), day: before.toUTCString().slice(0, 3) };
};

const minutesOf = (text: string): number => {
  const [hours = '', minutes = ''] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
};

/** Looks at the wall at one instant and asks each entry: slow, and plain enough to be believed. */
export const isOpenByWall = ({ timezone, allow, except = [] }: Window, at: number): boolean => {
  const wall = wallAt(timezone, at);
  const yesterday = dayBefore(wall.date);
  if (except.includes(wall.date)) return false;
  return allow.some(({ days, from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    const today = days.some((day) => day === wall.day);
    if (end > start) return today && wall.minutes >= start && wall.minutes < end;
    const late = days.some((day) => day === yesterday.day) && !except.includes(yesterday.date);
    return (today && wall.minutes >= start) || (late && wall.minutes < end);
  });
};
