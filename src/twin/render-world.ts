import { isRunning } from './cluster-check.ts';
import { storeOf } from './kubernetes/controllers.ts';
import { listOf } from './kubernetes/store.ts';
import type { LiveBucket } from './live-bucket.ts';
import { readinessOf } from './live-cluster.ts';
import { hasAssistant, statusOfInstance, type LiveInstance } from './live-instance.ts';
import { sizeOf, type LiveLoadBalancer } from './live-load-balancer.ts';
import type { LiveRam } from './live-ram.ts';
import { isApiDown, standingOf, type LiveCluster, type LiveWorld } from './live-world.ts';
import { findStage, isMigrating, type Migration } from './migration.ts';
import { renderAoc } from './services/aoc/render-aoc.ts';
import { utc } from './time.ts';

type Row = Readonly<Record<string, unknown>>;

/** Where the manifests of the control plane are: with the masters, parked by a migration, or nowhere, as ACK runs it. */
function controlPlaneOf(cluster: LiveCluster, now: number): 'masters' | 'parked' | 'managed' {
  if (standingOf(cluster, now).type !== 'Kubernetes') return 'managed';
  const under = cluster.migrations.find((migration) => isMigrating(migration, now));
  const asleep = under && findStage(under, 'hibernate');
  return asleep !== undefined && asleep.from <= now ? 'parked' : 'masters';
}

const renderMigration = (migration: Migration, now: number): Row => ({
  task: migration.taskId,
  state: isMigrating(migration, now) ? 'running' : migration.error === undefined ? 'success' : 'fail',
  from: utc(migration.from),
  to: utc(migration.to),
  apiDownFrom: utc(migration.down.from),
  apiDownTo: utc(migration.down.to),
  body: migration.body,
  ...(migration.snapshot && { snapshot: { ...migration.snapshot, at: utc(migration.snapshot.at) } }),
});

function renderCluster(cluster: LiveCluster, world: LiveWorld): Row {
  const now = world.clock.now();
  const { told, checks, migrations, tasks } = cluster;
  const { type, spec, state, timezone, deletionProtection } = standingOf(cluster, now);
  return {
    ...told.told,
    ...told,
    told: undefined,
    type,
    spec,
    state,
    timezone,
    deletionProtection,
    controlPlane: controlPlaneOf(cluster, now),
    apiDown: isApiDown(cluster, now),
    nodes: told.nodes
      .filter(({ name }) => (cluster.removed.get(name) ?? Infinity) > now)
      .map((node) => ({ ...node, readiness: readinessOf(cluster, node, now) })),
    addons: cluster.addons.map((addon) => ({ ...addon, since: utc(addon.since) })),
    checkRuns: checks.map((run) => ({
      id: run.id,
      type: run.type,
      status: isRunning(run, now) ? 'Running' : run.status,
      created: utc(run.created),
      finished: utc(run.finished),
    })),
    migrations: migrations.map((migration) => renderMigration(migration, now)),
    tasks: tasks.map((task) => ({
      ...task,
      pending: undefined,
      created: utc(task.created),
      updated: utc(task.updated),
    })),
    kubernetes: renderObjects(cluster, world),
  };
}

const renderInstance = (instance: LiveInstance, now: number): Row => ({
  ...instance,
  told: undefined,
  reboots: instance.reboots.map(({ from, to }) => ({ from: utc(from), to: utc(to) })),
  status: statusOfInstance(instance, now),
  cloudAssistant: hasAssistant(instance, now),
  chargeType: instance.told.chargeType ?? 'PostPaid',
});

const renderBalancer = (balancer: LiveLoadBalancer, now: number): Row => ({
  ...balancer,
  ...sizeOf(balancer, now),
  changes: balancer.changes.map(({ from, to, spec }) => ({ from: utc(from), to: utc(to), spec })),
  first: undefined,
});

const renderRam = ({ enforce, roles, policies }: LiveRam): Row => ({
  enforce,
  roles: roles.map(({ name, attached }) => ({ name, policies: attached.map((policy) => policy.name) })),
  policies: policies.map(({ name, type, defaultVersion, versions }) => ({
    name,
    type,
    defaultVersion,
    versions: versions.map(({ id, document }) => ({ id, document })),
  })),
});

const renderBucket = ({ objects, created, behind, ...bucket }: LiveBucket): Row => ({
  ...bucket,
  staleLists: behind?.left ?? 0,
  created: utc(created),
  objects: [...objects].map(([key, { body, at, crc, ...object }]) => ({
    key,
    ...object,
    at: utc(at),
    crc: crc === null ? null : String(crc),
    body: body && Buffer.from(body).toString('base64'),
  })),
});

/** All objects of a cluster by resource; null before the first call of its API server, when it is as the world says. */
function renderObjects(cluster: LiveCluster, world: LiveWorld): Row | null {
  if (cluster.kubernetes.store === undefined) return null;
  const store = storeOf(cluster, world);
  return Object.fromEntries([...store.objects.keys()].toSorted().map((key) => [key, listOf(store, key)]));
}

/** The whole world as it is now. */
export function renderWorld(world: LiveWorld): Row {
  const now = world.clock.now();
  return {
    apiVersion: 'onward/v1',
    kind: 'World',
    now: utc(now),
    account: world.account,
    ack: { clusters: world.clusters.map((cluster) => renderCluster(cluster, world)) },
    ecs: { instances: world.instances.map((instance) => renderInstance(instance, now)) },
    slb: { loadBalancers: world.loadBalancers.map((each) => renderBalancer(each, now)), acls: world.network.acls },
    vpc: { vSwitches: world.network.vSwitches, eips: world.network.eips, natGateways: world.network.natGateways },
    ram: renderRam(world.ram),
    oss: { buckets: [...world.buckets.values()].map(renderBucket) },
    ...(world.aoc && { aoc: renderAoc(world.aoc, now) }),
    faults: world.faults.rules(),
  };
}
