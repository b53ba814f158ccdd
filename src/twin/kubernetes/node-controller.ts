import { utc } from '../time.ts';
import { at, mapping, without, type KubernetesObject } from './object.ts';
import { endPod } from './pod-end.ts';
import { controllerOf } from './pod-template.ts';
import { isActive, isMirror, nodeNameOf } from './pod-state.ts';
import type { Reacting } from './scheduler.ts';
import { find, later, listOf, remove, revise, withFields, type Store } from './store.ts';
import { masterLabel } from './workload.ts';

/** Pods of a lost node are ended after the five minutes that pods tolerate by default, in ms. */
const tolerated = 300_000;

/** Pods of a node that is gone are removed without asking anybody (pod garbage collector), in ms. */
const collectedAfter = 60_000;

type Taint = Readonly<Record<string, unknown>>;

const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
const lost: readonly Taint[] = [
  { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
];

/** What a lost node is tainted with; a real server wants to know since when. */
export const lostTaints = (since: string): readonly Taint[] => lost.map((taint) => ({ ...taint, timeAdded: since }));

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

export const unknown = (condition: unknown, now: number): Readonly<Record<string, unknown>> => ({
  ...mapping(condition),
  status: 'Unknown',
  reason: 'NodeStatusUnknown',
  message: 'Kubelet stopped posting node status.',
  lastTransitionTime: utc(now),
});

function lose(store: Store, node: KubernetesObject, now: number): void {
  const conditions = at(node, 'status.conditions');
  const unknowns = Array.isArray(conditions) ? conditions.map((each) => unknown(each, now)) : [];
  const tainted = withFields(node, 'spec', { taints: [...taintsOf(node), ...lost] });
  revise(store, 'nodes', withFields(tainted, 'status', { conditions: unknowns }));
}

/** They are asked to end, and stay so until their node is deleted: nobody there can answer. */
function evictFrom(store: Store, node: KubernetesObject, when: Reacting): void {
  const there = find(store, 'nodes', node.metadata);
  if (there?.metadata.uid !== node.metadata.uid) return;
  const pods = listOf(store, 'pods').filter((pod) => nodeNameOf(pod) === node.metadata.name && isActive(pod));
  for (const pod of pods) {
    if (isMirror(pod) || controllerOf(pod)?.kind === 'DaemonSet') continue;
    endPod(store, pod, { grace: undefined, ...when });
  }
  when.then(when.now);
}

/** The masters stop answering for good: Unknown, tainted, their objects left behind. */
export function loseMasters(store: Store, when: Reacting): void {
  store.mastersLost = true;
  for (const node of listOf(store, 'nodes')) {
    if (node.metadata.labels?.[masterLabel] === undefined) continue;
    lose(store, node, when.now);
    const run = (now: number): void => {
      evictFrom(store, node, { ...when, now });
    };
    later(store, when.now, { after: tolerated, run });
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
