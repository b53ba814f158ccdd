import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { eventually } from './eventually.ts';
import { frozen, meddled, nextCommand } from './meddled.ts';
import { parked } from './parked.ts';
import { scene, type SceneStart, type Scene } from './scene.ts';

const step = 'prod-hangzhou/migrate';

const freezes = {
  'before its last look at the lock': { freezeAfter: step },
  'after its last look at the lock': { freezeAt: '/migrate' },
} as const;

/** A runner on another machine that froze between its intent and its call; all others see is its lock, which does not beat. */
const frozenElsewhere = async (when: keyof typeof freezes, start: SceneStart = {}) => {
  const here = await scene(start);
  const { yes, alias } = await parked(here);
  const env = meddled(here, { host: 'runner-1', ...freezes[when] });
  const first = here.start(['resume', alias, '--approve', yes], { env });
  await frozen(first);
  expect(await here.twin.callsOf('MigrateCluster')).toEqual([]);
  return { here, first, yes, alias };
};

const takeOver = (here: Scene, alias: string) =>
  here.start(['resume', alias, '--take-over'], { env: meddled(here, { watch: 'at-once' }) });

const migrations = async ({ twin }: Scene): Promise<readonly number[]> =>
  (await twin.callsOf('MigrateCluster')).map(({ status }) => status);

describe('a runner that was frozen between its intent and its call', () => {
  it('sends nothing when it wakes after another took over and finished, and says who has the run', async () => {
    const { here, first, alias } = await frozenElsewhere('before its last look at the lock');
    const second = await takeOver(here, alias).ended;
    expect(second).toMatchObject({ exit: 0 });
    first.kill('SIGCONT');
    const woken = await first.ended;
    expect(woken).toMatchObject({ exit: 7 });
    expect(woken.stderr).toMatch(/RUN011 prod-hangzhou\/migrate: fenced: another runner took over/);
    expect(await migrations(here)).toEqual([200]);
    expect(await here.onward(nextCommand(lastLine(woken)))).toMatchObject({ exit: 0 });
  });

  it('sends a request that is dead by then when it had looked at the lock already, and says who has the run', async () => {
    const { here, first, alias } = await frozenElsewhere('after its last look at the lock');
    const second = await takeOver(here, alias).ended;
    expect(second).toMatchObject({ exit: 0 });
    expect(await migrations(here)).toEqual([200]);
    first.kill('SIGCONT');
    const woken = await first.ended;
    expect(await migrations(here)).toEqual([200, 400]);
    expect(woken.stderr).toMatch(/REFUSED: .*signed for \S+Z, by the cloud’s clock, and came \d+ s later/);
    expect(woken).toMatchObject({ exit: 7 });
    expect(await here.onward(nextCommand(lastLine(woken)))).toMatchObject({ exit: 0 });
  });

  it('is heard where it wakes while its request is good: the other has not sent, and finds that call', async () => {
    const { here, first, alias } = await frozenElsewhere('after its last look at the lock', { speed: 60 });
    const second = takeOver(here, alias);
    await eventually(() => second.stderr().includes('could still arrive until'), 'the other waits for the window');
    first.kill('SIGCONT');
    const woken = await first.ended;
    expect(woken).toMatchObject({ exit: 7 });
    expect(await second.ended).toMatchObject({ exit: 0 });
    expect(await migrations(here)).toEqual([200]);
  });
});
