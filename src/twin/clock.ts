import { nextEvent, type Pending } from './pending.ts';

/** `max` does not follow real time at all: reads move it. A number is virtual seconds per real second. */
export type Speed = number | 'max';

/** Virtual time, in ms since 1970. */
export interface Clock {
  readonly speed: Speed;
  readonly now: () => number;
  /** Real time, in ms since 1970. */
  readonly real: () => number;
  /** To be called once for each read that is answered, before it is. */
  readonly read: () => void;
  readonly advance: (ms: number) => void;
}

/** With nothing pending, this much passes at each read under `max`. */
const idleStep = 30_000;

/**
 * So many reads of other things wait for a pending thing to be shown; then time goes on without it,
 * else a client that never looks at what it started would stop the clock for good.
 */
const patience = 3;

interface ClockOptions {
  readonly start: number;
  readonly speed: Speed;
  readonly real: () => number;
  /** All that goes on at the time given. */
  readonly pendings: () => readonly Pending[];
}

export function createClock(options: ClockOptions): Clock {
  return options.speed === 'max' ? jumpingClock(options) : runningClock(options, options.speed);
}

function runningClock({ start, real }: ClockOptions, speed: number): Clock {
  const origin = real();
  let skipped = 0;
  return {
    speed,
    real,
    now: () => Math.round(start + (real() - origin) * speed + skipped),
    read: () => undefined,
    advance: (ms) => {
      skipped += ms;
    },
  };
}

function jumpingClock({ start, real, pendings }: ClockOptions): Clock {
  let now = start;
  const read = (): void => {
    const next = nextEvent(pendings(), now);
    if (next === undefined) now += idleStep;
    else if (next.pending.shown || next.pending.held >= patience) now = next.at;
    else next.pending.held += 1;
  };
  return {
    speed: 'max',
    real,
    now: () => now,
    read,
    advance: (ms) => {
      now += ms;
    },
  };
}
