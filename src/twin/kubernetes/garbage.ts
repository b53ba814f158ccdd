import type { KubernetesObject } from './object.ts';
import { endPod } from './pod-end.ts';
import type { Reacting } from './scheduler.ts';
import { find, later, listOf, remove, revise, type Store } from './store.ts';

/** What the garbage collector takes until it notices, in ms. */
const noticedAfter = 1_000;

/** What workloads own. */
const owned = ['replicasets.apps', 'pods'] as const;

const dependentsOf = (store: Store, key: string, uid: string): readonly KubernetesObject[] =>
  listOf(store, key).filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid));

function orphan(store: Store, uid: string): void {
  for (const key of owned) {
    for (const object of dependentsOf(store, key, uid)) {
      const { ownerReferences = [], ...metadata } = object.metadata;
      const others = ownerReferences.filter((owner) => owner.uid !== uid);
      revise(store, key, {
        ...object,
        metadata: { ...metadata, ...(others.length > 0 && { ownerReferences: others }) },
      });
    }
  }
}

function endDependents(store: Store, uid: string, when: Reacting): void {
  for (const set of dependentsOf(store, 'replicasets.apps', uid)) {
    remove(store, 'replicasets.apps', set);
    endDependents(store, set.metadata.uid ?? '', when);
  }
  for (const pod of dependentsOf(store, 'pods', uid)) endPod(store, pod, { grace: undefined, ...when });
}

const hasDependents = (store: Store, uid: string): boolean =>
  owned.some((key) => dependentsOf(store, key, uid).length > 0);

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/** A foreground deletion ends when nothing is left that belongs to it. */
function finishForeground(store: Store, key: string, object: KubernetesObject): void {
  const there = find(store, key, object.metadata);
  const { uid = '' } = object.metadata;
  if (there?.metadata.uid === uid && !hasDependents(store, uid)) remove(store, key, there);
}

/** Deletes what owns others: they follow, or lose their owner. `object` as it is afterwards, undefined when it is gone. */
export function deleteOwner(
  store: Store,
  { key, object }: { readonly key: string; readonly object: KubernetesObject },
  how: Propagation,
  when: Reacting,
): KubernetesObject | undefined {
  const { uid = '' } = object.metadata;
  const collect = (then: (now: number) => void): void => {
    const run = (now: number): void => {
      endDependents(store, uid, { now, then });
      then(now);
    };
    later(store, when.now, { after: noticedAfter, run });
  };
  if (how === 'Foreground') {
    collect((now) => {
      finishForeground(store, key, object);
      when.then(now);
    });
    return object;
  }
  remove(store, key, object);
  if (how === 'Orphan') orphan(store, uid);
  else collect(when.then);
  return undefined;
}
