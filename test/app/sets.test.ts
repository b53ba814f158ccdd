import { describe, expect, it } from 'vitest';
import { exitOfDiagnostics, exitOfPlan } from '../../src/app/exit-of.ts';
import type { Plan } from '../../src/core/plan.ts';
import { brief } from '../document/load.ts';
import { centerOf, vm } from '../providers/aoc/virtual-machine-set/erp.ts';
import { value } from '../store/samples.ts';
import { statesOf } from './pool-scene.ts';
import { setScene } from './set-scene.ts';

const set = (more = '', asked = ''): string => `apiVersion: onward/v1
kind: VirtualMachineSet
metadata: {name: erp}
spec:
  operationCenter: hz
  selector: {cluster: hz-a, matchLabels: {app: erp}}
  template:
    spec:
      placement: {cluster: hz-b}
      network: direct
      networks: [{from: v10, to: v110}]
      storagePolicy: REPLICA_2_THIN_PROVISION
${asked === '' ? '' : `      ${asked}\n`}${more === '' ? '' : `  ${more}\n`}`;

const machine = (said: string): string => `---
apiVersion: onward/v1
kind: VirtualMachine
metadata: {name: alone}
spec:
  operationCenter: hz
  machine: {cluster: hz-a, ${said}}
  placement: {cluster: hz-b}
`;

const two = () => centerOf([vm('erp-web'), vm('erp-db')]);

const checksOf = (plan: Plan, code: string) => plan.checks.filter((check) => check.code === code);

describe('a plan of a set', () => {
  it('is one of its machines, each for itself, in the order of their names', async () => {
    const scene = await setScene(two());
    const plan = value(await scene.plan(set()));
    expect(plan.targets.map(({ address, applicable }) => [address, applicable])).toEqual([
      ['VirtualMachine/erp.erp-db', true],
      ['VirtualMachine/erp.erp-web', true],
    ]);
    expect(plan.targets.map(({ membership }) => membership?.set)).toEqual(Array(2).fill('VirtualMachineSet/erp'));
    expect(plan.targets.map(({ key }) => key)).toEqual(['aoc:hz:vm-erp-db', 'aoc:hz:vm-erp-web']);
  });

  it('bounds the steps that move by the rollout: in all, from a host, to a host, between clusters', async () => {
    const scene = await setScene(two());
    const plan = value(await scene.plan(set('rollout: {parallel: 3, perPair: 1}')));
    const moves = plan.steps.flatMap((step) => (step.type === 'change' ? [step.limits] : []));
    const common = [
      { of: 'VirtualMachineSet/erp', atMost: 3 },
      { of: 'from hz-a/a1', atMost: 2 },
    ];
    const pair = { of: 'hz-a -> hz-b', atMost: 1 };
    expect(moves).toEqual([
      [...common, { of: 'to hz-b/b1', atMost: 2 }, pair],
      [...common, { of: 'to hz-b/b2', atMost: 2 }, pair],
    ]);
  });

  it.each([
    { expected: 2, verdict: 'pass' },
    { expected: 3, verdict: 'fail' },
    { expected: 1, verdict: 'fail' },
  ])('that expects $expected of 2 machines: VM101 says $verdict of each', async ({ expected, verdict }) => {
    const scene = await setScene(two());
    const plan = value(await scene.plan(set(`expect: {machines: ${expected}}`)));
    expect(checksOf(plan, 'VM101').map((check) => check.verdict)).toEqual([verdict, verdict]);
    if (verdict === 'pass') return;
    const [first] = checksOf(plan, 'VM101');
    expect(first?.summary).toBe(`the set selects 2 machines; ${expected === 1 ? '1 is' : `${expected} are`} expected`);
    expect(first?.at).toEqual({ file: 'erp.yaml', line: 13, column: 22 });
    expect(plan.applicable).toBe(false);
  });

  it.each([
    { status: 403, exit: 'credentials' },
    { status: 400, exit: 'error' },
  ])('whose machines cannot be read ($status) is incomplete, and names the set', async ({ status, exit }) => {
    const scene = await setScene(two(), ({ path }) =>
      path === 'get-labels' ? { status, body: { message: 'no', status, path } } : null,
    );
    const plan = value(await scene.plan(set()));
    expect(plan.targets.map(({ address, observed }) => [address, observed.state])).toEqual([
      ['VirtualMachineSet/erp', 'unreadable'],
    ]);
    expect([plan.complete, plan.applicable, plan.steps]).toEqual([false, false, []]);
    expect(checksOf(plan, 'VM123').map(({ verdict }) => verdict)).toEqual(['unknown']);
    expect(exitOfPlan(plan, { detailed: false })).toBe(exit);
  });

  it('says of a template once what is wrong with each of its machines', async () => {
    const scene = await setScene(two());
    const wrong = await scene.plan(set('', "waivers: [{code: VM101, reason: no, expires: '2026-12-31'}]"));
    expect(wrong.ok).toBe(false);
    expect(wrong.diagnostics.map(brief)).toEqual(['PLN011 erp.yaml:13:24 VM101 cannot be waived']);
    expect(exitOfDiagnostics(wrong.diagnostics)).toBe('usage');
  });

  it('carries what was left out into the plan, so that a reviewer reads it', async () => {
    const scene = await setScene(centerOf([vm('erp-web'), vm('erp-aoc', { internal: true })]));
    const plan = value(await scene.plan(set()));
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['PLN024']);
  });
});

