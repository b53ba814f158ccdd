import { at, type KubernetesObject } from './object.ts';
import { controllerOf } from './pod-template.ts';
import { isActive, isReady } from './pod-state.ts';
import { listOf, revise, withFields, type Store } from './store.ts';

interface Counts {
  readonly replicas: number;
  readonly ready: number;
}

/** Pods by the uid of their controller, counted once for all workloads. */
function countPods(store: Store): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const pod of listOf(store, 'pods')) {
    const uid = controllerOf(pod)?.uid;
    if (uid === undefined || !isActive(pod)) continue;
    const { replicas = 0, ready = 0 } = counts.get(uid) ?? {};
    counts.set(uid, { replicas: replicas + 1, ready: ready + Number(isReady(pod)) });
  }
  return counts;
}

function write(store: Store, key: string, object: KubernetesObject, counts: Counts): void {
  const { replicas, ready } = counts;
  const observedGeneration = object.metadata.generation ?? 1;
  const status =
    key === 'daemonsets.apps'
      ? { currentNumberScheduled: replicas, desiredNumberScheduled: replicas, numberReady: ready }
      : { replicas, readyReplicas: ready, availableReplicas: ready, updatedReplicas: replicas };
  revise(store, key, withFields(object, 'status', { observedGeneration, ...status }));
}

/** Writes into each workload's status what has become of its pods. */
export function tellWorkloads(store: Store): void {
  const counts = countPods(store);
  const none = { replicas: 0, ready: 0 };
  for (const key of ['replicasets.apps', 'statefulsets.apps', 'daemonsets.apps']) {
    for (const object of listOf(store, key)) write(store, key, object, counts.get(object.metadata.uid ?? '') ?? none);
  }
  for (const deployment of listOf(store, 'deployments.apps')) {
    const set = listOf(store, 'replicasets.apps').find((each) => controllerOf(each)?.uid === deployment.metadata.uid);
    write(store, 'deployments.apps', deployment, {
      replicas: Number(at(set, 'status.replicas') ?? 0),
      ready: Number(at(set, 'status.readyReplicas') ?? 0),
    });
  }
}
