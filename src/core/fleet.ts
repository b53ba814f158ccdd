import type { Limit, Span } from './step.ts';

/** One batch of a fleet: who belongs to it, and how long it rests before the next one begins. */
export interface WaveRule {
  readonly name: string;
  /** Labels that a target must have; none: all that are left. */
  readonly matchLabels: Readonly<Record<string, string>>;
  /** How much of what is left and matches, 1 to 100. */
  readonly percent: number;
  readonly soak?: Span;
}

/** After how many bad ends no further target of a run is begun. */
export interface StopOn {
  readonly failed: number;
  readonly ambiguous: number;
}

/** How many targets of a run move at the same time. */
export interface FleetLimits {
  readonly parallel?: number;
  readonly perRegion?: number;
}

/** How a project has many targets moved. */
export interface Fleet {
  readonly waves: readonly WaveRule[];
  readonly limits: FleetLimits;
  /** null: what one target comes to holds up no other. */
  readonly stopOn: StopOn | null;
}

export const noFleet: Fleet = { waves: [], limits: {}, stopOn: null };

/** A target as waves tell it apart. */
export interface Placeable {
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
}

const byAddress = (a: Placeable, b: Placeable): number => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0);

const matches = ({ matchLabels }: WaveRule, { labels }: Placeable): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value);

/** The first so many percent of them, by address; never none of some. */
const shareOf = <T>(all: readonly T[], percent: number): readonly T[] =>
  all.slice(0, Math.ceil((all.length * percent) / 100));

/**
 * The wave of each target: each wave takes its share of what those before it left. A target that no wave takes is not in the map.
 * The same targets, the same waves, in whatever order they come.
 */
export const placeInWaves = (
  waves: readonly WaveRule[],
  targets: readonly Placeable[],
): ReadonlyMap<string, string> => {
  const placed = new Map<string, string>();
  const sorted = [...targets].sort(byAddress);
  for (const wave of waves) {
    const left = sorted.filter((target) => !placed.has(target.address) && matches(wave, target));
    for (const { address } of shareOf(left, wave.percent)) placed.set(address, wave.name);
  }
  return placed;
};

const anywhere = 'targets';
const inRegion = 'targets in ';

/** What a target needs room for while it moves. `region` is null where its kind knows none. */
export const fleetLimitsOf = ({ parallel, perRegion }: FleetLimits, region: string | null): readonly Limit[] => [
  ...(parallel === undefined ? [] : [{ of: anywhere, atMost: parallel }]),
  ...(perRegion === undefined || region === null ? [] : [{ of: `${inRegion}${region}`, atMost: perRegion }]),
];

/** The limits of a fleet as its targets show them. Targets of no region show none of one. */
export const fleetLimitsIn = (limits: readonly Limit[]): FleetLimits => {
  const parallel = limits.find(({ of }) => of === anywhere)?.atMost;
  const perRegion = limits.find(({ of }) => of.startsWith(inRegion))?.atMost;
  return { ...(parallel === undefined ? {} : { parallel }), ...(perRegion === undefined ? {} : { perRegion }) };
};
