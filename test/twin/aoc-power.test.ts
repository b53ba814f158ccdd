import { describe, expect, it } from 'vitest';
import { aocClient, center, happen, type AocClient, type Row } from './aoc-client.ts';
import { startWorld } from './start-world.ts';

const machine = (client: AocClient, name = 'm'): Promise<Row> => client.one('vms', { name });

describe('power operations', () => {
  it.each([
    { from: 'STOPPED', by: 'start-vm', to: 'RUNNING', tools: 'RUNNING' },
    { from: 'RUNNING', by: 'shutdown-vm', to: 'STOPPED', tools: 'NOT_RUNNING' },
    { from: 'RUNNING', by: 'poweroff-vm', to: 'STOPPED', tools: 'NOT_RUNNING' },
    { from: 'SUSPENDED', by: 'poweroff-vm', to: 'STOPPED', tools: 'NOT_RUNNING' },
    { from: 'RUNNING', by: 'suspend-vm', to: 'SUSPENDED', tools: 'RUNNING' },
    { from: 'SUSPENDED', by: 'resume-vm', to: 'RUNNING', tools: 'RUNNING' },
    { from: 'RUNNING', by: 'restart-vm', to: 'RUNNING', tools: 'RUNNING' },
  ])('$by makes $from $to, by a task that locks the machine while it runs', async ({ from, by, to, tools }) => {
    const client = await aocClient(await startWorld(center(`{name: m, cluster: hz-a, status: ${from}}`)));
    const { id } = await machine(client);
    const { task_id, data } = await client.mutate(by, { where: { id } });
    expect(data).toMatchObject({ id, status: from });
    expect(await machine(client)).toMatchObject({ status: from, entityAsyncStatus: 'UPDATING' });
    expect(await client.await(task_id)).toMatchObject({ status: 'SUCCESSED', resource_id: id, error_code: null });
    expect(await machine(client)).toMatchObject({ status: to, entityAsyncStatus: null, vm_tools_status: tools });
  });

  it('a guest that does not listen lets its shutdown time out and runs on; force ends it', async () => {
    const client = await aocClient(await startWorld(center('{name: m, cluster: hz-a, tools: NOT_INSTALLED}')));
    const { id } = await machine(client);
    const asked = await client.mutate('shutdown-vm', { where: { id } });
    expect(await client.await(asked.task_id)).toMatchObject({
      status: 'FAILED',
      error_code: 'JOB_VM_SHUTDOWN_TIMEOUT',
    });
    expect(await machine(client)).toMatchObject({ status: 'RUNNING', entityAsyncStatus: null });
    await client.await((await client.mutate('poweroff-vm', { where: { id } })).task_id);
    expect((await machine(client))['status']).toBe('STOPPED');
  });

  it('a locked machine is refused with what is locked', async () => {
    const client = await aocClient(await startWorld(center('{name: m, cluster: hz-a, busy: UPDATING}')));
    const { id } = await machine(client);
    expect(await client.call('poweroff-vm', { where: { id } })).toMatchObject({
      status: 400,
      body: { code: 'ResourceLocked', props: { locked_resources: [{ id, type: 'VM' }] } },
    });
  });

  it.each([
    { version: '4.6.0', status: 200, body: [{ task_id: null }] },
    { version: '4.7.0', status: 400, body: { status: 400 } },
  ])(
    'what is done already is nothing before 4.7.0 and an error since ($version)',
    async ({ version, status, body }) => {
      const client = await aocClient(await startWorld(center('{name: m, cluster: hz-a}', `version: ${version}`)));
      const { id } = await machine(client);
      expect(await client.call('start-vm', { where: { id } })).toMatchObject({ status, body });
    },
  );

  it('a start without memory fails in its task', async () => {
    const small = `apiVersion: onward/v1\nkind: World\naoc: {clusters: [{name: hz-a, hosts: [{memoryGiB: 12}]}], machines: [{name: a, cluster: hz-a}, {name: m, cluster: hz-a, status: STOPPED}]}\n`;
    const client = await aocClient(await startWorld(small));
    const { task_id } = await client.mutate('start-vm', { where: { name: 'm' } });
    expect(await client.await(task_id)).toMatchObject({ status: 'FAILED', error_code: 'HostAvailableMemoryFilter' });
  });

  it('a filter fans out to all it matches; one that matches nothing is 404, or empty where the world says so', async () => {
    const fan = center('{name: m, cluster: hz-a, count: 3}');
    const client = await aocClient(await startWorld(fan));
    const all = (await client.call('poweroff-vm', { where: {} })).body as readonly Row[];
    expect(all).toHaveLength(3);
    expect(new Set(all.map((item) => item['task_id'])).size).toBe(3);
    expect((await client.call('start-vm', { where: { id: 'x' } })).status).toBe(404);
    expect((await client.call('start-vm', {})).status).toBe(400);
    const empty = await aocClient(
      await startWorld(center('{name: m, cluster: hz-a}', 'undocumented: {noMatch: empty}')),
    );
    expect(await empty.call('start-vm', { where: { id: 'x' } })).toMatchObject({ status: 200, body: [] });
  });
});

