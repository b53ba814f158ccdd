import { describe, expect, it } from 'vitest';
import type { Twin } from '../../../src/twin/start.ts';
import { callRpc, Cs, csClient, type Row } from '../clients.ts';
import { advance, evict, kube, pod, podsIn, type Answer } from '../kubernetes-call.ts';
import { clusterId, oneCluster, startWorld } from '../start-world.ts';

/** A dedicated cluster whose time only moves when it is told to. */
const start = (fields = ''): Promise<Twin> =>
  startWorld(
    oneCluster(
      `type: Kubernetes, masters: [{name: m1, instance: i-m1}, {name: m2, instance: i-m2}, {name: m3, instance: i-m3}], nodes: [{name: n1, instance: i-n1}, {name: n2, instance: i-n2}], ${fields}`,
    ),
    { speed: 1 },
  );

const ecs = (twin: Twin, action: string, InstanceId: string): Promise<Row> =>
  callRpc(twin, { product: 'ECS', action, query: { InstanceId } });

const stop = (twin: Twin, instance: string): Promise<Row> =>
  callRpc(twin, { product: 'ECS', action: 'StopInstances', query: { InstanceId: [instance] } });

const node = async (twin: Twin, name: string): Promise<Answer> => kube(twin, `GET /api/v1/nodes/${name}`);

interface Status {
  readonly conditions: readonly { readonly type: string; readonly status: string }[];
  readonly nodeInfo: { readonly bootID: string };
}

const statusOf = async (twin: Twin, name: string): Promise<Status> =>
  (await node(twin, name)).body.status as unknown as Status;

const readiness = async (twin: Twin, name: string): Promise<string | undefined> =>
  (await statusOf(twin, name)).conditions.find(({ type }) => type === 'Ready')?.status;

const taints = async (twin: Twin, name: string): Promise<unknown> =>
  ((await node(twin, name)).body.spec['taints'] as readonly { key: string }[] | undefined)?.map(({ key }) => key) ?? [];

const remove = async (twin: Twin, name: string): Promise<void> => {
  const request = new Cs.DeleteClusterNodesRequest({ nodes: [name], releaseNode: false });
  await csClient(twin).deleteClusterNodes(clusterId, request);
};

const listed = async (twin: Twin): Promise<readonly unknown[]> => {
  const { body } = await csClient(twin).describeClusterNodes(clusterId, new Cs.DescribeClusterNodesRequest({}));
  return body?.nodes?.map(({ nodeName }) => nodeName) ?? [];
};

const names = async (twin: Twin): Promise<readonly string[]> =>
  (await kube(twin, 'GET /api/v1/nodes')).body.items.map(({ metadata }) => metadata.name);

const readyPods = async (twin: Twin, name: string): Promise<readonly unknown[]> =>
  (await podsIn(twin, 'default', `?fieldSelector=spec.nodeName%3D${name}`)).map(
    ({ status }) => (status as unknown as Status).conditions.find(({ type }) => type === 'Ready')?.status,
  );

describe('a Node object', () => {
  it('is not Ready while its machine reboots, and comes back with another boot id', async () => {
    const twin = await start();
    const before = (await statusOf(twin, 'n1')).nodeInfo.bootID;
    expect([await readiness(twin, 'n1'), await readyPods(twin, 'n1')]).toEqual(['True', ['True']]);
    await ecs(twin, 'RebootInstance', 'i-n1');
    expect([await readiness(twin, 'n1'), await readyPods(twin, 'n1')]).toEqual(['False', ['False']]);
    expect(await taints(twin, 'n1')).toEqual(['node.kubernetes.io/not-ready']);
    expect((await statusOf(twin, 'n1')).nodeInfo.bootID).toBe(before);
    await advance(twin, '3m');
    expect([await readiness(twin, 'n1'), await taints(twin, 'n1'), await readyPods(twin, 'n1')]).toEqual([
      'True',
      [],
      ['True'],
    ]);
    const after = (await statusOf(twin, 'n1')).nodeInfo.bootID;
    expect(after).not.toBe(before);
    expect((await statusOf(twin, 'n2')).nodeInfo.bootID).not.toBe(after);
  });

  it('has rebooted even when nobody looked meanwhile, or ever before', async () => {
    const [twin, other] = [await start(), await start()];
    await ecs(twin, 'RebootInstance', 'i-n1');
    await advance(twin, '5m');
    expect((await statusOf(twin, 'n1')).nodeInfo.bootID).not.toBe((await statusOf(other, 'n1')).nodeInfo.bootID);
    expect(await readiness(twin, 'n1')).toBe('True');
  });

  it('is looked at in the order things happened: a pod that had ended by then is not held by the reboot', async () => {
    const twin = await start();
    const [own] = await podsIn(twin, 'default', '?fieldSelector=spec.nodeName%3Dn1');
    const name = own?.metadata.name ?? '';
    expect((await evict(twin, name, { namespace: 'default' })).code).toBe(201);
    await advance(twin, '10s');
    await ecs(twin, 'RebootInstance', 'i-n1');
    expect((await pod(twin, name, 'default')).code).toBe(404);
  });

  it('keeps its cordon and its own taints over a reboot', async () => {
    const twin = await start();
    const body = { spec: { unschedulable: true } };
    await kube(twin, 'PATCH /api/v1/nodes/m1', { body, type: 'application/merge-patch+json' });
    await ecs(twin, 'RebootInstance', 'i-m1');
    await advance(twin, '3m');
    expect((await node(twin, 'm1')).body.spec['unschedulable']).toBe(true);
    expect(await taints(twin, 'm1')).toEqual(['node-role.kubernetes.io/master', 'node.kubernetes.io/unschedulable']);
  });

  it('of a machine that is stopped is Unknown, and its pods are ended after five minutes', async () => {
    const twin = await start();
    expect(await readyPods(twin, 'n1')).toEqual(['True']);
    await stop(twin, 'i-n1');
    expect([await readiness(twin, 'n1'), await readyPods(twin, 'n1')]).toEqual(['Unknown', ['False']]);
    await advance(twin, '4m');
    const ending = async (): Promise<readonly unknown[]> =>
      (await podsIn(twin, 'default', '?fieldSelector=spec.nodeName%3Dn1')).map(({ metadata }) =>
        Boolean(metadata.deletionTimestamp),
      );
    expect(await ending()).toEqual([false]);
    await advance(twin, '2m');
    expect(await ending()).toEqual([true]);
  });

  it('is gone, with its pods, once ACK has removed the node', async () => {
    const twin = await start();
    expect(await names(twin)).toContain('n1');
    await remove(twin, 'n1');
    expect(await names(twin)).toContain('n1');
    await advance(twin, '2m');
    expect(await names(twin)).toEqual(['m1', 'm2', 'm3', 'n2']);
    await advance(twin, '2m');
    expect(await readyPods(twin, 'n1')).toEqual([]);
  });

  it('that was deleted through Kubernetes is gone there only, and does not come back with a reboot', async () => {
    const twin = await start();
    expect((await kube(twin, 'DELETE /api/v1/nodes/n1')).code).toBe(200);
    await ecs(twin, 'RebootInstance', 'i-n1');
    await advance(twin, '5m');
    expect(await names(twin)).not.toContain('n1');
    expect(await listed(twin)).toContain('n1');
    const query = { InstanceIds: '["i-n1"]' };
    expect(await callRpc(twin, { product: 'ECS', action: 'DescribeInstances', query })).toMatchObject({
      Instances: { Instance: [{ Status: 'Running' }] },
    });
  });
});

