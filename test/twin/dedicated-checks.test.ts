import { describe, expect, it } from 'vitest';
import { callRpc, Cs, csClient, errorOf } from './clients.ts';
import { post } from './control.ts';
import { balancer, dedicatedWorld } from './dedicated-world.ts';
import { clusterId, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

interface Item {
  readonly name: string;
  readonly status: string;
  readonly resource?: string;
  readonly message: string;
}

/** Runs the pre-check; "name resource" of what failed. */
async function failures(twin: Twin): Promise<readonly string[]> {
  const client = csClient(twin);
  const request = new Cs.RunClusterCheckRequest({ type: 'ClusterMigrate' });
  const { body: run } = await client.runClusterCheck(clusterId, request);
  await post(twin, 'clock', { advance: '10m' });
  const { body } = await client.getClusterCheck(clusterId, run?.checkId ?? '');
  const items = Object.values(body?.checkItems ?? {}).flat() as unknown as readonly Item[];
  expect(items.length).toBeGreaterThan(15);
  const failed = items.filter(({ status }) => status === 'fail');
  expect(body?.status).toBe(failed.length > 0 ? 'Failed' : 'Succeeded');
  return failed.map(({ name, resource }) => `${name} ${resource ?? ''}`);
}

describe('the pre-check of a dedicated cluster', () => {
  it('passes when nothing is wrong', async () => {
    expect(await failures(await startWorld(dedicatedWorld()))).toEqual([]);
  });

  it.each([
    {
      reason: 'a shared load balancer',
      parts: { balancer: 'spec: slb.s0.share' },
      found: `SLBInstanceSpec ${balancer}`,
    },
    { reason: 'an inactive one', parts: { balancer: 'status: inactive' }, found: `SLBInstanceStatus ${balancer}` },
    { reason: 'no listener', parts: { balancer: 'listeners: [{port: 80}]' }, found: `SLBListener ${balancer}` },
    {
      reason: 'a stopped listener',
      parts: { balancer: 'listeners: [{status: stopped}]' },
      found: `SLBListener ${balancer}`,
    },
    {
      reason: 'a master that is no backend',
      parts: { balancer: 'backends: [i-bp1a]' },
      found: `SLBBackendServers ${balancer}`,
    },
    {
      reason: 'a white list of nobody',
      parts: { balancer: 'listeners: [{aclStatus: on, acl: acl-1}]' },
      found: `SLBListenerAcl ${balancer}`,
    },
    {
      reason: 'a vSwitch that is full',
      parts: { cluster: 'vSwitches: [vsw-1, vsw-2]', rest: 'vpc: {vSwitches: [{id: vsw-2, freeAddresses: 1}]}' },
      found: 'VSwitchAvailableIP vsw-2',
    },
    {
      reason: 'a stopped worker',
      parts: { cluster: 'nodes: [{instance: i-w}]', rest: 'ecs: {instances: [{id: i-w, status: Stopped}]}' },
      found: 'ECSInstanceStatus i-w',
    },
    {
      reason: 'a master without Cloud Assistant',
      parts: { masters: ['', '', 'cloudAssistant: false'] as const },
      found: 'CloudAssistantStatus i-bp1c',
    },
    { reason: 'no time zone', parts: { cluster: 'timezone: ""' }, found: `TimeZone ${clusterId}` },
    { reason: 'no kube-proxy', parts: { cluster: 'components: {kubeProxy: false}' }, found: `KubeProxy ${clusterId}` },
    {
      reason: 'an APIService that is away',
      parts: { cluster: 'apiServices: [{name: v1beta1.metrics.k8s.io, available: false}]' },
      found: 'APIServiceAvailable v1beta1.metrics.k8s.io',
    },
    {
      reason: 'a node that is not Ready',
      parts: { cluster: 'nodes: [{name: n-1, ready: false}]' },
      found: 'NodeReady n-1',
    },
    {
      reason: 'a cordoned node',
      parts: { cluster: 'nodes: [{name: n-1, schedulable: false}]' },
      found: 'NodeSchedulable n-1',
    },
    { reason: 'a full node', parts: { cluster: 'nodes: [{name: n-1, freePods: 2}]' }, found: 'NodePodSlots n-1' },
    { reason: 'a node without yum', parts: { cluster: 'nodes: [{name: n-1, yum: false}]' }, found: 'NodeYum n-1' },
  ])('finds $reason', async ({ parts, found }) => {
    const failed = await failures(await startWorld(dedicatedWorld(parts)));
    expect(failed).toContain(found);
    // A stopped worker is not Ready either.
    expect(failed.filter((each) => each !== found && !each.startsWith('NodeReady'))).toEqual([]);
  });

  it.each([1, 2, 4])('wants 3 or 5 masters, not %d', async (count) => {
    const masters = `masters: [${Array(count).fill('{}').join(', ')}]`;
    const twin = await startWorld(
      `apiVersion: onward/v1\nkind: World\nack: {clusters: [{id: ${clusterId}, type: Kubernetes, ${masters}}]}\n`,
    );
    expect(await failures(twin)).toEqual([`MasterCount ${clusterId}`]);
  });

  it('sees what was mended since', async () => {
    const twin = await startWorld(dedicatedWorld({ cluster: 'timezone: ""', balancer: 'spec: slb.s0.share' }));
    expect(await failures(twin)).toHaveLength(2);
    await csClient(twin).modifyCluster(clusterId, new Cs.ModifyClusterRequest({ timezone: 'Asia/Shanghai' }));
    const query = { LoadBalancerId: balancer, LoadBalancerSpec: 'slb.s1.small' };
    await callRpc(twin, { product: 'SLB', action: 'ModifyLoadBalancerInstanceSpec', query });
    await post(twin, 'clock', { advance: '5m' });
    expect(await failures(twin)).toEqual([]);
  });

  it('is made again by the service when the migration is asked for', async () => {
    const checked = 'checks: {existing: [{finishedMinutesAgo: 5}]}';
    const twin = await startWorld(dedicatedWorld({ cluster: checked }));
    await callRpc(twin, { product: 'ECS', action: 'StopInstances', query: { InstanceId: ['i-bp1c'] } });
    const request = new Cs.MigrateClusterRequest({ ossBucketName: 'prod-move' });
    expect(await errorOf(csClient(twin).migrateCluster(clusterId, request))).toMatchObject({
      statusCode: 400,
      code: 'ErrorClusterCheckRequired',
      message: expect.stringContaining('i-bp1c') as string,
    });
  });
});
