import { describe, expect, it } from 'vitest';
import { addFault, calls, kubernetes } from './control.ts';
import { evict, kube } from './kubernetes-call.ts';
import { signedOss } from './oss-client.ts';
import { cs } from './signed-fetch.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

/** A session with a bit of everything; what it saw, without the ports, which the system gives. */
async function session(twin: Twin): Promise<string> {
  const seen: unknown[] = [];
  const get = async (path: string): Promise<void> => {
    seen.push(await cs(twin, 'GET', path));
  };
  const cluster = `/clusters/${clusterId}`;
  await addFault(twin, { match: { action: 'DescribeClusterNodes' }, effect: { throttle: { retryAfterMs: 1 } } });
  for (const path of [cluster, `${cluster}/nodes`, `${cluster}/nodes`, `${cluster}/resources`]) await get(path);
  const check = await cs(twin, 'POST', `${cluster}/checks`, { type: 'ClusterMigrate' });
  for (let read = 0; read < 2; read += 1) await get(`${cluster}/checks/${String(check['check_id'])}`);
  await get(`/k8s/${clusterId}/user_config`);
  seen.push(await (await kubernetes(twin, '/api/v1/pods')).text());
  const [pod] = (await kube(twin, 'GET /api/v1/namespaces/default/pods')).body.items;
  seen.push((await evict(twin, pod?.metadata.name ?? '', { namespace: 'default' })).body);
  for (let read = 0; read < 6; read += 1) seen.push((await kube(twin, 'GET /api/v1/namespaces/default/pods')).body);
  await signedOss(twin, { method: 'PUT', path: '/made-here/' });
  await signedOss(twin, { method: 'PUT', path: '/made-here/a', body: 'a' });
  seen.push(await (await signedOss(twin, { path: '/made-here/?versions' })).text());
  const migration = await cs(twin, 'POST', `${cluster}/migrate`, {});
  for (let read = 0; read < 7; read += 1) await get(`/tasks/${String(migration['task_id'])}`);
  await get('/events');
  seen.push(check, migration, await calls(twin), await (await fetch(`${twin.url}/_twin/world`)).json());
  return JSON.stringify(seen).replace(/127\.0\.0\.1:\d+/g, 'loopback');
}

describe('determinism', () => {
  it('gives the same answers for the same seed, world and calls', async () => {
    const first = await session(await startWorld());
    expect(first).toContain('ack.pro.small');
    expect(first).toContain('Throttling.User');
    expect(first).toContain('<Key>a</Key>');
    expect(first).toContain('"replicasets.apps"');
    expect(await session(await startWorld())).toBe(first);
  });

  it('gives other ids for another seed, from the options or the world', async () => {
    const requests = async (twin: Twin): Promise<string> => {
      await cs(twin, 'GET', `/clusters/${clusterId}`);
      return (await calls(twin))[0]?.request ?? '';
    };
    const [plain, told, world, seven] = [
      await requests(await startWorld()),
      await requests(await startWorld(oneCluster(), { seed: 8 })),
      await requests(await startWorld(oneCluster('', 'seed: 8'))),
      await requests(await startWorld(oneCluster('', 'seed: 8'), { seed: 7 })),
    ];
    expect(told).not.toBe(plain);
    expect(world).toBe(told);
    expect(seven).toBe(plain);
  });

  it('shows the whole world as it is now', async () => {
    const twin = await startWorld(oneCluster('migrating: {startedMinutesAgo: 3}'));
    const world = (await (await fetch(`${twin.url}/_twin/world`)).json()) as Record<string, unknown>;
    expect(world).toMatchObject({
      kind: 'World',
      now: '2026-11-22T00:00:00Z',
      account: { id: '1234567890123456' },
      ack: {
        clusters: [
          {
            id: clusterId,
            state: 'migrating',
            spec: 'ack.standard',
            migrations: [{ state: 'running', from: '2026-11-21T23:57:00Z', to: '2026-11-22T00:09:00Z' }],
          },
        ],
      },
      faults: [],
    });
  });

  it('logs a row of exactly these fields for each call', async () => {
    const twin = await startWorld();
    await cs(twin, 'GET', `/clusters/${clusterId}`);
    const [row] = await calls(twin);
    expect(row).toEqual({
      at: '2026-11-22T00:00:30Z',
      product: 'CS',
      action: 'DescribeClusterDetail',
      target: clusterId,
      kind: 'read',
      status: 200,
      request: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/) as string,
      fault: null,
      served: 200,
    });
    expect(Object.keys(row ?? {}).join(' ')).toBe('at product action target kind status request fault served');
  });
});
