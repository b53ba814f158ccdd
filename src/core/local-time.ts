/** A stretch of time in which a zone's clock keeps one distance from UTC; all in epoch milliseconds. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** What is added to an instant to read it off the wall, as if the wall were in UTC. */
  readonly offset: number;
}

const second = 1000;
/** No zone moves its clock there and back again within so short a time. */
const stride = 6 * 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timezone: string): Intl.DateTimeFormat => {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timezone, format);
  return format;
};

/** Whether this runtime knows a time zone by this name: IANA's, not a bare distance from UTC, which knows no summer. */
export const isTimezone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
};

/** How far a zone's clock is ahead of UTC at an instant. */
const offsetAt = (timezone: string, at: number): number => {
  const whole = Math.floor(at / second) * second;
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return wall - whole;
};

/** The first instant, to the second, at which the offset is no longer that of `from`; it has changed by `to`. */
const changeWithin = (timezone: string, from: number, to: number): number => {
  const before = offsetAt(timezone, from);
  let same = from;
  let other = to;
  while (other - same > second) {
    const middle = same + Math.floor((other - same) / 2 / second) * second;
    if (offsetAt(timezone, middle) === before) same = middle;
    else other = middle;
  }
  return other;
};

/** Time between two instants, cut where the zone's clock is moved. */
export const segmentsOf = (timezone: string, from: number, to: number): readonly Segment[] => {
  const segments: Segment[] = [];
  let begin = from;
  let offset = offsetAt(timezone, from);
  // Clocks are moved at whole seconds.
  for (let at = Math.floor(from / second) * second; at < to;) {
    const next = Math.min(at + stride, to);
    const then = offsetAt(timezone, next);
    if (then !== offset) {
      const change = changeWithin(timezone, at, next);
      segments.push({ from: begin, to: change, offset });
      begin = change;
      offset = offsetAt(timezone, change);
      at = change;
    } else at = next;
  }
  return begin < to ? [...segments, { from: begin, to, offset }] : segments;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `+08`, `+05:30`, `-03`: short where the minutes are none. */
const offsetWords = (offset: number): string => {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const rest = minutes % 60;
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}${rest === 0 ? '' : `:${twoDigits(rest)}`}`;
};

/** An instant as the zone's wall shows it. */
export interface WallTime {
  /** `Sat`. */
  readonly day: string;
  /** `2026-11-28`. */
  readonly date: string;
  /** `02:00`. */
  readonly time: string;
  /** `+08`. */
  readonly zone: string;
}

export const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

export const wallTime = (timezone: string, at: number): WallTime => {
  const offset = offsetAt(timezone, at);
  const wall = new Date(at + offset);
  const text = wall.toISOString();
  return {
    day: days[wall.getUTCDay()] ?? '',
    date: text.slice(0, 10),
    time: text.slice(11, 16),
    zone: offsetWords(offset),
  };
};

/** `Sat 2026-11-28 02:00 +08`. */
export const wallWords = (timezone: string, at: number): string => {
  const { day, date, time, zone } = wallTime(timezone, at);
  return `${day} ${date} ${time} ${zone}`;
};
