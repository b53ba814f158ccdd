import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from '../script/cli.ts';
import { openScene, scene, standardCluster, type Scene, type SceneStart } from '../script/scene.ts';
import { openStack, type Stack } from './stack.ts';

const up = ['up', '--yes', '--skip-preview'];

interface Project {
  readonly here: Scene;
  readonly stack: Stack;
  /** The writes the cloud has seen. */
  readonly writes: () => Promise<readonly string[]>;
}

const writesOf = async ({ twin }: Scene): Promise<readonly string[]> =>
  (await twin.calls()).filter(({ kind }) => kind === 'write').map(({ action }) => action);

const inProject = async (here: Scene): Promise<Project> => {
  expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
  return { here, stack: await openStack(here), writes: () => writesOf(here) };
};

const project = async (start: SceneStart = {}): Promise<Project> => inProject(await scene(start));

const approve = ({ here, stack }: Project): Promise<Ended> =>
  stack.pulumi(['config', 'set', 'onward:approve', here.planned().yes]);

describe('a plain pulumi up', () => {
  it('parks at a gate without a yes, which is a success, and says what comes next', async () => {
    const { here, stack, writes } = await project();
    const { yes, alias } = here.planned();
    expect(await stack.pulumi(up)).toMatchObject({ exit: 0 });
    expect(await stack.outputs()).toEqual({
      status: 'parked',
      run: alias,
      decision: yes,
      next: `pulumi config set onward:approve ${yes} && pulumi up`,
    });
    expect(await writes()).toEqual(['RunClusterCheck']);
    // Any other tool of ours goes on with it.
    expect(await here.onward(['status', '--offline'])).toMatchObject({
      stdout: expect.stringContaining(alias) as string,
    });
  });

  it('shows in its preview what it would walk, and starts, takes and asks nothing', async () => {
    const { here, stack } = await project();
    const before = (await here.twin.calls()).length;
    const shown = await stack.pulumi(['preview']);
    expect(shown).toMatchObject({ exit: 0 });
    expect(shown.stdout).toMatch(/onward:AckMigrate prod-hangzhou\/migrate create/);
    expect(shown.stdout).toMatch(/status +: \[unknown\]/);
    expect((await here.twin.calls()).length).toBe(before);
    expect(existsSync(here.path('.onward'))).toBe(false);
  });

  it('fails with the code and the way out where the stack names no plan, or one that was altered', async () => {
    const { here, stack } = await project();
    here.write('plan.json', here.read('plan.json').replace('prod-hangzhou', 'prod-shanghai'));
    const altered = await stack.pulumi(up);
    expect(altered.exit).not.toBe(0);
    expect(altered.stdout).toContain('PLN004');
    expect(altered.stdout).toMatch(/error: exit 6 \(stale\)/);
    here.write('Pulumi.yaml', here.read('Pulumi.yaml').replace(/^config:[\s\S]*/m, ''));
    const unnamed = await stack.pulumi(['preview']);
    expect(unnamed.exit).not.toBe(0);
    expect(unnamed.stdout).toContain('ENG010');
  });

  it('fails when the migration does, once; a second one says so again and sends nothing', async () => {
    const fail = { phase: 'snapshot', code: 'EtcdBackupFailed', message: 'the disk of etcd is full', times: 1 };
    const one = await project({ world: standardCluster({ migrate: { fail } }) });
    await approve(one);
    for (const time of ['first', 'second']) {
      const failed = await one.stack.pulumi(up);
      expect(failed.exit, time).not.toBe(0);
      expect(failed.stdout, time).toContain('EtcdBackupFailed');
      expect(failed.stdout, time).toMatch(/exit 1 \(error\) +next: onward plan/);
    }
    expect(await one.here.twin.callsOf('MigrateCluster')).toHaveLength(1);
    expect(await one.stack.resources()).toEqual([]);
  });
});

describe('a stack whose plan was walked', () => {
  let one: Project;
  beforeAll(async () => {
    const here = await openScene();
    one = await inProject(here);
    await one.stack.pulumi(up);
    await approve(one);
    expect(await one.stack.pulumi(['up', '--yes'])).toMatchObject({ exit: 0 });
    return here.close;
  });

  it('says that it is done, was asked once, and keeps two ids of a step and nothing else', async () => {
    expect(await one.stack.outputs()).toMatchObject({ status: 'done', next: 'onward drift prod.yaml' });
    expect(await one.writes()).toEqual(['RunClusterCheck', 'MigrateCluster']);
    const [resource, ...more] = await one.stack.resources();
    expect(more).toEqual([]);
    expect(resource?.type).toBe('pulumi-nodejs:dynamic/onward:AckMigrate');
    expect(Object.keys(resource?.inputs ?? {}).toSorted()).toEqual(['__provider', 'plan', 'step']);
  });

  it.each([
    { reason: 'updated again', args: ['up', '--yes'] },
    { reason: 'refreshed', args: ['refresh', '--yes'] },
    { reason: 'destroyed', args: ['destroy', '--yes'] },
    { reason: 'updated after it was destroyed', args: ['up', '--yes'] },
  ])('changes nothing in the cloud when it is $reason', async ({ args }) => {
    expect(await one.stack.pulumi(args)).toMatchObject({ exit: 0 });
    expect(await one.writes()).toEqual(['RunClusterCheck', 'MigrateCluster']);
    expect((await one.stack.resources()).map(({ type }) => type)).toEqual(
      args[0] === 'destroy' ? [] : ['pulumi-nodejs:dynamic/onward:AckMigrate'],
    );
  });
});
