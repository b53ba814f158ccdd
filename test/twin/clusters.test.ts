import { describe, expect, it } from 'vitest';
import { callCs, Cs, csClient, errorOf } from './clients.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';

const many = (count: number, fields = ''): string =>
  `apiVersion: onward/v1\nkind: World\nack: {clusters: [${Array.from({ length: count }, () => `{${fields}}`).join(', ')}]}\n`;

describe('clusters of a region', () => {
  it('come in pages of ten unless asked otherwise', async () => {
    const client = csClient(await startWorld(many(23)));
    const page = async (request: object): Promise<{ ids: (string | undefined)[]; info: unknown }> => {
      const { body } = await client.describeClustersForRegion(
        'cn-hangzhou',
        new Cs.DescribeClustersForRegionRequest(request),
      );
      return { ids: body?.clusters?.map((cluster) => cluster.clusterId) ?? [], info: body?.pageInfo };
    };
    const first = await page({});
    expect(first.ids).toHaveLength(10);
    expect(first.info).toMatchObject({ pageNumber: 1, pageSize: 10, totalCount: 23 });
    const rest = [await page({ pageNumber: 2 }), await page({ pageNumber: 3 })];
    expect(new Set([first, ...rest].flatMap(({ ids }) => ids)).size).toBe(23);
    expect((await page({ pageNumber: 4 })).ids).toEqual([]);
    expect((await page({ pageSize: 100 })).ids).toHaveLength(23);
    expect(first.ids[0]).toMatch(/^c[0-9a-f]{32}$/);
  });

  it.each([
    { query: { page_size: '101' }, reason: 'a page above the limit' },
    { query: { page_size: '0' }, reason: 'an empty page' },
    { query: { page_number: 'x' }, reason: 'a number that is none' },
    { query: { page_number: '-1' }, reason: 'a negative page' },
  ])('refuse $reason', async ({ query }) => {
    const twin = await startWorld();
    const error = await errorOf(callCs(twin, { method: 'GET', pathname: '/regions/cn-hangzhou/clusters', query }));
    expect(error).toMatchObject({ statusCode: 400, code: 'InvalidParameter' });
  });

  it('are filtered by region, type, spec, profile, id and part of the name', async () => {
    const text = `apiVersion: onward/v1\nkind: World\nack:\n  clusters:\n    - {name: prod-a, region: cn-beijing}\n    - {name: prod-b, spec: ack.pro.small}\n    - {name: test-c, type: Kubernetes}\n    - {name: test-d, profile: Serverless}\n`;
    const client = csClient(await startWorld(text));
    const namesOf = async (region: string, request: object): Promise<unknown> =>
      (
        await client.describeClustersForRegion(region, new Cs.DescribeClustersForRegionRequest(request))
      ).body?.clusters?.map(({ name }) => name);
    expect(await namesOf('cn-beijing', {})).toEqual(['prod-a']);
    expect(await namesOf('cn-hangzhou', {})).toEqual(['prod-b', 'test-c', 'test-d']);
    expect(await namesOf('cn-hangzhou', { name: 'test' })).toEqual(['test-c', 'test-d']);
    expect(await namesOf('cn-hangzhou', { clusterType: 'Kubernetes' })).toEqual(['test-c']);
    expect(await namesOf('cn-hangzhou', { clusterSpec: 'ack.pro.small' })).toEqual(['prod-b']);
    expect(await namesOf('cn-hangzhou', { profile: 'Serverless' })).toEqual(['test-d']);
    expect(await namesOf('cn-hangzhou', { clusterId })).toEqual([]);
    expect(await namesOf('eu-central-1', {})).toEqual([]);
  });
});

