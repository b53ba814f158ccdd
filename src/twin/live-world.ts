import type { Allows } from './allows.ts';
import type { World, WorldTask } from './world-schema.ts';
import type { CallLog } from './call-log.ts';
import { createCallLog } from './call-log.ts';
import { createClock, type Clock, type Speed } from './clock.ts';
import { createCheckRun, type CheckRun } from './cluster-check.ts';
import { completeAccount, completeCluster, type Cluster, type LiveAccount } from './cluster.ts';
import { createFaults, type Faults } from './faults.ts';
import { createIdentifiers, type Identifiers } from './identifiers.ts';
import { completeBuckets, type LiveBucket } from './live-bucket.ts';
import { isDown, isMigrating, planMigration, type Migration } from './migration.ts';
import type { Pending } from './pending.ts';
import type { Store } from './kubernetes/store.ts';
import { minutes } from './time.ts';

/** A cluster as it goes: what the world says of it, and what has been done to it since. */
export interface LiveCluster {
  readonly told: Cluster;
  /** Oldest first, as are the other lists. */
  readonly migrations: Migration[];
  readonly checks: CheckRun[];
  readonly tasks: readonly KnownTask[];
  /** What its API server holds; filled at the first call of it. */
  readonly kubernetes: { store: Store | undefined };
}

/** A task from the world file; it never changes. */
export type KnownTask = Required<Omit<WorldTask, 'error' | 'created' | 'updated'>> &
  Pick<WorldTask, 'error'> & {
    readonly created: number;
    readonly updated: number;
  };

/** All that the twin knows. One object for each twin; nothing is global. */
export interface LiveWorld {
  readonly account: LiveAccount;
  readonly clusters: readonly LiveCluster[];
  /** Buckets of all accounts, by name. */
  readonly buckets: Map<string, LiveBucket>;
  /** Whether the callers' policies allow an action on a resource. */
  readonly allows: Allows;
  readonly ids: Identifiers;
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: Faults;
  /** All that goes on, or has gone on. */
  readonly pendings: () => readonly Pending[];
  /** Nonces used so far. */
  readonly nonces: Set<string>;
  /** Kubernetes API of each cluster by id, known once it listens. */
  readonly servers: Map<string, string>;
  /** Bearer tokens: cluster id and the virtual ms until which it is good. */
  readonly tokens: Map<string, { readonly cluster: string; readonly until: number }>;
}

const defaultNow = '2026-11-22T00:00:00Z';

interface LiveOptions {
  readonly world: World;
  readonly seed: number;
  readonly speed: Speed;
  readonly real: () => number;
}

export function createLiveWorld({ world, seed, speed, real }: LiveOptions): LiveWorld {
  const ids = createIdentifiers(seed);
  const start = Date.parse(world.now ?? defaultNow);
  const clusters = (world.ack?.clusters ?? []).map((told, index) =>
    enliven(completeCluster(told, index, ids), ids, start),
  );
  const pendings = (): readonly Pending[] => clusters.flatMap(pendingsOf);
  const account = completeAccount(world.account);
  return {
    account,
    clusters,
    buckets: completeBuckets(world.oss?.buckets ?? [], { account, start }),
    allows: () => true,
    ids,
    clock: createClock({ start, speed, real, pendings }),
    pendings,
    calls: createCallLog(ids),
    faults: createFaults(world.faults ?? []),
    nonces: new Set(),
    servers: new Map(),
    tokens: new Map(),
  };
}

const pendingsOf = (cluster: LiveCluster): readonly Pending[] =>
  [...cluster.migrations, ...cluster.checks, ...(cluster.kubernetes.store?.timers ?? [])].map(({ pending }) => pending);

function enliven(told: Cluster, ids: Identifiers, start: number): LiveCluster {
  const cluster: LiveCluster = {
    told,
    migrations: [],
    checks: existingChecks(told, ids, start),
    tasks: knownTasks(told, ids, start),
    kubernetes: { store: undefined },
  };
  const under = told.told.migrating;
  if (under !== undefined) startMigration(cluster, ids, { from: start - minutes(under.startedMinutesAgo), body: {} });
  return cluster;
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

function knownTasks(cluster: Cluster, ids: Identifiers, start: number): readonly KnownTask[] {
  return (cluster.told.tasks ?? []).map((task, index) => {
    const created = task.created === undefined ? start : Date.parse(task.created);
    return {
      id: task.id ?? taskId(cluster, ids, `known ${index}`),
      type: task.type,
      state: task.state ?? 'running',
      created,
      updated: task.updated === undefined ? created : Date.parse(task.updated),
      ...(task.error && { error: task.error }),
    };
  });
}

export const defaultCheckMinutes = 2;

/** As in 1697100584236600453-<cluster>-clustercheck-lboto: nanoseconds, cluster, five letters. */
export const checkId = (
  cluster: Cluster,
  ids: Identifiers,
  of: { readonly created: number; readonly name: string },
): string => `${of.created}000000-${cluster.id}-clustercheck-${ids.letters(`${cluster.id} check ${of.name}`, 5)}`;

/** As in T-5faa48fb31b6b8078d000006. */
const taskId = (cluster: Cluster, ids: Identifiers, name: string): string =>
  `T-${ids.hex(`${cluster.id} task ${name}`, 24)}`;

interface MigrationStart {
  readonly from: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export function startMigration(cluster: LiveCluster, ids: Identifiers, { from, body }: MigrationStart): Migration {
  const migrate = cluster.told.told.migrate ?? {};
  const earlier = cluster.migrations.length;
  const migration = planMigration({
    taskId: taskId(cluster.told, ids, `migrate ${earlier}`),
    body,
    spec: 'ack.pro.small',
    from,
    migrate,
    fails: earlier < (migrate.fail?.times ?? Infinity),
  });
  cluster.migrations.push(migration);
  return migration;
}

/** Type, spec and state at a time: they flip together, at the end of a migration that succeeds. */
interface Standing {
  readonly type: string;
  readonly spec: string;
  readonly state: string;
  readonly updated: number | undefined;
  readonly migration: Migration | undefined;
}

export function standingOf({ told, migrations }: LiveCluster, now: number): Standing {
  const last = migrations.at(-1);
  if (last === undefined) return { ...told, updated: undefined, migration: undefined };
  if (isMigrating(last, now)) {
    return { type: told.type, spec: told.spec, state: 'migrating', updated: last.from, migration: last };
  }
  const after = last.error === undefined ? { type: 'ManagedKubernetes', spec: last.spec } : told;
  return { type: after.type, spec: after.spec, state: told.state, updated: last.to, migration: last };
}

export const isApiDown = ({ migrations }: LiveCluster, now: number): boolean =>
  migrations.some((migration) => isDown(migration, now));

export const findCluster = (world: LiveWorld, id: string): LiveCluster | undefined =>
  world.clusters.find(({ told }) => told.id === id);
