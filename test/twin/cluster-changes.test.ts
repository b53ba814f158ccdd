import { describe, expect, it } from 'vitest';
import { callRpc, Cs, csClient, errorOf, type Row } from './clients.ts';
import { calls, kubernetes, post } from './control.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

type Client = ReturnType<typeof csClient>;

const pro = oneCluster('spec: ack.pro.small');
const dedicated = oneCluster(
  'type: Kubernetes, loadBalancer: lb-1, masters: [{instance: i-a}, {}, {}], nodes: [{name: n-1, instance: i-1}, {name: n-2}]',
);
const detail = async (client: Client): Promise<Row> =>
  (await client.describeClusterDetail(clusterId)).body as unknown as Row;
const modify = (client: Client, fields: object): ReturnType<Client['modifyCluster']> =>
  client.modifyCluster(clusterId, new Cs.ModifyClusterRequest(fields));
const urls = async (client: Client): Promise<Row> => JSON.parse(String((await detail(client))['masterUrl'])) as Row;

describe('ModifyCluster', () => {
  it('sets a time zone: the cluster is updating until the task is done', async () => {
    const twin = await startWorld(oneCluster('type: Kubernetes, timezone: ""'));
    const client = csClient(twin);
    const { body } = await modify(client, { timezone: 'Asia/Shanghai' });
    expect(await detail(client)).toMatchObject({ state: 'updating', timezone: '' });
    expect(await errorOf(modify(client, { timezone: 'Asia/Tokyo' }))).toMatchObject({ code: 'ErrorClusterState' });
    expect(await detail(client)).toMatchObject({ state: 'running', timezone: 'Asia/Shanghai' });
    expect((await client.describeTaskInfo(body?.taskId ?? '')).body).toMatchObject({
      taskType: 'cluster_modify',
      state: 'success',
      clusterId,
    });
    expect((await calls(twin))[0]).toMatchObject({ action: 'ModifyCluster', kind: 'write', target: clusterId });
  });

  it('changes the tier among Pro clusters only, up and down', async () => {
    const twin = await startWorld(pro);
    const client = csClient(twin);
    await modify(client, { clusterSpec: 'ack.pro.xlarge' });
    await post(twin, 'clock', { advance: '2m' });
    expect(await detail(client)).toMatchObject({ clusterSpec: 'ack.pro.xlarge' });
    await modify(client, { clusterSpec: 'ack.pro.small' });
    await post(twin, 'clock', { advance: '2m' });
    expect(await detail(client)).toMatchObject({ clusterSpec: 'ack.pro.small' });
    expect(await errorOf(modify(client, { clusterSpec: 'ack.standard' }))).toMatchObject({ code: 'InvalidParameter' });
    const basic = csClient(await startWorld());
    expect(await errorOf(modify(basic, { clusterSpec: 'ack.pro.small' }))).toMatchObject({ code: 'InvalidParameter' });
  });

  it('keeps a tier that was changed before and protects from deletion', async () => {
    const twin = await startWorld(pro);
    const client = csClient(twin);
    await modify(client, { deletionProtection: true });
    await post(twin, 'clock', { advance: '2m' });
    expect(await detail(client)).toMatchObject({ deletionProtection: true, clusterSpec: 'ack.pro.small' });
    expect(await errorOf(modify(client, { timezone: '' }))).toMatchObject({ statusCode: 400 });
  });

  it('binds an EIP to the API server, which then has an internet address', async () => {
    const twin = await startWorld(
      oneCluster('spec: ack.pro.small, loadBalancer: lb-1', 'vpc: {eips: [{id: eip-1, address: 47.1.2.3}]}'),
    );
    const client = csClient(twin);
    expect(await urls(client)).toMatchObject({ api_server_endpoint: '' });
    expect(await errorOf(modify(client, { apiServerEip: true, apiServerEipId: 'eip-none' }))).toMatchObject({
      code: 'InvalidParameter',
    });
    await modify(client, { apiServerEip: true, apiServerEipId: 'eip-1' });
    expect(await urls(client)).toMatchObject({ api_server_endpoint: 'https://47.1.2.3:6443' });
    const query = { AssociatedInstanceType: 'SlbInstance', AssociatedInstanceId: 'lb-1' };
    expect(await callRpc(twin, { product: 'VPC', action: 'DescribeEipAddresses', query })).toMatchObject({
      TotalCount: 1,
      EipAddresses: { EipAddress: [{ AllocationId: 'eip-1', IpAddress: '47.1.2.3', Status: 'InUse' }] },
    });
    await post(twin, 'clock', { advance: '2m' });
    await modify(client, { apiServerEip: false });
    expect(await urls(client)).toMatchObject({ api_server_endpoint: '' });
  });
});

