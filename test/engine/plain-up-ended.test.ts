import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventually } from '../script/eventually.ts';
import { slowly } from '../script/parked.ts';
import { scene, standardCluster, underAnotherCloud } from '../script/scene.ts';
import { openStack, stackIn } from './stack.ts';

const up = ['up', '--yes', '--skip-preview'];

/** An update in the middle of the migration. */
const migrating = async () => {
  const here = await scene({ world: slowly.world, speed: slowly.speed });
  await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
  const stack = await openStack(here);
  await stack.pulumi(['config', 'set', 'onward:approve', here.planned().yes]);
  const update = stack.start(up);
  await eventually(() => update.stdout().includes('current_stage='), 'the migration is seen');
  return { here, stack, update };
};

describe('a plain pulumi up that ends early', () => {
  it('is cancelled by a second ^C, exit 8: the target is let go of, and the next one goes on', async () => {
    const { here, stack, update } = await migrating();
    update.killGroup('SIGINT');
    await eventually(() => existsSync(here.path('cancelled')), 'the first is heard');
    // The engine misses one that comes right behind the first (6 of 14 measured): a person presses until it answers.
    await eventually(() => {
      update.killGroup('SIGINT');
      return update.stdout().includes('^C received; terminating');
    }, 'the second is heard');
    expect(await update.ended).toMatchObject({ exit: 8 });
    await here.twin.advance(slowly.whole);
    await eventually(async () => (await stack.pulumi(up)).exit === 0, 'the target is let go of');
    expect(await stack.outputs()).toMatchObject({ status: 'done' });
    expect(await here.twin.callsOf('MigrateCluster')).toHaveLength(1);
  });

  it('is killed, and the next one takes over what it finds; the call is sent once', async () => {
    const { here, stack, update } = await migrating();
    update.killGroup('SIGKILL');
    await update.ended;
    await here.twin.advance(slowly.whole);
    await stack.pulumi(['cancel', '--yes']);
    await eventually(async () => (await stack.pulumi(up)).exit === 0, 'the dead holder is seen to be dead');
    expect(await stack.outputs()).toMatchObject({ status: 'done' });
    expect(await here.twin.callsOf('MigrateCluster')).toHaveLength(1);
  });

  it('fails where it cannot be known whether the call was sent, each time, and only reads', async () => {
    const { here, stack, update } = await migrating();
    update.killGroup('SIGKILL');
    await update.ended;
    await stack.pulumi(['cancel', '--yes']);
    const world = { now: await here.twin.now(), ...standardCluster() };
    const there = await underAnotherCloud(here, { world, speed: 'max' });
    for (const time of ['first', 'second']) {
      const ambiguous = await stackIn(there).pulumi(up);
      expect(ambiguous.exit, time).not.toBe(0);
      expect(ambiguous.stdout, time).toMatch(/exit 10 \(ambiguous\) +next: onward status/);
    }
    expect((await there.twin.calls()).filter(({ kind }) => kind === 'write')).toEqual([]);
  });
});