describe('a machine that is meant twice', () => {
  it.each([
    { reason: 'by a document with its name', other: machine('name: erp-db') },
    { reason: 'by a document with its id', other: machine('id: vm-erp-db') },
    { reason: 'by a second set', other: `---\n${set().replace('{name: erp}', '{name: crm}')}` },
  ])('$reason is an error that names both places', async ({ other }) => {
    const scene = await setScene(centerOf([vm('erp-db')]));
    const twice = await scene.plan(`${set()}${other}`);
    expect(twice.ok).toBe(false);
    expect(twice.diagnostics.map(({ code, at }) => [code, at?.file])).toEqual([['DOC029', 'erp.yaml']]);
    expect(twice.diagnostics[0]?.detail).toContain('erp.yaml:6:3');
  });

  it('by the id that its cluster gives it, is an error as soon as it was read', async () => {
    const scene = await setScene(centerOf([vm('erp-db')]));
    const twice = await scene.plan(`${set()}${machine('id: uuid-erp-db')}`);
    expect(twice.diagnostics.map(brief)).toEqual([
      'DOC029 erp.yaml:16:18 VirtualMachine/alone and VirtualMachine/erp.erp-db speak of one target',
    ]);
  });

  it('is no error where the document means another one', async () => {
    const scene = await setScene(centerOf([vm('erp-db'), vm('shop', { labels: [] })]));
    const plan = value(await scene.plan(`${set()}${machine('name: shop')}`));
    expect(plan.targets.map(({ address }) => address)).toEqual(['VirtualMachine/erp.erp-db', 'VirtualMachine/alone']);
  });
});

