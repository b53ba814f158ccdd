import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { direct, scene, underAnotherCloud, type Scene } from './scene.ts';

type Members = Record<string, unknown>;

interface World extends Members {
  ack: { clusters: Members[] };
  ecs?: { instances: Members[] };
}

const worldOf = (name: string): World => parse(readFileSync(`worlds/${name}.yaml`, 'utf8')) as World;

const document = (name: string, clusterId: string): string =>
  [
    'apiVersion: onward/v1',
    'kind: AckCluster',
    `metadata: { name: ${name} }`,
    'spec:',
    `  clusterId: ${clusterId}`,
    '  region: cn-hangzhou',
    '  edition: pro',
    '  migrationBucket: { name: prod-move, rotateVersions: true }',
    '  masters: { cloudAssistant: install, systemPods: evict }',
    '  attestations: { allowList: "not required", backup: "velero, today" }',
    '',
  ].join('\n');

const wrong = 'c82e6987e2961451182edacd74faf0003';
const ready = 'c82e6987e2961451182edacd74faf0004';

const written = async ({ twin }: Scene): Promise<readonly string[]> =>
  (await twin.calls()).filter(({ kind }) => kind === 'write').map(({ action }) => action);

describe('a dedicated cluster in trouble', () => {
  it('whose master does not come back from its reboot is left alone from there: no other reboot, no migration', async () => {
    const world = worldOf('dedicated');
    world.ecs = { instances: [...(world.ecs?.instances ?? []), { id: 'i-bp1c', comesBack: false }] };
    const here = await scene({ executor: direct, world, speed: 'max' });
    here.write('prod.yaml', document('prod', wrong));
    expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
    const applied = await here.onward(['apply', 'plan.json', '--approve', here.planned().yes]);
    expect(applied.exit).toBe(1);
    expect(applied.stderr).toMatch(/reboot/);
    const all = await written(here);
    expect(all.filter((action) => action === 'RebootInstance')).toHaveLength(1);
    expect(all).not.toContain('MigrateCluster');
    expect(all).not.toContain('ModifyLoadBalancerInstanceSpec');
  });

  it('that is blocked does not hold up another one in the same plan, and is not touched itself', async () => {
    const world = worldOf('dedicated-ready');
    const old = { type: 'ManagedKubernetes', spec: '', version: '1.14.8-aliyun.1', region: 'cn-hangzhou' };
    world.ack.clusters.push({ id: wrong, name: 'second', ...old });
    const here = await scene({ executor: direct, world, speed: 'max' });
    here.write('a.yaml', document('prod', ready));
    here.write('b.yaml', document('second', wrong));
    const planned = await here.onward(['plan', 'a.yaml', 'b.yaml', '-o', 'plan.json']);
    expect(planned).toMatchObject({ exit: 5 });
    expect(planned.stdout).toContain('A yes starts what is READY and nothing else');
    const applied = await here.onward(['apply', 'plan.json', '--approve', here.planned().yes]);
    expect(applied).toMatchObject({ exit: 5 });
    expect(applied.stderr).toContain('AckCluster/prod: done');
    expect(applied.stderr).toContain('next: onward plan');
    const writes = (await here.twin.calls()).filter(({ kind }) => kind === 'write');
    expect(writes.filter(({ action }) => action === 'MigrateCluster')).toHaveLength(1);
    expect(writes.filter(({ target }) => target.includes(wrong))).toEqual([]);
  });

  it('that is deleted while its run waits for a yes ends that run by name, and nothing is sent to anybody', async () => {
    const here = await scene({ executor: direct, world: worldOf('dedicated-ready'), speed: 'max' });
    here.write('prod.yaml', document('prod', ready));
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const { yes } = here.planned();
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    const without = worldOf('dedicated-ready');
    without.ack.clusters = [];
    const after = await underAnotherCloud(here, { executor: direct, world: without, speed: 'max' });
    const resumed = await after.onward(['resume', '--approve', yes]);
    expect(resumed).toMatchObject({ exit: 6 });
    expect(resumed.stderr).toContain('no longer there');
    expect(await written(after)).toEqual([]);
  });
});
