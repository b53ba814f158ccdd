import type { OperationCall, Since } from '../../../../../src/core/operation.ts';
import type { Script } from '../../scripted-cloud.ts';
import { pro, routes, task, type ClusterParts } from '../../scripted-cluster.ts';

const at = '2026-11-22T01:00:00Z';
const before = '2026-11-22T00:50:00Z';
export const after = '2026-11-22T09:00:01+08:00';

export interface MigrateCase extends ClusterParts {
  readonly reason: string;
  readonly args?: OperationCall['args'];
  readonly since?: Since;
  /** What DescribeTaskInfo says of the known task; without it the service does not know the task. */
  readonly known?: unknown;
  readonly ready?: boolean;
  readonly over?: Script;
  readonly is: string;
  readonly why?: string;
}

export const since: Since = { at };
const named: Since = { at, task: 'T-1' };
const throughBucket = { oss_bucket_name: 'backups-prod', oss_bucket_endpoint: 'oss-cn-hangzhou.aliyuncs.com' };
const dedicated = { cluster_type: 'Kubernetes', cluster_spec: '' };
const broken = { error: { code: 'SnapshotFailed', message: 'etcd said no' } };

/** What the cloud says, and what the probe of a migration makes of it. */
export const cases: readonly MigrateCase[] = [
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
    reason: 'a dedicated cluster, where a managed one was to be migrated',
    since,
    cluster: { cluster_type: 'Kubernetes', cluster_spec: '' },
    is: 'unreadable',
    why: 'dedicated',
  },
  {
    reason: 'a dedicated cluster, and nothing happened',
    args: throughBucket,
    since,
    cluster: dedicated,
    is: 'not-done',
  },
  {
    reason: 'a dedicated cluster is not Pro for its spec alone',
    args: throughBucket,
    since: named,
    known: task('success', after),
    cluster: { ...dedicated, cluster_spec: 'ack.pro.small' },
    ready: true,
    is: 'in-flight',
  },
  {
    reason: 'a dedicated cluster that became Pro',
    args: throughBucket,
    since: named,
    known: task('success', after),
    cluster: pro,
    ready: true,
    is: 'done',
  },
  {
    reason: 'a dedicated cluster that was rolled back',
    args: throughBucket,
    since,
    tasks: [task('failed', after, broken)],
    cluster: dedicated,
    is: 'failed',
    why: 'etcd said no); the service rolled back',
  },
  {
    reason: 'a managed cluster, where a dedicated one was to be migrated',
    args: throughBucket,
    since,
    is: 'unreadable',
    why: 'standard',
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