describe('an apply of a set', () => {
  it('moves each of its machines, and there is no drift afterwards', async () => {
    const scene = await setScene(two());
    const plan = value(await scene.plan(set()));
    const applied = value(await scene.apply(plan));
    expect([applied.exit, applied.ended]).toEqual(['done', true]);
    const report = value(await scene.drift(set()));
    expect([report.targets, report.rows, report.exit]).toEqual([2, [], 'done']);
  });

  it('skips and lists a machine that is gone since the plan, and the rest goes on', async () => {
    const rows = two();
    const scene = await setScene(rows);
    const plan = value(await scene.plan(set()));
    rows['vms'] = (rows['vms'] ?? []).filter(({ name }) => name !== 'erp-db');
    const applied = await scene.apply(plan);
    expect(value(applied).exit).toBe('partial');
    const states = statesOf(applied);
    expect(Object.entries(states).filter(([, state]) => state !== 'done')).toEqual(
      Object.entries(states).filter(([id]) => id.startsWith('erp.erp-db/')),
    );
    expect(states).toMatchObject({ 'erp.erp-db/move': 'stale', 'erp.erp-web/prove': 'done' });
    expect(scene.server.asked.filter(({ path }) => path === 'migrate-vm-across-cluster')).toHaveLength(1);
  });

  it('skips one that goes while the first is moved, right before its own call', async () => {
    const rows = two();
    const scene = await setScene(rows, ({ path, body }) => {
      if (path === 'migrate-vm-across-cluster' && JSON.stringify(body).includes('vm-erp-db'))
        rows['vms'] = (rows['vms'] ?? []).filter(({ name }) => name !== 'erp-web');
      return null;
    });
    const applied = await scene.apply(value(await scene.plan(set('rollout: {parallel: 1}'))));
    expect(value(applied).exit).toBe('partial');
    expect(statesOf(applied)).toMatchObject({ 'erp.erp-db/prove': 'done', 'erp.erp-web/migrate': 'stale' });
    expect(scene.server.asked.filter(({ path }) => path === 'migrate-vm-across-cluster')).toHaveLength(1);
  });

  it('skips one that is gone when its gate is to be opened', async () => {
    const rows = centerOf([vm('erp-web', { status: 'STOPPED' }), vm('erp-db', { status: 'STOPPED' })]);
    const scene = await setScene(rows);
    const plan = value(await scene.plan(set('', 'maxDowntime: whole')));
    const parked = value(await scene.apply(plan, null));
    expect(parked.exit).toBe('parked');
    rows['vms'] = (rows['vms'] ?? []).filter(({ name }) => name !== 'erp-db');
    const resumed = await scene.resume(plan);
    expect(value(resumed).exit).toBe('partial');
    expect(statesOf(resumed)).toMatchObject({ 'erp.erp-db/move': 'stale', 'erp.erp-web/prove': 'done' });
  });

  it('is refused where all of them are gone', async () => {
    const rows = two();
    const scene = await setScene(rows);
    const plan = value(await scene.plan(set()));
    rows['vms'] = [];
    const refused = await scene.apply(plan);
    expect(refused.diagnostics.map(({ code }) => code)).toEqual(['RUN006', 'RUN006']);
  });
});

describe('a machine that was moved', () => {
  const deleting = set('', 'source: delete');

  it('stays a member although its source is gone from the center’s lists', async () => {
    const rows = centerOf([vm('erp-web'), vm('erp-db')]);
    const scene = await setScene(rows);
    const applied = await scene.apply(value(await scene.plan(deleting)));
    expect(value(applied).exit).toBe('done');
    rows['vms'] = (rows['vms'] ?? []).map((row) => (row['id'] === 'vm-erp-db-b' ? { ...row, status: 'STOPPED' } : row));
    const report = value(await scene.drift(deleting.replace('source: delete', 'finalPower: "on"')));
    expect(report.targets).toBe(2);
    expect(report.rows.map(({ address }) => address)).toEqual(['VirtualMachine/erp.erp-db']);
    expect(value(await scene.verify(deleting)).targets.map(({ address, standing }) => [address, standing])).toEqual([
      ['VirtualMachine/erp.erp-db', 'verified'],
      ['VirtualMachine/erp.erp-web', 'verified'],
    ]);
  });

  it('counts as expected, and is let go by naming it in exclude', async () => {
    const rows = centerOf([vm('erp-web'), vm('erp-db')]);
    const scene = await setScene(rows);
    await scene.apply(value(await scene.plan(deleting)));
    rows['vms'] = [...(rows['vms'] ?? []), vm('erp-new')];
    const again = value(await scene.plan(`${deleting}  expect: {machines: 3}\n`));
    expect(checksOf(again, 'VM101').map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
    const excluding = deleting.replace('{app: erp}', '{app: erp}, exclude: [erp-db, erp-web]');
    const without = value(await scene.plan(excluding));
    expect(without.targets.map(({ address }) => address)).toEqual(['VirtualMachine/erp.erp-new']);
    expect(without.diagnostics).toEqual([]);
  });
});
