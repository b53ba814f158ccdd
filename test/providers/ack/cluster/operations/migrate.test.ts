import { describe, expect, it } from 'vitest';
import type { Since } from '../../../../../src/core/operation.ts';
import { callOf, desiredFor, driverAt } from '../../settings.ts';
import { scriptCloud, type Script, type Scripted } from '../../scripted-cloud.ts';
import {
  clusterId,
  clusterScript,
  kubernetesScript,
  pro,
  routes,
  task,
  type ClusterParts,
} from '../../scripted-cluster.ts';

const desired = desiredFor({ clusterId });
const call = callOf('ack.migrate/1', desired, { type: 'ManagedKubernetes', spec: 'ack.pro.small' });
const fence = { nonce: 'fence-nonce', date: '2026-11-22T01:00:00Z' };
const at = '2026-11-22T01:00:00Z';
const before = '2026-11-22T00:50:00Z';
const after = '2026-11-22T09:00:01+08:00';

interface Case extends ClusterParts {
  readonly reason: string;
  readonly since?: Since;
  /** What DescribeTaskInfo says of the known task; without it the service does not know the task. */
  readonly known?: unknown;
  readonly ready?: boolean;
  readonly over?: Script;
  readonly is: string;
  readonly why?: string;
}

const since: Since = { at };
const named: Since = { at, task: 'T-1' };
const broken = { error: { code: 'SnapshotFailed', message: 'etcd said no' } };

const cases: readonly Case[] = [
  { reason: 'nothing ever happened', is: 'not-done' },
  { reason: 'nothing happened since the intent', since, is: 'not-done' },
  { reason: 'an older try failed before the intent', since, tasks: [task('failed', before)], is: 'not-done' },
  { reason: 'without an intent, finished tasks are another story', tasks: [task('failed', after)], is: 'not-done' },
  {
    reason: 'another task that is no migration',
    since,
    tasks: [task('failed', after, { task_type: 'cluster_upgrade' })],
    is: 'not-done',
  },
  { reason: 'somebody’s migration runs', tasks: [task('running', before)], is: 'in-flight' },
  { reason: 'the state shows it before the task list does', since, cluster: { state: 'migrating' }, is: 'in-flight' },
  {
    reason: 'the word for its type may vary',
    since,
    tasks: [task('running', after, { task_type: 'MigrateToPro' })],
    is: 'in-flight',
  },
  { reason: 'a paused task has not ended', since, tasks: [task('paused', after)], is: 'in-flight' },
  {
    reason: 'the named task runs',
    since: named,
    known: task('running', after),
    cluster: { state: 'migrating' },
    is: 'in-flight',
  },
  {
    reason: 'Pro already, and the task goes on',
    since: named,
    known: task('running', after),
    cluster: pro,
    ready: true,
    is: 'in-flight',
  },
  {
    reason: 'Pro, and the API server is not back',
    since: named,
    known: task('success', after),
    cluster: pro,
    is: 'in-flight',
  },
  {
    reason: 'Pro, and the cluster still works',
    since,
    cluster: { ...pro, state: 'updating' },
    ready: true,
    is: 'in-flight',
  },
  {
    reason: 'the task succeeded, and the cluster lags behind',
    since: named,
    known: task('success', after),
    is: 'in-flight',
  },
  {
    reason: 'task, state, type, spec and API server agree',
    since: named,
    known: task('success', after),
    cluster: pro,
    ready: true,
    is: 'done',
  },
  {
    reason: 'the named task is known better than the list',
    since: named,
    known: task('success', after),
    tasks: [task('running', after)],
    cluster: pro,
    ready: true,
    is: 'done',
  },
  {
    reason: 'no task known: the one since the intent',
    since,
    tasks: [task('success', after)],
    cluster: pro,
    ready: true,
    is: 'done',
  },
  { reason: 'Pro before anyone intended it', cluster: pro, ready: true, is: 'done' },
  {
    reason: 'the service forgot the task, and the cluster is Pro',
    since: named,
    cluster: pro,
    ready: true,
    is: 'done',
  },
  {
    reason: 'the named task failed and all is as before',
    since: named,
    known: task('fail', after, broken),
    is: 'failed',
    why: 'SnapshotFailed: etcd said no); the service rolled back',
  },
  {
    reason: 'a task since the intent failed',
    since,
    tasks: [task('failed', after, broken)],
    is: 'failed',
    why: 'etcd said no',
  },
  {
    reason: 'within the second before the intent',
    since,
    tasks: [task('canceled', '2026-11-22T00:59:59Z')],
    is: 'failed',
  },
  {
    reason: 'failed, and still rolling back',
    since: named,
    known: task('fail', after),
    cluster: { state: 'migrating' },
    is: 'in-flight',
  },
  {
    reason: 'failed, still rolling back by another word',
    since,
    tasks: [task('failed', after)],
    cluster: { state: 'updating' },
    is: 'in-flight',
  },
  {
    reason: 'failed and yet Pro: a person must look',
    since: named,
    known: task('fail', after),
    cluster: pro,
    ready: true,
    is: 'unreadable',
  },
  {
    reason: 'an event without a task',
    since,
    events: [{ type: 'cluster_migrate', time: after }],
    is: 'unreadable',
    why: 'an event',
  },
  { reason: 'an event before the intent', since, events: [{ type: 'cluster_migrate', time: before }], is: 'not-done' },
  { reason: 'a task that ended who knows when', since, tasks: [task('failed', 'yesterday')], is: 'unreadable' },
  {
    reason: 'a cluster that does something else',
    since,
    cluster: { state: 'upgrading' },
    is: 'unreadable',
    why: 'state=upgrading',
  },
  {
    reason: 'a dedicated cluster',
    since,
    cluster: { cluster_type: 'Kubernetes', cluster_spec: '' },
    is: 'unreadable',
    why: 'dedicated',
  },
  {
    reason: 'tasks may not be read',
    since,
    over: { [routes.tasks]: { status: 403, body: { code: 'StatusForbidden' } } },
    is: 'unreadable',
  },
  {
    reason: 'events may not be read, so nothing proves that nothing began',
    since,
    over: { [routes.events]: { status: 403, body: { code: 'StatusForbidden' } } },
    is: 'unreadable',
  },
  {
    reason: 'events may not be read, and the end proves itself',
    since,
    cluster: pro,
    ready: true,
    over: { [routes.events]: { status: 403, body: { code: 'StatusForbidden' } } },
    is: 'done',
  },
  { reason: 'the cluster cannot be read', since, over: { [routes.detail]: 'drop' }, is: 'unreadable' },
  {
    reason: 'a cluster that is gone proves nothing',
    since,
    over: { [routes.detail]: { status: 404, body: { code: 'ErrorClusterNotFound' } } },
    is: 'unreadable',
  },
  { reason: 'half a cluster', since, cluster: { state: undefined }, is: 'unreadable', why: 'no state' },
];