describe('what a cluster stands on', () => {
  const resources = async (twin: Twin): Promise<readonly string[]> => {
    const { body } = await csClient(twin).describeClusterResources(
      clusterId,
      new Cs.DescribeClusterResourcesRequest({}),
    );
    return (body ?? []).map(({ resourceInfo, instanceId }) => {
      const { Id } = JSON.parse(resourceInfo ?? '{}') as { readonly Id: string };
      return `${Id} ${instanceId ?? ''}`;
    });
  };

  it('names the internal load balancer first, and the masters’ role', async () => {
    const fields = 'type: Kubernetes, loadBalancer: lb-1, internet: loadBalancer';
    const twin = await startWorld(oneCluster(fields, 'ram: {roles: [{name: KubernetesMasterRole-9}]}'));
    const found = await resources(twin);
    expect(found.filter((each) => each.includes('slb'))).toEqual([
      'k8s_master_slb lb-1',
      expect.stringMatching(/^k8s_master_slb_internet lb-bp1/),
    ]);
    expect(found).toContain('KubernetesMasterRole KubernetesMasterRole-9');
    expect(await urls(csClient(twin))).toEqual({
      intranet_api_server_endpoint: 'https://192.168.0.251:6443',
      api_server_endpoint: 'https://47.96.0.20:6443',
    });
  });

  it('is another product’s where a network load balancer is in front', async () => {
    const twin = await startWorld(oneCluster('loadBalancer: nlb-1'));
    expect(await urls(csClient(twin))).toMatchObject({
      intranet_api_server_endpoint: expect.stringMatching(/^https:\/\/nlb-1\./) as string,
    });
    expect(await callRpc(twin, { product: 'SLB', action: 'DescribeLoadBalancers' })).toMatchObject({ TotalCount: 0 });
  });

  it('has addresses left in its vSwitches, and NAT gateways', async () => {
    const twin = await startWorld(
      oneCluster(
        'vpc: vpc-1, vSwitches: [vsw-1, vsw-2]',
        'vpc: {vSwitches: [{id: vsw-2, freeAddresses: 1}, {id: vsw-9, vpc: vpc-9}], natGateways: [{id: ngw-1, vpc: vpc-1}]}',
      ),
    );
    const vpc = (action: string, query: Row): Promise<Row> => callRpc(twin, { product: 'VPC', action, query });
    expect(await vpc('DescribeVSwitches', { VpcId: 'vpc-1' })).toMatchObject({
      TotalCount: 2,
      VSwitches: {
        VSwitch: [
          { VSwitchId: 'vsw-1', VpcId: 'vpc-1', AvailableIpAddressCount: 200 },
          { VSwitchId: 'vsw-2', AvailableIpAddressCount: 1 },
        ],
      },
    });
    expect(await vpc('DescribeVpcs', {})).toMatchObject({ TotalCount: 2 });
    expect(await vpc('DescribeVpcs', { VpcId: 'vpc-1' })).toMatchObject({
      Vpcs: { Vpc: [{ VpcId: 'vpc-1', VSwitchIds: { VSwitchId: ['vsw-1', 'vsw-2'] } }] },
    });
    expect(await vpc('DescribeNatGateways', { VpcId: 'vpc-1' })).toMatchObject({
      NatGateways: { NatGateway: [{ NatGatewayId: 'ngw-1' }] },
    });
    expect(await errorOf(vpc('DescribeVSwitches', { PageSize: 51 }))).toMatchObject({
      code: 'InvalidParameter.PageSize',
    });
    expect((await detail(csClient(twin)))['vswitchIds']).toEqual(['vsw-1', 'vsw-2']);
  });
});

