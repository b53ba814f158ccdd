import { describe, expect, it } from 'vitest';
import { aocClient, across, center, happen, type Row } from './aoc-client.ts';
import { at, stop, submit, taskOf, untilReady, type Staged } from './aoc-staging.ts';
import { startWorld } from './start-world.ts';

/** An ordinary power call for the source, as from the center's own console. */
async function ask({ client }: Staged, name: string): ReturnType<Staged['client']['call']> {
  const { id } = await client.one('vms', { name: 'm', cluster: { name: 'hz-a' } });
  return client.call(name, { where: { id } });
}

const taskStatus = async ({ client, task }: Staged): Promise<unknown> =>
  (await client.one('tasks', { id: task }))['status'];

describe('a shutdown by hand at the gate', () => {
  it.each(['shutdown-vm', 'poweroff-vm'])('by %s finds the machine locked', async (name) => {
    const staged = await untilReady();
    expect(await ask(staged, name)).toMatchObject({ status: 400, body: { code: 'ResourceLocked' } });
    expect(await taskStatus(staged)).toBe('PAUSED');
  });

  it.each(['shutdown-vm', 'poweroff-vm'])('by %s lets the migration go on where the world says so', async (name) => {
    const staged = await untilReady('', 'undocumented: {shutdownCall: advances}');
    const { client } = staged;
    const asked = await ask(staged, name);
    expect(asked.status).toBe(200);
    expect(await client.await(taskOf(asked))).toMatchObject({ status: 'SUCCESSED' });
    expect(await at(client, 'hz-a')).toMatchObject([{ status: 'STOPPED', entityAsyncStatus: 'UPDATING' }]);
    expect(await client.await(staged.task)).toMatchObject({ status: 'SUCCESSED' });
    expect(await at(client, 'hz-b')).toMatchObject([{ status: 'RUNNING' }]);
  });

  it('is locked while the copy is still made, whatever the world says of the gate', async () => {
    const staged = await submit('', 'undocumented: {shutdownCall: advances}');
    expect(await ask(staged, 'shutdown-vm')).toMatchObject({ status: 400, body: { code: 'ResourceLocked' } });
  });

  it('can be told by the world: somebody shuts the guest down some minutes after the gate opened', async () => {
    const staged = await submit('handShutdownMinutes: 45');
    const paused = await staged.client.await(staged.task, ({ status }) => status === 'PAUSED');
    expect(await staged.client.await(staged.task)).toMatchObject({ status: 'SUCCESSED' });
    const [source] = await at(staged.client, 'hz-a');
    const begun = Date.parse(String(paused['started_at']));
    expect(Date.parse(String(source!['last_shutdown_time'])) - begun).toBe((10 + 45) * 60_000);
  });

  it('comes to nothing in a migration that has been aborted meanwhile', async () => {
    const staged = await untilReady('handShutdownMinutes: 45');
    await staged.client.call('abort-migrate-vm-across-cluster', { tasks: { id: staged.task } });
    await fetch(`${staged.twin.url}/_twin/clock`, { method: 'POST', body: '{"advance":"2h"}' });
    expect(await at(staged.client, 'hz-a')).toMatchObject([{ status: 'RUNNING' }]);
  });

  it('comes to nothing when the call was faster, also for a source that somebody starts again', async () => {
    const staged = await untilReady('handShutdownMinutes: 600');
    const { client, twin } = staged;
    await stop(staged);
    await client.await(staged.task);
    await happen(twin, { machine: 'm', cluster: 'hz-a', act: 'powerOn' });
    await fetch(`${twin.url}/_twin/clock`, { method: 'POST', body: '{"advance":"11h"}' });
    expect(await at(client, 'hz-a')).toMatchObject([{ status: 'RUNNING' }]);
  });

  it('from within does not count in a world that ignores it, before the gate or at it; the call does', async () => {
    const staged = await submit('shutdown: ignored', 'undocumented: {guestShutdown: ignored}');
    await happen(staged.twin, { machine: 'm', cluster: 'hz-a', act: 'guestShutdown' });
    await staged.client.await(staged.task, ({ status }) => status === 'PAUSED');
    for (let poll = 0; poll < 5; poll += 1) expect(await taskStatus(staged)).toBe('PAUSED');
    const stopped = await staged.client.await(taskOf(await stop(staged)));
    expect(stopped).toMatchObject({ status: 'SUCCESSED' });
    const took = Date.parse(String(stopped['finished_at'])) - Date.parse(String(stopped['started_at']));
    expect(took).toBe(12_000);
    expect(await staged.client.await(staged.task)).toMatchObject({ status: 'SUCCESSED' });
  });

  it('while a deaf guest is asked to shut down is as good as if it had listened', async () => {
    const staged = await untilReady('shutdown: ignored');
    const asked = await stop(staged);
    await happen(staged.twin, { machine: 'm', cluster: 'hz-a', act: 'powerOff' });
    expect(await staged.client.await(taskOf(asked))).toMatchObject({ status: 'SUCCESSED' });
    expect(await staged.client.await(staged.task)).toMatchObject({ status: 'SUCCESSED' });
  });
});

describe('the call for the shutdown', () => {
  it('answers with the task of the migration where the world says so, and makes none of its own', async () => {
    const staged = await untilReady('shutdown: ignored', 'undocumented: {stopTask: migration}');
    expect(taskOf(await stop(staged))).toBe(staged.task);
    expect((await stop(staged)).status).toBe(400);
    await fetch(`${staged.twin.url}/_twin/clock`, { method: 'POST', body: '{"advance":"5m"}' });
    expect(await taskStatus(staged)).toBe('PAUSED');
    expect(taskOf(await stop(staged, true))).toBe(staged.task);
    expect(await staged.client.await(staged.task)).toMatchObject({ status: 'SUCCESSED' });
    expect(await staged.client.list('tasks')).toHaveLength(1);
  });
});

describe('the ids of the machine on the target', () => {
  it.each([
    { copyIds: 'new', where: 'hz-a' },
    { copyIds: 'same', where: 'hz-b' },
  ])('are $copyIds where the world says so: the old ones are found in $where', async ({ copyIds, where }) => {
    const client = await aocClient(
      await startWorld(center('{name: m, cluster: hz-a}', `undocumented: {copyIds: ${copyIds}}`)),
    );
    const { id, local_id } = await client.one('vms', { name: 'm' });
    const { task_id } = await client.mutate('migrate-vm-across-cluster', await across(client, 'm', 'LIVE_MIGRATE'));
    expect(await client.one('vms', { id })).toMatchObject({ cluster: { name: 'hz-a' } });
    expect(await client.await(task_id)).toMatchObject({ resource_id: id });
    expect(await client.one('vms', { id })).toMatchObject({ cluster: { name: where } });
    expect(await client.one('vms', { local_id })).toMatchObject({ id });
    const ids = (await client.list('vms')).map((row: Row) => row['id']);
    expect(new Set(ids).size).toBe(2);
  });

  it('stay the only ones when the source is deleted', async () => {
    const client = await aocClient(
      await startWorld(center('{name: m, cluster: hz-a}', 'undocumented: {copyIds: same}')),
    );
    const { id } = await client.one('vms', { name: 'm' });
    const asked = await across(client, 'm', 'LIVE_MIGRATE', { config: { delete_src_vm: true } });
    await client.await((await client.mutate('migrate-vm-across-cluster', asked)).task_id);
    expect(await client.list('vms')).toMatchObject([{ id, cluster: { name: 'hz-b' }, status: 'RUNNING' }]);
  });
});
