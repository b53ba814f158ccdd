import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { formatted, hasTerraform } from '../render/handover/terraform.ts';
import { lastLine } from './cli.ts';
import { document, scene, type Scene } from './scene.ts';

const worldOf = (file: string) => parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

/** A scene over one of the sample worlds, its cluster taken to Pro. */
const migrated = async (world: string, text: string): Promise<Scene> => {
  const here = await scene({ world: worldOf(world) });
  here.write('prod.yaml', text);
  expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
  const { yes } = here.planned();
  expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 0 });
  return here;
};

const dedicated = document(
  'migrationBucket: { name: prod-move, rotateVersions: true, policyName: k8sMasterRolePolicy-1f2e }',
  'masters: { cloudAssistant: install, systemPods: evict }',
  'attestations: { allowList: "not required", backup: "velero, today" }',
).replace(/clusterId: .*/, 'clusterId: c82e6987e2961451182edacd74faf0003');

const typesIn = (here: Scene): readonly string[] =>
  (JSON.parse(here.read('handover/pulumi/import.json')) as { resources: { type: string }[] }).resources.map(
    ({ type }) => type.split(':')[2] ?? '',
  );

const acceptedByTerraform = (here: Scene): void => {
  const text = here.read('handover/terraform/handover.tf');
  if (hasTerraform) expect(formatted(text)).toBe(text);
};

describe('onward handover', () => {
  it('writes what a cluster that was standard now is, reads only, and writes nothing twice', async () => {
    const here = await migrated('worlds/standard.yaml', document());
    const before = (await here.twin.calls()).length;
    const first = await here.onward(['handover', 'prod.yaml']);
    expect(first).toMatchObject({ exit: 0 });
    expect((await here.twin.calls()).slice(before).filter(({ kind }) => kind === 'write')).toEqual([]);
    expect(first.stdout).toContain('AckCluster/prod-hangzhou: 3 resources\n');
    expect(lastLine(first)).toBe('exit 0 (done)  next: cd handover && terraform init && terraform plan');
    expect(typesIn(here)).toEqual(['ManagedKubernetes', 'ApplicationLoadBalancer', 'NodePool']);
    acceptedByTerraform(here);
    expect(here.read('handover/terraform/handover.tf')).not.toContain('removed {');
    expect(statSync(here.path('handover/terraform/handover.tf')).mode & 0o600).toBe(0o600);
    const again = await here.onward(['handover', 'prod.yaml', '--format', 'json']);
    const said = JSON.parse(again.stdout) as { files: { path: string; is: string }[] };
    expect(said.files).toHaveLength(5);
    expect(said.files.every(({ is }) => is === 'same')).toBe(true);
  });

  it('lets go of what a dedicated cluster was, and takes its bucket, policy and attachment over too', async () => {
    const here = await migrated('worlds/dedicated.yaml', dedicated);
    expect(await here.onward(['handover', 'prod.yaml', '-o', 'out/'])).toMatchObject({ exit: 0 });
    expect(await here.onward(['handover', 'prod.yaml'])).toMatchObject({ exit: 0 });
    expect(here.read('out/terraform/handover.tf')).toBe(here.read('handover/terraform/handover.tf'));
    expect(typesIn(here)).toEqual([
      'ManagedKubernetes',
      'ApplicationLoadBalancer',
      'NodePool',
      'Bucket',
      'Policy',
      'RolePolicyAttachment',
    ]);
    acceptedByTerraform(here);
    expect(here.read('handover/terraform/handover.tf')).toContain('from = alicloud_cs_kubernetes.prod-hangzhou\n');
  });

  it('replaces no file that a person changed, unless that is asked for', async () => {
    const here = await migrated('worlds/standard.yaml', document());
    await here.onward(['handover', 'prod.yaml']);
    const file = here.path('handover/pulumi/index.ts');
    const written = readFileSync(file, 'utf8');
    writeFileSync(file, 'mine');
    const refused = await here.onward(['handover', 'prod.yaml']);
    expect(refused).toMatchObject({ exit: 3, stdout: '' });
    expect(refused.stderr).toContain('handover/pulumi/index.ts: USE007');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const replaced = await here.onward(['handover', 'prod.yaml', '--overwrite']);
    expect(replaced.stdout).toContain('replaced   handover/pulumi/index.ts');
    expect(readFileSync(file, 'utf8')).toBe(written);
  });

  it.each([
    { reason: 'not Pro yet', fault: null, exit: 5, says: 'RUN018' },
    {
      reason: 'node pools are refused',
      fault: { refuse: { status: 403, code: 'Forbidden.RAM' } },
      exit: 4,
      says: 'Without it the files would lack: node pools. No file was written.',
    },
    {
      reason: 'node pools cannot be read',
      fault: { refuse: { status: 500, code: 'InternalError' } },
      exit: 1,
      says: 'Without it the files would lack: node pools. No file was written.',
    },
  ])('writes nothing at all where $reason', async ({ fault, exit, says }) => {
    const here = await (fault === null
      ? scene({ world: worldOf('worlds/standard.yaml') })
      : migrated('worlds/standard.yaml', document()));
    if (fault !== null)
      await here.twin.spoil({ match: { action: 'DescribeClusterNodePools' }, effect: fault, times: 99 });
    const ended = await here.onward(['handover', 'prod.yaml']);
    expect(ended).toMatchObject({ exit, stdout: '' });
    expect(ended.stderr.replaceAll(/\s+/g, ' ')).toContain(says);
    expect(existsSync(here.path('handover'))).toBe(false);
  });

  it('says that a folder cannot be made, and what that means', async () => {
    const here = await migrated('worlds/standard.yaml', document());
    here.write('occupied', 'a file');
    const ended = await here.onward(['handover', 'prod.yaml', '-o', 'occupied']);
    expect(ended).toMatchObject({ exit: 1, stdout: '' });
    expect(ended.stderr).toContain('USE003');
  });
});
