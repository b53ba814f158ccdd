import { apiServicesOf } from './api-services.ts';
import { furnitureOf, namespacesOf } from './furniture.ts';
import { nodesOf } from './nodes.ts';
import { mirrorPods, podsOfWorkload, toldPod, type Population } from './pods.ts';
import { createStore, place, type Store } from './store.ts';
import { objectsOfWorkload, type Placed } from './workload-objects.ts';
import { workloadsOf } from './workload.ts';

/** The objects of a cluster as the world begins. */
export function populate(population: Population): Store {
  const { cluster, ids } = population;
  const store = createStore(cluster.id, ids);
  const workloads = workloadsOf(cluster);
  const pods = [
    ...mirrorPods(population),
    ...workloads.flatMap((workload) => podsOfWorkload(population, workload)),
    ...(cluster.told.kubernetes?.pods ?? []).map((told) => toldPod(population, told)),
  ];
  const others: readonly Placed[] = [
    ...workloads.flatMap((workload) => objectsOfWorkload(population, workload)),
    ...furnitureOf(population),
  ];
  const used = [...pods, ...others.map(({ object }) => object)].flatMap(({ metadata }) => metadata.namespace ?? []);
  for (const { key, object } of [...namespacesOf(population, used), ...others]) place(store, key, object);
  for (const pod of pods) place(store, 'pods', pod);
  for (const node of nodesOf(population, pods)) place(store, 'nodes', node);
  for (const service of apiServicesOf(population)) place(store, 'apiservices.apiregistration.k8s.io', service);
  return store;
}
