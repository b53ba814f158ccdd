import { describe, expect, it } from 'vitest';
import { aocClient, across, center } from './aoc-client.ts';
import { abort, at, reach, stop, submit } from './aoc-staging.ts';
import { startWorld } from './start-world.ts';

describe('aborting', () => {
  it.each([
    { phase: 'copy', then: 'RUNNING' },
    { phase: 'waiting', then: 'RUNNING' },
    { phase: 'shutdown', then: 'RUNNING' },
    { phase: 'delta', then: 'STOPPED' },
    { phase: 'restart', then: 'STOPPED' },
  ] as const)(
    'a staged migration in phase $phase answers with its task, FAILED, leaves the source $then and nothing on the target',
    async ({ phase, then }) => {
      const staged = await submit();
      const { client, task } = staged;
      await reach(staged, phase);
      expect(await abort(staged)).toMatchObject({
        status: 200,
        body: [{ id: task, status: 'FAILED', error_code: 'JOB_VM_MIGRATE_ABORTED' }],
      });
      expect(await at(client, 'hz-a')).toMatchObject([{ status: then, entityAsyncStatus: null }]);
      for (let read = 0; read < 8; read += 1) expect(await at(client, 'hz-b')).toEqual([]);
      expect((await abort(staged)).status).toBe(400);
      expect((await stop(staged)).status).toBe(400);
      expect(await client.one('tasks', { id: task })).toMatchObject({ status: 'FAILED' });
    },
  );

  it('one that waits for its turn ends it before it began', async () => {
    const twin = await startWorld(center('{name: m, cluster: hz-a, count: 2, host: hz-a-1}', 'limits: {perSource: 1}'));
    const client = await aocClient(twin);
    await client.mutate('migrate-vm-across-cluster', await across(client, 'm-1', 'LIVE_MIGRATE'));
    const second = await client.mutate('migrate-vm-across-cluster', await across(client, 'm-2', 'LIVE_MIGRATE'));
    expect(await client.one('tasks', { id: second.task_id })).toMatchObject({ status: 'PENDING', started_at: null });
    const aborted = await client.call('abort-migrate-vm-across-cluster', { tasks: { id: second.task_id } });
    expect(aborted).toMatchObject({ status: 200, body: [{ status: 'FAILED' }] });
    expect(await client.one('vms', { name: 'm-2' })).toMatchObject({ status: 'RUNNING', entityAsyncStatus: null });
  });

  it.each(['delta', 'restart'] as const)(
    'in phase %s starts the source again where the world says so, for then nothing else of it runs',
    async (phase) => {
      const staged = await submit('', 'undocumented: {abortLeavesSource: started}');
      await reach(staged, phase);
      await abort(staged);
      expect(await staged.client.list('vms', { name: 'm' })).toMatchObject([{ status: 'RUNNING' }]);
    },
  );

  it('while the guest shuts down does not call that back', async () => {
    const staged = await submit();
    await reach(staged, 'shutdown');
    await abort(staged);
    for (let read = 0; read < 6; read += 1) await staged.client.list('tasks');
    expect(await at(staged.client, 'hz-a')).toMatchObject([{ status: 'STOPPED', entityAsyncStatus: null }]);
    expect(await at(staged.client, 'hz-b')).toEqual([]);
  });

  it('leaves a partial copy where the world says so, which then takes the name', async () => {
    const staged = await submit('', 'undocumented: {abortLeaves: copy}');
    await abort(staged);
    const { client } = staged;
    expect(await at(client, 'hz-b')).toMatchObject([{ name: 'm', status: 'STOPPED', entityAsyncStatus: null }]);
    const again = await client.mutate('migrate-vm-across-cluster', await across(client, 'm', 'CUTOVER_MIGRATE'));
    expect(await client.await(again.task_id)).toMatchObject({ error_code: 'VM_DUPLICATED_NAME' });
  });

  it('takes a hot one back as well, and none within a cluster', async () => {
    const client = await aocClient(await startWorld(center('{name: m, cluster: hz-a, host: hz-a-1}')));
    const hot = await client.mutate('migrate-vm-across-cluster', await across(client, 'm', 'LIVE_MIGRATE'));
    expect((await client.call('abort-migrate-vm-across-cluster', { tasks: { id: hot.task_id } })).status).toBe(200);
    const within = await client.mutate('migrate-vm', { where: { name: 'm' } });
    expect((await client.call('abort-migrate-vm-across-cluster', { tasks: { id: within.task_id } })).status).toBe(400);
  });
});
