import { describe, expect, it } from 'vitest';
import { aocClient, center, type AocClient, type Row } from './aoc-client.ts';
import { addFault, calls } from './control.ts';
import { startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

const world = center('{name: m, cluster: hz-a, host: hz-a-1}');

/** How many migrations of a machine the center took on, as the call log tells. */
const accepted = async (twin: Twin, machine: unknown): Promise<number> =>
  (await calls(twin)).filter(
    ({ action, target, served }) => action.startsWith('migrate-vm') && target === machine && served === 200,
  ).length;

async function start(): Promise<{ readonly twin: Twin; readonly client: AocClient; readonly id: string }> {
  const twin = await startWorld(world);
  const client = await aocClient(twin);
  return { twin, client, id: String((await client.one('vms', { name: 'm' }))['id']) };
}

/** Some that are to be answered badly, or not at all. */
const move = ({ client, id }: Awaited<ReturnType<typeof start>>): Promise<unknown> =>
  client.call('migrate-vm', { where: { id } }).catch(() => undefined);

describe('the call log of the operation center', () => {
  it.each<{ reason: string; where: Row; target: string }>([
    { reason: 'its id', where: { id: 'a', name: 'b' }, target: 'a' },
    { reason: 'its id, however the client asks for it', where: { OR: [{ local_id: 'a' }, { id: 'a' }] }, target: 'a' },
    { reason: 'what belongs to it', where: { resource_mutation: 'x', resource_id: 'a' }, target: 'a' },
    { reason: 'what it belongs to', where: { type: 'VM', cluster: { id: 'c' } }, target: 'c' },
    { reason: 'nothing', where: { status: 'RUNNING' }, target: '' },
  ])('names a target by $reason', async ({ where, target }) => {
    const { twin, client } = await start();
    await client.call('get-vms', { where });
    expect((await calls(twin)).at(-1)).toMatchObject({ action: 'get-vms', kind: 'read', target });
  });

  it.each<{ effect: Row; status: number; count: number }>([
    { effect: { drop: 'before' }, status: 0, count: 0 },
    { effect: { drop: 'after' }, status: 0, count: 1 },
    { effect: { html502: 'before' }, status: 502, count: 0 },
    { effect: { html502: 'after' }, status: 502, count: 1 },
    { effect: { empty200: {} }, status: 200, count: 1 },
    { effect: { delay: { ms: 5 } }, status: 200, count: 1 },
    { effect: { refuse: { status: 400, code: 'ResourceLocked' } }, status: 400, count: 0 },
    { effect: { throttle: { retryAfterMs: 1000 } }, status: 429, count: 0 },
  ])('tells a migration that was taken on from one that was not, under $effect', async ({ effect, status, count }) => {
    const here = await start();
    await addFault(here.twin, { match: { product: 'AOC', action: 'migrate-vm', target: here.id }, effect });
    await move(here);
    const row = (await calls(here.twin)).at(-1);
    expect(row).toMatchObject({ action: 'migrate-vm', kind: 'write', target: here.id, status });
    expect(await accepted(here.twin, here.id)).toBe(count);
    expect(await here.client.list('tasks')).toHaveLength(count);
  });

  it('counts what the center itself refused as not taken on, though nobody saw the answer', async () => {
    const here = await start();
    await move(here);
    await addFault(here.twin, { match: { product: 'AOC', action: 'migrate-vm' }, effect: { drop: 'after' } });
    await move(here);
    expect((await calls(here.twin)).at(-1)).toMatchObject({ status: 0, served: 400, fault: 'drop after' });
    expect(await accepted(here.twin, here.id)).toBe(1);
  });
});
