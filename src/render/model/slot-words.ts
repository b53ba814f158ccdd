import { momentOf, momentWords } from './moment.ts';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** The day of the week of a calendar date: it does not depend on a zone. */
const dayOf = (date: string): string => days[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';

/** `Sat 11-28 22:00 +08:00`, in its own zone; with its year where that is not the year of `beside`. Seconds only where there are some. */
export const slotWords = (at: string, beside: string): string => {
  const moment = momentOf(at);
  if (moment === null) return momentWords(at);
  const { date, time, zone } = moment;
  const short = date.slice(0, 4) === beside.slice(0, 4) ? date.slice(5) : date;
  return `${dayOf(date)} ${short} ${time.replace(/:00$/, '')} ${zone}`;
};
