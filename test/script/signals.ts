import { describe, expect, it } from 'vitest';
import { isRunning, legProcesses } from '../engine/processes.ts';
import { lastLine, type Started } from './cli.ts';
import { eventually } from './eventually.ts';
import { nextCommand } from './meddled.ts';
import { parked, slowly, writes } from './parked.ts';
import { scene, type ExecutorUnderTest } from './scene.ts';

const once = ['RunClusterCheck 200', 'MigrateCluster 200'];

/** What a leg has started beside the runner: leash, engine and provider, or nothing at all. */
const helpersOf = (one: Started, { name }: ExecutorUnderTest): readonly number[] => {
  const pids = Object.values(legProcesses(one.pid)).map(({ pid }) => pid);
  expect(pids).toHaveLength(name === 'pulumi' ? 3 : 0);
  return pids;
};

const areGone = (pids: readonly number[]) =>
  eventually(() => !pids.some(isRunning), 'nothing of the leg runs any more');

export const signals = (executor: ExecutorUnderTest): void => {
  const migrating = async () => {
    const here = await scene({ executor, world: slowly.world, speed: slowly.speed });
    const { yes, alias } = await parked(here);
    const first = here.start(['resume', alias, '--approve', yes]);
    await eventually(() => first.stderr().includes('current_stage='), 'the migration is seen');
    return { here, first, alias };
  };

  describe(`a person who stops a running resume, executor ${executor.name}`, () => {
    it.each([
      { signal: 'SIGINT', to: 'group', reason: '^C at a terminal' },
      { signal: 'SIGTERM', to: 'process', reason: 'kill, or the end of a job' },
      { signal: 'SIGHUP', to: 'group', reason: 'the terminal goes away' },
    ] as const)('is told what goes on without us, exit 8: $reason', async ({ signal, to }) => {
      const { here, first, alias } = await migrating();
      const helpers = helpersOf(first, executor);
      if (to === 'group') first.killGroup(signal);
      else first.kill(signal);
      const stopped = await first.ended;
      expect(stopped).toMatchObject({ exit: 8 });
      expect(stopped.stderr).toMatch(/prod-hangzhou\/migrate: cancelled: the call of \S+ goes on in the cloud/);
      expect(lastLine(stopped)).toContain(`exit 8 (cancelled)  next: onward resume ${alias}`);
      await areGone(helpers);
      await here.twin.advance(slowly.whole);
      expect(await here.onward(nextCommand(lastLine(stopped)))).toMatchObject({ exit: 0 });
      expect(await writes(here)).toEqual(once);
    });

    it('ends before its call where it was told so while it still looked at the target, and sends it when it goes on', async () => {
      const here = await scene({ executor });
      const { yes, alias } = await parked(here);
      // Several reads lie between the yes and the call.
      await here.twin.spoil({ match: {}, effect: { delay: { ms: 700 } } });
      const first = here.start(['resume', alias, '--approve', yes]);
      await eventually(() => first.stderr().includes('approved by'), 'the gate looks at the target');
      first.kill('SIGTERM');
      const stopped = await first.ended;
      expect(stopped).toMatchObject({ exit: 8 });
      expect(lastLine(stopped)).toContain(`exit 8 (cancelled)  next: onward resume ${alias}`);
      await here.twin.heal();
      expect(await here.twin.callsOf('MigrateCluster')).toEqual([]);
      expect(await here.onward(nextCommand(lastLine(stopped)))).toMatchObject({ exit: 0 });
      expect((await here.twin.callsOf('MigrateCluster')).map(({ status }) => status)).toEqual([200]);
    });

    it.each(['SIGINT', 'SIGTERM'] as const)(
      'is let go at once by a second %s, even while a call is unanswered',
      async (signal) => {
        const here = await scene({ executor });
        const { yes, alias } = await parked(here);
        await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { delay: { ms: 20_000 } } });
        const first = here.start(['resume', alias, '--approve', yes]);
        await eventually(async () => (await here.twin.callsOf('MigrateCluster')).length > 0, 'the call is sent');
        const helpers = helpersOf(first, executor);
        first.kill(signal);
        await eventually(() => first.stderr().includes('once more leaves at once'), 'the first one was heard');
        expect(first.isRunning()).toBe(true);
        first.kill(signal);
        const left = await first.ended;
        expect(left).toMatchObject({ exit: 8 });
        expect(lastLine(left)).toBe(`exit 8 (cancelled)  next: onward resume ${alias} --executor ${executor.name}`);
        await areGone(helpers);
        expect(await here.onward(nextCommand(lastLine(left)))).toMatchObject({ exit: 0 });
        expect(await writes(here)).toEqual(once);
      },
    );

    it('is told to apply again, or to resume, by how far it came when it was left', async () => {
      const here = await scene({ executor });
      expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
      const { yes, alias } = here.planned();
      for (const { action, next } of [
        { action: 'DescribeClusterDetail', next: ['apply', 'plan.json'] },
        { action: 'RunClusterCheck', next: ['resume', alias] },
      ]) {
        const before = (await here.twin.callsOf(action)).length;
        await here.twin.spoil({ match: { action }, effect: { delay: { ms: 20_000 } } });
        const one = here.start(['apply', 'plan.json', '--approve', yes]);
        await eventually(async () => (await here.twin.callsOf(action)).length > before, `${action} is asked`);
        one.kill('SIGINT');
        await eventually(() => one.stderr().includes('once more leaves at once'), 'the first one was heard');
        one.kill('SIGINT');
        const left = await one.ended;
        expect(nextCommand(lastLine(left))).toEqual([...next, '--executor', executor.name]);
        await here.twin.heal();
      }
      expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 0 });
      expect((await here.twin.callsOf('MigrateCluster')).map(({ status }) => status)).toEqual([200]);
    });
  });
};
