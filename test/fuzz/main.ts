import process from 'node:process';
import { parseArgs } from 'node:util';
import { broken, type Law } from './law.ts';
import { laws } from './laws.ts';

// Run by scripts/fuzz.mjs, some of them at a time: `share` of `of` is this one's part of the rounds.
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    law: { type: 'string' },
    path: { type: 'string' },
    share: { type: 'string', default: '0' },
    of: { type: 'string', default: '1' },
  },
});

const [inputs, seed, share, of] = [values.inputs, values.seed, values.share, values.of].map(Number) as [
  ...[number, number, number, number],
];

const tell = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Inputs of one seed: few enough that a failure is found again at once. */
const round = 500;

interface Tried {
  readonly tried: number;
  readonly isBroken: boolean;
}

/** Each round has a seed of its own; a law that is broken is not tried further. */
const tryLaw = async (law: Law, count: number): Promise<Tried> => {
  const began = performance.now();
  let tried = 0;
  const rounds = Math.ceil(count / round);
  for (let at = share; at < rounds; at += of) {
    const some = Math.min(round, count - at * round);
    const failure = await broken(law, { seed: seed + at, inputs: some });
    if (failure !== null) {
      tell(failure);
      return { tried, isBroken: true };
    }
    tried += some;
  }
  const perSecond = (tried / Math.max(0.001, (performance.now() - began) / 1000)).toFixed(0);
  if (tried > 0) tell(`  ${law.name}: ${tried} inputs, ${perSecond} a second`);
  return { tried, isBroken: false };
};

/** As many inputs of each law as it has of all that `npm test` tries. */
const tryAll = async (chosen: readonly Law[]): Promise<void> => {
  const all = chosen.reduce((sum, { tries }) => sum + tries, 0);
  for (const law of chosen) {
    const { isBroken } = await tryLaw(law, Math.max(1, Math.round((inputs * law.tries) / all)));
    if (isBroken) process.exitCode = 1;
  }
};

const chosen = laws.filter(({ name }) => values.law === undefined || name.startsWith(values.law));
const [only] = chosen;
if (only === undefined) {
  tell(`there is no such law; these are:\n${laws.map(({ name }) => `  ${name}`).join('\n')}`);
  process.exitCode = 2;
} else if (values.path === undefined) await tryAll(chosen);
else {
  const failure = await broken(only, { seed, inputs: round, path: values.path });
  tell(failure ?? `${only.name}: it holds of this input now`);
  process.exitCode = failure === null ? 0 : 1;
}
