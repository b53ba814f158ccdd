import { at, mapping, without, type KubernetesObject } from './object.ts';
import { endPod } from './pod-end.ts';
import { controllerOf } from './pod-template.ts';
import { isActive, isMirror, nodeNameOf } from './pod-state.ts';
import type { Reacting } from './scheduler.ts';
import { find, later, listOf, remove, type Store } from './store.ts';

/** Pods of a node that is gone are removed without asking anybody (pod garbage collector), in ms. */
export const collectedAfter = 60_000;

type Taint = Readonly<Record<string, unknown>>;

const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

const taintsOf = (node: KubernetesObject): readonly Taint[] => {
  const taints = at(node, 'spec.taints');
  return Array.isArray(taints) ? (taints as readonly Taint[]) : [];
};

/** A cordon is a field and a taint: the second follows the first. */
export function withCordon(node: KubernetesObject): KubernetesObject {
  const { unschedulable } = mapping(node['spec']);
  const spec = without(node['spec'], 'taints', 'unschedulable');
  const others = taintsOf(node).filter(({ key }) => key !== cordon.key);
  const taints = unschedulable === true ? [...others, cordon] : others;
  return {
    ...node,
    spec: { ...spec, ...(unschedulable === true && { unschedulable }), ...(taints.length > 0 && { taints }) },
  };
}

/** They are asked to end, and stay so until their node is deleted: nobody there can answer. */
export function evictFrom(store: Store, node: KubernetesObject, when: Reacting): void {
  const there = find(store, 'nodes', node.metadata);
  if (there?.metadata.uid !== node.metadata.uid) return;
  const pods = listOf(store, 'pods').filter((pod) => nodeNameOf(pod) === node.metadata.name && isActive(pod));
  for (const pod of pods) {
    if (isMirror(pod) || controllerOf(pod)?.kind === 'DaemonSet') continue;
    endPod(store, pod, { grace: undefined, ...when });
  }
  when.then(when.now);
}

/** A node that was deleted leaves its pods behind, for a while. */
export function collectPodsOf(store: Store, { metadata: { name } }: KubernetesObject, when: Reacting): void {
  const run = (now: number): void => {
    if (find(store, 'nodes', { name }) !== undefined) return;
    const orphans = listOf(store, 'pods').filter((pod) => nodeNameOf(pod) === name);
    for (const pod of orphans) remove(store, 'pods', pod);
    when.then(now);
  };
  later(store, when.now, { after: collectedAfter, run });
}