describe('what nobody asked the center for', () => {
  it('HA moves a machine without a task; a guest shuts down; a console powers on', async () => {
    const twin = await startWorld(center('{name: m, cluster: hz-a, host: hz-a-1}'));
    const client = await aocClient(twin);
    await happen(twin, { machine: 'm', act: 'haMove', host: 'hz-a-3' });
    expect(await machine(client)).toMatchObject({ host: { name: 'hz-a-3' }, status: 'RUNNING' });
    await happen(twin, { machine: 'm', act: 'guestShutdown' });
    expect(await machine(client)).toMatchObject({ status: 'STOPPED' });
    await happen(twin, { machine: 'm', act: 'powerOn' });
    expect(await machine(client)).toMatchObject({ status: 'RUNNING' });
    expect(await client.list('tasks')).toEqual([]);
    await expect(happen(twin, { machine: 'x', act: 'powerOn' })).rejects.toThrow(/no such machine/);
    await expect(happen(twin, { machine: 'm', act: 'explode' })).rejects.toThrow(/haMove/);
  });

  it('something else has a machine for a while, and nobody else may then', async () => {
    const twin = await startWorld(center('{name: m, cluster: hz-a}'));
    const client = await aocClient(twin);
    const { id } = await machine(client);
    await happen(twin, { machine: 'm', act: 'lock' });
    expect(await machine(client)).toMatchObject({ entityAsyncStatus: 'UPDATING' });
    expect((await client.call('poweroff-vm', { where: { id } })).status).toBe(400);
    await happen(twin, { machine: 'm', act: 'unlock' });
    expect((await client.call('poweroff-vm', { where: { id } })).status).toBe(200);
  });

  it('an end of something else does not free a machine that is being migrated', async () => {
    const twin = await startWorld(center('{name: m, cluster: hz-a}'));
    const client = await aocClient(twin);
    await client.mutate('migrate-vm', { where: { name: 'm' } });
    await happen(twin, { machine: 'm', act: 'unlock' });
    expect(await machine(client)).toMatchObject({ entityAsyncStatus: 'UPDATING' });
  });

  it('can be told by the world, for later', async () => {
    const twin = await startWorld(
      center(
        '{name: m, cluster: hz-a, host: hz-a-1}',
        'happenings: [{afterMinutes: 10, machine: m, act: haMove, host: hz-a-2}]',
      ),
      { speed: 1 },
    );
    const client = await aocClient(twin);
    expect(await machine(client)).toMatchObject({ host: { name: 'hz-a-1' } });
    await fetch(`${twin.url}/_twin/clock`, { method: 'POST', body: '{"advance":"10m"}' });
    expect(await machine(client)).toMatchObject({ host: { name: 'hz-a-2' } });
  });
});

describe('tasks', () => {
  it('can be late: so many reads that ask for one do not see it', async () => {
    const client = await aocClient(
      await startWorld(center('{name: m, cluster: hz-a}', 'undocumented: {lateTasks: 2}')),
    );
    const { task_id } = await client.mutate('poweroff-vm', { where: { name: 'm' } });
    const seen = [];
    for (let poll = 0; poll < 4; poll += 1) seen.push((await client.list('tasks', { id: task_id })).length);
    expect(seen).toEqual([0, 0, 1, 1]);
  });

  it('are found by the machine and the mutation, newest first, with those of the past', async () => {
    const past = 'tasks: [{machine: m, mutation: poweroffVm, minutesAgo: 9, status: FAILED, errorCode: X}]';
    const client = await aocClient(await startWorld(center('{name: m, cluster: hz-a}', past)));
    const { id } = await machine(client);
    const { task_id } = await client.mutate('poweroff-vm', { where: { id } });
    const where = { resource_id: id, resource_mutation: 'poweroffVm' };
    const [last] = await client.list('tasks', where, { orderBy: 'local_created_at_DESC', first: 1 });
    expect(last).toMatchObject({ id: task_id, user: { name: 'root' } });
    expect(await client.list('tasks', { ...where, status_in: ['FAILED'] })).toMatchObject([{ error_code: 'X' }]);
  });
});
