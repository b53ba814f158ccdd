import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { consoleOf } from './console.ts';
import { accepted } from './machines.ts';
import { center } from './center-world.ts';
import { scene, underAnotherCloud, type Scene } from './scene.ts';

const machine = (name: string, more: object = {}) => ({
  name,
  cluster: 'hz-a',
  host: 'hz-a-1',
  labels: { app: 'erp' },
  nics: [{ network: 'v10' }],
  copyMinutes: 20,
  ...more,
});

const setDocument = (...more: readonly string[]): string =>
  [
    'apiVersion: onward/v1',
    'kind: VirtualMachineSet',
    'metadata: { name: erp }',
    'spec:',
    '  operationCenter: hz',
    '  selector: { cluster: hz-a, matchLabels: { app: erp } }',
    '  template:',
    '    spec:',
    '      placement: { cluster: hz-b }',
    '      network: direct',
    '      networks: [{ from: v10, to: v110 }]',
    '      storagePolicy: REPLICA_2_THIN_PROVISION',
    ...more.map((line) => `  ${line}`),
    '',
  ].join('\n');

const planned = async (machines: readonly object[], ...more: readonly string[]) => {
  const { aoc } = center() as { aoc: object };
  const here = await scene({ world: { aoc: { ...aoc, machines } }, speed: 'max' });
  here.write('erp.yaml', setDocument(...more));
  const made = await here.onward(['plan', 'erp.yaml', '-o', 'plan.json']);
  const { yes, digest } = here.planned();
  return { here, made, yes, alias: `erp-${digest.slice('sha256:'.length, 'sha256:'.length + 4)}` };
};

interface Task {
  readonly resource_mutation: string;
  readonly started_at: string;
  readonly finished_at: string;
}

/** How many moves were under way at once at most, by the center's own times. */
const mostAtOnce = async (here: Scene): Promise<number> => {
  const tasks = (await (await consoleOf(here)).tasks()) as readonly Task[];
  const moves = tasks.filter(({ resource_mutation: mutation }) => /migrate/i.test(mutation));
  const during = (at: string): number =>
    moves.filter(({ started_at: from, finished_at: to }) => from <= at && at < to).length;
  return Math.max(...moves.map(({ started_at: at }) => during(at)));
};

