import { describe, expect, it } from 'vitest';
import { consoleOf } from './console.ts';
import { eventually } from './eventually.ts';
import { accepted, planned } from './machines.ts';
import { direct } from './scene.ts';

const hot = { spec: [], machine: {} };
const staged = { spec: ['method: staged', 'maxDowntime: short'], machine: {} };
const across = 'migrate-vm-across-cluster';

describe('a move whose answer says nothing', () => {
  it.each([
    { effect: { drop: 'after' }, reason: 'it arrived, the answer was lost' },
    { effect: { html502: 'after' }, reason: 'it arrived, a gateway answered' },
    { effect: { empty200: {} }, reason: 'it arrived, the answer is empty' },
  ])('is found by its task and never sent again: $reason', async ({ effect }) => {
    const { here, yes } = await planned(direct, hot);
    await here.twin.spoil({ match: { action: across }, effect });
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 0 });
    expect(await here.twin.callsOf(across)).toHaveLength(1);
  });

  it.each([{ effect: { drop: 'before' } }, { effect: { html502: 'before' } }])(
    'is ambiguous where no task shows it ($effect), and moved by a new plan after a person said that it was not sent',
    async ({ effect }) => {
      const { here, yes, alias } = await planned(direct, hot);
      await here.twin.spoil({ match: { action: across }, effect });
      expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 10 });
      expect(await here.onward(['resume', alias])).toMatchObject({ exit: 10 });
      expect(await here.twin.callsOf(across)).toHaveLength(1);
      const status = await here.onward(['status', alias]);
      expect(status.stdout).toContain(`onward settle ${alias} --step erp-db/migrate --as not-sent`);
      const said = ['--step', 'erp-db/migrate', '--as', 'not-sent', '--evidence', 'no task in the console'];
      expect(await here.onward(['settle', alias, ...said])).toMatchObject({ exit: 0 });
      // A new try is a new plan, and a new yes.
      expect(await here.onward(['resume', alias])).toMatchObject({ exit: 1 });
      expect(await here.onward(['plan', 'erp.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
      expect(await here.onward(['apply', 'plan.json', '--approve', here.planned().yes])).toMatchObject({ exit: 0 });
      expect(await accepted(here)).toBe(1);
    },
  );

  it('is sent again after a refusal that asks to wait: another operation held the machine', async () => {
    const { here, yes } = await planned(direct, hot);
    await here.twin.spoil({ match: { action: across }, effect: { refuse: { status: 400, code: 'ResourceLocked' } } });
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 0 });
    expect((await here.twin.callsOf(across)).map(({ status }) => status)).toEqual([400, 200]);
  });
});

describe('a move that fails', () => {
  it('ends 1 with the service’s reason and a remedy; the next try is another decision', async () => {
    const { here, yes } = await planned(direct, {
      spec: [],
      machine: { fail: { phase: 'copy', code: 'EAllocSpace', times: 1 } },
    });
    const failed = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(failed).toMatchObject({ exit: 1 });
    expect(failed.stderr).toMatch(/EAllocSpace/);
    expect(await here.onward(['plan', 'erp.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
    const next = here.planned().yes;
    expect(next).not.toBe(yes);
    expect(await here.onward(['apply', 'plan.json', '--approve', next])).toMatchObject({ exit: 0 });
  });

  it('says what to do about a guest that does not shut down', async () => {
    const { here, yes } = await planned(direct, {
      spec: ['method: cold', 'maxDowntime: whole', 'shutdown: { by: guest }'],
      machine: { shutdown: 'ignored' },
    });
    const failed = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(failed).toMatchObject({ exit: 1 });
    expect(failed.stderr).toMatch(/JOB_VM_SHUTDOWN_TIMEOUT/);
    expect(await here.twin.callsOf(across)).toEqual([]);
  });
});

describe('what a person does by hand', () => {
  it('opens a cold move’s gate, and nothing else does', async () => {
    const { here, yes, alias } = await planned(direct, { spec: ['method: cold', 'maxDowntime: whole'], machine: {} });
    const parked = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(parked).toMatchObject({ exit: 9 });
    expect(parked.stderr).toContain('once YOU have shut erp-db down');
    expect(await here.onward(['resume', alias, '--approve', yes])).toMatchObject({ exit: 9 });
    const { ids, act } = await consoleOf(here);
    await act('poweroff-vm', (await ids('erp-db'))['hz-a'] ?? '');
    expect(await here.onward(['resume', alias])).toMatchObject({ exit: 0 });
    expect((await here.twin.callsOf('shutdown-vm')).length).toBe(0);
  });

  it('alarms drift where the source is started again beside its copy, every time', async () => {
    const { here, yes } = await planned(direct, hot);
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 0 });
    expect(await here.onward(['drift', 'erp.yaml'])).toMatchObject({ exit: 0, stdout: '' });
    const { ids, act } = await consoleOf(here);
    expect(await act('start-vm', (await ids('erp-db'))['hz-a'] ?? '')).toBe(200);
    await here.twin.advance('10m');
    for (let look = 0; look < 2; look += 1) {
      const drift = await here.onward(['drift', 'erp.yaml']);
      expect(drift).toMatchObject({ exit: 2 });
      expect(drift.stdout).toMatch(/ALARM +VirtualMachine\/erp-db VM120 it runs TWICE: hz-a\/hz-a-1,\s+hz-b\//i);
    }
    expect(await here.onward(['plan', 'erp.yaml'])).toMatchObject({ exit: 5 });
  });

  it('is residue: the source, loud a week after, new once and then still there', async () => {
    const { here, yes } = await planned(direct, hot);
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 0 });
    await here.twin.advance('8d');
    const look = async () => {
      const { exit, stdout } = await here.onward(['drift', 'erp.yaml']);
      return { exit, said: stdout.replace(/\s+/g, ' ') };
    };
    expect(await look()).toMatchObject({
      exit: 2,
      said: expect.stringMatching(/1 new, 0 still.* residue VirtualMachine\/erp-db .* new, 1 d late fix: /) as string,
    });
    await here.twin.advance('2d');
    expect((await look()).said).toMatch(/0 new, 1 still, 0 gone residue VirtualMachine\/erp-db .*[^,] 3 d late fix: /);
  });
});

