import { findCluster, type LiveCluster, type LiveWorld } from '../../live-world.ts';
import type { Migration } from '../../migration.ts';
import { beijing } from '../../time.ts';
import { answer, type Answer, type ServiceRequest } from '../service.ts';
import { answerPage, pagesOf } from './paging.ts';
import { withCluster } from './with-cluster.ts';

interface MigrationEvent {
  /** Virtual ms. */
  readonly at: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly reason: 'Started' | 'StageFailed' | 'Succeeded' | 'Failed';
  readonly message: string;
}

/** What has happened by `now`, oldest first. */
export function migrationEvents(migration: Migration, cluster: string, now: number): readonly MigrationEvent[] {
  const { error, from, to, spec, stages } = migration;
  const failed = stages.find((stage) => stage.fails);
  const all: readonly MigrationEvent[] = [
    { at: from, level: 'info', reason: 'Started', message: `Start to migrate cluster ${cluster} to ${spec}` },
    ...(failed && error
      ? [
          {
            at: failed.to,
            level: 'warning',
            reason: 'StageFailed',
            message: `Stage ${failed.name} failed, start to roll back: ${error.message}`,
          } as const,
        ]
      : []),
    error === undefined
      ? { at: to, level: 'info', reason: 'Succeeded', message: `Succeeded to migrate cluster ${cluster} to ${spec}` }
      : { at: to, level: 'error', reason: 'Failed', message: `Failed to migrate cluster ${cluster}: ${error.message}` },
  ];
  return all.filter(({ at }) => at <= now);
}

interface EventRow {
  readonly at: number;
  readonly taskId: string;
  readonly row: Readonly<Record<string, unknown>>;
}

function eventsOf({ told, migrations }: LiveCluster, world: LiveWorld): readonly EventRow[] {
  return migrations.flatMap((migration) =>
    migrationEvents(migration, told.id, world.clock.now()).map(({ at, level, reason, message }) => ({
      at,
      taskId: migration.taskId,
      row: {
        event_id: `e-${world.ids.uuid(`${migration.taskId} ${reason}`).toLowerCase()}`,
        type: 'cluster_migrate',
        cluster_id: told.id,
        source: 'task',
        subject: told.id,
        time: beijing(at),
        data: { level, message, reason },
      },
    })),
  );
}

const answerEvents = (events: readonly EventRow[], query: URLSearchParams): Answer =>
  answerPage(
    events.toSorted((left, right) => right.at - left.at),
    query,
    pagesOf(50),
    ({ items, info, nextToken }) =>
      answer({ events: items.map(({ row }) => row), next_token: nextToken, page_info: info }),
  );

/** Of one cluster or of all, newest first. */
export function describeEvents({ world, query }: ServiceRequest): Answer {
  const id = query.get('cluster_id') ?? '';
  const clusters = id === '' ? world.clusters : [findCluster(world, id)].filter((found) => found !== undefined);
  const type = query.get('type') ?? '';
  const events = clusters
    .flatMap((cluster) => eventsOf(cluster, world))
    .filter(({ row }) => type === '' || row['type'] === type);
  return answerEvents(events, query);
}

export const describeClusterEvents = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world, query }) => {
    const task = query.get('task_id') ?? '';
    const events = eventsOf(cluster, world).filter(({ taskId }) => task === '' || taskId === task);
    return answerEvents(events, query);
  });
