import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { parked, writes } from './parked.ts';
import { scene, type ExecutorUnderTest, type Scene } from './scene.ts';

interface Line {
  readonly at: string;
  readonly type: string;
}

/** All lines of the only run, from all files of its journal. */
const journal = ({ path }: Scene): readonly Line[] => {
  const runs = path('.onward/runs');
  const [run = ''] = readdirSync(runs);
  const files = readdirSync(join(runs, run)).filter((name) => name.endsWith('.ndjson'));
  return files
    .sort()
    .flatMap((name) =>
      readFileSync(join(runs, run, name), 'utf8')
        .trimEnd()
        .split('\n'),
    )
    .map((text) => JSON.parse(text) as Line);
};

/**
 * The calls of a resume that is not disturbed, by their number, each the first one after a line of the journal: killed there, a run leaves
 * that line as its last.
 */
const boundaries = async (executor: ExecutorUnderTest): Promise<readonly number[]> => {
  const here = await scene({ executor });
  const { yes } = await parked(here);
  const [calls, lines] = [(await here.twin.calls()).length, journal(here).length];
  expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
  const times = (await here.twin.calls()).slice(calls).map(({ at }) => at);
  // On this twin time passes with reads alone, so that two lines of one time have no call between them.
  const next = journal(here)
    .slice(lines)
    .map(({ at }) => times.findIndex((time) => time > at) + 1);
  return [...new Set(next)].filter((number) => number > 0).sort((a, b) => a - b);
};

/** Kills the whole group while the cloud still thinks about its nth call. */
const killAt = async (here: Scene, yes: string, nth: number): Promise<void> => {
  const before = (await here.twin.calls()).length;
  await here.twin.spoil({ match: { nth }, effect: { delay: { ms: 60_000 } } });
  const first = here.start(['resume', '--approve', yes]);
  await eventually(async () => (await here.twin.calls()).length >= before + nth, `call ${nth} is made`);
  first.killGroup('SIGKILL');
  expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
  await here.twin.heal();
};

/** A resumed run is killed once after each line of its journal, and gone on with. */
export const killedEverywhere = (executor: ExecutorUnderTest): void => {
  describe(`a run that is killed after each line of its journal, executor ${executor.name}`, () => {
    it('is gone on with, ends as asked for, and its call was accepted once', async () => {
      const all = await boundaries(executor);
      expect(all.length).toBeGreaterThan(4);
      for (const nth of all) {
        const here = await scene({ executor });
        const { yes, alias } = await parked(here);
        await killAt(here, yes, nth);
        const ended = await here.onward(['resume', alias, '--approve', yes]);
        expect({ nth, exit: ended.exit }).toEqual({ nth, exit: 0 });
        expect((await writes(here)).filter((write) => write.startsWith('MigrateCluster'))).toEqual([
          'MigrateCluster 200',
        ]);
        await here.close();
      }
    }, 600_000);
  });
};
