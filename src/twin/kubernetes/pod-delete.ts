import { reacting } from './controllers.ts';
import { without, type KubernetesObject } from './object.ts';
import { endPod } from './pod-end.ts';
import { isMirror, nodeNameOf } from './pod-state.ts';
import { bind } from './scheduler.ts';
import { add, type Store } from './store.ts';

/** A mirror pod is only a picture: the kubelet, whose file is still there, draws it again. */
function redraw(store: Store, pod: KubernetesObject, now: number): void {
  const { name, namespace, labels, annotations, ownerReferences } = pod.metadata;
  const metadata = {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
    ...(ownerReferences && { ownerReferences }),
  };
  const spec = without(pod['spec'], 'nodeName');
  const again = add(store, 'pods', { ...pod, metadata, spec, status: { phase: 'Pending' } }, now);
  bind(store, again, nodeNameOf(pod) ?? '', reacting(store, now));
}

interface Deletion {
  /** Seconds; undefined: what the pod itself says. */
  readonly grace: number | undefined;
  /** Virtual ms. */
  readonly now: number;
}

/** Deletes a pod for a client; what follows is its controller's. The pod as it is then. */
export function deletePod(store: Store, pod: KubernetesObject, { grace, now }: Deletion): KubernetesObject {
  const { then } = reacting(store, now);
  const ended = endPod(store, pod, {
    grace,
    now,
    then: (gone) => {
      if (isMirror(pod)) redraw(store, pod, gone);
      then(gone);
    },
  });
  then(now);
  return ended;
}
