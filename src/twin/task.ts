import type { Cluster } from './cluster.ts';
import type { Identifiers } from './identifiers.ts';
import type { ClusterTask, LiveCluster } from './live-cluster.ts';
import type { LiveWorld } from './live-world.ts';
import { createPending } from './pending.ts';

/** As in T-5faa48fb31b6b8078d000006. */
export const taskId = (cluster: Cluster, ids: Identifiers, name: string): string =>
  `T-${ids.hex(`${cluster.id} task ${name}`, 24)}`;

interface TaskStart {
  /** task_type, as cluster_modify. */
  readonly type: string;
  readonly seconds: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What goes wrong; undefined when it succeeds. */
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

/** A task that begins now and ends by itself. Its end is `updated`. */
export function startTask(cluster: LiveCluster, world: LiveWorld, start: TaskStart): ClusterTask {
  const now = world.clock.now();
  const updated = now + start.seconds * 1_000;
  const task: ClusterTask = {
    id: taskId(cluster.told, world.ids, `${start.type} ${cluster.tasks.length}`),
    type: start.type,
    state: start.error === undefined ? 'success' : 'fail',
    created: now,
    updated,
    parameters: start.parameters,
    pending: createPending([updated]),
    ...(start.error && { error: start.error }),
  };
  cluster.tasks.push(task);
  return task;
}
