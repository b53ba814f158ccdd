import type { ClusterTask } from '../../live-cluster.ts';
import type { LiveCluster } from '../../live-world.ts';
import { isMigrating, type Migration, type Stage } from '../../migration.ts';
import { isInFlight, show } from '../../pending.ts';
import { beijing } from '../../time.ts';
import { answer, refuse, type Answer, type ServiceRequest } from '../service.ts';
import { answerPage, pagesOf } from './paging.ts';
import { migrationEvents } from './events.ts';
import { withCluster } from './with-cluster.ts';

type Row = Readonly<Record<string, unknown>>;

/** Task states: running | success | fail (DescribeTaskInfo reference). */
function stateOf(migration: Migration, now: number): string {
  if (isMigrating(migration, now)) return 'running';
  return migration.error === undefined ? 'success' : 'fail';
}

const lastChange = ({ from, pending }: Migration, now: number): number =>
  pending.events.findLast((event) => event <= now) ?? from;

function summariseMigration(migration: Migration, now: number): Row {
  show(migration.pending);
  const failed = !isMigrating(migration, now) && migration.error;
  return {
    task_id: migration.taskId,
    task_type: 'cluster_migrate',
    state: stateOf(migration, now),
    created: beijing(migration.from),
    updated: beijing(lastChange(migration, now)),
    ...(failed && { error: failed }),
  };
}

function summariseTask({ id, type, state, created, updated, error, pending }: ClusterTask, now: number): Row {
  if (pending !== undefined) show(pending);
  const running = pending !== undefined && isInFlight(pending, now);
  return {
    task_id: id,
    task_type: type,
    state: running ? 'running' : state,
    created: beijing(created),
    updated: beijing(running ? created : updated),
    ...(!running && error && { error }),
  };
}

function renderStage({ from, to, fails, name }: Stage, now: number): Row {
  const over = to <= now;
  const ended = fails ? 'fail' : 'success';
  return {
    start_time: beijing(from),
    end_time: over ? beijing(to) : '',
    state: over ? ended : 'running',
    message: over ? `${ended} to run ${name}` : `start to run ${name}`,
    outputs: {},
  };
}

function migrationInfo(migration: Migration, cluster: string, now: number): Row {
  const reached = migration.stages.filter((stage) => stage.from <= now);
  return {
    ...summariseMigration(migration, now),
    cluster_id: cluster,
    current_stage: reached.at(-1)?.name ?? '',
    target: { id: cluster, type: 'cluster' },
    parameters: migration.body,
    stages: reached.map((stage) => renderStage(stage, now)),
    events: migrationEvents(migration, cluster, now).map(({ at, level, message, reason }) => ({
      action: 'migrate',
      level: level === 'info' ? 'Normal' : 'Warning',
      message,
      reason: `ClusterMigrate${reason}`,
      source: 'ACK',
      timestamp: String(at),
    })),
    outputs: {},
    task_result: [],
  };
}

const taskInfo = (task: ClusterTask, cluster: string, now: number): Row => ({
  ...summariseTask(task, now),
  cluster_id: cluster,
  current_stage: '',
  target: { id: cluster, type: 'cluster' },
  parameters: task.parameters,
  stages: [],
  events: [],
  outputs: {},
  task_result: [],
});

function findTask({ told, migrations, tasks }: LiveCluster, id: string, now: number): Row | undefined {
  const migration = migrations.find(({ taskId }) => taskId === id);
  if (migration !== undefined) return migrationInfo(migration, told.id, now);
  const known = tasks.find((task) => task.id === id);
  return known && taskInfo(known, told.id, now);
}

export function describeTaskInfo({ world, path }: ServiceRequest): Answer {
  const id = path['task'] ?? '';
  for (const cluster of world.clusters) {
    const found = findTask(cluster, id, world.clock.now());
    if (found !== undefined) return answer(found);
  }
  return refuse(404, 'ErrorTaskNotFound', `task ${id} not found`);
}

/** Newest first. The request id is spelt `requestId` here, unlike in most of the product's answers. */
export const describeClusterTasks = (request: ServiceRequest): Answer =>
  withCluster(request, ({ migrations, tasks }, { world, query, requestId }) => {
    const now = world.clock.now();
    const rows = [
      ...tasks.map((task) => ({ at: task.created, row: summariseTask(task, now) })),
      ...migrations.map((migration) => ({ at: migration.from, row: summariseMigration(migration, now) })),
    ]
      .toSorted((left, right) => right.at - left.at)
      .map(({ row }) => row);
    return answerPage(rows, query, pagesOf(20), ({ items, info, nextToken }) =>
      answer({ requestId, tasks: items, page_info: info, next_token: nextToken }),
    );
  });
