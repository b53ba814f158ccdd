import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callRpc, Cs, csClient, type Row } from './clients.ts';
import { calls, readyz } from './control.ts';
import { evict, kube } from './kubernetes-call.ts';
import { ossClient } from './oss-client.ts';
import { startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

const id = 'c82e6987e2961451182edacd74faf0003';
const readyId = 'c82e6987e2961451182edacd74faf0004';
const balancer = 'lb-bp1o94dp5i6ea';

/** The sample world, but for what is mended through OSS. */
const text = readFileSync('worlds/dedicated.yaml', 'utf8').replace('allowEmpty: false', 'allowEmpty: true');

/** Reads until it says what is waited for; under `max` each read moves the clock. */
async function until<T>(read: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 60; tries += 1) {
    const value = await read();
    if (isThere(value)) return value;
  }
  throw new Error('it never came');
}

const migration = new Cs.MigrateClusterRequest({
  ossBucketName: 'prod-move',
  ossBucketEndpoint: 'oss-cn-hangzhou-internal.aliyuncs.com',
});

async function checkAll(twin: Twin, cluster = id): Promise<readonly string[]> {
  const client = csClient(twin);
  const { body: run } = await client.runClusterCheck(
    cluster,
    new Cs.RunClusterCheckRequest({ type: 'ClusterMigrate' }),
  );
  const check = await until(
    async () => (await client.getClusterCheck(cluster, run?.checkId ?? '')).body,
    (body) => body?.status !== 'Running',
  );
  const items = Object.values(check?.checkItems ?? {}).flat() as unknown as readonly Row[];
  return items.filter(({ status }) => status === 'fail').map(({ name }) => String(name));
}

/** What the policy says now, and one statement more, as a version that replaces the oldest. */
async function grantBucket(twin: Twin): Promise<void> {
  const named = { PolicyName: 'k8sMasterRolePolicy-1f2e', PolicyType: 'Custom' };
  const { DefaultPolicyVersion } = await callRpc<{ DefaultPolicyVersion: { PolicyDocument: string } }>(twin, {
    product: 'RAM',
    action: 'GetPolicy',
    query: named,
  });
  const document = JSON.parse(DefaultPolicyVersion.PolicyDocument) as { Statement: unknown[] };
  document.Statement.push({
    Effect: 'Allow',
    Action: ['oss:PutObject', 'oss:GetObject'],
    Resource: ['acs:oss:*:*:prod-move/*'],
  });
  const query = {
    ...named,
    PolicyDocument: JSON.stringify(document),
    SetAsDefault: true,
    RotateStrategy: 'DeleteOldestNonDefaultVersionWhenLimitExceeded',
  };
  await callRpc(twin, { product: 'RAM', action: 'CreatePolicyVersion', query });
}

async function installAssistant(twin: Twin, instance: string): Promise<void> {
  await callRpc(twin, { product: 'ECS', action: 'InstallCloudAssistant', query: { InstanceId: [instance] } });
  await callRpc(twin, { product: 'ECS', action: 'RebootInstance', query: { InstanceId: instance } });
  await until(
    () => callRpc(twin, { product: 'ECS', action: 'DescribeCloudAssistantStatus', query: { InstanceId: [instance] } }),
    (status) => JSON.stringify(status).includes('"CloudAssistantStatus":"true"'),
  );
}

async function resizeBalancer(twin: Twin): Promise<void> {
  const query = { LoadBalancerId: balancer, LoadBalancerSpec: 'slb.s1.small' };
  await callRpc(twin, { product: 'SLB', action: 'ModifyLoadBalancerInstanceSpec', query });
  await until(
    () => callRpc(twin, { product: 'SLB', action: 'DescribeLoadBalancerAttribute', query }),
    ({ LoadBalancerSpec }) => LoadBalancerSpec === 'slb.s1.small',
  );
}

