import type { RunSubject } from '../run/ports.ts';

export type Pace = number | 'max';

/** Even the fastest twin is not asked in a busy loop. */
const leastMs = 5;

/** How much faster than real time waits may be: ONWARD_PACE, honoured only while every endpoint is loopback (a twin). */
export const paceOf = (env: Readonly<Record<string, string | undefined>>, subjects: readonly RunSubject[]): Pace => {
  const given = env['ONWARD_PACE'];
  if (given === undefined || !subjects.every(({ driver }) => driver.loopback)) return 1;
  if (given === 'max') return 'max';
  const pace = Number(given);
  return Number.isFinite(pace) && pace >= 1 ? pace : 1;
};

/** Real milliseconds to wait for `ms` of the cloud's. */
export const paced = (ms: number, pace: Pace): number => (pace === 'max' ? leastMs : Math.max(ms / pace, leastMs));
