import type { World } from './world-schema.ts';
import type { CallLog } from './call-log.ts';
import { createCallLog } from './call-log.ts';
import { createClock, type Clock, type Speed } from './clock.ts';
import { completeAccount, completeCluster, type Cluster, type LiveAccount } from './cluster.ts';
import { createFaults, type Faults } from './faults.ts';
import { createIdentifiers, type Identifiers } from './identifiers.ts';
import type { Invocation } from './invocation.ts';
import { createBucket, type LiveBucket } from './live-bucket.ts';
import { isApiDown, pendingsOf, standingOf, type LiveCluster } from './live-cluster.ts';
import { createLoadBalancers } from './live-balancers.ts';
import type { LiveInstance } from './live-instance.ts';
import { createInstances } from './live-instances.ts';
import type { LiveLoadBalancer } from './live-load-balancer.ts';
import { createNetwork, type LiveNetwork } from './live-network.ts';
import { assignMasterRoles, createRam, type LiveRam } from './live-ram.ts';
import { enliven } from './enliven.ts';
import type { Pending } from './pending.ts';
import { startMigration } from './start-migration.ts';
import { minutes } from './time.ts';

export { isApiDown, standingOf, type LiveCluster };

/** All that the twin knows. One object for each twin; nothing is global. */
export interface LiveWorld {
  readonly account: LiveAccount;
  readonly clusters: readonly LiveCluster[];
  /** Those of nodes and others. */
  readonly instances: readonly LiveInstance[];
  readonly loadBalancers: readonly LiveLoadBalancer[];
  readonly network: LiveNetwork;
  readonly ram: LiveRam;
  readonly buckets: LiveBucket[];
  /** Commands sent through Cloud Assistant, oldest first. */
  readonly invocations: Invocation[];
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

function completeClusters(world: World, ids: Identifiers): readonly Cluster[] {
  const roles = assignMasterRoles(world);
  return (world.ack?.clusters ?? []).map((told, index) => {
    const masterRole = roles[index];
    return completeCluster({ ...told, ...(masterRole !== undefined && { masterRole }) }, index, ids);
  });
}

/** Migrations that others have started before the world does. */
function continueMigrations(world: LiveWorld, start: number): void {
  for (const cluster of world.clusters) {
    const under = cluster.told.told.migrating;
    if (under !== undefined)
      startMigration(cluster, world, { from: start - minutes(under.startedMinutesAgo), body: {} });
  }
}

export function createLiveWorld({ world, seed, speed, real }: LiveOptions): LiveWorld {
  const ids = createIdentifiers(seed);
  const start = Date.parse(world.now ?? defaultNow);
  const told = completeClusters(world, ids);
  const account = completeAccount(world.account);
  const instances = createInstances(world, told, ids);
  const loadBalancers = createLoadBalancers(world, told, ids);
  const clusters = told.map((cluster) => enliven(cluster, instances, { ids, start }));
  const pendings = (): readonly Pending[] => [
    ...clusters.flatMap(pendingsOf),
    ...instances.flatMap(({ reboots }) => reboots.map(({ pending }) => pending)),
    ...loadBalancers.flatMap(({ changes }) => changes.map(({ pending }) => pending)),
  ];
  const live: LiveWorld = {
    account,
    clusters,
    instances,
    loadBalancers,
    network: createNetwork(world, told, ids),
    ram: createRam(world.ram, told, { ids, start }),
    buckets: (world.oss?.buckets ?? []).map((bucket) => createBucket(bucket, { account: account.id, start })),
    invocations: [],
    ids,
    clock: createClock({ start, speed, real, pendings }),
    pendings,
    calls: createCallLog(ids),
    faults: createFaults(world.faults ?? []),
    nonces: new Set(),
    servers: new Map(),
    tokens: new Map(),
  };
  continueMigrations(live, start);
  return live;
}

export const findCluster = (world: LiveWorld, id: string): LiveCluster | undefined =>
  world.clusters.find(({ told }) => told.id === id);
