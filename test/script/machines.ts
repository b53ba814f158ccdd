import { cpSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { center } from './center-world.ts';
import type { Started } from './cli.ts';
import { eventually } from './eventually.ts';
import { scene, type ExecutorUnderTest, type Scene } from './scene.ts';
import type { Call, Fault } from './twin.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The document of that machine; `more` are lines of its spec. */
const machineDocument = (...more: readonly string[]): string =>
  [
    'apiVersion: onward/v1',
    'kind: VirtualMachine',
    'metadata: { name: erp-db }',
    'spec:',
    '  operationCenter: hz',
    '  machine: { cluster: hz-a, name: erp-db }',
    ...(more.some((line) => line.startsWith('placement')) ? [] : ['  placement: { cluster: hz-b }']),
    '  network: direct',
    '  networks: [{ from: v10, to: v110 }]',
    '  storagePolicy: REPLICA_2_THIN_PROVISION',
    ...more.map((line) => `  ${line}`),
    '',
  ].join('\n');

interface Journey {
  readonly name: string;
  readonly spec: readonly string[];
  readonly machine: Fields;
  /** The call that moves it. */
  readonly submit: string;
  /** How it is in the end. */
  readonly power: 'RUNNING' | 'STOPPED';
}

const across = 'migrate-vm-across-cluster';

const journeys: readonly Journey[] = [
  { name: 'hot', spec: [], machine: {}, submit: across, power: 'RUNNING' },
  { name: 'cold', spec: ['maxDowntime: whole'], machine: { status: 'STOPPED' }, submit: across, power: 'STOPPED' },
  {
    name: 'cold, the guest shuts down first',
    spec: ['method: cold', 'maxDowntime: whole', 'shutdown: { by: guest }'],
    machine: {},
    submit: across,
    power: 'RUNNING',
  },
  { name: 'staged', spec: ['method: staged', 'maxDowntime: short'], machine: {}, submit: across, power: 'RUNNING' },
  {
    name: 'hot within its cluster',
    spec: ['placement: { cluster: hz-a, hosts: [hz-a-2] }'],
    machine: {},
    submit: 'migrate-vm',
    power: 'RUNNING',
  },
  {
    name: 'cold within its cluster',
    spec: ['placement: { cluster: hz-a, hosts: [hz-a-2] }'],
    machine: { status: 'STOPPED' },
    submit: 'migrate-vm',
    power: 'STOPPED',
  },
];

const isMove = ({ action, kind }: Call): boolean => kind === 'write' && action.startsWith('migrate-vm');

/** The moves that the center accepted: one a machine, whatever happens. */
export const accepted = async ({ twin }: Scene): Promise<number> =>
  (await twin.calls()).filter((call) => isMove(call) && call.status === 200 && call.fault === null).length;

/** A machine with its plan; `alias` is what people call its run. */
export const planned = async (
  executor: ExecutorUnderTest,
  { spec, machine }: Pick<Journey, 'spec' | 'machine'>,
  speed: number | 'max' = 'max',
) => {
  const here = await scene({ executor, world: center(machine), speed });
  here.write('erp.yaml', machineDocument(...spec));
  const made = await here.onward(['plan', 'erp.yaml', '-o', 'plan.json']);
  expect(made).toMatchObject({ exit: 0 });
  const { yes, digest } = here.planned();
  return { here, yes, alias: `erp-db-${digest.slice('sha256:'.length, 'sha256:'.length + 4)}` };
};

/** Resumes with a yes until the run does not wait any more: a staged one asks again, once it is nearly copied. */
const toItsEnd = async (here: Scene, alias: string, yes: string): Promise<number | null> => {
  const first = await here.onward(['resume', alias, '--approve', yes]);
  return first.exit === 9 ? (await here.onward(['resume', alias, '--approve', yes])).exit : first.exit;
};

const isWhereItShouldBe = async (here: Scene, { power }: Journey): Promise<void> => {
  expect(await here.onward(['verify', 'erp.yaml'])).toMatchObject({ exit: 0 });
  expect(await here.onward(['drift', 'erp.yaml'])).toMatchObject({ exit: 0, stdout: '' });
  const again = await here.onward(['plan', 'erp.yaml', '--format', 'json']);
  const { targets } = JSON.parse(again.stdout) as { targets: readonly { observed: { facts: Fields } }[] };
  expect(targets[0]?.observed.facts['vm.power']).toBe(power === 'RUNNING' ? 'running' : 'stopped');
};

const kill = async (one: Started): Promise<void> => {
  one.killGroup('SIGKILL');
  await one.ended;
};

interface Instant {
  readonly when: string;
  readonly spoiled?: (journey: Journey) => Fault;
  readonly isThere: (here: Scene, run: Started, journey: Journey) => Promise<boolean> | boolean;
}

const instants: readonly Instant[] = [
  {
    when: 'before its call, while its gate reads',
    // The first read is that of the target, before there is a yes.
    spoiled: () => ({ match: { action: 'get-vms', nth: 2 }, effect: { delay: { ms: 60_000 } } }),
    isThere: (_, run) => run.stderr().includes('approved by'),
  },
  {
    when: 'between the call and its answer',
    spoiled: ({ submit }) => ({ match: { action: submit }, effect: { delay: { ms: 60_000 } } }),
    isThere: async (here, _, { submit }) => (await here.twin.callsOf(submit)).length > 0,
  },
  { when: 'after its answer, while it is copied', isThere: (_, run) => run.stderr().includes('SENT ONCE') },
];

export const machines = (executor: ExecutorUnderTest): void => {
  describe.each(journeys)(`a virtual machine that moves, executor ${executor.name}: $name`, (journey) => {
    it('arrives by one call, as it was asked for, and drift has nothing to say', async () => {
      const { here, alias, yes } = await planned(executor, journey);
      expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
      expect((await here.twin.calls()).filter(({ kind }) => kind === 'write')).toEqual([]);
      expect(await toItsEnd(here, alias, yes)).toBe(0);
      expect(await accepted(here)).toBe(1);
      await isWhereItShouldBe(here, journey);
    });

    it.each(instants)('is moved once, killed $when', async ({ spoiled, isThere }) => {
      const { here, alias, yes } = await planned(executor, journey, 100);
      expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
      if (spoiled !== undefined) await here.twin.spoil(spoiled(journey));
      const first = here.start(['resume', alias, '--approve', yes]);
      await eventually(async () => (await isThere(here, first, journey)) || !first.isRunning(), 'the instant is there');
      await kill(first);
      await here.twin.heal();
      await here.twin.advance('3h');
      expect(await toItsEnd(here, alias, yes)).toBe(0);
      expect((await here.twin.calls()).filter(isMove)).toHaveLength(1);
      await isWhereItShouldBe(here, journey);
    });
  });

  describe(`a staged move, executor ${executor.name}`, () => {
    const [staged] = journeys.filter(({ name }) => name === 'staged');
    if (staged === undefined) throw new Error('no staged journey');

    it('parks at the shutdown, travels with its store to another machine, and finishes there', async () => {
      const { here, alias, yes } = await planned(executor, staged);
      expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 9 });
      expect(await here.twin.callsOf('stop-vm-in-cutover-migration')).toEqual([]);
      cpSync(here.path('.onward'), here.path('elsewhere'), { recursive: true });
      const there = ['--store', 'elsewhere'];
      expect(await here.onward(['resume', alias, ...there])).toMatchObject({ exit: 9 });
      expect(await here.onward(['resume', alias, '--approve', yes, ...there])).toMatchObject({ exit: 0 });
      expect(await here.twin.callsOf('stop-vm-in-cutover-migration')).toHaveLength(1);
      expect(await accepted(here)).toBe(1);
    });

    it('is shut down once, killed between that call and its answer', async () => {
      const { here, alias, yes } = await planned(executor, staged);
      expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 9 });
      const action = 'stop-vm-in-cutover-migration';
      await here.twin.spoil({ match: { action }, effect: { delay: { ms: 60_000 } } });
      const first = here.start(['resume', alias, '--approve', yes]);
      await eventually(async () => (await here.twin.callsOf(action)).length > 0, 'the shutdown is asked for');
      await kill(first);
      await here.twin.heal();
      expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
      expect(await here.twin.callsOf(action)).toHaveLength(1);
      expect(await accepted(here)).toBe(1);
    });
  });
};
