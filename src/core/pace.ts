/** By how much waiting is sped up: `max` waits for as little as can be. Only ever other than 1 against a twin. */
export type Pace = number | 'max';

type Environment = Readonly<Record<string, string | undefined>>;

/** Even the fastest twin is not asked in a busy loop. */
const leastMs = 5;

/** `ONWARD_PACE`, and only while every endpoint is a loopback address: a real cloud is never hurried. */
export const paceOf = (env: Environment, loopback: boolean): Pace => {
  const said = env['ONWARD_PACE'];
  if (!loopback || said === undefined) return 1;
  if (said === 'max') return 'max';
  const factor = Number(said);
  return Number.isFinite(factor) && factor > 0 ? factor : 1;
};

/** Real milliseconds to wait for `ms` of the cloud's. */
export const paced = (ms: number, pace: Pace): number => (pace === 'max' ? leastMs : Math.max(ms / pace, leastMs));