describe('DeleteClusterNodes', () => {
  const remove = (client: Client, nodes: readonly string[], releaseNode = false) =>
    client.deleteClusterNodes(clusterId, new Cs.DeleteClusterNodesRequest({ nodes: [...nodes], releaseNode }));

  it('takes workers away, and releases them where that is asked and can be', async () => {
    const twin = await startWorld(
      dedicated.replace('ack:', 'ecs: {instances: [{id: i-1, chargeType: PrePaid}]}\nack:'),
    );
    const client = csClient(twin);
    const { body } = await remove(client, ['n-1', 'n-2'], true);
    await post(twin, 'clock', { advance: '2m' });
    expect(await detail(client)).toMatchObject({ size: 3 });
    expect((await client.describeTaskInfo(body?.taskId ?? '')).body).toMatchObject({
      state: 'fail',
      error: { code: 'ReleaseFailed', message: expect.stringContaining('i-1') as string },
    });
    expect(await callRpc(twin, { product: 'ECS', action: 'DescribeInstances' })).toMatchObject({ TotalCount: 4 });
    const nodes = (await (await kubernetes(twin, '/api/v1/nodes')).json()) as { readonly items: readonly unknown[] };
    expect(nodes.items).toHaveLength(3);
  });

  it('takes no master, and nothing that is no member', async () => {
    const client = csClient(await startWorld(dedicated));
    expect(await errorOf(remove(client, ['cn-hangzhou.192.168.0.11']))).toMatchObject({
      statusCode: 400,
      code: 'ErrorMasterNodeNotSupported',
    });
    expect(await errorOf(remove(client, ['n-9']))).toMatchObject({ statusCode: 404, code: 'ErrorNodeNotFound' });
    expect(await errorOf(remove(client, []))).toMatchObject({ code: 'InvalidParameter' });
    expect(await detail(client)).toMatchObject({ size: 5 });
  });
});

describe('add-ons', () => {
  const states = async (client: Client): Promise<Record<string, string | undefined>> => {
    const { body } = await client.listClusterAddonInstances(clusterId);
    return Object.fromEntries((body?.addons ?? []).map(({ name = '', state }) => [name, state]));
  };
  const install = (client: Client, name: string) =>
    client.installClusterAddons(
      clusterId,
      new Cs.InstallClusterAddonsRequest({
        body: [new Cs.InstallClusterAddonsRequestBody({ name, config: '{"a":1}' })],
      }),
    );

  it('are installed by a task, one change at a time, and removed again', async () => {
    const twin = await startWorld(pro);
    const client = csClient(twin);
    const { body: offered } = await client.listAddons(new Cs.ListAddonsRequest({ clusterId }));
    expect(offered?.addons?.map(({ name }) => name)).toContain('alb-ingress-controller');
    const { body } = await install(client, 'alb-ingress-controller');
    expect(await states(client)).toMatchObject({ coredns: 'active', 'alb-ingress-controller': 'updating' });
    expect(await errorOf(install(client, 'ack-virtual-node'))).toMatchObject({ code: 'AddonOperationConflict' });
    await post(twin, 'clock', { advance: '2m' });
    expect((await client.describeTaskInfo(body?.taskId ?? '')).body).toMatchObject({ state: 'success' });
    expect((await client.getClusterAddonInstance(clusterId, 'alb-ingress-controller')).body).toMatchObject({
      state: 'active',
      config: '{"a":1}',
    });
    expect(await errorOf(install(client, 'alb-ingress-controller'))).toMatchObject({ code: 'AddonAlreadyExists' });
    const addons = [new Cs.UnInstallClusterAddonsRequestAddons({ name: 'alb-ingress-controller' })];
    await client.unInstallClusterAddons(clusterId, new Cs.UnInstallClusterAddonsRequest({ addons }));
    expect(await states(client)).toMatchObject({ 'alb-ingress-controller': 'deleting' });
    await post(twin, 'clock', { advance: '2m' });
    expect(await errorOf(client.getClusterAddonInstance(clusterId, 'alb-ingress-controller'))).toMatchObject({
      statusCode: 404,
      code: 'AddonNotFound',
    });
    expect(await errorOf(install(client, 'nothing'))).toMatchObject({ code: 'AddonNotFound' });
  });
});
