import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { eventually } from './eventually.ts';
import { parked, slowly, writes } from './parked.ts';
import { scene, type ExecutorUnderTest } from './scene.ts';

const once = ['RunClusterCheck 200', 'MigrateCluster 200'];

export const signals = (executor: ExecutorUnderTest): void => {
  const migrating = async () => {
    const here = await scene({ executor, world: slowly.world, speed: slowly.speed });
    const { yes, alias } = await parked(here);
    const first = here.start(['resume', '--approve', yes]);
    await eventually(() => first.stderr().includes('current_stage='), 'the migration is seen');
    return { here, first, alias };
  };

  describe(`a person who stops a running resume, executor ${executor.name}`, () => {
    it.each([
      { signal: 'SIGINT', to: 'group', reason: '^C at a terminal' },
      { signal: 'SIGTERM', to: 'process', reason: 'kill, or the end of a job' },
    ] as const)('is told what goes on without us, exit 8: $reason', async ({ signal, to }) => {
      const { here, first, alias } = await migrating();
      if (to === 'group') first.killGroup(signal);
      else first.kill(signal);
      const stopped = await first.ended;
      expect(stopped).toMatchObject({ exit: 8 });
      expect(stopped.stderr).toMatch(/prod-hangzhou\/migrate: cancelled: the call of \S+ goes on in the cloud/);
      expect(lastLine(stopped)).toContain(`exit 8 (cancelled)  next: onward resume ${alias}`);
      await here.twin.advance(slowly.whole);
      expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
      expect(await writes(here)).toEqual(once);
    });

    it('is let go at once by a second signal, even while a call is unanswered', async () => {
      const here = await scene({ executor });
      const { yes, alias } = await parked(here);
      await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { delay: { ms: 20_000 } } });
      const first = here.start(['resume', '--approve', yes]);
      await eventually(async () => (await here.twin.callsOf('MigrateCluster')).length > 0, 'the call is sent');
      first.kill('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(first.isRunning()).toBe(true);
      const at = performance.now();
      first.kill('SIGINT');
      expect(await first.ended).toMatchObject({ exit: 8 });
      expect(performance.now() - at).toBeLessThan(2_000);
      expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
      expect(await writes(here)).toEqual(once);
    });
  });
};
