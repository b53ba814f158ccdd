import type { TwinWithin } from '../../twin/within.ts';
import type { PlanWorld } from './world-of-plan.ts';

/** How long a target's API server was away, or its machine off, at most at a time; null: nothing of it is watched. */
export interface Gauge {
  readonly address: string;
  readonly what: 'api' | 'machine' | null;
  readonly longestMs: number | null;
}

interface Seen {
  since: number | null;
  longest: number;
}

/** A machine that is off to begin with is not taken away from anybody. */
const isWatched = (twin: TwinWithin, { watched }: PlanWorld['watched'][number]): boolean =>
  watched !== null && (watched.what === 'api' || twin.isOn(watched.names));

/** Looks at what is watched as often as time passes. */
export const gaugesOf = (
  { watched }: PlanWorld,
  twin: TwinWithin,
  now: () => number,
): { readonly look: () => void; readonly read: () => readonly Gauge[] } => {
  const seen = new Map<PlanWorld['watched'][number], Seen>(
    watched.filter((one) => isWatched(twin, one)).map((one) => [one, { since: null, longest: 0 }] as const),
  );
  const isGone = ({ watched: it }: PlanWorld['watched'][number]): boolean =>
    it !== null && (it.what === 'api' ? twin.isAway(it.cluster) : !twin.isOn(it.names));
  return {
    look: () => {
      for (const [one, gauge] of seen) {
        if (gauge.since !== null) gauge.longest = Math.max(gauge.longest, now() - gauge.since);
        gauge.since = isGone(one) ? (gauge.since ?? now()) : null;
      }
    },
    read: () =>
      watched.map((one) => {
        const gauge = seen.get(one);
        return { address: one.address, what: one.watched?.what ?? null, longestMs: gauge?.longest ?? null };
      }),
  };
};