describe('a cluster', () => {
  it('is described with what the world says', async () => {
    const fields =
      'name: prod, version: 1.24.6-aliyun.1, timezone: "", tags: {env: prod}, workers: 4, loadBalancer: lb-bp1x, autoUpgrade: {enabled: true, channel: stable}, maintenanceWindow: {enable: true, time: "02:00:00Z", duration: 4h, weeklyPeriod: "Monday,Friday"}';
    const { body } = await csClient(await startWorld(oneCluster(fields))).describeClusterDetail(clusterId);
    expect(body).toMatchObject({
      clusterId,
      name: 'prod',
      clusterType: 'ManagedKubernetes',
      clusterSpec: 'ack.standard',
      profile: 'Default',
      state: 'running',
      currentVersion: '1.24.6-aliyun.1',
      regionId: 'cn-hangzhou',
      timezone: '',
      size: 4,
      tags: [{ key: 'env', value: 'prod' }],
      operationPolicy: { clusterAutoUpgrade: { enabled: true, channel: 'stable' } },
      maintenanceWindow: { enable: true, maintenanceTime: '02:00:00Z', duration: '4h', weeklyPeriod: 'Monday,Friday' },
      controlPlaneEndpointsConfig: { loadBalancersConfig: [{ loadBalancerId: 'lb-bp1x', endpointType: 'private' }] },
    });
    expect(JSON.parse(body?.masterUrl ?? '')).toMatchObject({
      intranet_api_server_endpoint: 'https://192.168.0.251:6443',
    });
    expect(JSON.parse(body?.metaData ?? '')).toEqual({ Addons: [] });
    expect(body?.controlPlaneConfig).toBeUndefined();
  });

  it('that is dedicated has masters, a master role and a control plane', async () => {
    const client = csClient(await startWorld(oneCluster('type: Kubernetes, workers: 2')));
    const { body } = await client.describeClusterDetail(clusterId);
    expect(body).toMatchObject({
      clusterType: 'Kubernetes',
      clusterSpec: '',
      size: 5,
      controlPlaneConfig: { size: 3 },
    });
    const resources = await client.describeClusterResources(clusterId, new Cs.DescribeClusterResourcesRequest({}));
    expect(
      resources.body
        ?.filter(({ resourceType }) => resourceType === 'ALIYUN::RAM::Role')
        .map(({ instanceId }) => instanceId?.split('-')[0]),
    ).toEqual(['KubernetesMasterRole', 'KubernetesWorkerRole']);
  });

  it('has resources as a bare array, with JSON inside', async () => {
    const twin = await startWorld(oneCluster('loadBalancer: lb-bp1x'));
    const { body } = await callCs(twin, {
      method: 'GET',
      pathname: `/clusters/${clusterId}/resources`,
      bodyType: 'array',
    });
    expect(Array.isArray(body)).toBe(true);
    const balancer = (body as Record<string, unknown>[]).find(
      (resource) => resource['resource_type'] === 'ALIYUN::SLB::LoadBalancer',
    );
    expect(balancer).toMatchObject({
      cluster_id: clusterId,
      instance_id: 'lb-bp1x',
      creator_type: 'system',
      state: 'CREATE_COMPLETE',
    });
    expect(JSON.parse(String(balancer?.['resource_info']))).toMatchObject({
      Id: 'k8s_master_slb',
      PhysicalId: 'lb-bp1x',
    });
  });

  it('has nodes in pages of ten, under `page`', async () => {
    const client = csClient(await startWorld(oneCluster('workers: 12, nodes: [{name: sick, ready: false}]')));
    const { body } = await client.describeClusterNodes(clusterId, new Cs.DescribeClusterNodesRequest({}));
    expect(body?.nodes).toHaveLength(10);
    expect(body?.page).toMatchObject({ pageNumber: 1, pageSize: 10, totalCount: 12 });
    expect(body?.nodes?.[0]).toMatchObject({ nodeName: 'sick', nodeStatus: 'NotReady', instanceRole: 'Worker' });
    const second = await client.describeClusterNodes(
      clusterId,
      new Cs.DescribeClusterNodesRequest({ pageNumber: '2' }),
    );
    expect(second.body?.nodes).toHaveLength(2);
    const named = await client.describeClusterNodes(
      clusterId,
      new Cs.DescribeClusterNodesRequest({ nodeNames: 'sick,other' }),
    );
    expect(named.body?.nodes).toHaveLength(1);
    expect(
      await errorOf(client.describeClusterNodes(clusterId, new Cs.DescribeClusterNodesRequest({ pageSize: '200' }))),
    ).toMatchObject({ code: 'InvalidParameter' });
  });

  it('has its workers in one node pool', async () => {
    const client = csClient(
      await startWorld(oneCluster('workers: 5, nodes: [{ready: false}], components: {cgpu: basic}')),
    );
    const { body } = await client.describeClusterNodePools(clusterId, new Cs.DescribeClusterNodePoolsRequest({}));
    expect(body?.nodepools?.[0]).toMatchObject({
      status: { totalNodes: 5, servingNodes: 4 },
      autoScaling: { type: 'gpushare' },
    });
  });

  it('has the tasks that the world gives, newest first, and pages them', async () => {
    const tasks =
      'tasks: [{id: T-1, type: cluster_upgrade, state: success, created: "2026-11-01T00:00:00Z"}, {id: T-2, type: cluster_addon_install, created: "2026-11-02T00:00:00Z"}, {id: T-3, type: nodepool_upgrade, state: fail, created: "2026-10-02T00:00:00Z", error: {code: BadRequest, message: no}}]';
    const client = csClient(await startWorld(oneCluster(tasks)));
    const all = await client.describeClusterTasks(clusterId, new Cs.DescribeClusterTasksRequest({}));
    expect(all.body?.tasks?.map(({ taskId, state }) => `${taskId ?? ''} ${state ?? ''}`)).toEqual([
      'T-2 running',
      'T-1 success',
      'T-3 fail',
    ]);
    expect(all.body?.requestId).toMatch(/^[0-9A-F-]{36}$/);
    expect(all.body?.tasks?.[2]?.error).toMatchObject({ code: 'BadRequest' });
    const first = await client.describeClusterTasks(clusterId, new Cs.DescribeClusterTasksRequest({ maxResults: 2 }));
    expect(first.body?.tasks).toHaveLength(2);
    const second = await client.describeClusterTasks(
      clusterId,
      new Cs.DescribeClusterTasksRequest({ maxResults: 2, nextToken: first.body?.nextToken ?? '' }),
    );
    expect(second.body?.tasks?.map(({ taskId }) => taskId)).toEqual(['T-3']);
    expect(second.body?.nextToken).toBe('');
    const info = await client.describeTaskInfo('T-2');
    expect(info.body).toMatchObject({ taskId: 'T-2', clusterId, taskType: 'cluster_addon_install', state: 'running' });
    const bad = new Cs.DescribeClusterTasksRequest({ nextToken: 'abc' });
    expect(await errorOf(client.describeClusterTasks(clusterId, bad))).toMatchObject({ code: 'InvalidParameter' });
  });

  it('that is not there is ErrorClusterNotFound, in lower case', async () => {
    const client = csClient(await startWorld());
    const error = await errorOf(client.describeClusterDetail('c0'));
    expect(error).toMatchObject({
      statusCode: 404,
      code: 'ErrorClusterNotFound',
      message: expect.stringContaining('cluster c0 not found') as string,
    });
    expect(error.message).not.toContain('undefined');
    expect(await errorOf(client.describeTaskInfo('T-0'))).toMatchObject({ statusCode: 404, code: 'ErrorTaskNotFound' });
    expect(await errorOf(client.getClusterCheck(clusterId, 'none'))).toMatchObject({
      statusCode: 404,
      code: 'ErrorCheckNotFound',
    });
  });
});
