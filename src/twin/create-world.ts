import type { World } from './world-schema.ts';
import { createCallLog } from './call-log.ts';
import { createClock, type Speed } from './clock.ts';
import { completeAccount, completeCluster, type Cluster } from './cluster.ts';
import { enliven } from './enliven.ts';
import { createFaults } from './faults.ts';
import { createIdentifiers, type Identifiers } from './identifiers.ts';
import { createLoadBalancers } from './live-balancers.ts';
import { completeBuckets } from './live-bucket.ts';
import { pendingsOf } from './live-cluster.ts';
import { createInstances } from './live-instances.ts';
import { createNetwork } from './live-network.ts';
import { assignMasterRoles, createRam } from './live-ram.ts';
import type { LiveWorld } from './live-world.ts';
import type { Pending } from './pending.ts';
import { aocPendings } from './services/aoc/agenda.ts';
import { createAoc } from './services/aoc/create-aoc.ts';
import { createStaleClusters } from './stale.ts';
import { startMigration } from './start-migration.ts';
import { minutes } from './time.ts';

const defaultNow = '2026-11-22T00:00:00Z';

interface LiveOptions {
  readonly world: World;
  readonly seed: number;
  readonly speed: Speed;
  readonly real: () => number;
  readonly ca?: string | undefined;
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

export function createLiveWorld({ world, seed, speed, real, ca }: LiveOptions): LiveWorld {
  const ids = createIdentifiers(seed);
  const start = Date.parse(world.now ?? defaultNow);
  const told = completeClusters(world, ids);
  const account = completeAccount(world.account);
  const instances = createInstances(world, told, ids);
  const loadBalancers = createLoadBalancers(world, told, ids);
  const clusters = told.map((cluster) => enliven(cluster, instances, { ids, start }));
  const aoc = world.aoc && createAoc(world.aoc, { ids, start });
  const pendings = (): readonly Pending[] => [
    ...clusters.flatMap(pendingsOf),
    ...instances.flatMap(({ reboots }) => reboots.map(({ pending }) => pending)),
    ...loadBalancers.flatMap(({ changes }) => changes.map(({ pending }) => pending)),
    ...aocPendings(aoc),
  ];
  const live: LiveWorld = {
    account,
    clusters,
    instances,
    loadBalancers,
    network: createNetwork(world, told, ids),
    ram: createRam(world.ram, told, { ids, start, keys: account.accessKeys }),
    buckets: completeBuckets(world.oss?.buckets ?? [], { account, start }),
    invocations: [],
    aoc,
    ca,
    ids,
    clock: createClock({ start, speed, real, pendings }),
    pendings,
    calls: createCallLog(ids),
    stale: createStaleClusters(),
    faults: createFaults(world.faults ?? []),
    sessions: new Map(),
    nonces: new Set(),
    servers: new Map(),
    tokens: new Map(),
  };
  continueMigrations(live, start);
  return live;
}
