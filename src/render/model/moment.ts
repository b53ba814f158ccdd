const shape = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A time as it was written, in its own zone: never turned into another, so that it can be found in the journal again. */
export interface Moment {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}

/** Takes an RFC 3339 time apart; null for anything else, which is then shown as it is. */
export const momentOf = (at: string): Moment | null => {
  const [, date, time, zone] = shape.exec(at) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return null;
  return { date, time, zone: zone === 'Z' ? 'UTC' : zone };
};

/** `2026-11-28 03:04:12 UTC`. */
export const momentWords = (at: string): string => {
  const moment = momentOf(at);
  return moment === null ? at : `${moment.date} ${moment.time} ${moment.zone}`;
};

/** `03:04:12` beside a time of the same day and zone, else in full. */
export const timeBeside = (at: string, beside: string): string => {
  const moment = momentOf(at);
  const other = momentOf(beside);
  const near = moment !== null && moment.date === other?.date && moment.zone === other.zone;
  return near ? moment.time : momentWords(at);
};

/** `03:04` beside a time of the same day and zone, else in full: for a line without room. */
export const minuteBeside = (at: string, beside: string): string =>
  timeBeside(at, beside).replace(/^(\d\d:\d\d):\d\d$/, '$1');
