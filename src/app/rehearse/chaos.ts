import type { BrokenLife, ChaosRehearsal, RehearsedAbsence } from '../../render/model/rehearsal-model.ts';
import type { Gauge } from './gauges.ts';
import { brokenLaws } from './laws.ts';
import type { PlanLife, PlanStage } from './stage.ts';
import { pointOf } from './troubles.ts';

/** How many lives, by which seed; or one of them alone. */
export interface Chaos {
  readonly lives: number;
  readonly seed: number;
  readonly life: number | null;
}

/** A life has a seed of its own, so that it can be lived again without those before it. */
const seedOf = (seed: number, life: number): number => Math.imul(seed + 1, 0x9e3779b1) + life;

/** null where nothing is watched. */
export const absenceOf = ({ what, longestMs }: Gauge): Omit<RehearsedAbsence, 'address'> | null =>
  what === null || longestMs === null ? null : { what, seconds: Math.round(longestMs / 1000) };

const endOf = ({ story }: PlanLife): string => {
  const end = story.ends.at(-1) ?? 'without an end';
  return story.answers.length === 0
    ? end
    : `${end}, once a person had settled that a call was ${story.answers.join(', ')}`;
};

const counted = (ends: readonly string[]): ChaosRehearsal['ends'] =>
  [...new Set(ends)]
    .map((says) => ({ says, lives: ends.filter((end) => end === says).length }))
    .sort((a, b) => b.lives - a.lives || (a.says < b.says ? -1 : 1));

const longestOf = (lives: readonly PlanLife[]): ChaosRehearsal['longest'] => {
  const all = lives.flatMap(({ gauges }) =>
    gauges.flatMap((gauge) => {
      const absence = absenceOf(gauge);
      return absence === null ? [] : [{ address: gauge.address, ...absence }];
    }),
  );
  const addresses = [...new Set(all.map(({ address }) => address))];
  return {
    took: Math.round(Math.max(...lives.map(({ took }) => took)) / 1000),
    absences: addresses.flatMap(
      (address) => all.filter((one) => one.address === address).sort((a, b) => b.seconds - a.seconds)[0] ?? [],
    ),
  };
};

const namesOf = ({ lives, life }: Chaos): readonly number[] =>
  life === null ? Array.from({ length: lives }, (_, at) => at + 1) : [life];

/** Lives a plan as often as was asked for, and holds each life to the laws. */
export const liveInChaos = async (
  { live }: PlanStage,
  calm: PlanLife,
  { chaos, onLife }: { readonly chaos: Chaos; readonly onLife: (lived: number, of: number) => void },
): Promise<ChaosRehearsal> => {
  const lives: PlanLife[] = [];
  const broken: BrokenLife[] = [];
  const names = namesOf(chaos);
  for (const life of names) {
    const lived = await live(pointOf(calm, seedOf(chaos.seed, life)).trouble);
    const laws = brokenLaws(lived, calm);
    if (laws.length > 0) broken.push({ life, broken: laws, told: lived.story.told });
    // Its twin and its disk are let go of: what is counted is kept.
    lives.push({ ...lived, sky: calm.sky });
    onLife(lives.length, names.length);
  }
  const { seed, life } = chaos;
  return { seed, lives: lives.length, life, ends: counted(lives.map(endOf)), longest: longestOf(lives), broken };
};
