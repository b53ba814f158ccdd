import { describe, expect, it } from 'vitest';
import { callCs, callRpc, Cs, csClient, type Row } from './clients.ts';
import { kubernetes, post, readyz } from './control.ts';
import { balancer, bucket, dedicatedWorld, grant, masterPolicy } from './dedicated-world.ts';
import { clusterId, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

const checked = 'checks: {existing: [{finishedMinutesAgo: 5}]}';
/** The world's word that the pre-check finds nothing, whatever is wrong: the service then has nothing to refuse. */
const blind = 'checks: {items: [], existing: [{finishedMinutesAgo: 5}]}';

const migrate = async (twin: Twin, endpoint = 'oss-cn-hangzhou-internal.aliyuncs.com'): Promise<string> => {
  const request = new Cs.MigrateClusterRequest({ ossBucketName: bucket, ossBucketEndpoint: endpoint });
  const { body } = await csClient(twin).migrateCluster(clusterId, request);
  return body?.taskId ?? '';
};
const detail = async (twin: Twin): Promise<Row> =>
  (await csClient(twin).describeClusterDetail(clusterId)).body as unknown as Row;
const task = async (twin: Twin, id: string): Promise<Cs.DescribeTaskInfoResponseBody | undefined> =>
  (await csClient(twin).describeTaskInfo(id)).body;
const objects = async (twin: Twin): Promise<readonly string[]> => {
  const world = (await (await fetch(`${twin.url}/_twin/world`)).json()) as {
    readonly oss: { readonly buckets: readonly { readonly objects: readonly { readonly key: string }[] }[] };
  };
  return world.oss.buckets.flatMap((each) => each.objects.map(({ key }) => key));
};
const controlPlane = async (twin: Twin): Promise<unknown> => {
  const world = (await (await fetch(`${twin.url}/_twin/world`)).json()) as {
    readonly ack: { clusters: readonly Row[] };
  };
  return world.ack.clusters[0]?.['controlPlane'];
};
const members = async (twin: Twin): Promise<readonly (string | undefined)[]> =>
  (await csClient(twin).describeClusterNodes(clusterId, new Cs.DescribeClusterNodesRequest({}))).body?.nodes?.map(
    ({ instanceRole }) => instanceRole,
  ) ?? [];

interface NodeObject {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
}
const masterReadiness = async (twin: Twin): Promise<readonly (string | undefined)[]> => {
  const { items } = (await (await kubernetes(twin, '/api/v1/nodes')).json()) as {
    readonly items: readonly NodeObject[];
  };
  return items
    .filter(({ metadata }) => 'node-role.kubernetes.io/master' in metadata.labels)
    .map(({ status }) => status.conditions.find(({ type }) => type === 'Ready')?.status);
};

describe('a migration from dedicated to Pro', () => {
  it('puts the snapshot into the bucket, takes the API server away, and leaves the masters behind', async () => {
    const twin = await startWorld(dedicatedWorld({ cluster: checked }));
    const before = await detail(twin);
    expect(before).toMatchObject({
      clusterType: 'Kubernetes',
      clusterSpec: '',
      size: 6,
      controlPlaneConfig: { size: 3 },
    });
    expect(await masterReadiness(twin)).toEqual(['True', 'True', 'True']);
    const id = await migrate(twin);
    expect(await detail(twin)).toMatchObject({ state: 'migrating', clusterType: 'Kubernetes' });
    expect(await task(twin, id)).toMatchObject({ state: 'running', currentStage: 'HibernateControlPlane' });
    expect(await readyz(twin)).toBe('ECONNREFUSED');
    expect(await controlPlane(twin)).toBe('parked');
    expect(await objects(twin)).toEqual([]);
    await task(twin, id);
    expect((await task(twin, id))?.currentStage).toBe('StartManagedComponents');
    expect(await objects(twin)).toEqual([expect.stringMatching(new RegExp(`^etcd_${clusterId}_20261122080\\d{3}$`))]);
    await post(twin, 'clock', { advance: '20m' });
    expect(await task(twin, id)).toMatchObject({ state: 'success' });
    const after = await detail(twin);
    expect(after).toMatchObject({
      state: 'running',
      clusterType: 'ManagedKubernetes',
      clusterSpec: 'ack.pro.small',
      size: 3,
    });
    expect(after['controlPlaneConfig']).toBeUndefined();
    for (const same of ['masterUrl', 'currentVersion', 'clusterId', 'vpcId']) expect(after[same]).toBe(before[same]);
    expect(await readyz(twin)).toBe('ok');
    expect(await masterReadiness(twin)).toEqual(['Unknown', 'Unknown', 'Unknown']);
    expect(await members(twin)).toEqual(['Worker', 'Worker', 'Worker']);
    expect(await controlPlane(twin)).toBe('managed');
    const instances = await callRpc(twin, { product: 'ECS', action: 'DescribeInstances' });
    expect(instances).toMatchObject({ TotalCount: 6 });
    const query = { LoadBalancerId: balancer };
    expect(await callRpc(twin, { product: 'SLB', action: 'DescribeHealthStatus', query })).toMatchObject({
      BackendServers: { BackendServer: Array(2).fill({ Type: 'eni', ServerHealthStatus: 'normal' }) as object[] },
    });
  });

  it.each([
    { reason: 'the vendor SDK', body: { oss_bucket_endpoint: `${bucket}.oss-cn-hangzhou.aliyuncs.com` } },
    { reason: 'an infrastructure tool', body: { type: 'ManagedKubernetes', spec: 'ack.pro.small' } },
    { reason: 'the vendor CLI', body: { cluster_spec: 'ack.pro.small' } },
  ])('takes the body of $reason, with a bucket', async ({ body }) => {
    const twin = await startWorld(dedicatedWorld({ cluster: checked }));
    const pathname = `/clusters/${clusterId}/migrate`;
    await callCs(twin, { method: 'POST', pathname, body: { oss_bucket_name: bucket, ...body } });
    await post(twin, 'clock', { advance: '20m' });
    expect(await detail(twin)).toMatchObject({ clusterSpec: 'ack.pro.small' });
    expect(await objects(twin)).toHaveLength(1);
  });

  it.each(['precheck', 'hibernate', 'snapshot', 'start', 'verify'])(
    'that is to fail in phase %s rolls back to what it was',
    async (phase) => {
      const fail = `migrate: {fail: {phase: ${phase}, code: NotToday}}`;
      const twin = await startWorld(dedicatedWorld({ cluster: `${checked}, ${fail}` }));
      const id = await migrate(twin);
      await post(twin, 'clock', { advance: '20m' });
      expect(await task(twin, id)).toMatchObject({ state: 'fail', error: { code: 'NotToday' } });
      expect(await detail(twin)).toMatchObject({
        state: 'running',
        clusterType: 'Kubernetes',
        clusterSpec: '',
        size: 6,
      });
      expect(await readyz(twin)).toBe('ok');
      expect(await controlPlane(twin)).toBe('masters');
      expect(await masterReadiness(twin)).toEqual(['True', 'True', 'True']);
      expect(await members(twin)).toHaveLength(6);
      // What was stored before it failed stays in the bucket.
      expect(await objects(twin)).toHaveLength(['start', 'verify'].includes(phase) ? 1 : 0);
    },
  );

  const deny = { Effect: 'Deny', Action: 'oss:*', Resource: `acs:oss:*:*:${bucket}/etcd_*` };
  it.each([
    {
      reason: 'a master lacks Cloud Assistant',
      parts: { masters: ['', '', 'cloudAssistant: false'] as const },
      stage: 'HibernateControlPlane',
      code: 'CloudAssistantNotRunning',
    },
    { reason: 'yum does not work', parts: { masters: ['yum: false', '', ''] as const }, code: 'YumInstallFailed' },
    {
      reason: 'the metadata service wants a token',
      parts: { rest: 'ecs: {instances: [{id: i-bp1a, httpTokens: required}]}' },
      code: 'MetadataForbidden',
    },
    {
      reason: 'the master has no role',
      parts: { rest: 'ecs: {instances: [{id: i-bp1a, ramRole: ""}]}' },
      code: 'MetadataNotFound',
    },
    {
      reason: 'nothing grants the bucket',
      parts: { statements: [{ ...grant, Action: 'ecs:*' }] },
      code: 'AccessDenied',
    },
    {
      reason: 'only putting is granted',
      parts: { statements: [{ ...grant, Action: 'oss:Put*' }] },
      code: 'AccessDenied',
    },
    {
      reason: 'another bucket is granted',
      parts: { statements: [{ ...grant, Resource: 'acs:oss:*:*:other/*' }] },
      code: 'AccessDenied',
    },
    { reason: 'something denies it', parts: { statements: [grant, deny] }, code: 'AccessDenied' },
    {
      reason: 'the bucket’s policy denies it',
      parts: { bucket: `policy: ${JSON.stringify({ Version: '1', Statement: [{ ...deny, Principal: ['*'] }] })}` },
      code: 'AccessDenied',
    },
    { reason: 'hotlink protection is on', parts: { bucket: 'referer: {allowEmpty: false}' }, code: 'AccessDenied' },
    { reason: 'the bucket is elsewhere', parts: { bucket: 'region: cn-beijing' }, code: 'AccessDenied' },
    { reason: 'the bucket is somebody else’s', parts: { bucket: 'owner: "9999999999999999"' }, code: 'AccessDenied' },
    { reason: 'its objects are frozen', parts: { bucket: 'storageClass: ColdArchive' }, code: 'InvalidObjectState' },
    { reason: 'there is no bucket', parts: { rest: '' }, without: true, code: 'NoSuchBucket' },
  ])('fails when $reason, and rolls back', async ({ parts, code, stage = 'BackupEtcd', without = false }) => {
    const text = dedicatedWorld({ cluster: blind, ...parts });
    const twin = await startWorld(without ? text.replace(`{name: ${bucket}, }`, '') : text);
    const id = await migrate(twin);
    await post(twin, 'clock', { advance: '20m' });
    const failed = await task(twin, id);
    expect(failed).toMatchObject({ state: 'fail', error: { code } });
    expect(failed?.stages?.map(({ message }) => message)).toContain(`fail to run ${stage}`);
    expect(await detail(twin)).toMatchObject({ state: 'running', clusterType: 'Kubernetes' });
    expect(await objects(twin)).toEqual([]);
  });

  it.each([
    { reason: 'wildcards', statement: { Effect: 'Allow', Action: 'oss:*', Resource: '*' } },
    {
      reason: 'what is not named',
      statement: { Effect: 'Allow', NotAction: 'ecs:*', NotResource: 'acs:oss:*:*:other/*' },
    },
    {
      reason: 'conditions that hold for a master',
      statement: {
        ...grant,
        Condition: { IpAddress: { 'acs:SourceIp': '192.168.0.0/24' }, Bool: { 'acs:SecureTransport': 'true' } },
      },
    },
  ])('is granted by $reason too', async ({ statement }) => {
    const twin = await startWorld(dedicatedWorld({ cluster: checked, statements: [statement] }));
    const id = await migrate(twin);
    await post(twin, 'clock', { advance: '20m' });
    expect(await task(twin, id)).toMatchObject({ state: 'success' });
  });

  it('fails for a region that is not the bucket’s, and succeeds at the next try', async () => {
    const twin = await startWorld(dedicatedWorld({ cluster: checked }));
    const first = await migrate(twin, 'oss-cn-beijing.aliyuncs.com');
    await post(twin, 'clock', { advance: '20m' });
    expect(await task(twin, first)).toMatchObject({ state: 'fail' });
    const second = await migrate(twin, '');
    await post(twin, 'clock', { advance: '20m' });
    expect(await task(twin, second)).toMatchObject({ state: 'success' });
  });

  it('leaves keys in what Cloud Assistant printed', async () => {
    const twin = await startWorld(dedicatedWorld({ cluster: checked }));
    await migrate(twin);
    await post(twin, 'clock', { advance: '20m' });
    const query = { ContentEncoding: 'PlainText', MaxResults: 50 };
    const results = await callRpc(twin, { product: 'ECS', action: 'DescribeInvocationResults', query });
    expect(JSON.stringify(results)).toMatch(/sakey.*frontkey/);
    expect(results).toMatchObject({ Invocation: { TotalCount: 6 } });
  });

  it('works once the missing grant is added as a version of the policy', async () => {
    const twin = await startWorld(dedicatedWorld({ cluster: checked, statements: [{ ...grant, Action: 'ecs:*' }] }));
    const PolicyDocument = JSON.stringify({ Version: '1', Statement: [grant] });
    const query = { PolicyName: masterPolicy, PolicyDocument };
    await callRpc(twin, { product: 'RAM', action: 'CreatePolicyVersion', query });
    const first = await migrate(twin);
    await post(twin, 'clock', { advance: '20m' });
    expect(await task(twin, first)).toMatchObject({ state: 'fail', error: { code: 'AccessDenied' } });
    const version = { PolicyName: masterPolicy, VersionId: 'v2' };
    await callRpc(twin, { product: 'RAM', action: 'SetDefaultPolicyVersion', query: version });
    const second = await migrate(twin);
    await post(twin, 'clock', { advance: '20m' });
    expect(await task(twin, second)).toMatchObject({ state: 'success' });
  });

  it('of somebody else is under way from the start', async () => {
    const twin = await startWorld(dedicatedWorld({ cluster: 'migrating: {startedMinutesAgo: 3}' }));
    expect(await detail(twin)).toMatchObject({ state: 'migrating', clusterType: 'Kubernetes' });
    expect(await readyz(twin)).toBe('ECONNREFUSED');
  });
});
