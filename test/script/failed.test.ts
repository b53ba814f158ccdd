import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { parked, writes } from './parked.ts';
import { scene, standardCluster, underAnotherCloud } from './scene.ts';

const fail = { phase: 'snapshot', code: 'EtcdBackupFailed', message: 'the disk of etcd is full' };

const failing = standardCluster({
  checks: {
    items: [{ group: 'Node', name: 'NodeReady', status: 'fail', message: 'node-7 is not Ready', resource: 'node-7' }],
  },
});

describe('a migration that fails and is rolled back by the cloud', () => {
  it('ends the run with its reason, and leaves the way to a new plan and a new yes', async () => {
    const here = await scene({ world: standardCluster({ migrate: { fail: { ...fail, times: 1 } } }) });
    const { yes, alias } = await parked(here);
    const failed = await here.onward(['resume', '--approve', yes]);
    expect(failed).toMatchObject({ exit: 1, stdout: `run ${alias}: ended, error\n` });
    expect(failed.stderr).toContain('EtcdBackupFailed');
    expect(failed.stderr).toContain('the disk of etcd is full');
    expect(lastLine(failed)).toBe('exit 1 (error)  next: onward plan prod.yaml -o plan.json');
    expect(await here.onward(['resume'])).toMatchObject({ exit: 3 });
    const again = await here.onward(['resume', alias, '--approve', yes]);
    expect(again).toMatchObject({ exit: 1, stdout: `run ${alias}: ended, error\n` });
    expect(again.stderr).toContain('EtcdBackupFailed');
    expect(await here.twin.callsOf('MigrateCluster')).toHaveLength(1);

    expect(await here.onward(['plan', 'prod.yaml', '-o', 'next.json'])).toMatchObject({ exit: 0 });
    const { yes: second } = here.planned('next.json');
    expect(await here.onward(['apply', 'next.json', '--approve', second])).toMatchObject({ exit: 0 });
    expect(await here.twin.callsOf('MigrateCluster')).toHaveLength(2);
  });

  it('that the cloud refuses is no failure of the cluster: nothing happened, and it says so', async () => {
    const here = await scene();
    const { yes } = await parked(here);
    const refuse = { status: 400, code: 'ErrorClusterState', message: 'the cluster is being upgraded' };
    await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect: { refuse } });
    const refused = await here.onward(['resume', '--approve', yes]);
    expect(refused).toMatchObject({ exit: 1 });
    expect(refused.stderr).toMatch(
      /failed: refused, nothing happened: .*ErrorClusterState: the cluster is being upgraded/,
    );
    expect(await here.onward(['plan', 'prod.yaml'])).toMatchObject({ exit: 0 });
  });
});

describe("a vendor's pre-check that fails", () => {
  it('stops apply before its gate with exit 5, and the run goes on once it is mended', async () => {
    const here = await scene({ world: failing });
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const { yes, alias } = here.planned();
    const blocked = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(blocked).toMatchObject({ exit: 5, stderr: expect.stringContaining('node-7 is not Ready') as string });
    expect(lastLine(blocked)).toContain(`exit 5 (blocked)  next: onward resume ${alias}`);
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
    // Still broken: the check is run again, and nothing else.
    expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 5 });
    expect(await writes(here)).toEqual(['RunClusterCheck 200', 'RunClusterCheck 200']);

    const world = { now: await here.twin.now(), ...standardCluster() };
    const mended = await underAnotherCloud(here, { world });
    expect(await mended.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
    expect(await writes(mended)).toEqual(['RunClusterCheck 200', 'MigrateCluster 200']);
  });
});
