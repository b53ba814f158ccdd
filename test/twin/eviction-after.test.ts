import { describe, expect, it } from 'vitest';
import { advance, evict, kube, merge, pod, podsIn } from './kubernetes-call.ts';
import { oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

/** One virtual second a real one, so that time stands still unless a test moves it. */
const shop = (kubernetes: string, rest = 'workers: 3, '): Promise<Twin> =>
  startWorld(oneCluster(`${rest}kubernetes: {${kubernetes}}`), { speed: 1, clock: () => 0 });

const three = 'deployments: [{name: db, namespace: shop, kind: StatefulSet, replicas: 3}]';

describe('what follows an eviction', () => {
  const onNode = async (twin: Twin): Promise<Record<string, unknown>> =>
    Object.fromEntries((await podsIn(twin)).map(({ metadata, spec }) => [metadata.name, spec['nodeName']]));

  it('of a ReplicaSet is a pod of another name elsewhere, after a while', async () => {
    const twin = await shop(
      'deployments: [{name: api, namespace: shop, replicas: 1, nodes: [n1]}]',
      'nodes: [{name: n1}, {name: n2}], ',
    );
    const [first] = await podsIn(twin);
    await kube(twin, 'PATCH /api/v1/nodes/n1', { body: { spec: { unschedulable: true } }, type: merge });
    await evict(twin, first?.metadata.name ?? '');
    expect(await podsIn(twin)).toHaveLength(1);
    await advance(twin, '1500ms');
    const both = await podsIn(twin);
    expect(both.map(({ status }) => status['phase'])).toEqual(expect.arrayContaining(['Pending', 'Running']));
    await advance(twin, '10s');
    const [last, ...more] = await podsIn(twin);
    expect([more, last?.spec['nodeName'], last?.status['phase']]).toEqual([[], 'n2', 'Running']);
    expect(last?.metadata.name).not.toBe(first?.metadata.name);
    const path = '/apis/apps/v1/namespaces/shop/deployments/api';
    expect((await kube(twin, `GET ${path}`)).body.status).toMatchObject({ replicas: 1, readyReplicas: 1 });
  });

  it('of a StatefulSet is a pod of the same name, once the old one is gone', async () => {
    const twin = await shop(three);
    const { uid } = (await pod(twin, 'db-1')).body.metadata;
    await evict(twin, 'db-1');
    await advance(twin, '1500ms');
    expect((await pod(twin, 'db-1')).body.metadata.uid).toBe(uid);
    await advance(twin, '10s');
    const again = (await pod(twin, 'db-1')).body;
    expect([again.metadata.uid === uid, again.status['phase']]).toEqual([false, 'Running']);
  });

  it('is a pod that waits where no node has room, until one has', async () => {
    const twin = await shop(
      'deployments: [{name: api, namespace: shop, replicas: 1, nodes: [n1]}]',
      'nodes: [{name: n1}, {name: n2, freePods: 0}], ',
    );
    await kube(twin, 'PATCH /api/v1/nodes/n1', { body: { spec: { unschedulable: true } }, type: merge });
    await evict(twin, (await podsIn(twin))[0]?.metadata.name ?? '');
    await advance(twin, '1m');
    const [waiting] = await podsIn(twin);
    expect(waiting?.spec['nodeName']).toBeUndefined();
    expect(waiting?.status).toMatchObject({ phase: 'Pending', conditions: [{ reason: 'Unschedulable' }] });
    await kube(twin, 'PATCH /api/v1/nodes/n1', { body: { spec: { unschedulable: null } }, type: merge });
    await advance(twin, '1m');
    expect(Object.values(await onNode(twin))).toEqual(['n1']);
  });

  it('is nothing for a pod without an owner', async () => {
    const twin = await shop('pods: [{name: a, namespace: shop}]');
    await evict(twin, 'a');
    await advance(twin, '1h');
    expect(await podsIn(twin)).toEqual([]);
  });

  it('is seen at least once by a clock that jumps', async () => {
    const twin = await startWorld(oneCluster(`kubernetes: {${three}}`));
    await evict(twin, 'db-0');
    expect((await pod(twin, 'db-0')).body.metadata.deletionTimestamp).toBeDefined();
    let reads = 0;
    while ((await pod(twin, 'db-0')).body.status['phase'] !== 'Running' || reads === 0) {
      reads += 1;
      expect(reads).toBeLessThan(10);
    }
  });
});
