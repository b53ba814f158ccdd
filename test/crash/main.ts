import process from 'node:process';
import { parseArgs } from 'node:util';
import { noTrouble, type Trouble } from '../../src/app/rehearse/lived.ts';
import { pointOf } from '../../src/app/rehearse/troubles.ts';
import { journeys } from './journeys.ts';
import { openBench, tryPoint, type Bench } from './matrix.ts';
import { everyAnswer, everyBlackout, everyCrash } from './points.ts';

// Run by scripts/crash.mjs, some of them at a time: `share` of `of` is this one's part of the seeds.
const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    journey: { type: 'string' },
    trouble: { type: 'string' },
    every: { type: 'boolean', default: false },
    share: { type: 'string', default: '0' },
    of: { type: 'string', default: '1' },
  },
});

/** Dear ones are tried less often: so many of ten seeds are of each. */
const weights: Readonly<Record<string, number>> = {
  'dedicated to pro': 2,
  'standard to pro': 2,
  hot: 2,
  cold: 2,
  staged: 2,
};
const wheel = journeys.flatMap(({ name }) => Array.from({ length: weights[name] ?? 1 }, () => name));

const benches = new Map<string, Promise<Bench>>();
const benchOf = (name: string): Promise<Bench> => {
  const bench = benches.get(name) ?? openBench(name);
  benches.set(name, bench);
  return bench;
};

const tell = (failure: string, seed?: number): void => {
  process.exitCode = 1;
  process.stdout.write(`${failure}${seed === undefined ? '' : `\n  npm run crash -- --seed ${seed} --points 1`}\n`);
};

const replay = async (name: string, trouble: string): Promise<void> => {
  const bench = await benchOf(name);
  const given = { ...noTrouble, ...(JSON.parse(trouble) as Partial<Trouble>) };
  const { story } = await bench.stage.live(given);
  process.stdout.write(`${story.told.join('\n')}\n`);
  const failure = await tryPoint(bench, { name: 'again', trouble: given });
  if (failure !== null) tell(failure);
};

/** Every await and every answer by itself: also the reads between two changes, which leave the same behind. */
const everySingle = async (names: readonly string[]): Promise<void> => {
  const [share, of] = [Number(values.share), Number(values.of)];
  for (const name of names) {
    const bench = await benchOf(name);
    const points = [everyCrash, everyBlackout, everyAnswer].flatMap((all) => all(bench.calm));
    for (const point of points.filter((_, index) => index % of === share)) {
      const failure = await tryPoint(bench, point);
      if (failure !== null) tell(failure);
    }
  }
};

const bySeed = async (first: number, count: number): Promise<void> => {
  const [share, of] = [Number(values.share), Number(values.of)];
  for (let seed = first + share; seed < first + count; seed += of) {
    const bench = await benchOf(values.journey ?? wheel[seed % wheel.length] ?? '');
    const failure = await tryPoint(bench, pointOf(bench.calm, seed));
    if (failure !== null) tell(failure, seed);
  }
};

if (values.every) await everySingle(values.journey === undefined ? journeys.map(({ name }) => name) : [values.journey]);
else if (values.trouble === undefined) await bySeed(Number(values.seed), Number(values.points));
else await replay(values.journey ?? '', values.trouble);
