import { describe, expect, it } from 'vitest';
import { Cs, csClient, errorOf } from './clients.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';

const migrateCheck = new Cs.RunClusterCheckRequest({ type: 'ClusterMigrate' });
type Client = ReturnType<typeof csClient>;

const finish = async (client: Client, id = ''): Promise<Record<string, unknown>> => {
  await client.getClusterCheck(clusterId, id);
  return (await client.getClusterCheck(clusterId, id)).body as Record<string, unknown>;
};

describe('cluster checks', () => {
  it('run for as long as the world says, without items, then give all of them', async () => {
    const client = csClient(await startWorld(oneCluster('checks: {minutes: 4}')));
    const { body: started } = await client.runClusterCheck(clusterId, migrateCheck);
    expect(started?.checkId).toMatch(new RegExp(`^\\d{19}-${clusterId}-clustercheck-[a-z0-9]{5}$`));
    const running = (await client.getClusterCheck(clusterId, started?.checkId ?? '')).body;
    expect(running).toMatchObject({
      checkId: started?.checkId,
      type: 'ClusterMigrate',
      status: 'Running',
      checkItems: {},
      createdAt: '2026-11-22T00:00:00.000000000Z',
    });
    expect(running?.finishedAt).toBeUndefined();
    const finished = await finish(client, started?.checkId);
    expect(finished).toMatchObject({
      status: 'Succeeded',
      message: 'task succeed',
      finishedAt: '2026-11-22T00:04:00.000000000Z',
    });
    const items = Object.values(finished['checkItems'] as Record<string, Record<string, unknown>[]>).flat();
    expect(items.length).toBeGreaterThan(10);
    expect(items.every((item) => item['status'] === 'pass')).toBe(true);
  });

  it('find what the world says, in its groups, unknown keys and all', async () => {
    const items =
      '[{group: Node, name: NodeReady, status: fail, message: two are not, resource: n-1, extra: {level: P1}}, {group: Node, name: NodeYum}, {name: Other, status: warning}]';
    const client = csClient(await startWorld(oneCluster(`checks: {items: ${items}}`)));
    const { body } = await client.runClusterCheck(clusterId, migrateCheck);
    expect(await finish(client, body?.checkId)).toMatchObject({
      status: 'Failed',
      checkItems: {
        Node: [
          { name: 'NodeReady', status: 'fail', message: 'two are not', resource: 'n-1', level: 'P1' },
          { name: 'NodeYum', status: 'pass', message: '' },
        ],
        cluster: [{ name: 'Other', status: 'warning', message: '' }],
      },
    });
  });

  it('may say Succeeded of a run in which an item failed', async () => {
    const client = csClient(
      await startWorld(oneCluster('checks: {status: Succeeded, items: [{name: NodeReady, status: fail}]}')),
    );
    const { body } = await client.runClusterCheck(clusterId, migrateCheck);
    expect(await finish(client, body?.checkId)).toMatchObject({
      status: 'Succeeded',
      checkItems: { cluster: [{ status: 'fail' }] },
    });
  });

  it('of other types pass, whatever a migration would find', async () => {
    const client = csClient(await startWorld(oneCluster('checks: {items: [{name: NodeReady, status: fail}]}')));
    const { body } = await client.runClusterCheck(clusterId, new Cs.RunClusterCheckRequest({ type: 'ClusterUpgrade' }));
    expect(await finish(client, body?.checkId)).toMatchObject({ type: 'ClusterUpgrade', status: 'Succeeded' });
  });

  it('are listed newest first, by type and target', async () => {
    const client = csClient(
      await startWorld(
        oneCluster(
          'checks: {existing: [{id: old, finishedMinutesAgo: 90}, {id: older, type: MasterUpgrade, finishedMinutesAgo: 900}]}',
        ),
      ),
    );
    const { body } = await client.runClusterCheck(
      clusterId,
      new Cs.RunClusterCheckRequest({ type: 'NodePoolUpgrade', target: 'np1' }),
    );
    const list = async (request: object): Promise<unknown> =>
      (await client.listClusterChecks(clusterId, new Cs.ListClusterChecksRequest(request))).body?.checks?.map(
        ({ checkId }) => checkId,
      );
    expect(await list({})).toEqual([body?.checkId, 'old', 'older']);
    expect(await list({ type: 'ClusterMigrate' })).toEqual(['old']);
    expect(await list({ target: 'np1' })).toEqual([body?.checkId]);
    expect(await list({ target: 'np2' })).toEqual([]);
  });

  it.each([
    { reason: 'an unknown type', fields: '', type: 'Anything', code: 'InvalidParameter' },
    { reason: 'no type', fields: '', type: undefined, code: 'InvalidParameter' },
    {
      reason: 'a cluster that is not running',
      fields: 'state: upgrading',
      type: 'ClusterMigrate',
      code: 'ErrorClusterState',
    },
  ])('are refused for $reason', async ({ fields, type, code }) => {
    const client = csClient(await startWorld(oneCluster(fields)));
    const request = new Cs.RunClusterCheckRequest(type === undefined ? {} : { type });
    expect(await errorOf(client.runClusterCheck(clusterId, request))).toMatchObject({ statusCode: 400, code });
  });
});
