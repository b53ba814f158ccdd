import { utc } from '../time.ts';
import { at, mapping, type KubernetesObject } from './object.ts';
import { isActive, isReady, nodeNameOf } from './pod-state.ts';
import { listOf, revise, withFields, type Store } from './store.ts';

/** As the node controller writes it: containers are not asked, only the pod's condition changes. */
export function withReady(pod: KubernetesObject, status: 'True' | 'False', since: string): KubernetesObject {
  const conditions = at(pod, 'status.conditions');
  const told: readonly unknown[] = Array.isArray(conditions) ? conditions : [];
  return withFields(pod, 'status', {
    conditions: told
      .map(mapping)
      .map((each) => (each['type'] === 'Ready' ? { ...each, status, lastTransitionTime: since } : each)),
  });
}

const podsOf = (store: Store, node: string): readonly KubernetesObject[] =>
  listOf(store, 'pods').filter((pod) => nodeNameOf(pod) === node && isActive(pod));

/** Nobody tells of the pods of a silent node: they are not Ready any more. */
export function quieten(store: Store, node: string, now: number): void {
  for (const pod of podsOf(store, node).filter(isReady)) {
    store.quiet.add(pod.metadata.uid ?? '');
    revise(store, 'pods', withReady(pod, 'False', utc(now)));
  }
}

/** The kubelet is back and tells that they run, those that did. */
export function rouse(store: Store, node: string, now: number): void {
  for (const pod of podsOf(store, node)) {
    if (store.quiet.delete(pod.metadata.uid ?? '')) revise(store, 'pods', withReady(pod, 'True', utc(now)));
  }
}
