import { describe, expect, it } from 'vitest';
import { aocClient, center, type AocClient, type Row } from './aoc-client.ts';
import { startWorld } from './start-world.ts';

const machine = (client: AocClient): Promise<Row> => client.one('vms', { name: 'm' });

async function move(client: AocClient, host?: string): Promise<Row> {
  const { id } = await machine(client);
  const data = host === undefined ? {} : { data: { host_id: (await client.one('hosts', { name: host }))['id'] } };
  return client.await((await client.mutate('migrate-vm', { where: { id }, ...data })).task_id);
}

describe('migrating within a cluster', () => {
  it.each([
    { status: 'RUNNING', how: 'live' },
    { status: 'STOPPED', how: 'cold' },
  ])('a $status machine moves $how to the host asked for, and stays $status', async ({ status, how }) => {
    const client = await aocClient(
      await startWorld(center(`{name: m, cluster: hz-a, host: hz-a-1, status: ${status}}`)),
    );
    expect(await move(client, 'hz-a-3')).toMatchObject({
      status: 'SUCCESSED',
      progress: 100,
      resource_mutation: 'migrateVm',
      description: expect.stringContaining(`performing a ${how} migration`) as string,
    });
    expect(await machine(client)).toMatchObject({ status, host: { name: 'hz-a-3' }, entityAsyncStatus: null });
  });

  it('a machine without a host named goes where most room is', async () => {
    const others = '{name: big, cluster: hz-a, host: hz-a-2, memoryGiB: 64}';
    const client = await aocClient(await startWorld(center(`{name: m, cluster: hz-a, host: hz-a-1}, ${others}`)));
    await move(client);
    expect(await machine(client)).toMatchObject({ host: { name: 'hz-a-3' } });
  });

  it.each([
    { reason: 'a CPU that does not fit', fields: 'guestCpuModel: icelake', more: '', code: 'HostCpuModelFilter' },
    { reason: 'too little memory', fields: 'memoryGiB: 600', more: '', code: 'HostAvailableMemoryFilter' },
    {
      reason: 'a placement group',
      fields: '',
      more: 'placementGroups: [{name: g, cluster: hz-a, machines: [m], mustHosts: [hz-a-1]}]',
      code: 'PlacementGroupMustFilter',
    },
  ])('$reason lets the task fail, and the machine runs on where it was', async ({ fields, more, code }) => {
    const client = await aocClient(await startWorld(center(`{name: m, cluster: hz-a, host: hz-a-1, ${fields}}`, more)));
    expect(await move(client, 'hz-a-2')).toMatchObject({ status: 'FAILED', error_code: code });
    expect(await machine(client)).toMatchObject({
      host: { name: 'hz-a-1' },
      status: 'RUNNING',
      entityAsyncStatus: null,
    });
  });

  it('a CPU that does not fit is no obstacle to one that is off', async () => {
    const fields = 'status: STOPPED, guestCpuModel: icelake';
    const client = await aocClient(await startWorld(center(`{name: m, cluster: hz-a, host: hz-a-1, ${fields}}`)));
    expect((await move(client, 'hz-a-2'))['status']).toBe('SUCCESSED');
  });

  it.each([
    { reason: 'suspended', fields: 'status: SUSPENDED', host: 'hz-a-2' },
    { reason: 'in the recycle bin', fields: 'inRecycleBin: true', host: 'hz-a-2' },
    { reason: 'tied to its host by a GPU', fields: 'devices: [{kind: gpu, name: A10}]', host: 'hz-a-2' },
    { reason: 'on that host already', fields: '', host: 'hz-a-1' },
    { reason: 'of another cluster than the host', fields: '', host: 'hz-b-1' },
    { reason: 'locked', fields: 'busy: UPDATING', host: 'hz-a-2' },
  ])('a machine $reason is refused with 400', async ({ fields, host }) => {
    const client = await aocClient(await startWorld(center(`{name: m, cluster: hz-a, host: hz-a-1, ${fields}}`)));
    await expect(move(client, host)).rejects.toThrow(/^400/);
    expect(await client.list('tasks')).toEqual([]);
  });

  it('only so many run at once from a host; the others wait as PENDING, locked', async () => {
    const three = '{name: m, cluster: hz-a, host: hz-a-1, count: 3}';
    const twin = await startWorld(center(three, 'limits: {perSource: 1}'));
    const client = await aocClient(twin);
    const made = (await client.call('migrate-vm', { where: { name_starts_with: 'm' } })).body as readonly Row[];
    const tasks = await client.list('tasks', {}, { orderBy: 'local_created_at_ASC' });
    expect(tasks.map(({ status }) => status)).toEqual(['EXECUTING', 'PENDING', 'PENDING']);
    const { aoc } = (await (await fetch(`${twin.url}/_twin/world`)).json()) as { aoc: { machines: readonly Row[] } };
    expect(aoc.machines.map(({ entityAsyncStatus }) => entityAsyncStatus)).toEqual([
      'UPDATING',
      'UPDATING',
      'UPDATING',
    ]);
    for (const { task_id } of made) await client.await(String(task_id));
    const done = await client.list('tasks', {}, { orderBy: 'local_created_at_ASC' });
    const spans = done.map(({ started_at, finished_at }) => [String(started_at), String(finished_at)]);
    expect(spans[1]![0]).toBe(spans[0]![1]);
    expect(spans[2]![0]).toBe(spans[1]![1]);
  });
});
