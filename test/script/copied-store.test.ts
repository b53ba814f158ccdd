import { cpSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Ended, Started } from './cli.ts';
import { eventually } from './eventually.ts';
import { frozen, meddled, type Meddling } from './meddled.ts';
import { accepted, planned } from './machines.ts';
import { parked, slowly } from './parked.ts';
import { direct, scene, type Scene } from './scene.ts';

const across = 'migrate-vm-across-cluster';

const statuses = async ({ twin }: Scene, action: string): Promise<readonly number[]> =>
  (await twin.callsOf(action)).map(({ status }) => status);

/** A copy has the id of its store, so that a plan fits both; locks and journals part from here on, and none of them helps. */
const copyStore = (here: Scene): readonly string[] => {
  cpSync(here.path('.onward'), here.path('copy'), { recursive: true });
  return ['--store', 'copy'];
};

/** Starts both runners; each of them has looked at the target, and is stopped before it sends. Then both go on. */
const bothAtOnce = async (here: Scene, args: readonly string[], freezeAt: string): Promise<readonly Ended[]> => {
  const copy = copyStore(here);
  const env = meddled(here, { freezeAt });
  const both: Started[] = [];
  for (const more of [[], copy]) {
    const one = here.start([...args, ...more], { env });
    await frozen(one);
    both.push(one);
  }
  for (const one of both) one.kill('SIGCONT');
  return Promise.all(both.map(({ ended }) => ended));
};

describe('a store that was copied while a run was parked', () => {
  it('has the call sent by one of the two: the other finds that the cluster is not what its plan is about', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const copy = copyStore(here);
    expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 0 });
    expect(await here.onward(['resume', alias, '--approve', yes, ...copy])).toMatchObject({
      exit: 6,
      stderr: expect.stringContaining('RUN006') as string,
    });
    expect(await statuses(here, 'MigrateCluster')).toEqual([200]);
  });

  it('has its gate shut where the cluster migrates already, by a migration that this copy knows nothing of', async () => {
    const here = await scene({ world: slowly.world, speed: slowly.speed });
    const { yes, alias } = await parked(here);
    const copy = copyStore(here);
    const first = here.start(['resume', alias, '--approve', yes]);
    await eventually(() => first.stderr().includes('SENT ONCE'), 'the call is sent');
    const second = await here.onward(['resume', alias, '--approve', yes, ...copy]);
    expect(second).toMatchObject({ exit: 5 });
    expect(second.stderr).toContain('ACK103 a migration that no plan of this store started is under way');
    expect(await here.onward(['plan', 'prod.yaml', ...copy])).toMatchObject({ exit: 5 });
    expect(await statuses(here, 'MigrateCluster')).toEqual([200]);
  });

  // Here the cloud alone stands between two calls: while the one runs, it refuses the other.
  it('has one call accepted where both looked before either sent, for the cloud refuses the second', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const ended = await bothAtOnce(here, ['resume', alias, '--approve', yes], '/migrate');
    expect((await statuses(here, 'MigrateCluster')).toSorted()).toEqual([200, 400]);
    expect(ended.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(ended.map(({ stderr }) => stderr).join()).toContain('done: although refused');
  });

  it.each([
    { spec: [], machine: {}, how: 'hot' },
    { spec: ['maxDowntime: whole'], machine: { status: 'STOPPED' }, how: 'cold' },
  ])('has a machine moved once where both looked before either sent ($how)', async (journey) => {
    const { here, yes, alias } = await planned(direct, journey);
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    const ended = await bothAtOnce(here, ['resume', alias, '--approve', yes], `/${across}`);
    expect(ended.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(await accepted(here)).toBe(1);
  });

  it('has nothing sent by a runner that was frozen when it had looked, and wakes after the move: it looks again', async () => {
    const { here, yes, alias } = await planned(direct, {
      spec: ['maxDowntime: whole'],
      machine: { status: 'STOPPED' },
    });
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    const copy = copyStore(here);
    const args = ['resume', alias, '--approve', yes];
    const freeze: Meddling = { freezeInLook: 'erp-db/migrate' };
    const first = here.start(args, { env: meddled(here, freeze) });
    await frozen(first);
    const since = performance.now();
    expect(await here.onward([...args, ...copy])).toMatchObject({ exit: 0 });
    // As long as a sending may take: no machine of the real world moves meanwhile.
    await eventually(() => performance.now() - since > 11_000, 'it was frozen for long enough');
    first.kill('SIGCONT');
    const woken = await first.ended;
    expect(woken.stderr).toMatch(/erp-db\/migrate +.*\d+ s went by between the look at the target and the call/);
    expect(woken).toMatchObject({ exit: 0 });
    expect(await statuses(here, across)).toEqual([200]);
  }, 60_000);
});

describe('a store that was copied after an intent', () => {
  it('has both wait until that call is dead, and one call accepted', async () => {
    const here = await scene({ speed: 600 });
    const { yes, alias } = await parked(here);
    await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { drop: 'before' } });
    const first = here.start(['resume', alias, '--approve', yes]);
    await eventually(() => first.stderr().includes('could still arrive until'), 'it waits for the window');
    first.killGroup('SIGKILL');
    await first.ended;
    const copy = copyStore(here);
    const both = await Promise.all([here.onward(['resume', alias]), here.onward(['resume', alias, ...copy])]);
    for (const { exit, stderr } of both) {
      expect(stderr).toContain('could still arrive until');
      expect(exit, stderr).toBe(0);
    }
    expect((await statuses(here, 'MigrateCluster')).filter((status) => status === 200)).toHaveLength(1);
  });

  it('has the copy held while the first runner lives on this machine, for its lock was copied too', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const first = here.start(['resume', alias, '--approve', yes], { env: meddled(here, { freezeAt: '/migrate' }) });
    await frozen(first);
    const copy = copyStore(here);
    expect(await here.onward(['resume', alias, '--take-over', ...copy])).toMatchObject({
      exit: 7,
      stderr: expect.stringContaining('STO020') as string,
    });
    first.kill('SIGCONT');
    expect(await first.ended).toMatchObject({ exit: 0 });
    expect(await statuses(here, 'MigrateCluster')).toEqual([200]);
  });
});
