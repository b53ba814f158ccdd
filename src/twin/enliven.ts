import { createCheckRun, type CheckRun } from './cluster-check.ts';
import type { Cluster } from './cluster.ts';
import type { Identifiers } from './identifiers.ts';
import type { ClusterTask, LiveAddon, LiveCluster } from './live-cluster.ts';
import type { LiveInstance } from './live-instance.ts';
import { taskId } from './task.ts';
import { minutes } from './time.ts';

interface Making {
  readonly ids: Identifiers;
  /** When the world starts, virtual ms. */
  readonly start: number;
}

/** A cluster as the world starts with it. */
export function enliven(told: Cluster, instances: readonly LiveInstance[], { ids, start }: Making): LiveCluster {
  const own = new Set(told.nodes.map(({ instance }) => instance));
  return {
    told,
    migrations: [],
    checks: existingChecks(told, ids, start),
    tasks: knownTasks(told, ids, start),
    changes: [],
    addons: knownAddons(told, start),
    instances: new Map(instances.filter(({ id }) => own.has(id)).map((instance) => [instance.id, instance])),
    interruptions: [],
    removed: new Map(),
    kubernetes: { store: undefined },
  };
}

function existingChecks(cluster: Cluster, ids: Identifiers, start: number): CheckRun[] {
  return (cluster.told.checks?.existing ?? [])
    .map((check, index) => {
      const finished = start - minutes(check.finishedMinutesAgo);
      const created = finished - minutes(cluster.told.checks?.minutes ?? defaultCheckMinutes);
      return createCheckRun({
        id: check.id ?? checkId(cluster, ids, { created, name: `existing ${index}` }),
        type: check.type ?? 'ClusterMigrate',
        created,
        finished,
        status: check.status,
        items: check.items,
      });
    })
    .toSorted((left, right) => left.created - right.created);
}

function knownTasks(cluster: Cluster, ids: Identifiers, start: number): ClusterTask[] {
  return (cluster.told.tasks ?? []).map((task, index) => {
    const created = task.created === undefined ? start : Date.parse(task.created);
    return {
      id: task.id ?? taskId(cluster, ids, `known ${index}`),
      type: task.type,
      state: task.state ?? 'running',
      created,
      updated: task.updated === undefined ? created : Date.parse(task.updated),
      parameters: {},
      ...(task.error && { error: task.error }),
    };
  });
}

/** What ACK manages in every cluster, and where components are on as add-ons. */
function knownAddons({ told }: Cluster, start: number): LiveAddon[] {
  const usual = ['cloud-controller-manager', 'coredns', 'csi-plugin', 'metrics-server'].map((name) => ({ name }));
  const own = told.addons ?? [];
  return [...usual.filter(({ name }) => !own.some((addon) => addon.name === name)), ...own].map((addon) => ({
    version: 'v1.0.0',
    config: '{}',
    since: start,
    ...addon,
  }));
}

export const defaultCheckMinutes = 2;

/** As in 1697100584236600453-<cluster>-clustercheck-lboto: nanoseconds, cluster, five letters. */
export const checkId = (
  cluster: Cluster,
  ids: Identifiers,
  of: { readonly created: number; readonly name: string },
): string => `${of.created}000000-${cluster.id}-clustercheck-${ids.letters(`${cluster.id} check ${of.name}`, 5)}`;