describe('the probe of a migration', () => {
  it.each(cases)('says $is: $reason', async ({ since: from, known, ready, over, is, why, ...parts }) => {
    const api = await scriptCloud(ready === true ? kubernetesScript() : {});
    const server = ready === true ? api.url : 'http://127.0.0.1:9';
    const knownLine: Script = known === undefined ? {} : { [routes.task('T-1')]: { body: known } };
    const cloud = await scriptCloud({ ...clusterScript({ ...parts, server }), ...knownLine, ...over });
    const probe = await driverAt(cloud.url).probe(call, from);
    expect(probe).toMatchObject({ is });
    if (why !== undefined) expect(JSON.stringify(probe)).toContain(why);
    expect(cloud.arrived.every(({ method, path }) => method === 'GET' || path === '/')).toBe(true);
  });

  it('proves the end by call, request id, time and the raw fields', async () => {
    const api = await scriptCloud(kubernetesScript());
    const cloud = await scriptCloud(clusterScript({ cluster: pro, tasks: [task('success', after)], server: api.url }));
    const probe = await driverAt(cloud.url).probe(call, since);
    expect(probe).toMatchObject({
      is: 'done',
      proof: [
        { call: 'DescribeClusterTasks', request: 'REQ-1', says: expect.stringContaining('state=success') },
        {
          call: 'DescribeClusterDetail',
          says: 'state=running cluster_type=ManagedKubernetes cluster_spec=ack.pro.small',
        },
        { call: 'GET /readyz', request: 'AUDIT', says: 'ready' },
      ],
    });
  });

  it('reads the cluster after the tasks and events, so that a migration that starts in between shows', async () => {
    const cloud = await scriptCloud(clusterScript());
    await driverAt(cloud.url).probe(call, since);
    expect(cloud.arrived.map(({ path }) => path)).toEqual([
      `/clusters/${clusterId}/tasks`,
      '/events',
      `/clusters/${clusterId}`,
    ]);
  });
});

