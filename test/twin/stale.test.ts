import { describe, expect, it } from 'vitest';
import { Cs, csClient } from './clients.ts';
import { addFault, post } from './control.ts';
import { checked, clusterId, oneCluster, startWorld } from './start-world.ts';

/** Time passes with no read, so that none of them ends anything. */
const slowly = { speed: 1 } as const;

const reads = ['state', 'tasks', 'events'] as const;

/** A cluster whose migration was accepted, and what each sort of read says of that. */
const migrated = async (stale: object) => {
  const twin = await startWorld(oneCluster(checked), slowly);
  await addFault(twin, { match: { product: 'CS', action: 'MigrateCluster' }, effect: { stale } });
  const client = csClient(twin);
  const { body } = await client.migrateCluster(clusterId, new Cs.MigrateClusterRequest({}));
  const events = new Cs.DescribeEventsRequest({ clusterId });
  const look = {
    state: async () => (await client.describeClusterDetail(clusterId)).body?.state === 'migrating',
    tasks: async () =>
      ((await client.describeClusterTasks(clusterId, new Cs.DescribeClusterTasksRequest({}))).body?.tasks ?? [])
        .length > 0,
    events: async () => ((await client.describeEvents(events)).body?.events ?? []).length > 0,
  };
  return { client, look, task: body?.taskId ?? '' };
};

const looks = async (look: () => Promise<boolean>, times: number): Promise<readonly boolean[]> => {
  const seen: boolean[] = [];
  for (let time = 0; time < times; time += 1) seen.push(await look());
  return seen;
};

describe('stale reads of a cluster', () => {
  it('show a migration late, each sort for so many reads of its own', async () => {
    const { look } = await migrated({ reads: 2 });
    for (const sort of reads) expect(await looks(look[sort], 4)).toEqual([false, false, true, true]);
  });

  it.each(reads)('are late in %s alone where that is asked for', async (late) => {
    const { look } = await migrated({ reads: 1, of: [late] });
    for (const sort of reads) expect(await looks(look[sort], 2)).toEqual([sort !== late, true]);
  });

  it('leave a task that is asked for by its id as it is', async () => {
    const { client, task } = await migrated({ reads: 9 });
    expect((await client.describeTaskInfo(task)).body?.state).toBe('running');
  });

  it('show one cluster late and no other', async () => {
    const other = 'c82e6987e2961451182edacd74faf0009';
    const world = `apiVersion: onward/v1\nkind: World\nack: {clusters: [{id: ${clusterId}, ${checked}}, {id: ${other}, ${checked}}]}\n`;
    const twin = await startWorld(world, slowly);
    await addFault(twin, { match: { product: 'CS', action: 'MigrateCluster' }, effect: { stale: { reads: 1 } } });
    const client = csClient(twin);
    for (const id of [clusterId, other]) await client.migrateCluster(id, new Cs.MigrateClusterRequest({}));
    expect((await client.describeClusterDetail(other)).body?.state).toBe('migrating');
    expect((await client.describeClusterDetail(clusterId)).body?.state).toBe('running');
  });

  it('are refused where the word says nothing', async () => {
    const rule = { match: { product: 'CS' }, effect: { stale: { reads: 1, of: ['nodes'] } } };
    expect((await post(await startWorld(), 'faults', rule)).status).toBe(400);
  });
});