describe('a staged copy that waits for its shutdown', () => {
  it('alarms drift once it waits for longer than its deadline, and not before', async () => {
    const { here, yes } = await planned(direct, { ...staged, spec: [...staged.spec, 'cutover: { deadline: 2h }'] });
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 9 });
    expect((await here.onward(['drift', 'erp.yaml'])).stdout).not.toContain('LATE');
    await here.twin.advance('3h');
    const late = await here.onward(['drift', 'erp.yaml']);
    expect(late).toMatchObject({ exit: 2 });
    expect(late.stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /ALARM VirtualMachine\/erp-db LATE: run \S+ waits at GATE shutdown for longer than 2h/,
    );
  });
});

describe('a machine that high availability moves by itself', () => {
  it.each([
    { hosts: 'hz-b-1, hz-b-2', exit: 0, reason: 'both hosts are allowed' },
    { hosts: 'hz-b-1', exit: 2, reason: 'the other host is not allowed' },
  ])('is drift $exit: $reason', async ({ hosts, exit }) => {
    const { here, yes } = await planned(direct, {
      spec: [`placement: { cluster: hz-b, hosts: [${hosts}] }`],
      machine: {},
    });
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 0 });
    const plan = JSON.parse((await here.onward(['plan', 'erp.yaml', '--format', 'json'])).stdout) as {
      targets: readonly { observed: { facts: Record<string, unknown> } }[];
    };
    const host = plan.targets[0]?.observed.facts['vm.host'] === 'hz-b-1' ? 'hz-b-2' : 'hz-b-1';
    const body = JSON.stringify({ machine: 'erp-db', cluster: 'hz-b', act: 'haMove', host });
    expect((await fetch(`${here.twin.url}/_twin/aoc`, { method: 'POST', body })).status).toBe(200);
    await here.twin.advance('10m');
    expect(await here.onward(['drift', 'erp.yaml'])).toMatchObject({ exit });
  });
});

describe('a staged copy that is given up', () => {
  it('is aborted while it is copied: nobody waits for what is thrown away', async () => {
    const { here, yes, alias } = await planned(direct, { ...staged, machine: { copyMinutes: 600 } }, 60);
    const first = here.start(['apply', 'plan.json', '--approve', yes]);
    await eventually(() => first.stderr().includes('SENT ONCE'), 'it is copied');
    first.killGroup('SIGKILL');
    await first.ended;
    const aborted = await here.onward(['abort', alias]);
    expect(aborted).toMatchObject({ exit: 0 });
    expect(aborted.stdout).toMatch(/copy: undone; thrown away/);
    expect(await here.twin.callsOf('abort-migrate-vm-across-cluster')).toHaveLength(1);
    expect(await here.onward(['status', alias])).toMatchObject({ exit: 0 });
  });

  it('is aborted, says what that throws away, and leaves the machine where it runs', async () => {
    const { here, yes, alias } = await planned(direct, staged);
    expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 9 });
    const aborted = await here.onward(['abort', alias]);
    expect(aborted).toMatchObject({ exit: 0 });
    expect(aborted.stdout).toMatch(/copy: undone; thrown away: what was copied in \d+ min/);
    const plan = JSON.parse((await here.onward(['plan', 'erp.yaml', '--format', 'json'])).stdout) as {
      targets: readonly { observed: { facts: Record<string, unknown> } }[];
    };
    expect(plan.targets[0]?.observed.facts).toMatchObject({ 'vm.cluster': 'hz-a', 'vm.power': 'running' });
  });
});