interface Write {
  readonly reason: string;
  readonly answer: Scripted;
  readonly is: Readonly<Record<string, unknown>>;
}

const accepted = { cluster_id: clusterId, request_id: 'REQ-BODY', task_id: 'T-9' };

const writes: readonly Write[] = [
  { reason: 'taken, with its task', answer: { body: accepted }, is: { is: 'accepted', request: 'REQ-1', task: 'T-9' } },
  { reason: 'taken, without a task', answer: { body: { cluster_id: clusterId } }, is: { is: 'accepted', task: null } },
  { reason: 'an empty 200', answer: { body: '' }, is: { is: 'unanswered' } },
  { reason: 'HTML', answer: { body: '<html>login</html>' }, is: { is: 'unanswered' } },
  { reason: 'half a JSON', answer: { body: '{"task_id":"T-' }, is: { is: 'unanswered' } },
  { reason: 'an error under a good status', answer: { body: { code: 'Odd' } }, is: { is: 'unanswered' } },
  { reason: 'a gateway’s page', answer: { status: 502, body: '<html>' }, is: { is: 'unanswered' } },
  {
    reason: 'a failure with a code',
    answer: { status: 500, body: { code: 'InternalError' } },
    is: { is: 'unanswered' },
  },
  {
    reason: 'throttled by a failing gateway proves nothing',
    answer: { status: 503, body: { code: 'Throttling' } },
    is: { is: 'unanswered' },
  },
  { reason: 'a redirect', answer: { status: 302, headers: { location: '/' } }, is: { is: 'unanswered' } },
  { reason: 'a cut connection', answer: 'drop', is: { is: 'unanswered' } },
  { reason: 'a 403 of something in between', answer: { status: 403, body: '<html>' }, is: { is: 'unanswered' } },
  {
    reason: 'the nonce arrived before',
    answer: { status: 400, body: { code: 'SignatureNonceUsed' } },
    is: { is: 'unanswered', why: expect.stringContaining('arrived before') },
  },
  {
    reason: 'throttled, and told how long',
    answer: { status: 400, headers: { 'x-acs-retry-after': '700' }, body: { code: 'Throttling.User' } },
    is: { is: 'throttled', afterMs: 700, request: 'REQ-1' },
  },
  {
    reason: 'throttled by its message',
    answer: { status: 400, body: { Code: 'Flow', Message: 'QPS Limit Exceeded' } },
    is: { is: 'throttled' },
  },
  {
    reason: 'refused, in lower case',
    answer: { status: 400, body: { code: 'ErrorClusterState', message: 'busy' } },
    is: { is: 'refused', code: 'ErrorClusterState', request: 'REQ-1', why: expect.stringContaining('busy') },
  },
  {
    reason: 'refused, in upper case',
    answer: { status: 403, body: { Code: 'Forbidden.RAM', Message: 'no' } },
    is: { is: 'refused', code: 'Forbidden.RAM' },
  },
  {
    reason: 'a dead date',
    answer: { status: 400, body: { Code: 'InvalidTimeStamp.Expired' } },
    is: { is: 'refused', code: 'InvalidTimeStamp.Expired' },
  },
];

describe('sending MigrateCluster', () => {
  it.each(writes)('is $is.is: $reason', async ({ answer, is }) => {
    const cloud = await scriptCloud({ [routes.migrate]: answer });
    expect(await driverAt(cloud.url).perform(call, fence)).toMatchObject(is);
    expect(cloud.arrived).toHaveLength(1);
  });

  it('sends the plan’s type and spec under the fence', async () => {
    const cloud = await scriptCloud({ [routes.migrate]: { body: accepted } });
    await driverAt(cloud.url).perform(call, fence);
    expect(JSON.parse(cloud.arrived[0]!.body)).toEqual({ type: 'ManagedKubernetes', spec: 'ack.pro.small' });
    expect(cloud.arrived[0]?.headers).toMatchObject({
      'x-acs-signature-nonce': 'fence-nonce',
      'x-acs-date': fence.date,
    });
  });

  it('is unanswered when nothing listens', async () => {
    expect(await driverAt('http://127.0.0.1:9').perform(call, fence)).toMatchObject({ is: 'unanswered' });
  });
});
