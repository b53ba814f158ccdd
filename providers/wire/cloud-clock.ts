import type { CloudClock } from '../../src/core/operation.ts';
import type { Pace } from '../../src/core/pace.ts';

export interface HeardClock extends CloudClock {
  /** Takes the `Date` header of an answer that arrived just now. Anything else is ignored. */
  hear(date: string | undefined): void;
}

/**
 * The cloud's clock: the last `Date` header (whole seconds) plus the monotonic time since it arrived. It runs behind the
 * cloud's by less than a second and the way back. A twin's clock runs `pace` times as fast; at `max` it jumps, and only
 * its own answers tell by how much.
 */
export const createCloudClock = (monotonic: () => number, by: Pace): HeardClock => {
  let heard: { readonly date: number; readonly at: number } | null = null;
  const factor = by === 'max' ? 1 : by;
  return {
    now: () => (heard === null ? null : heard.date + (monotonic() - heard.at) * factor),
    hear: (date) => {
      const ms = date === undefined ? Number.NaN : Date.parse(date);
      if (!Number.isNaN(ms)) heard = { date: ms, at: monotonic() };
    },
  };
};

/** RFC 3339 in UTC with whole seconds, as the service writes and signs dates. */
export const rfc3339 = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
