import { journeys } from './journeys.ts';
import { brokenLaws } from '../../src/app/rehearse/laws.ts';
import { noTrouble, type Lived } from '../../src/app/rehearse/lived.ts';
import type { Point } from '../../src/app/rehearse/troubles.ts';
import { leaked } from './leaks.ts';
import { openStage, type Stage } from './stage.ts';

/** A journey with a life of it in which nothing went wrong. */
export interface Bench {
  readonly stage: Stage;
  readonly calm: Lived;
}

export const openBench = async (name: string): Promise<Bench> => {
  const journey = journeys.find((one) => one.name === name);
  if (journey === undefined) throw new Error(`no journey ${name}: ${journeys.map((one) => one.name).join(', ')}`);
  const stage = await openStage(journey);
  // The first plan is made once: only lives after that one begin alike.
  await stage.live(noTrouble);
  return { stage, calm: await stage.live(noTrouble) };
};

/** What a point broke, with what happened and how to see it again; null: nothing. */
export const tryPoint = async ({ stage, calm }: Bench, { name, trouble }: Point): Promise<string | null> => {
  const again = `npm run crash -- --journey '${stage.journey.name}' --trouble '${JSON.stringify(trouble)}'`;
  const report = (broken: readonly string[], told: readonly string[]): string =>
    [
      `${stage.journey.name}, ${name}:`,
      ...broken.map((one) => `  ${one}`),
      ...told.map((one) => `    ${one}`),
      `  ${again}`,
    ].join('\n');
  try {
    const lived = await stage.live(trouble);
    const broken = [...brokenLaws(lived, calm), ...leaked(lived)];
    return broken.length === 0 ? null : report(broken, lived.story.told);
  } catch (error) {
    return report([error instanceof Error ? (error.stack ?? error.message) : String(error)], []);
  }
};

/** Tries points one after the other; tells of the first few that broke something. */
export const tryAll = async (bench: Bench, points: Iterable<Point>, most = 5): Promise<readonly string[]> => {
  const failures: string[] = [];
  for (const point of points) {
    const failure = await tryPoint(bench, point);
    if (failure !== null) failures.push(failure);
    if (failures.length >= most) break;
  }
  return failures;
};
