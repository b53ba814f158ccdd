import { utc } from '../time.ts';
import { fitsNode } from './label-selector.ts';
import { at, type KubernetesObject } from './object.ts';
import { podStatus, unschedulable } from './pod-template.ts';
import { podAddress } from './pods.ts';
import { isActive, isOpen, nodeNameOf } from './pod-state.ts';
import { find, later, listOf, revise, withFields, type Store } from './store.ts';

/** From bound to Ready, in ms. */
const startsWithin = 5_000;

const addressOf = (node: KubernetesObject): string | undefined => {
  const addresses = at(node, 'status.addresses');
  const [first] = Array.isArray(addresses) ? (addresses as readonly { address?: string }[]) : [];
  return first?.address;
};

/** Becomes Running and Ready, if nothing has come between. */
function started(store: Store, { metadata }: KubernetesObject, then: (now: number) => void): (now: number) => void {
  return (now) => {
    const pod = find(store, 'pods', metadata);
    if (pod === undefined || pod.metadata.uid !== metadata.uid || !isActive(pod)) return;
    const node = find(store, 'nodes', { name: nodeNameOf(pod) ?? '' });
    if (node === undefined) return;
    const status = podStatus({
      phase: 'Running',
      ready: true,
      hostIP: addressOf(node),
      podIP: podAddress(store.ids, String(metadata.uid)),
      since: utc(now),
    });
    revise(store, 'pods', { ...pod, status });
    then(now);
  };
}

/** Puts a pod onto a node, where it starts. */
export function bind(store: Store, pod: KubernetesObject, nodeName: string, when: Reacting): void {
  const bound = withFields(pod, 'spec', { nodeName });
  const conditions = [{ type: 'PodScheduled', status: 'True', lastTransitionTime: utc(when.now) }];
  const placed = revise(store, 'pods', { ...bound, status: { phase: 'Pending', conditions } });
  later(store, when.now, { after: startsWithin, run: started(store, placed, when.then), visible: true });
}

export interface Reacting {
  /** Virtual ms. */
  readonly now: number;
  /** What is to happen after each thing that changes by itself. */
  readonly then: (now: number) => void;
}

interface Room {
  readonly node: KubernetesObject;
  free: number;
}

/** Open nodes and how many more pods each can take. */
function roomsOf(store: Store): readonly Room[] {
  const running = new Map<string, number>();
  for (const pod of listOf(store, 'pods')) {
    const name = nodeNameOf(pod) ?? '';
    running.set(name, (running.get(name) ?? 0) + 1);
  }
  return listOf(store, 'nodes')
    .filter(isOpen)
    .map((node) => ({
      node,
      free: Number(at(node, 'status.allocatable.pods') ?? 0) - (running.get(node.metadata.name) ?? 0),
    }));
}

/** Gives every waiting pod the node with the most room that lets it in; else it says why it waits. */
export function schedule(store: Store, when: Reacting): void {
  const waiting = listOf(store, 'pods').filter((pod) => nodeNameOf(pod) === undefined && isActive(pod));
  if (waiting.length === 0) return;
  const rooms = roomsOf(store);
  const nodes = listOf(store, 'nodes').length;
  for (const pod of waiting) {
    const [best] = rooms
      .filter(({ node, free }) => free > 0 && fitsNode(pod['spec'], node.metadata.labels ?? {}))
      .toSorted((left, right) => right.free - left.free);
    if (best === undefined) {
      const told = at(pod, 'status.conditions');
      if (told === undefined) revise(store, 'pods', { ...pod, status: unschedulable(nodes, utc(when.now)) });
      continue;
    }
    best.free -= 1;
    bind(store, pod, best.node.metadata.name, when);
  }
}
