import { utc } from '../time.ts';
import type { KubernetesObject } from './object.ts';
import { at } from './object.ts';
import { isReady, nodeNameOf, phaseOf } from './pod-state.ts';
import { stuckAnnotation } from './pod-template.ts';
import { find, later, remove, revise, type Store } from './store.ts';

/** What most programs take to end once they are asked to, in ms. */
const endsWithin = 2_000;

interface Ending {
  /** Seconds; undefined: what the pod itself says. */
  readonly grace: number | undefined;
  /** Virtual ms. */
  readonly now: number;
  /** What is to happen once it is gone. */
  readonly then: (now: number) => void;
}

/** The pod is gone once its kubelet says so: not before its program ends, and never from a node that is lost. */
function finish(store: Store, { metadata }: KubernetesObject, { then }: Ending): (now: number) => void {
  return (now) => {
    const pod = find(store, 'pods', metadata);
    if (pod === undefined || pod.metadata.uid !== metadata.uid) return;
    const node = find(store, 'nodes', { name: nodeNameOf(pod) ?? '' });
    const held = pod.metadata.annotations?.[stuckAnnotation] === 'true' || node === undefined || !isReady(node);
    if (held) return;
    remove(store, 'pods', pod);
    then(now);
  };
}

/** Without a grace period, or a node on which there is something to end, it goes at once. */
function graceOf(pod: KubernetesObject, grace: number | undefined): number {
  const untold = Number(at(pod, 'spec.terminationGracePeriodSeconds') ?? 30);
  const done = ['Succeeded', 'Failed'].includes(phaseOf(pod));
  return nodeNameOf(pod) === undefined || done ? 0 : (grace ?? untold);
}

/** Deletes a pod as the API server does; a second deletion can only make it shorter. The pod as it is then. */
export function endPod(store: Store, pod: KubernetesObject, ending: Ending): KubernetesObject {
  const grace = graceOf(pod, ending.grace);
  const { metadata } = pod;
  if (grace === 0) {
    remove(store, 'pods', pod);
    ending.then(ending.now);
    return pod;
  }
  const known = metadata.deletionGracePeriodSeconds;
  if (known !== undefined && known <= grace) return pod;
  const marked = revise(store, 'pods', {
    ...pod,
    metadata: {
      ...metadata,
      deletionTimestamp: utc(ending.now + grace * 1000),
      deletionGracePeriodSeconds: grace,
    },
  });
  const after = Math.min(grace * 1000, endsWithin);
  later(store, ending.now, { after, run: finish(store, marked, ending), visible: true });
  return marked;
}
