import { describe, expect, it } from 'vitest';
import { storeOf } from '../../src/twin/kubernetes/controllers.ts';
import { del } from '../../src/twin/kubernetes/delete.ts';
import type { KubernetesObject } from '../../src/twin/kubernetes/object.ts';
import { findWanted } from '../../src/twin/kubernetes/request.ts';
import { listOf, type Store } from '../../src/twin/kubernetes/store.ts';
import type { LiveCluster, LiveWorld } from '../../src/twin/live-world.ts';
import { createLiveWorld } from '../../src/twin/create-world.ts';
import { startMigration } from '../../src/twin/start-migration.ts';
import { readWorld } from '../../src/twin/world.ts';
import { oneCluster } from './start-world.ts';

const minute = 60_000;

interface Migrated {
  readonly world: LiveWorld;
  readonly cluster: LiveCluster;
  readonly at: (minutes: number) => Store;
}

/** A dedicated cluster whose migration starts when its world does. */
function migrate(fields = ''): Migrated {
  const text = oneCluster(
    `type: Kubernetes, workers: 2, masters: [{name: m1, instance: i-bp1a, systemPods: [metrics-server-7d4f]}, {name: m2}, {name: m3}], ${fields}`,
  );
  const read = readWorld(text, 'world.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const world = createLiveWorld({ world: read.value, seed: 7, speed: 1, real: () => 0 });
  const [cluster] = world.clusters;
  if (cluster === undefined) throw new Error('there is no cluster');
  const start = world.clock.now();
  storeOf(cluster, world);
  startMigration(cluster, world, { from: start, body: {} });
  const at = (minutes: number): Store => {
    world.clock.advance(start + minutes * minute - world.clock.now());
    return storeOf(cluster, world);
  };
  return { world, cluster, at };
}

const node = (store: Store, name: string): KubernetesObject | undefined =>
  listOf(store, 'nodes').find(({ metadata }) => metadata.name === name);

const readiness = (store: Store, name: string): unknown =>
  (node(store, name)?.['status'] as { conditions: { type: string; status: string }[] }).conditions.find(
    ({ type }) => type === 'Ready',
  )?.status;

const podsOn = (store: Store, name: string): readonly KubernetesObject[] =>
  listOf(store, 'pods').filter(({ spec }) => (spec as { nodeName?: string }).nodeName === name);

describe('the masters of a dedicated cluster', () => {
  it('carry role labels and the provider id of their instance', () => {
    const master = node(migrate().at(0), 'm1');
    expect(master?.metadata.labels).toMatchObject({
      'node-role.kubernetes.io/master': '',
      'node-role.kubernetes.io/control-plane': '',
    });
    expect((master?.['spec'] as { providerID: string }).providerID).toBe('cn-hangzhou.i-bp1a');
  });

  it('are Unknown once the migration has succeeded, and their objects stay', () => {
    const { at } = migrate();
    expect(['m1', 'm2', 'm3'].map((name) => readiness(at(1), name))).toEqual(['True', 'True', 'True']);
    const after = at(13);
    expect(['m1', 'm2', 'm3'].map((name) => readiness(after, name))).toEqual(['Unknown', 'Unknown', 'Unknown']);
    expect(listOf(after, 'nodes')).toHaveLength(5);
    expect(podsOn(after, 'm1').map(({ metadata }) => metadata.name)).toContain('kube-apiserver-m1');
    expect(readiness(at(1000), 'm1')).toBe('Unknown');
  });

  it('stay when the migration fails', () => {
    const { at } = migrate('migrate: {fail: {phase: snapshot}}');
    expect(readiness(at(60), 'm1')).toBe('True');
  });

  it('hold their pods Terminating until the node objects are deleted, while others take their place', () => {
    const { at, world, cluster } = migrate();
    const store = at(30);
    const stuck = podsOn(store, 'm1').find(({ metadata }) => metadata.name === 'metrics-server-7d4f');
    expect(stuck?.metadata.deletionTimestamp).toBeDefined();
    const others = listOf(store, 'pods').filter(
      ({ metadata, status }) =>
        metadata.name.startsWith('metrics-server-') &&
        metadata.deletionTimestamp === undefined &&
        (status as { phase: string }).phase === 'Running',
    );
    expect(others).toHaveLength(1);
    const path = '/api/v1/nodes/m1';
    const incoming = {
      method: 'DELETE',
      path,
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.alloc(0),
      tooLarge: false,
    };
    const wanted = findWanted(path, cluster);
    if (wanted === undefined) throw new Error('there is no such path');
    expect(del({ ...wanted, incoming, cluster, world, store, now: world.clock.now() }).status).toBe(200);
    expect(node(at(30), 'm1')).toBeUndefined();
    expect(podsOn(at(30), 'm1').length).toBeGreaterThan(0);
    expect(podsOn(at(32), 'm1')).toEqual([]);
  });
});