describe('a check of the cluster', () => {
  const failing = async (twin: Twin): Promise<readonly string[]> => {
    const client = csClient(twin);
    const request = new Cs.RunClusterCheckRequest({ type: 'ClusterMigrate' });
    const { body: run } = await client.runClusterCheck(clusterId, request);
    await advance(twin, '3m');
    const { body } = await client.getClusterCheck(clusterId, run?.checkId ?? '');
    const items = Object.values(body?.checkItems ?? {}).flat() as unknown as readonly Row[];
    return items
      .filter(({ status }) => status === 'fail')
      .map(({ name, resource }) => `${String(name)} ${String(resource)}`);
  };
  const post = (twin: Twin, path: string, body: object): Promise<Answer> => kube(twin, `POST ${path}`, { body });
  const metadata = (name: string): object => ({ metadata: { name } });

  it('finds nothing in a cluster that is well', async () => {
    expect(await failing(await start())).toEqual([]);
  });

  it.each([
    {
      reason: 'a cordon',
      found: 'NodeSchedulable n1',
      change: (twin: Twin) =>
        kube(twin, 'PATCH /api/v1/nodes/n1', {
          body: { spec: { unschedulable: true } },
          type: 'application/merge-patch+json',
        }),
    },
    {
      reason: 'a system pod that was put onto a master',
      found: 'SystemPodsOnMaster kube-system/stray',
      change: (twin: Twin) =>
        post(twin, '/api/v1/namespaces/kube-system/pods', {
          ...metadata('stray'),
          spec: { nodeName: 'm2', containers: [{ name: 'a', image: 'a' }] },
        }),
    },
    {
      reason: 'an extension of the API without its service',
      found: 'APIServiceAvailable v1.gone.example',
      change: (twin: Twin) =>
        post(twin, '/apis/apiregistration.k8s.io/v1/apiservices', {
          ...metadata('v1.gone.example'),
          spec: { group: 'gone.example', version: 'v1', service: { namespace: 'a', name: 'b' } },
        }),
    },
    {
      reason: 'kube-proxy deleted',
      found: `KubeProxy ${clusterId}`,
      change: (twin: Twin) => kube(twin, 'DELETE /apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy-worker'),
    },
  ])('sees what a client did through Kubernetes: $reason', async ({ change, found }) => {
    const twin = await start();
    expect((await change(twin)).code).toBeLessThan(300);
    expect(await failing(twin)).toEqual([found]);
  });

  it('sees a node filled up by pods that came later', async () => {
    const twin = await start('workers: 2');
    const pods = '/api/v1/namespaces/default/pods';
    for (let count = 0; count < 60; count += 1) {
      const spec = { nodeName: 'n1', containers: [{ name: 'a', image: 'a' }] };
      await post(twin, pods, { ...metadata(`p-${count}`), spec });
    }
    expect(await failing(twin)).toEqual(['NodePodSlots n1']);
  });

  it('sees no trace of a node whose object was deleted', async () => {
    const twin = await start();
    await stop(twin, 'i-n1');
    expect(await failing(twin)).toEqual(['ECSInstanceStatus i-n1', 'NodeReady n1']);
    await kube(twin, 'DELETE /api/v1/nodes/n1');
    expect(await failing(twin)).toEqual(['ECSInstanceStatus i-n1']);
  });
});
