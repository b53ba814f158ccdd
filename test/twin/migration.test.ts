import { describe, expect, it } from 'vitest';
import { callCs, Cs, csClient, errorOf } from './clients.ts';
import { calls, post, readyz } from './control.ts';
import { checked, clusterId, oneCluster, startWorld } from './start-world.ts';

const migrateRequest = new Cs.MigrateClusterRequest({});
const detail = async (client: ReturnType<typeof csClient>): Promise<Record<string, unknown>> =>
  (await client.describeClusterDetail(clusterId)).body as Record<string, unknown>;

describe('a migration from Basic to Pro', () => {
  it('runs from the check to the flipped spec, driven by the vendor SDK alone', async () => {
    const twin = await startWorld();
    const client = csClient(twin);
    const run = await client.runClusterCheck(clusterId, new Cs.RunClusterCheckRequest({ type: 'ClusterMigrate' }));
    const check = async (): Promise<string | undefined> =>
      (await client.getClusterCheck(clusterId, run.body?.checkId ?? '')).body?.status;
    expect(await check()).toBe('Running');
    expect(await check()).toBe('Succeeded');
    const { body: started } = await client.migrateCluster(clusterId, migrateRequest);
    expect(started).toMatchObject({
      clusterId,
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/) as string,
      taskId: expect.stringMatching(/^T-[0-9a-f]{24}$/) as string,
    });
    expect(await detail(client)).toMatchObject({ state: 'migrating', clusterSpec: 'ack.standard' });
    const stages = new Set<string>();
    let task = (await client.describeTaskInfo(started?.taskId ?? '')).body;
    while (task?.state === 'running') {
      stages.add(task.currentStage ?? '');
      task = (await client.describeTaskInfo(started?.taskId ?? '')).body;
    }
    expect([...stages]).toEqual(['HibernateControlPlane', 'BackupEtcd', 'StartManagedComponents', 'VerifyCluster']);
    expect(task).toMatchObject({
      state: 'success',
      taskType: 'cluster_migrate',
      clusterId,
      target: { id: clusterId, type: 'cluster' },
    });
    expect(task?.stages?.map((stage) => stage.state)).toEqual(Array(5).fill('success'));
    expect(await detail(client)).toMatchObject({
      state: 'running',
      clusterType: 'ManagedKubernetes',
      clusterSpec: 'ack.pro.small',
      currentVersion: '1.22.15-aliyun.1',
    });
    expect(await readyz(twin)).toBe('ok');
  });

  it.each([
    { reason: 'the vendor SDK', body: { oss_bucket_name: 'b', oss_bucket_endpoint: 'b.oss-cn-hangzhou.aliyuncs.com' } },
    { reason: 'an infrastructure tool', body: { type: 'ManagedKubernetes', spec: 'ack.pro.small' } },
    { reason: 'the vendor CLI', body: { cluster_spec: 'ack.pro.small' } },
    { reason: 'an empty request, which the SDK sends as {}', body: {} },
    { reason: 'a field the service does not know', body: { whatever: [1, 2] } },
  ])('takes the body of $reason', async ({ body }) => {
    const twin = await startWorld(oneCluster(checked));
    const answer = await callCs(twin, { method: 'POST', pathname: `/clusters/${clusterId}/migrate`, body });
    expect(answer.statusCode).toBe(200);
    const client = csClient(twin);
    expect(await detail(client)).toMatchObject({ state: 'migrating' });
    const tasks = await client.describeClusterTasks(clusterId, new Cs.DescribeClusterTasksRequest({}));
    expect(tasks.body?.tasks?.[0]?.taskId).toBe((answer.body as Record<string, unknown>)['task_id']);
  });

  it.each([
    { reason: 'no check was run', fields: '', code: 'ErrorClusterCheckRequired' },
    {
      reason: 'the check passed more than a day ago',
      fields: 'checks: {existing: [{finishedMinutesAgo: 1441}]}',
      code: 'ErrorClusterCheckRequired',
    },
    {
      reason: 'the check found a failure',
      fields: 'checks: {existing: [{finishedMinutesAgo: 5, items: [{name: NodeReady, status: fail}]}]}',
      code: 'ErrorClusterCheckRequired',
    },
    {
      reason: 'the check says Succeeded but an item failed',
      fields:
        'checks: {existing: [{finishedMinutesAgo: 5, status: Succeeded, items: [{name: NodeReady, status: fail}]}]}',
      code: 'ErrorClusterCheckRequired',
    },
    {
      reason: 'a failed check came after the passed one',
      fields:
        'checks: {existing: [{finishedMinutesAgo: 9}, {finishedMinutesAgo: 5, items: [{name: NodeReady, status: fail}]}]}',
      code: 'ErrorClusterCheckRequired',
    },
    {
      reason: 'only another type of check passed',
      fields: 'checks: {existing: [{finishedMinutesAgo: 5, type: ClusterUpgrade}]}',
      code: 'ErrorClusterCheckRequired',
    },
    {
      reason: 'the cluster is Pro already',
      fields: `spec: ack.pro.small, ${checked}`,
      code: 'ErrorClusterSpecNotSupported',
    },
    { reason: 'the cluster is being upgraded', fields: `state: upgrading, ${checked}`, code: 'ErrorClusterState' },
    {
      reason: 'the cluster is dedicated and no bucket is named',
      fields: `type: Kubernetes, ${checked}`,
      code: 'InvalidParameter',
    },
    {
      reason: 'the cluster is serverless',
      fields: `profile: Serverless, ${checked}`,
      code: 'ErrorClusterTypeNotSupported',
    },
    {
      reason: 'somebody else is migrating it',
      fields: `migrating: {startedMinutesAgo: 3}, ${checked}`,
      code: 'ErrorClusterState',
    },
  ])('is refused when $reason, and nothing happens', async ({ fields, code }) => {
    const twin = await startWorld(oneCluster(fields));
    const client = csClient(twin);
    const before = await client.describeClusterTasks(clusterId, new Cs.DescribeClusterTasksRequest({}));
    const error = await errorOf(client.migrateCluster(clusterId, migrateRequest));
    expect(error).toMatchObject({ statusCode: 400, code });
    expect(Object.keys(error.data).filter((key) => key !== 'statusCode')).toEqual(['code', 'message', 'requestId']);
    const after = await client.describeClusterTasks(clusterId, new Cs.DescribeClusterTasksRequest({}));
    expect(after.body?.tasks?.length).toBe(before.body?.tasks?.length);
  });

  it('takes a check that passed just within a day, and spec "" as Basic', async () => {
    const twin = await startWorld(oneCluster('spec: "", checks: {existing: [{finishedMinutesAgo: 1439}]}'));
    expect((await csClient(twin).migrateCluster(clusterId, migrateRequest)).statusCode).toBe(200);
  });

  it('is refused a second time while it runs', async () => {
    const twin = await startWorld(oneCluster(checked));
    const client = csClient(twin);
    await client.migrateCluster(clusterId, migrateRequest);
    expect(await errorOf(client.migrateCluster(clusterId, migrateRequest))).toMatchObject({
      code: 'ErrorClusterState',
    });
    const { body } = await client.describeClusterTasks(clusterId, new Cs.DescribeClusterTasksRequest({}));
    expect(body?.tasks).toHaveLength(1);
  });

  it('rolls back by itself when it fails: running, unchanged, the task failed with its error', async () => {
    const fail = 'migrate: {fail: {phase: snapshot, code: EtcdSnapshotFailed, message: no leader}}';
    const twin = await startWorld(oneCluster(`${checked}, ${fail}`));
    const client = csClient(twin);
    const { body } = await client.migrateCluster(clusterId, migrateRequest);
    const seen = new Set<string>();
    let task = (await client.describeTaskInfo(body?.taskId ?? '')).body;
    while (task?.state === 'running') {
      seen.add(`${task.currentStage ?? ''} ${await readyz(twin)}`);
      task = (await client.describeTaskInfo(body?.taskId ?? '')).body;
    }
    expect([...seen]).toContain('Rollback ECONNREFUSED');
    expect(task).toMatchObject({ state: 'fail', error: { code: 'EtcdSnapshotFailed', message: 'no leader' } });
    expect(task?.stages?.map((stage) => stage.state)).toEqual(['success', 'success', 'fail', 'success']);
    expect(await detail(client)).toMatchObject({ state: 'running', clusterSpec: 'ack.standard' });
    expect(await readyz(twin)).toBe('ok');
    const events = await client.describeEvents(new Cs.DescribeEventsRequest({ clusterId, type: 'cluster_migrate' }));
    expect(events.body?.events?.map((event) => event.data?.reason)).toEqual(['Failed', 'StageFailed', 'Started']);
  });

  it('succeeds at the next try when it is to fail once', async () => {
    const twin = await startWorld(oneCluster(`${checked}, migrate: {fail: {phase: precheck, times: 1}}`));
    const client = csClient(twin);
    await client.migrateCluster(clusterId, migrateRequest);
    await post(twin, 'clock', { advance: '20m' });
    expect(await detail(client)).toMatchObject({ state: 'running', clusterSpec: 'ack.standard' });
    await client.migrateCluster(clusterId, migrateRequest);
    await post(twin, 'clock', { advance: '20m' });
    expect(await detail(client)).toMatchObject({ state: 'running', clusterSpec: 'ack.pro.small' });
    const { body } = await client.describeClusterTasks(clusterId, new Cs.DescribeClusterTasksRequest({}));
    expect(body?.tasks?.map((task) => task.state)).toEqual(['success', 'fail']);
    expect(new Set(body?.tasks?.map((task) => task.taskId)).size).toBe(2);
  });

  it('of somebody else shows as state, task and event from the start', async () => {
    const twin = await startWorld(oneCluster('migrating: {startedMinutesAgo: 3}'));
    const client = csClient(twin);
    expect(await detail(client)).toMatchObject({ state: 'migrating' });
    const { body: tasks } = await client.describeClusterTasks(clusterId, new Cs.DescribeClusterTasksRequest({}));
    expect(tasks?.tasks?.[0]).toMatchObject({
      taskType: 'cluster_migrate',
      state: 'running',
      created: '2026-11-22T07:57:00+08:00',
    });
    const { body: events } = await client.describeClusterEvents(
      clusterId,
      new Cs.DescribeClusterEventsRequest({ taskId: tasks?.tasks?.[0]?.taskId ?? '' }),
    );
    expect(events?.events?.[0]).toMatchObject({
      type: 'cluster_migrate',
      source: 'task',
      clusterId,
      data: { reason: 'Started', level: 'info' },
    });
    expect(await readyz(twin)).toBe('ECONNREFUSED');
  });

  it('counts as a write, and its reads as reads', async () => {
    const twin = await startWorld(oneCluster(checked));
    const { body } = await csClient(twin).migrateCluster(clusterId, migrateRequest);
    await csClient(twin).describeTaskInfo(body?.taskId ?? '');
    expect(await calls(twin)).toMatchObject([
      { action: 'MigrateCluster', kind: 'write', target: clusterId },
      { action: 'DescribeTaskInfo', kind: 'read', target: body?.taskId },
    ]);
  });
});
