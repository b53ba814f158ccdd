import { describe, expect, it } from 'vitest';
import type { Started } from './cli.ts';
import { eventually } from './eventually.ts';
import { parked, slowly, writes } from './parked.ts';
import { scene, type ExecutorUnderTest, type Scene } from './scene.ts';

const whenCalled = (where: Scene, action: string) =>
  eventually(async () => (await where.twin.callsOf(action)).length > 0, `${action} is called`);

/** SIGKILL to the process and its group, as when a machine is switched off; waits until it is gone. */
const killHard = async (one: Started): Promise<void> => {
  one.killGroup('SIGKILL');
  expect(await one.ended).toMatchObject({ exit: null, signal: 'SIGKILL' });
};

const once = ['RunClusterCheck 200', 'MigrateCluster 200'];

export const killed = (executor: ExecutorUnderTest): void => {
  describe(`a run that is killed at the worst moment, executor ${executor.name}`, () => {
    it('goes on when it was killed while the cluster migrated, and sends nothing again', async () => {
      const here = await scene({ executor, world: slowly.world, speed: slowly.speed });
      const { yes, alias } = await parked(here);
      const first = here.start(['resume', '--approve', yes]);
      await eventually(() => first.stderr().includes('current_stage='), 'the migration is seen');
      await killHard(first);
      const status = await here.onward(['status', alias]);
      expect(status).toMatchObject({ exit: 0 });
      expect(status.stdout).toContain('SENT ONCE');
      expect(status.stdout).toContain('in flight');
      await here.twin.advance(slowly.whole);
      expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
      expect(await writes(here)).toEqual(once);
    });

    it('finds the call that was accepted when it was killed between the intent and the answer', async () => {
      const here = await scene({ executor });
      const { yes, alias } = await parked(here);
      await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { delay: { ms: 60_000 } } });
      const first = here.start(['resume', '--approve', yes]);
      await whenCalled(here, 'MigrateCluster');
      await killHard(first);
      const status = await here.onward(['status', alias, '--offline']);
      expect(status.stdout).toContain('INTENDED');
      expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
      expect(await writes(here)).toEqual(once);
    });

    it('waits out the window of a call that never arrived, also over a kill, and only then signs a second', async () => {
      const here = await scene({ executor, speed: 600 });
      const { yes, alias } = await parked(here);
      await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { drop: 'before' } });
      const first = here.start(['resume', '--approve', yes]);
      await eventually(() => first.stderr().includes('could still arrive until'), 'it waits for the window');
      await killHard(first);
      expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
      const [lost, sent, ...more] = await here.twin.callsOf('MigrateCluster');
      expect([lost?.status, sent?.status, more.length]).toEqual([0, 200, 0]);
      expect(Date.parse(sent?.at ?? '') - Date.parse(lost?.at ?? '')).toBeGreaterThan(16 * 60_000);
    });
  });
};
