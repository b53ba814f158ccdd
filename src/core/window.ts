import { days as weekdays, segmentsOf, type Segment } from './local-time.ts';

export type Day = 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun';

/** Hours on some days of the week, as the wall shows them (HH:MM); `to` before `from` is on the day after. */
export interface WindowHours {
  readonly days: readonly Day[];
  readonly from: string;
  /** `24:00` is the end of the day. */
  readonly to: string;
}

/** What follows when a window closes over steps that it let begin. */
export type Overrun = 'finish' | 'park';

/**
 * A named time at which gates may open. It is open while its zone's clock on the wall shows a time within its hours: an hour that
 * the clock skips is in no window, so one that would open there opens at the first instant that exists; an hour that the clock
 * shows twice is inside twice.
 */
export interface Window {
  readonly name: string;
  /** IANA's name. */
  readonly timezone: string;
  readonly allow: readonly WindowHours[];
  /** Dates (YYYY-MM-DD, on the same wall) on which it stays shut from midnight to midnight, and on which no hours begin. */
  readonly except?: readonly string[];
  readonly onOverrun: Overrun;
}

/** A time in which a window is open, in epoch milliseconds, `to` outside. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const dayMinutes = 24 * 60;
const dayMs = dayMinutes * minute;
const chunkMs = 7 * dayMs;
/** Further ahead nobody plans; exceptions that long are a mistake. */
const chunks = 60;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** How many minutes some hours last, by the wall. */
const lengthOf = ({ from, to }: WindowHours): number => {
  const length = minutesOf(to) - minutesOf(from);
  return length > 0 ? length : length + dayMinutes;
};

const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const nameOf = (day: number): string => weekdays[new Date(day * dayMs).getUTCDay()] ?? '';

/** The minutes of a date (days since 1970) at which the wall shows a time within the window. */
const minutesOn = ({ allow, except = [] }: Window, day: number): readonly Opening[] => {
  const isShut = (date: number): boolean => except.includes(dateOf(date));
  if (isShut(day)) return [];
  const begun = (date: number) => allow.filter(({ days }) => !isShut(date) && days.some((one) => one === nameOf(date)));
  const own = begun(day).map((hours) => {
    const from = minutesOf(hours.from);
    return { from, to: Math.min(from + lengthOf(hours), dayMinutes) };
  });
  const late = begun(day - 1).flatMap((hours) => {
    const to = minutesOf(hours.from) + lengthOf(hours) - dayMinutes;
    return to > 0 ? [{ from: 0, to }] : [];
  });
  return [...own, ...late];
};

/** What is open while the zone's clock runs evenly: the wall's times are instants moved by one distance. */
const openingsIn = (window: Window, { from, to, offset }: Segment): readonly Opening[] => {
  const first = Math.floor((from + offset) / dayMs);
  const last = Math.floor((to + offset - 1) / dayMs);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .flatMap((day) =>
      minutesOn(window, day).map((part) => ({
        from: Math.max(from, day * dayMs + part.from * minute - offset),
        to: Math.min(to, day * dayMs + part.to * minute - offset),
      })),
    )
    .filter((part) => part.from < part.to);
};

/** Hours that overlap or touch are one. */
const merged = (openings: readonly Opening[]): readonly Opening[] =>
  [...openings]
    .sort((a, b) => a.from - b.from)
    .reduce<readonly Opening[]>((all, next) => {
      const last = all.at(-1);
      return last === undefined || last.to < next.from
        ? [...all, next]
        : [...all.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) }];
    }, []);

/** When a window is open between two instants, in order; what reaches beyond them is cut off there. */
export const openingsBetween = (window: Window, from: number, to: number): readonly Opening[] =>
  merged(segmentsOf(window.timezone, from, to).flatMap((segment) => openingsIn(window, segment)));

/**
 * The first opening from an instant on that lasts for `need` milliseconds; of one that has begun, what is left. null where there
 * is none for more than a year.
 */
export const nextOpening = (window: Window, at: number, need = 1): Opening | null => {
  let found: readonly Opening[] = [];
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const from = at + chunk * chunkMs;
    found = merged([...found, ...openingsBetween(window, from, from + chunkMs)]);
    // What reaches the end of the stretch that was looked at may go on behind it.
    const whole = found.find((one) => one.to - one.from >= need && one.to < from + chunkMs);
    if (whole !== undefined) return whole;
    found = found.filter(({ to }) => to === from + chunkMs);
  }
  return found.find(({ from, to }) => to - from >= need) ?? null;
};

export const isOpen = (window: Window, at: number): boolean => openingsBetween(window, at, at + 1).length > 0;

/** When it closes, where it is open; null where it is not. */
export const closesAt = (window: Window, at: number): number | null =>
  isOpen(window, at) ? (nextOpening(window, at)?.to ?? null) : null;

/** The minutes of a week (from Sunday's midnight) in which it is open, by the wall alone. */
const weekOf = ({ allow }: Pick<Window, 'allow'>): readonly Opening[] =>
  allow.flatMap((hours) =>
    hours.days.map((day) => {
      const from = weekdays.indexOf(day) * dayMinutes + minutesOf(hours.from);
      return { from, to: from + lengthOf(hours) };
    }),
  );

const weekMinutes = 7 * dayMinutes;

/**
 * The longest time for which it is open at a stretch, in milliseconds, in a week in which no clock is moved and no date is
 * excepted; Infinity where it never closes. It depends on the definition alone, so that planning again says the same.
 */
export const longestOpening = (window: Pick<Window, 'allow'>): number => {
  const week = weekOf(window);
  const round = merged([...week, ...week.map(({ from, to }) => ({ from: from + weekMinutes, to: to + weekMinutes }))]);
  const longest = Math.max(0, ...round.map(({ from, to }) => to - from));
  return longest >= weekMinutes ? Number.POSITIVE_INFINITY : longest * minute;
};

const overlap = (a: Opening, b: Opening): boolean =>
  [-weekMinutes, 0, weekMinutes].some((shift) => a.from < b.to + shift && b.from + shift < a.to);

/** Whether two entries let in the same time: most often one of them is a mistake. */
export const overlaps = (one: WindowHours, other: WindowHours): boolean =>
  weekOf({ allow: [one] }).some((a) => weekOf({ allow: [other] }).some((b) => overlap(a, b)));
