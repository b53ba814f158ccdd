import { describe, expect, it } from 'vitest';
import { addFault, calls, Cs, csClient, kubernetes, stsClient } from './clients.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

/** A session with a bit of everything; what it saw, without the ports, which the system gives. */
async function session(twin: Twin): Promise<string> {
  const client = csClient(twin);
  const seen: unknown[] = [(await stsClient(twin).getCallerIdentity()).body];
  await addFault(twin, { match: { action: 'DescribeClusterNodes' }, effect: { throttle: { retryAfterMs: 1 } } });
  seen.push((await client.describeClusterDetail(clusterId)).body);
  await client
    .describeClusterNodes(clusterId, new Cs.DescribeClusterNodesRequest({}))
    .catch((error: unknown) => seen.push((error as Error).message));
  seen.push((await client.describeClusterNodes(clusterId, new Cs.DescribeClusterNodesRequest({}))).body);
  const { body: check } = await client.runClusterCheck(
    clusterId,
    new Cs.RunClusterCheckRequest({ type: 'ClusterMigrate' }),
  );
  for (let read = 0; read < 2; read += 1)
    seen.push((await client.getClusterCheck(clusterId, check?.checkId ?? '')).body);
  seen.push(
    (await client.describeClusterUserKubeconfig(clusterId, new Cs.DescribeClusterUserKubeconfigRequest({}))).body,
  );
  seen.push(await (await kubernetes(twin, '/api/v1/pods')).text());
  const { body: migration } = await client.migrateCluster(clusterId, new Cs.MigrateClusterRequest({}));
  for (let read = 0; read < 7; read += 1) seen.push((await client.describeTaskInfo(migration?.taskId ?? '')).body);
  seen.push((await client.describeEvents(new Cs.DescribeEventsRequest({}))).body);
  seen.push(await calls(twin), await (await fetch(`${twin.url}/_twin/world`)).json());
  return JSON.stringify(seen).replace(/127\.0\.0\.1:\d+/g, 'loopback');
}

describe('determinism', () => {
  it('gives the same answers for the same seed, world and calls', async () => {
    expect(await session(await startWorld())).toBe(await session(await startWorld()));
  });

  it('gives other ids for another seed, from the options or the world', async () => {
    const requests = async (twin: Twin): Promise<string> => {
      await csClient(twin).describeClusterDetail(clusterId);
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
    await csClient(twin).describeClusterDetail(clusterId);
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
    });
    expect(Object.keys(row ?? {})).toEqual(['at', 'product', 'action', 'target', 'kind', 'status', 'request', 'fault']);
  });
});
