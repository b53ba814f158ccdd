import { cpSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lastLine, type Ended } from './cli.ts';
import { frozen, meddled, nextCommand } from './meddled.ts';
import { accepted, planned } from './machines.ts';
import { parked } from './parked.ts';
import { direct, scene, standardCluster, type Scene } from './scene.ts';

const migrations = async ({ twin }: Scene): Promise<readonly number[]> =>
  (await twin.callsOf('MigrateCluster')).map(({ status }) => status);

/** A copy has the id of its store, so that a plan fits both; locks and journals part from here on. */
const copyStore = (here: Scene): readonly string[] => {
  cpSync(here.path('.onward'), here.path('copy'), { recursive: true });
  return ['--store', 'copy'];
};

const show = (...all: readonly Ended[]) => {
  for (const { exit, stderr } of all) console.log(exit, stderr);
};

describe('a store that was copied while a run was parked, and both are gone on with', () => {
  it('has the call sent once, one after the other: the second finds it done', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const copy = copyStore(here);
    expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 0 });
    const second = await here.onward(['resume', alias, '--approve', yes, ...copy]);
    show(second);
    expect(await migrations(here)).toEqual([200]);
  });

  it('has it sent once where the cluster migrates already: the second is stale', async () => {
    const here = await scene({ world: standardCluster({ checks: { minutes: 0.2 }, migrate: { minutes: 300 } }), speed: 60 });
    const { yes, alias } = await parked(here);
    const copy = copyStore(here);
    const first = here.start(['resume', alias, '--approve', yes]);
    while (!first.stderr().includes('SENT ONCE')) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await here.onward(['resume', alias, '--approve', yes, ...copy]);
    show(second);
    expect(await migrations(here)).toEqual([200]);
  });

  it('has one accepted where both looked before either sent', async () => {
    const here = await scene();
    const { yes, alias } = await parked(here);
    const copy = copyStore(here);
    const args = ['resume', alias, '--approve', yes];
    const first = here.start(args, { env: meddled(here, { freezeAt: '/migrate' }) });
    await frozen(first);
    const second = here.start([...args, ...copy], { env: meddled(here, { freezeAt: '/migrate' }) });
    await frozen(second);
    first.kill('SIGCONT');
    second.kill('SIGCONT');
    show(await first.ended, await second.ended);
    console.log(await migrations(here));
  });

  it('machine: has one accepted where both looked before either sent', async () => {
    const { here, yes, alias } = await planned(direct, { spec: [], machine: {} });
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    const copy = copyStore(here);
    const args = ['resume', alias, '--approve', yes];
    const freezeAt = '/migrate-vm-across-cluster';
    const first = here.start(args, { env: meddled(here, { freezeAt }) });
    await frozen(first);
    const second = here.start([...args, ...copy], { env: meddled(here, { freezeAt }) });
    await frozen(second);
    first.kill('SIGCONT');
    second.kill('SIGCONT');
    show(await first.ended, await second.ended);
    console.log((await here.twin.callsOf('migrate-vm-across-cluster')).map(({ status }) => status), await accepted(here));
  });

  it('machine: frozen, other finishes, wake', async () => {
    const { here, yes, alias } = await planned(direct, { spec: [], machine: {} });
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    const copy = copyStore(here);
    const args = ['resume', alias, '--approve', yes];
    const freezeAt = '/migrate-vm-across-cluster';
    const first = here.start(args, { env: meddled(here, { freezeAt }) });
    await frozen(first);
    const second = await here.onward([...args, ...copy]);
    first.kill('SIGCONT');
    show(await first.ended, second);
    console.log((await here.twin.callsOf('migrate-vm-across-cluster')).map(({ status }) => status), await accepted(here));
  });
});

describe('a store that was copied after an intent', () => {
  it('both wait, and one is accepted', async () => {
    const here = await scene({ speed: 600 });
    const { yes, alias } = await parked(here);
    await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { drop: 'before' } });
    const first = here.start(['resume', alias, '--approve', yes]);
    while (!first.stderr().includes('could still arrive')) await new Promise((resolve) => setTimeout(resolve, 20));
    first.killGroup('SIGKILL');
    await first.ended;
    const copy = copyStore(here);
    const both = await Promise.all([here.onward(['resume', alias]), here.onward(['resume', alias, ...copy])]);
    show(...both);
    console.log(await migrations(here));
    console.log(nextCommand(lastLine(both[0])));
  });
});