describe('the whole way of worlds/dedicated.yaml', () => {
  it('leads to Pro when each thing is mended by its own product, seen by reads alone', async () => {
    const twin = await startWorld(text);
    const client = csClient(twin);
    expect(await checkAll(twin)).toEqual(['SLBInstanceSpec', 'CloudAssistantStatus', 'TimeZone', 'SystemPodsOnMaster']);
    const { body: modified } = await client.modifyCluster(
      id,
      new Cs.ModifyClusterRequest({ timezone: 'Asia/Shanghai' }),
    );
    await until(
      async () => (await client.describeTaskInfo(modified?.taskId ?? '')).body?.state,
      (state) => state === 'success',
    );
    await grantBucket(twin);
    await installAssistant(twin, 'i-bp1c');
    await resizeBalancer(twin);
    expect((await evict(twin, 'metrics-server-7d4f', { namespace: 'kube-system' })).code).toBe(201);
    expect(await checkAll(twin)).toEqual([]);
    const { body: started } = await client.migrateCluster(id, migration);
    const ended = await until(
      async () => (await client.describeTaskInfo(started?.taskId ?? '')).body,
      (task) => task?.state !== 'running',
    );
    expect(ended).toMatchObject({ state: 'success' });
    expect((await client.describeClusterDetail(id)).body).toMatchObject({
      state: 'running',
      clusterType: 'ManagedKubernetes',
      clusterSpec: 'ack.pro.small',
      masterUrl: '{"intranet_api_server_endpoint":"https://192.168.0.251:6443","api_server_endpoint":""}',
    });
    expect(await readyz(twin)).toBe('ok');
    const writes = (await calls(twin)).filter(({ kind, status }) => kind === 'write' && status < 300);
    expect(writes.map(({ action }) => action)).toEqual([
      'RunClusterCheck',
      'ModifyCluster',
      'CreatePolicyVersion',
      'InstallCloudAssistant',
      'RebootInstance',
      'ModifyLoadBalancerInstanceSpec',
      'create pods/eviction',
      'RunClusterCheck',
      'MigrateCluster',
    ]);
  });

  it('is the same every time', async () => {
    const session = async (): Promise<string> => {
      const twin = await startWorld(text);
      await grantBucket(twin);
      await installAssistant(twin, 'i-bp1c');
      await resizeBalancer(twin);
      const world = await (await fetch(`${twin.url}/_twin/world`)).text();
      return JSON.stringify([await calls(twin), world]).replace(/127\.0\.0\.1:\d+/g, 'loopback');
    };
    expect(await session()).toBe(await session());
  });

  it('begins with all that is wrong, where each product shows it', async () => {
    const twin = await startWorld(readFileSync('worlds/dedicated.yaml', 'utf8'));
    const deployment = async (name: string): Promise<unknown> =>
      (await kube(twin, `GET /apis/apps/v1/namespaces/kube-system/deployments/${name}`)).body.spec['template'];
    expect(await deployment('terway-controlplane')).toBeDefined();
    const agent = await deployment('ack-virtual-node-controller');
    expect(agent).toBeDefined();
    expect(JSON.stringify(agent)).not.toContain('KUBERNETES_APISERVER_HOST');
    expect(await ossClient(twin).getBucketReferer('prod-move')).toMatchObject({ allowEmpty: false });
    const { body: started } = await csClient(twin)
      .migrateCluster(id, migration)
      .catch(() => ({ body: undefined }));
    expect(started).toBeUndefined();
  });
});

describe('worlds/dedicated-ready.yaml', () => {
  it('passes every check and becomes Pro without being mended', async () => {
    const twin = await startWorld(readFileSync('worlds/dedicated-ready.yaml', 'utf8'));
    const client = csClient(twin);
    expect(await checkAll(twin, readyId)).toEqual([]);
    const { body: started } = await client.migrateCluster(readyId, migration);
    const ended = await until(
      async () => (await client.describeTaskInfo(started?.taskId ?? '')).body,
      (task) => task?.state !== 'running',
    );
    expect(ended).toMatchObject({ state: 'success' });
    expect((await ossClient(twin).listV2({ prefix: `etcd_${readyId}_` }, {})).objects).toHaveLength(1);
    const nodes = (await kube(twin, 'GET /api/v1/nodes')).body.items;
    const ready = nodes.map(({ metadata, status }) => [
      metadata.labels?.['node-role.kubernetes.io/master'] !== undefined,
      (status['conditions'] as readonly Row[]).find(({ type }) => type === 'Ready')?.['status'],
    ]);
    expect(ready).toEqual([...Array<unknown>(3).fill([true, 'Unknown']), ...Array<unknown>(3).fill([false, 'True'])]);
  });
});
