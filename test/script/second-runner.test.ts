import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { eventually } from './eventually.ts';
import { parked, slowly, writes } from './parked.ts';
import { scene, standardCluster } from './scene.ts';

/** Half a minute of real time, and within what a run waits for. */
const halfAnHour = {
  speed: slowly.speed,
  world: standardCluster({ checks: { minutes: 0.2 }, migrate: { minutes: 30, apiDownMinutes: 5 } }),
  whole: '31m',
} as const;

const migrating = async ({ world, speed }: Pick<typeof halfAnHour | typeof slowly, 'world' | 'speed'> = slowly) => {
  const here = await scene({ world, speed });
  const { yes, alias } = await parked(here);
  // Made with the same store while the first run waits, so that only the call under way stands against it.
  expect(await here.onward(['plan', 'prod.yaml', '-o', 'other.json'])).toMatchObject({ exit: 0 });
  const first = here.start(['resume', '--approve', yes]);
  await eventually(() => first.stderr().includes('current_stage='), 'the migration is seen');
  return { here, first, yes, alias };
};

describe('a second runner, while the first one lives and the cluster migrates', () => {
  it('is told that the target is held, and calls nothing', async () => {
    const { here, first, yes, alias } = await migrating(halfAnHour);
    const second = await here.onward(['resume', alias, '--approve', yes]);
    expect(second).toMatchObject({ exit: 7, stderr: expect.stringContaining('STO020') as string });
    expect(lastLine(second)).toMatch(/^exit 7 \(locked\)/);
    expect(first.isRunning()).toBe(true);
    await here.twin.advance(halfAnHour.whole);
    expect(await first.ended).toMatchObject({ exit: 0 });
    expect(await writes(here)).toEqual(['RunClusterCheck 200', 'MigrateCluster 200']);
  });

  it('cannot apply another plan to the target, whether the first one lives or was killed', async () => {
    const { here, first, alias } = await migrating();
    const refused = { exit: 10, stdout: '', stderr: expect.stringContaining('RUN001') as string };
    expect(await here.onward(['apply', 'other.json'])).toMatchObject(refused);
    first.killGroup('SIGKILL');
    await first.ended;
    const second = await here.onward(['apply', 'other.json']);
    expect(second).toMatchObject(refused);
    expect(second.stderr).toContain(`fix: onward resume ${alias}`);
    await here.twin.advance(slowly.whole);
    expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
    expect(await writes(here)).toEqual(['RunClusterCheck 200', 'MigrateCluster 200']);
  });

  it('is warned by plan that a call of another run is under way', async () => {
    const { here, alias } = await migrating();
    const plan = await here.onward(['plan', 'prod.yaml']);
    expect(plan.stderr).toContain('RUN001');
    expect(plan.stderr).toContain(alias);
    expect(plan).toMatchObject({ exit: 5 });
  });
});
