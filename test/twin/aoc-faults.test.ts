import { describe, expect, it } from 'vitest';
import { aocClient, across, center, type AocClient } from './aoc-client.ts';
import { addFault, calls, post } from './control.ts';
import { startWorld } from './start-world.ts';

const one = center('{name: m, cluster: hz-a, host: hz-a-1}');
const statusOf = async (client: AocClient): Promise<unknown> => (await client.one('vms', { name: 'm' }))['status'];

describe('faults of the operation center', () => {
  it('refuse in its shape: ResourceLocked names the machine, 304 has no body', async () => {
    const twin = await startWorld(one);
    const client = await aocClient(twin);
    const { id } = await client.one('vms', { name: 'm' });
    await addFault(twin, [
      {
        match: { product: 'AOC', action: 'poweroff-vm', target: id },
        effect: { refuse: { status: 400, code: 'ResourceLocked' } },
      },
      { match: { action: 'migrate-vm-across-cluster' }, effect: { refuse: { status: 304, code: 'NotModified' } } },
    ]);
    expect(await client.call('poweroff-vm', { where: { id } })).toMatchObject({
      status: 400,
      body: { code: 'ResourceLocked', path: '/v2/api/poweroff-vm', props: { locked_resources: [{ id, type: 'VM' }] } },
    });
    expect(await statusOf(client)).toBe('RUNNING');
    expect(await client.call('migrate-vm-across-cluster', await across(client, 'm', 'LIVE_MIGRATE'))).toMatchObject({
      status: 304,
      body: null,
    });
    expect((await calls(twin)).map(({ fault }) => fault)).toContain('refuse');
  });

  it('drop an answer before or after it took effect', async () => {
    for (const drop of ['before', 'after']) {
      const twin = await startWorld(one);
      const client = await aocClient(twin);
      await addFault(twin, { match: { product: 'AOC', action: 'poweroff-vm' }, effect: { drop } });
      await expect(client.call('poweroff-vm', { where: { name: 'm' } })).rejects.toThrow();
      expect(await client.list('tasks')).toHaveLength(drop === 'after' ? 1 : 0);
    }
  });

  it('throttle with 429 and Retry-After in seconds', async () => {
    const twin = await startWorld(one);
    const client = await aocClient(twin);
    await addFault(twin, { match: { product: 'AOC' }, effect: { throttle: { retryAfterMs: 1500 } } });
    const throttled = await client.call('get-vms');
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get('retry-after')).toBe('2');
  });

  it('stale shows a write late, machines and tasks each for so many of their own reads', async () => {
    const twin = await startWorld(one);
    const client = await aocClient(twin);
    await addFault(twin, { match: { product: 'AOC', action: 'poweroff-vm' }, effect: { stale: { reads: 2 } } });
    const { task_id } = await client.mutate('poweroff-vm', { where: { name: 'm' } });
    const tasks = async (): Promise<number> => (await client.list('tasks', { id: task_id })).length;
    const lock = async (): Promise<unknown> => (await client.one('vms', { name: 'm' }))['entityAsyncStatus'];
    expect([await lock(), await lock(), await lock()]).toEqual([null, null, 'UPDATING']);
    expect([await tasks(), await tasks(), await tasks()]).toEqual([0, 0, 1]);
  });

  it.each([
    {
      rule: { match: { product: 'AOC', action: 'migrate-vms' }, effect: { drop: 'after' } },
      why: /did you mean migrate-vm/,
    },
    { rule: { match: { product: 'ECS' }, effect: { stale: { reads: 1 } } }, why: /comes later/ },
    { rule: { match: { product: 'AOC' }, effect: { stale: {} } }, why: /reads is missing/ },
  ])('are refused with the reason: $why', async ({ rule, why }) => {
    const response = await post(await startWorld(one), 'faults', rule);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(why);
  });

  it('are the same for the same seed, world and calls', async () => {
    const play = async (): Promise<unknown> => {
      const twin = await startWorld(one);
      const client = await aocClient(twin);
      const { task_id } = await client.mutate('migrate-vm-across-cluster', await across(client, 'm', 'LIVE_MIGRATE'));
      await client.await(task_id);
      return (await fetch(`${twin.url}/_twin/world`)).json();
    };
    expect(await play()).toEqual(await play());
  });
});
