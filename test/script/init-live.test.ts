import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { center } from './center-world.ts';
import { clusterId, document, scene } from './scene.ts';

const id = (digit: string): string => `c${digit.repeat(32)}`;

/** Clusters of every edition, two of one name, and names that no document can have. */
const fleet = {
  ack: {
    clusters: [
      { id: clusterId, name: 'prod-hangzhou', spec: 'ack.standard', workers: 1 },
      { id: id('1'), name: 'twins', spec: 'ack.standard', workers: 1 },
      { id: id('2'), name: 'twins', spec: 'ack.pro.xlarge', workers: 1 },
      { id: id('3'), name: 'Été: prod/1', type: 'Kubernetes', workers: 1 },
      { id: id('4'), name: '生产', spec: 'ack.standard', workers: 1 },
      { id: id('5'), name: 'edge', profile: 'Edge', spec: 'ack.standard', workers: 1 },
      { id: id('6'), name: 'far', region: 'cn-beijing', spec: 'ack.standard', workers: 1 },
    ],
  },
};

const machines = center(
  {},
  {
    machines: [
      { name: 'erp-db', cluster: 'hz-a', host: 'hz-a-1', nics: [{ network: 'v10' }], labels: { app: 'erp' } },
      { name: 'web', count: 3, cluster: 'hz-a', host: 'hz-a-1', nics: [{ network: 'v10' }] },
      { name: 'same', cluster: 'hz-b', host: 'hz-b-1', nics: [{ network: 'v110' }] },
      { name: 'same', cluster: 'hz-b', host: 'hz-b-2', nics: [{ network: 'v110' }] },
    ],
  },
);

const region = ['--region', 'cn-hangzhou'];

describe('onward init of live clusters', () => {
  it('writes a document for each that asks for what is: valid, and the first plan says nothing to do', async () => {
    const here = await scene({ world: fleet });
    const made = await here.onward(['init', '--all', ...region, '-o', 'clusters/']);
    expect(made).toMatchObject({ exit: 0, stdout: '' });
    expect(readdirSync(here.path('clusters')).sort()).toEqual(
      [`${id('4')}.yaml`, 'ete-prod-1.yaml', 'prod-hangzhou.yaml', 'twins-2.yaml', 'twins.yaml'].sort(),
    );
    expect(here.read('clusters/ete-prod-1.yaml')).toContain('edition: dedicated');
    expect(here.read('clusters/twins-2.yaml')).toMatch(/edition: pro\n(.*\n)* {2}tier: xlarge/);
    expect(here.read('onward.yaml')).toContain('    - clusters\n');
    expect(lastLine(made)).toBe('exit 0 (done)  next: onward plan');
    expect(await here.onward(['validate'])).toMatchObject({ exit: 0, stdout: '5 documents are valid\n' });
    const plan = await here.onward(['plan', '--detailed-exitcode']);
    expect(plan).toMatchObject({ exit: 0, stdout: expect.stringContaining('5 NOTHING TO DO') as string });
    expect((await here.twin.calls()).filter(({ kind }) => kind === 'write')).toEqual([]);
  });

  it('says which of them no document can speak of, and why', async () => {
    const here = await scene({ world: fleet });
    const made = await here.onward(['init', '--all', ...region, '--dry-run']);
    expect(made.stderr).toContain(
      `DOC051 warning: edge (${id('5')}) gets no document: no document can say its edition, edge`,
    );
    expect(made.stdout.split('\n')).toHaveLength(6);
    expect(existsSync(here.path('onward.yaml'))).toBe(false);
  });

  it('leaves alone what has a document, wherever that lies and whatever it asks for, and finds what is new', async () => {
    const here = await scene({ world: fleet });
    mkdirSync(here.path('mine'));
    here.write('mine/own-name.yaml', document());
    here.write('onward.yaml', 'apiVersion: onward/v1\nkind: Project\nmetadata: {name: p}\nspec: {documents: [mine]}\n');
    const made = await here.onward(['init', '--all', ...region, '--name', 'prod-*,twins', '-o', 'clusters']);
    expect(made).toMatchObject({ exit: 0 });
    expect(made.stderr).toContain('has one    prod-hangzhou, in mine/own-name.yaml\n');
    expect(readdirSync(here.path('clusters')).sort()).toEqual(['twins-2.yaml', 'twins.yaml']);
    expect(made.stderr).toContain('DOC053 warning: onward.yaml does not name clusters/twins.yaml and 1 more');
    const again = await here.onward(['init', '--all', ...region, '--name', 'prod-*,twins', '-o', 'clusters']);
    expect(again).toMatchObject({ exit: 0, stderr: expect.stringContaining('0 documents') as string });
  });

  it('replaces what a person wrote only where that is asked for, under the name it had', async () => {
    const here = await scene({ world: fleet });
    mkdirSync(here.path('clusters'));
    here.write('clusters/mine.yaml', document().replace('name: prod-hangzhou', 'name: mine'));
    const args = ['init', `AckCluster/${clusterId}`, ...region, '-o', 'clusters'];
    await here.onward(args);
    expect(here.read('clusters/mine.yaml')).toContain('edition: pro');
    expect(await here.onward([...args, '--overwrite'])).toMatchObject({ exit: 0 });
    expect(readdirSync(here.path('clusters'))).toEqual(['mine.yaml']);
    expect(here.read('clusters/mine.yaml')).toContain('edition: standard');
  });

  it('writes one to stdout by its name or its id', async () => {
    const here = await scene({ world: fleet });
    const byName = await here.onward(['init', 'AckCluster/prod-hangzhou', ...region]);
    const byId = await here.onward(['init', `AckCluster/${clusterId}`, ...region, '-o', '-']);
    expect(byName.stdout).toContain(`clusterId: ${clusterId}`);
    expect(byId.stdout).toBe(byName.stdout);
    here.write(
      'onward.yaml',
      'apiVersion: onward/v1\nkind: Project\nmetadata: {name: p}\nspec: {documents: [prod.yaml]}\n',
    );
    const known = await here.onward(['init', 'AckCluster/prod-hangzhou', ...region]);
    expect(known.stdout).toBe(byName.stdout);
  });

  it.each([
    { args: ['--all'], says: 'USE001 it is not said where' },
    { args: ['--all', '--region', 'cn-hangzhou', '--center', 'hz'], says: 'USE001 regions have clusters' },
    { args: ['--all', '--region', 'cn-qingdao'], says: 'DOC050 there is nothing in region cn-qingdao' },
    { args: ['--all', ...region, '--name', 'x*'], says: 'DOC050 none of 5' },
    {
      args: ['--all', ...region, '--kind', 'VirtualMachine'],
      says: 'USE001 VirtualMachine is not what a region lists',
    },
    { args: ['--all', ...region, '--match-labels', 'app'], says: 'USE001 a label is a key' },
    { args: ['AckCluster/prod-hangzhuo', ...region], says: 'did you mean prod-hangzhou?' },
    { args: ['prod-hangzhou', ...region], says: 'USE001 "prod-hangzhou" names no target' },
    { args: ['--all', '--from-csv', 'm.csv'], says: 'USE001 only one source at a time' },
  ])('is refused, exit 3: $args', async ({ args, says }) => {
    const here = await scene({ world: fleet });
    const refused = await here.onward(['init', ...args]);
    expect(refused).toMatchObject({ exit: 3, stdout: '', stderr: expect.stringContaining(says) as string });
  });

  it('ends 4 and writes nothing where the list may not be read', async () => {
    const here = await scene({ world: fleet });
    await here.twin.spoil({
      match: { action: 'DescribeClustersForRegion' },
      effect: { refuse: { status: 403, code: 'Forbidden' } },
      times: 10,
    });
    const refused = await here.onward(['init', '--all', ...region, '-o', 'clusters']);
    expect(refused).toMatchObject({ exit: 4, stdout: '', stderr: expect.stringContaining('CRD006') as string });
    expect(existsSync(here.path('clusters'))).toBe(false);
  });
});

