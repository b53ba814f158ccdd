import { existsSync, statSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { openScene, type Scene } from './scene.ts';
import journalSchema from '../../schemas/journal.schema.json' with { type: 'json' };

const fitsJournal = addFormats.default(new Ajv2020({ discriminator: true, strict: false })).compile(journalSchema);

const names = ['a', 'b', 'c'];
const idOf = (name: string): string => `c${name.repeat(32)}`;

const document = (name: string, labels = ''): string =>
  `apiVersion: onward/v1\nkind: AckCluster\nmetadata: { name: ${name}${labels} }\nspec: { clusterId: ${idOf(name)}, region: cn-hangzhou, edition: pro }\n`;

const project = (...more: readonly string[]): string =>
  [
    'apiVersion: onward/v1',
    'kind: Project',
    'metadata: { name: all }',
    'spec:',
    '  documents: [fleet.yaml]',
    ...more.map((line) => `  ${line}`),
    '',
  ].join('\n');

const waves = 'waves: [{ name: canary, selector: { matchLabels: { wave: canary } }, soak: 1h }, { name: rest }]';

let here: Scene;
beforeAll(async () => {
  here = await openScene({
    world: { ack: { clusters: names.map((name) => ({ id: idOf(name), name, spec: 'ack.standard', workers: 2 })) } },
  });
  here.write('fleet.yaml', [document('a', ', labels: { wave: canary }'), document('b'), document('c')].join('---\n'));
  here.write('onward.yaml', project());
});
afterAll(() => here.close());

interface PlanFile {
  readonly targets: readonly { readonly address: string; readonly wave?: string }[];
  readonly steps: readonly { readonly id: string }[];
}

const planned = async (...flags: readonly string[]): Promise<PlanFile> => {
  expect(await here.onward(['plan', ...flags, '-o', 'part.json'])).toMatchObject({ exit: 0 });
  return JSON.parse(here.read('part.json')) as PlanFile;
};

const addresses = ({ targets }: PlanFile): readonly string[] => targets.map(({ address }) => address);

describe('a part of many targets', () => {
  it('is what --only names, by name and by pattern', async () => {
    expect(addresses(await planned('--only', 'AckCluster/b'))).toEqual(['AckCluster/b']);
    expect(addresses(await planned('--only', 'AckCluster/a,*/c'))).toEqual(['AckCluster/a', 'AckCluster/c']);
  });

  it('is refused where a name fits nothing, with what was meant', async () => {
    const refused = await here.onward(['plan', '--only', 'AckCluster/bb']);
    expect(refused).toMatchObject({ exit: 3, stdout: '' });
    expect(refused.stderr).toMatch(/^PLN036 --only AckCluster\/bb names no target/m);
    expect(lastLine(refused)).toBe('exit 3 (usage)  next: onward plan');
  });

  it('is each document in exactly one of n shards', async () => {
    const shards = [];
    for (const shard of ['1/2', '2/2']) shards.push(addresses(await planned('--shard', shard)));
    expect(shards.map((shard) => shard.length)).toEqual([2, 1]);
    expect(shards.flat().sort()).toEqual(names.map((name) => `AckCluster/${name}`));
  });

  it('may be empty: of more shards than documents the last ones have nothing to do', async () => {
    expect(addresses(await planned('--shard', '4/4'))).toEqual([]);
  });

  it.each(['0/2', '3/2', '1', 'a/b', '1/0', '1/2/3', '-1/2'])('is refused as shard %s', async (shard) => {
    const refused = await here.onward(['plan', `--shard=${shard}`]);
    expect(refused).toMatchObject({ exit: 3, stdout: '' });
    expect(refused.stderr).toContain('is not i/n');
  });

  it('is never a shard where the project has waves', async () => {
    here.write('onward.yaml', project(waves));
    const refused = await here.onward(['plan', '--shard', '1/2']);
    here.write('onward.yaml', project());
    expect(refused).toMatchObject({ exit: 3 });
    expect(refused.stderr).toMatch(/^PLN037 /m);
  });
});

describe('many targets at a glance', () => {
  it('are a line each, of one plan and of several', async () => {
    const one = await here.onward(['plan', '--summary']);
    expect(one.stdout.match(/^ {2}READY {10}AckCluster\/[abc]/gm)).toHaveLength(3);
    await here.onward(['plan', '--shard', '1/2', '-o', 'one.json']);
    await here.onward(['plan', '--shard', '2/2', '-o', 'two.json']);
    for (const format of ['text', 'markdown']) {
      const { stdout, exit } = await here.onward(['show', 'one.json', 'two.json', '--format', format]);
      expect(exit).toBe(0);
      for (const part of ['one.json', 'two.json', ...names.map((name) => `AckCluster/${name}`)])
        expect(stdout).toContain(part);
    }
  });
});

describe('waves', () => {
  it('are in the plan, and a target of none is refused', async () => {
    here.write('onward.yaml', project(waves));
    const plan = await planned();
    const { stdout } = await here.onward(['plan']);
    here.write('onward.yaml', project('waves: [{ name: canary, selector: { matchLabels: { wave: canary } } }]'));
    const refused = await here.onward(['plan']);
    here.write('onward.yaml', project());
    expect(plan.targets.map(({ wave }) => wave)).toEqual(['canary', 'rest', 'rest']);
    expect(plan.steps.map(({ id }) => id)).toContain('wave:rest');
    expect(stdout).toContain('Wave   2/2 rest: 2 targets of 2, once canary has ended and rested 1h');
    expect(refused).toMatchObject({ exit: 3 });
    expect(refused.stderr).toMatch(/PLN035 AckCluster\/b belongs to no wave of the project/);
  });

  it('are walked one after the other: the second waits, and is not sent before its time', async () => {
    here.write('onward.yaml', project(waves));
    await here.onward(['plan', '-o', 'waves.json']);
    const { yes } = here.planned('waves.json');
    const events = ['--json-into', 'events.ndjson'];
    const applied = await here.onward(['apply', 'waves.json', '--approve', yes, ...events]);
    expect(applied).toMatchObject({ exit: 9 });
    expect(applied.stderr).toContain('WAVE rest opens at ');
    expect(lastLine(applied)).toMatch(/next: onward resume .* {3}\(from \w{3} [-\d]+ [:\d]+ \+00\)$/);
    const { stdout } = await here.onward(['status', '--offline']);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/wave:rest: PARKED: waits for time; opens .* \(in (1 h|[56]\d min)\)/);
    const migrated = (await here.twin.calls()).filter(({ action }) => action === 'MigrateCluster');
    expect(migrated).toHaveLength(1);
    const lines = here
      .read('events.ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines.at(0)).toMatchObject({ type: 'accepted', seq: 1 });
    expect(lines.at(0)).not.toHaveProperty('prev');
    // Each but the last is a line of the journal, by its schema, without its place in the chain.
    for (const line of lines.slice(0, -1))
      expect(fitsJournal({ ...line, prev: `sha256:${'0'.repeat(64)}` }), JSON.stringify(line)).toBe(true);
    expect(lines.at(-1)).toMatchObject({ type: 'exit', code: 9, name: 'parked' });
    expect(statSync(here.path('events.ndjson')).mode & 0o777).toBe(0o600);
    // The yes was to all of the plan: after the rest nobody is asked again, who runs this may be a schedule.
    await here.twin.advance('61m');
    expect(await here.onward(['resume'])).toMatchObject({ exit: 0 });
    expect((await here.twin.calls()).filter(({ action }) => action === 'MigrateCluster')).toHaveLength(3);
  });
});

describe('events for a program', () => {
  it('that cannot be written are refused before anything is done', async () => {
    const refused = await here.onward(['apply', 'part.json', '--json-into', 'no/such/folder.ndjson']);
    expect(refused).toMatchObject({ exit: 1, stdout: '' });
    expect(refused.stderr).toContain('USE003');
    expect(existsSync(here.path('no'))).toBe(false);
  });

  it('end with the exit also where the run is refused', async () => {
    await here.onward(['apply', 'no-such-plan.json', '--json-into', 'refused.ndjson']);
    expect(JSON.parse(here.read('refused.ndjson'))).toMatchObject({ type: 'exit', code: 3, name: 'usage' });
  });
});
