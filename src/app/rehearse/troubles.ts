import { noTrouble, type Lived, type Trouble } from './lived.ts';

/** One life with its trouble, and how that is called. */
export interface Point {
  readonly name: string;
  readonly trouble: Trouble;
}

/** A write of a calm life: the nth of its action. */
interface Write {
  readonly product: string;
  readonly action: string;
  readonly nth: number;
}

export const writesOf = ({ sky }: Lived): readonly Write[] => {
  const counts = new Map<string, number>();
  return sky.twin.calls().flatMap(({ product, action, kind }) => {
    if (kind !== 'write') return [];
    const nth = (counts.get(action) ?? 0) + 1;
    counts.set(action, nth);
    return [{ product, action, nth }];
  });
};

/** What may become of a call. */
const answers: Readonly<Record<string, object>> = {
  refused: { refuse: { status: 400, code: 'OperationDenied' } },
  throttled: { throttle: { retryAfterMs: 2000 } },
  'dropped before': { drop: 'before' },
  'dropped after': { drop: 'after' },
  '502 before': { html502: 'before' },
  '502 after': { html502: 'after' },
  'empty 200': { empty200: {} },
};

/** Reads that see the call late: all of them, or one sort alone. */
const lags: Readonly<Record<string, object>> = {
  'seen late': { stale: { reads: 3 } },
  'state seen late': { stale: { reads: 4, of: ['state'] } },
  'tasks seen late': { stale: { reads: 6, of: ['tasks'] } },
};

/** An operation center tells of no events. */
const effectsOf: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  CS: { ...answers, ...lags, 'events seen late': { stale: { reads: 6, of: ['events'] } } },
  AOC: { ...answers, ...lags },
};

export const effectsOn = ({ product }: Write): Readonly<Record<string, object>> => effectsOf[product] ?? answers;

/** How long the network may hold a call back: within the time for which its date is good, and beyond it. */
export const lateness = [40_000, 5 * 60_000, 14 * 60_000, 20 * 60_000] as const;

/** One thing that goes wrong. */
type Accident = (trouble: Trouble) => Trouble;

export const answered =
  ({ product, action, nth }: Write, effect: object): Accident =>
  (trouble) => ({ ...trouble, faults: [...trouble.faults, { match: { product, action, nth }, effect }] });

export const heldBack =
  ({ action, nth }: Write, afterMs: number): Accident =>
  (trouble) => ({ ...trouble, late: [...trouble.late, { call: action, nth, afterMs }] });

export const crashed =
  (at: number, power?: number): Accident =>
  (trouble) => ({ ...trouble, crashes: [...trouble.crashes, { at, ...(power === undefined ? {} : { power }) }] });

/** Numbers from 0 to below 1; the same for the same seed (mulberry32). */
const chance = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Two accidents, and sometimes three, of one seed. */
export const pointOf = (calm: Lived, seed: number): Point => {
  const next = chance(seed);
  const below = (count: number): number => Math.floor(next() * count);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  const writes = writesOf(calm);
  const accident = (): Accident => {
    const kind = next();
    // A life with trouble is longer than a calm one.
    if (kind < 0.4) return crashed(1 + below(calm.awaits.length * 1.3));
    if (kind < 0.55) return crashed(1 + below(calm.awaits.length * 1.3), pick([0, 0.5, 1]));
    const write = pick(writes);
    if (kind < 0.9) return answered(write, pick(Object.values(effectsOn(write))));
    return heldBack(write, pick(lateness));
  };
  const many = next() < 0.2 ? 3 : 2;
  const trouble = Array.from({ length: many }, accident).reduce((all, add) => add(all), noTrouble);
  return { name: `seed ${seed}`, trouble: { ...trouble, elsewhere: next() < 0.3 } };
};