const hz = ['--center', 'hz'];

describe('onward init of live machines', () => {
  it('writes a set for each cluster, whose first plan says nothing to do', async () => {
    const here = await scene({ world: machines });
    const made = await here.onward(['init', '--all', ...hz, '-o', 'machines']);
    expect(made).toMatchObject({ exit: 0 });
    expect(readdirSync(here.path('machines')).sort()).toEqual(['hz-a.yaml', 'hz-b.yaml']);
    expect(here.read('machines/hz-a.yaml')).toMatch(/names:\n( {6}- .*\n){4}/);
    expect(await here.onward(['validate'])).toMatchObject({ exit: 0 });
    const plan = await here.onward(['plan', '--detailed-exitcode']);
    expect(plan).toMatchObject({ exit: 0, stdout: expect.stringContaining('6 NOTHING TO DO') as string });
  });

  it('writes one for each machine where that is asked for, by the id where a name says too little', async () => {
    const here = await scene({ world: machines });
    await here.onward(['init', '--all', ...hz, '--kind', 'VirtualMachine', '-o', 'machines']);
    expect(readdirSync(here.path('machines'))).toHaveLength(6);
    expect(here.read('machines/same-2.yaml')).toMatch(/machine:\n {4}cluster: hz-b\n {4}id: /);
    expect(await here.onward(['plan', '--detailed-exitcode'])).toMatchObject({ exit: 0 });
  });

  it('selects by labels where those were asked for, and leaves members of a set to it afterwards', async () => {
    const here = await scene({ world: machines });
    await here.onward(['init', '--all', ...hz, '--match-labels', 'app=erp', '-o', 'machines']);
    expect(here.read('machines/hz-a-erp.yaml')).toContain('matchLabels:\n      app: erp\n');
    const rest = await here.onward(['init', '--all', ...hz, '--cluster', 'hz-a', '-o', 'machines']);
    expect(rest.stderr).toContain('has one    erp-db, in machines/hz-a-erp.yaml\n');
    expect(here.read('machines/hz-a.yaml')).not.toContain('erp-db');
    expect(await here.onward(['plan', '--detailed-exitcode'])).toMatchObject({ exit: 0 });
  });
});