describe('a set of virtual machines', () => {
  it('moves all its machines by one yes, never more at once than it says', async () => {
    const machines = ['erp-1', 'erp-2', 'erp-3', 'erp-4', 'erp-5'].map((name) => machine(name));
    const { here, yes, made } = await planned(machines, 'rollout: { parallel: 2 }', 'expect: { machines: 5 }');
    expect(made).toMatchObject({ exit: 0 });
    expect(made.stdout).toContain('READY 5 of 5  VirtualMachineSet/erp  hz-a -> hz-b');
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 0 });
    expect(await accepted(here)).toBe(5);
    expect(await mostAtOnce(here)).toBe(2);
    expect(await here.onward(['drift', 'erp.yaml'])).toMatchObject({ exit: 0, stdout: '' });
    expect((await here.onward(['plan', 'erp.yaml'])).stdout).toContain('NOTHING TO DO 5 of 5');
  });

  it('asks for one yes a shutdown, and for the names of those that are meant where several wait', async () => {
    const { here, yes, alias } = await planned(
      [machine('erp-1'), machine('erp-2')],
      'overrides:',
      ...['erp-1', 'erp-2'].map((name) => `  - { name: ${name}, spec: { method: staged, maxDowntime: short } }`),
    );
    const first = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(first).toMatchObject({ exit: 9 });
    expect(first.stderr).toContain('--gate erp.erp-1/shutdown,erp.erp-2/shutdown');
    const unclear = await here.onward(['resume', alias, '--approve', yes]);
    expect(unclear).toMatchObject({ exit: 11 });
    expect(unclear.stderr).toContain('PLN012');
    expect(await here.twin.callsOf('stop-vm-in-cutover-migration')).toEqual([]);
    const one = await here.onward(['resume', alias, '--approve', yes, '--gate', 'erp.erp-2/shutdown']);
    expect(one).toMatchObject({ exit: 9 });
    expect(await here.twin.callsOf('stop-vm-in-cutover-migration')).toHaveLength(1);
    expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 0 });
    expect(await accepted(here)).toBe(2);
  });

  it('moves the others where one is gone since it was planned, says which, and ends 12', async () => {
    const before = await planned([machine('erp-1'), machine('erp-2')]);
    const { aoc } = center() as { aoc: object };
    // The same center without it: what has its id now is another machine, which is not touched.
    const now = await before.here.twin.now();
    const here = await underAnotherCloud(before.here, {
      world: { now, aoc: { ...aoc, machines: [machine('other'), machine('erp-2')] } },
    });
    const applied = await here.onward(['apply', 'plan.json', '--approve', before.yes]);
    expect(applied).toMatchObject({ exit: 12 });
    expect(applied.stderr).toContain('erp.erp-1');
    expect(applied.stderr).toContain('VirtualMachine/erp.erp-2: done');
    expect(await accepted(here)).toBe(1);
  });

  it('ends a run of many by a line a state, and names the set where it would name each machine', async () => {
    const { here, yes, alias } = await planned(
      Array.from({ length: 9 }, (_, at) => machine(`erp-${at + 1}`)),
      'overrides:',
      ...['erp-8', 'erp-9'].map((name) => `  - { name: ${name}, spec: { method: staged, maxDowntime: short } }`),
    );
    const first = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(first).toMatchObject({ exit: 9 });
    expect(first.stderr).toContain(
      [
        '  VirtualMachineSet/erp, 9 members: 7 done, 2 wait',
        '    7 done: erp-1,2,3 and 4 more',
        '    RUN012 2 wait at shutdown: erp-8,9: ',
      ].join('\n'),
    );
    expect(first.stderr).not.toContain('VirtualMachine/erp.erp-1: done');
    const stands = await here.onward(['status', alias]);
    expect(stands.stdout.split('\n')[0]).toMatch(/^VirtualMachineSet\/erp \(9 members\)  run /);
    expect(stands.stdout).not.toContain('VirtualMachine/erp.erp-1');
  });

  it('is asked for its yes where others of it were blocked when it was planned, and by no more gates than can open', async () => {
    const { here, yes, alias } = await planned([
      machine('erp-1'),
      machine('erp-2', { devices: [{ kind: 'gpu', name: 'A10' }] }),
    ]);
    const first = await here.onward(['apply', 'plan.json']);
    expect(first).toMatchObject({ exit: 5 });
    expect(lastLine(first)).toBe(`exit 5 (blocked)  next: onward resume ${alias} --approve ${yes} --executor direct`);
    expect(lastLine(await here.onward(['resume', alias, '--approve', yes]))).toContain('exit 5 (blocked)');
    expect(await accepted(here)).toBe(1);
  });

  it('is incomplete while nobody knows its machines: unknown is not absent', async () => {
    const { here } = await planned([machine('erp-1')]);
    await here.twin.spoil({
      match: { action: 'get-vms' },
      effect: { refuse: { status: 403, code: 'Forbidden' } },
      times: 9,
    });
    const again = await here.onward(['plan', 'erp.yaml']);
    expect(again).toMatchObject({ exit: 4 });
    expect(again.stdout).toContain('INCOMPLETE  VirtualMachineSet/erp');
  });

  it.each([
    {
      more: ['overrides: [{ name: erp-9, spec: { maxDowntime: whole } }]'],
      code: 'PLN021',
      reason: 'an override of nobody',
    },
    {
      more: ['overrides: [{ name: erp-1, spec: {} }, { name: erp-1, spec: {} }]'],
      code: 'DOC041',
      reason: 'an override twice',
    },
  ])('is refused for $reason', async ({ more, code }) => {
    const { here } = await planned([machine('erp-1')]);
    here.write('erp.yaml', setDocument(...more));
    const refused = await here.onward(['plan', 'erp.yaml']);
    expect(refused).toMatchObject({ exit: 3 });
    expect(refused.stderr).toMatch(new RegExp(`erp.yaml:\\d+:\\d+: .*${code}`));
  });

  it('is refused where its selector finds nothing, or another number than is expected', async () => {
    const { here } = await planned([machine('erp-1')]);
    here.write('erp.yaml', setDocument().replace('app: erp', 'app: epr'));
    expect(await here.onward(['plan', 'erp.yaml'])).toMatchObject({ exit: 3 });
    here.write('erp.yaml', setDocument('expect: { machines: 2 }'));
    const more = await here.onward(['plan', 'erp.yaml']);
    expect(more).toMatchObject({ exit: 5 });
    expect(more.stdout).toContain('VM101 the set selects 1 machine; 2 are expected');
  });

  it('keeps those that it moved, also once their sources are deleted and nothing selects them any more', async () => {
    const { here, yes } = await planned([machine('erp-1')], 'overrides: [{ name: erp-1, spec: { source: delete } }]');
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 0 });
    here.write('erp.yaml', setDocument());
    expect(await here.onward(['drift', 'erp.yaml'])).toMatchObject({ exit: 0, stdout: '' });
    expect(await here.onward(['plan', 'erp.yaml'])).toMatchObject({ exit: 0 });
  });
});
