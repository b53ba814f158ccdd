import type { CheckRun } from './cluster-check.ts';
import type { Cluster, Node } from './cluster.ts';
import { isUp, type LiveInstance } from './live-instance.ts';
import type { Store } from './kubernetes/store.ts';
import { isDown, isMigrating, type Migration } from './migration.ts';
import type { Readiness } from './node-state.ts';
import { isInFlight, type Pending } from './pending.ts';
import type { WorldTask } from './world-schema.ts';

/** A task of the cluster besides its migrations: from the world file, or of a change that ACK was asked for. */
export type ClusterTask = Required<Omit<WorldTask, 'error' | 'created' | 'updated'>> &
  Pick<WorldTask, 'error'> & {
    readonly created: number;
    readonly updated: number;
    readonly parameters: Readonly<Record<string, unknown>>;
    /** Of one that was started here: `state` and `error` are what it ends with. */
    readonly pending?: Pending;
  };

/** An add-on as ACK knows it. */
export interface LiveAddon {
  readonly name: string;
  readonly version: string;
  readonly config: string;
  /** Active from here on, virtual ms; until then it is being installed. */
  readonly since: number;
  /** Being removed since, and gone at. */
  readonly removed?: { readonly from: number; readonly to: number };
}

/** A setting of the cluster that a task changes, at the time it is done. */
export interface ClusterChange {
  readonly at: number;
  readonly timezone?: string;
  readonly spec?: string;
  readonly deletionProtection?: boolean;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A cluster as it goes: what the world says of it, and what has been done to it since. */
export interface LiveCluster {
  readonly told: Cluster;
  /** Oldest first, as are the other lists. */
  readonly migrations: Migration[];
  readonly checks: CheckRun[];
  readonly tasks: ClusterTask[];
  readonly changes: ClusterChange[];
  readonly addons: LiveAddon[];
  /** The instances of its nodes, by id. */
  readonly instances: ReadonlyMap<string, LiveInstance>;
  /** When its load balancer drops traffic. */
  readonly interruptions: Span[];
  /** Nodes that DeleteClusterNodes took away, by name, and when. */
  readonly removed: Map<string, number>;
  /** What its API server holds; filled at the first call of it. */
  readonly kubernetes: { store: Store | undefined };
}

/** Type, spec and state at a time: they flip together, at the end of a migration that succeeds. */
interface Standing {
  readonly type: string;
  readonly spec: string;
  readonly state: string;
  readonly timezone: string;
  readonly deletionProtection: boolean;
  readonly updated: number | undefined;
  readonly migration: Migration | undefined;
}

/** What changes of settings have led to by now; a migration that ended later than a change of spec wins over it. */
function settingsOf({ told, changes, migrations }: LiveCluster, now: number): Omit<Standing, 'state' | 'migration'> {
  const last = migrations.at(-1);
  const migrated = last !== undefined && !isMigrating(last, now) && last.error === undefined ? last : undefined;
  const done = changes.filter(({ at }) => at <= now);
  const spec = done.findLast((change) => change.spec !== undefined && change.at >= (migrated?.to ?? 0))?.spec;
  return {
    type: migrated === undefined ? told.type : 'ManagedKubernetes',
    spec: spec ?? migrated?.spec ?? told.spec,
    timezone: done.findLast(({ timezone }) => timezone !== undefined)?.timezone ?? told.timezone,
    deletionProtection:
      done.findLast((change) => change.deletionProtection !== undefined)?.deletionProtection ??
      told.told.deletionProtection ??
      false,
    updated: done.at(-1)?.at,
  };
}

/** A cluster that ACK is changing says so as its state. */
const isUpdating = ({ tasks }: LiveCluster, now: number): boolean =>
  tasks.some(({ type, pending }) => type === 'cluster_modify' && pending !== undefined && isInFlight(pending, now));

export function standingOf(cluster: LiveCluster, now: number): Standing {
  const settings = settingsOf(cluster, now);
  const last = cluster.migrations.at(-1);
  const state = isUpdating(cluster, now) ? 'updating' : cluster.told.state;
  if (last === undefined) return { ...settings, state, migration: undefined };
  if (isMigrating(last, now)) return { ...settings, state: 'migrating', updated: last.from, migration: last };
  return { ...settings, state, updated: Math.max(last.to, settings.updated ?? 0), migration: last };
}

/** Managed components run, so that the masters count for nothing. */
const isManagedSince = ({ migrations }: LiveCluster, now: number): boolean =>
  migrations.some(({ error, down }) => error === undefined && down.to <= now);

/** Etcd needs more than half of the masters. */
function lacksQuorum(cluster: LiveCluster, now: number): boolean {
  if (cluster.told.type !== 'Kubernetes' || isManagedSince(cluster, now)) return false;
  const masters = cluster.told.nodes.filter(({ role }) => role === 'Master');
  const up = masters.filter(({ instance }) => {
    const machine = cluster.instances.get(instance);
    return machine === undefined || isUp(machine, now);
  });
  return up.length <= masters.length / 2 && masters.length > 0;
}

/** Away during a migration, while the load balancer drops traffic, or without a majority of the masters. */
export const isApiDown = (cluster: LiveCluster, now: number): boolean =>
  cluster.migrations.some((migration) => isDown(migration, now)) ||
  cluster.interruptions.some(({ from, to }) => from <= now && now < to) ||
  lacksQuorum(cluster, now);

/** Whether a node is Ready now. */
export function readinessOf(cluster: LiveCluster, node: Node, now: number): Readiness {
  const machine = cluster.instances.get(node.instance);
  const orphaned = node.role === 'Master' && cluster.told.type === 'Kubernetes' && isManagedSince(cluster, now);
  if (orphaned || machine?.released === true || machine?.power === 'Stopped') return 'Unknown';
  return node.ready && (machine === undefined || isUp(machine, now)) ? 'True' : 'False';
}

/** The nodes that ACK counts to the cluster: masters leave it when it becomes a managed one. */
export function membersOf(cluster: LiveCluster, now: number): readonly Node[] {
  const dedicated = standingOf(cluster, now).type === 'Kubernetes';
  return cluster.told.nodes.filter(
    ({ name, role }) => (role === 'Worker' || dedicated) && (cluster.removed.get(name) ?? Infinity) > now,
  );
}

export const pendingsOf = ({ migrations, checks, tasks, kubernetes }: LiveCluster): readonly Pending[] => [
  ...[...migrations, ...checks, ...(kubernetes.store?.timers ?? [])].map(({ pending }) => pending),
  ...tasks.map(({ pending }) => pending).filter((pending) => pending !== undefined),
];
