import { zeros } from './live-bucket.ts';
import type { Invocation, InvocationResult } from './invocation.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { LiveWorld } from './live-world.ts';
import { findDedicatedFailure, type Destination } from './migration-obstacles.ts';
import { findStage, phases, planMigration, type Migration, type Stage } from './migration.ts';
import { taskId } from './task.ts';
import { beijing } from './time.ts';
import type { WorldFailure } from './world-schema.ts';

interface MigrationStart {
  readonly from: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of a dedicated cluster only. */
  readonly to?: Destination;
}

/** The failure the world tells, while it still tells it, or the one that its state leads to: the earlier phase wins. */
function findFailure(cluster: LiveCluster, world: LiveWorld, { from, to }: MigrationStart): WorldFailure | undefined {
  const { fail } = cluster.told.told.migrate ?? {};
  const told = cluster.migrations.length < (fail?.times ?? Infinity) ? (fail ?? undefined) : undefined;
  const own = to && findDedicatedFailure({ world, cluster, to, now: from });
  if (told === undefined || own === undefined) return told ?? own;
  return phases.indexOf(own.phase) < phases.indexOf(told.phase) ? own : told;
}

/** As etcd_c82…_20261122080630, by the clock of the masters, which keep Beijing time. */
const snapshotKey = (cluster: string, at: number): string =>
  `etcd_${cluster}_${beijing(at).slice(0, 19).replace(/[^\d]/g, '')}`;

interface Command {
  readonly name: string;
  readonly stage: Stage | undefined;
  readonly output: (instance: string) => string;
}

/** ACK's own runs of Cloud Assistant, which stay readable: the last one printed the cluster's keys. */
function commandsOf(cluster: LiveCluster, world: LiveWorld, migration: Migration): readonly Invocation[] {
  const masters = cluster.told.nodes.filter(({ role }) => role === 'Master').map(({ instance }) => instance);
  const keys = JSON.stringify({ sakey: 'dHdpbg==', sapub: 'dHdpbg==', frontcrt: 'dHdpbg==', frontkey: 'dHdpbg==' });
  const commands: readonly Command[] = [
    {
      name: 'stop-control-plane',
      stage: findStage(migration, 'hibernate'),
      output: () => 'control plane is asleep now',
    },
    { name: 'snapshot-etcd', stage: findStage(migration, 'snapshot'), output: (id) => (id === masters[0] ? keys : '') },
    {
      name: 'wake-control-plane',
      stage: migration.stages.find(({ name }) => name === 'Rollback'),
      output: () => 'control plane is wakeup now',
    },
  ];
  return commands.flatMap(({ name, stage, output }) => {
    if (stage === undefined) return [];
    const results = masters.map((instance): InvocationResult => {
      const failed = stage.fails && (name === 'stop-control-plane' || instance === masters[0]);
      const { from, to } = stage;
      return { instance, from, to, exitCode: failed ? 1 : 0, output: failed ? '' : output(instance), errorCode: '' };
    });
    const id = (what: string): string => world.ids.hex(`${migration.taskId} ${name} ${what}`, 24);
    return [{ id: `t-${id('invocation')}`, command: `c-${id('command')}`, name, results }];
  });
}

export function startMigration(cluster: LiveCluster, world: LiveWorld, start: MigrationStart): Migration {
  const { from, body, to } = start;
  const planned = planMigration({
    taskId: taskId(cluster.told, world.ids, `migrate ${cluster.migrations.length}`),
    body,
    spec: 'ack.pro.small',
    from,
    migrate: cluster.told.told.migrate ?? {},
    failure: findFailure(cluster, world, start),
  });
  const stored = findStage(planned, 'snapshot');
  const migration: Migration = {
    ...planned,
    ...(to !== undefined &&
      stored !== undefined &&
      !stored.fails && {
        snapshot: { bucket: to.bucket, key: snapshotKey(cluster.told.id, stored.to), at: stored.to },
      }),
  };
  cluster.migrations.push(migration);
  if (to !== undefined) world.invocations.push(...commandsOf(cluster, world, migration));
  return migration;
}

/** What an etcd of an ordinary cluster takes. */
const snapshotSize = 24 * 1024 * 1024;

/** Puts into buckets what migrations have stored by now. To be called before anybody looks. */
export function storeSnapshots(world: LiveWorld): void {
  const now = world.clock.now();
  for (const migration of world.clusters.flatMap(({ migrations }) => migrations)) {
    const { snapshot, stored } = migration;
    if (snapshot === undefined || stored === true || snapshot.at > now) continue;
    migration.stored = true;
    const bucket = world.buckets.get(snapshot.bucket);
    if (bucket === undefined) continue;
    const { storageClass, versioning, objects } = bucket;
    const versionId = versioning === 'Enabled' ? world.ids.hex(`version ${snapshot.key}`, 32) : null;
    objects.set(snapshot.key, zeros(snapshotSize, { at: snapshot.at, storageClass, versionId }));
  }
}
