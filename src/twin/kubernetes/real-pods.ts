import { conditionsIn } from './backend.ts';
import { collectedAfter } from './node-controller.ts';
import { at, mapping, spell } from './object.ts';
import { stuckAnnotation } from './pod-template.ts';
import { itemsOf, type Upstream } from './upstream.ts';

/** What programs take to end once they are asked to, in ms. */
const endsWithin = 2_000;

type Item = Readonly<Record<string, unknown>>;

/** Only a kubelet, or who collects garbage, ends a pod at once: and each only the pod it knows. */
async function endAtOnce(upstream: Upstream, pod: Item): Promise<void> {
  const { name, namespace, uid } = mapping(pod['metadata']);
  const path = `/api/v1/namespaces/${spell(namespace)}/pods/${spell(name)}`;
  await upstream.ask('DELETE', path, { gracePeriodSeconds: 0, preconditions: { uid } });
}

const isReady = (node: Item): boolean =>
  conditionsIn(node).some(({ type, status }) => type === 'Ready' && status === 'True');

/** Ends the pods that are on their way out, where there is a kubelet to do so. */
async function endPods(upstream: Upstream): Promise<void> {
  const nodes = await itemsOf(upstream, '/api/v1/nodes');
  const ready = new Set(nodes.filter(isReady).map((node) => at(node, 'metadata.name')));
  for (const pod of await itemsOf(upstream, '/api/v1/pods')) {
    const { deletionTimestamp, annotations } = mapping(pod['metadata']);
    const stuck = mapping(annotations)[stuckAnnotation] === 'true';
    if (deletionTimestamp !== undefined && !stuck && ready.has(at(pod, 'spec.nodeName')))
      await endAtOnce(upstream, pod);
  }
}

/** Removes the pods of nodes that are gone, without asking anybody. */
async function collectPods(upstream: Upstream): Promise<void> {
  const nodes = await itemsOf(upstream, '/api/v1/nodes');
  const names = new Set(nodes.map((node) => at(node, 'metadata.name')));
  for (const pod of await itemsOf(upstream, '/api/v1/pods')) {
    const nodeName = at(pod, 'spec.nodeName');
    if (nodeName !== undefined && !names.has(nodeName)) await endAtOnce(upstream, pod);
  }
}

/** What kubelets and the garbage collector do by themselves, a while after something has happened. Virtual ms. */
export interface Chores {
  readonly endFrom: (now: number) => void;
  readonly collectFrom: (now: number) => void;
  /** Does what is due; whether there was anything. */
  readonly settle: (now: number) => Promise<boolean>;
}

export function createChores(upstream: Upstream): Chores {
  let ending: number | undefined;
  let collecting: number | undefined;
  return {
    endFrom: (now) => {
      ending = now + endsWithin;
    },
    collectFrom: (now) => {
      collecting = now + collectedAfter;
    },
    settle: async (now) => {
      const [ends, collects] = [ending, collecting].map((due) => due !== undefined && due <= now);
      if (ends === true) {
        ending = undefined;
        await endPods(upstream);
      }
      if (collects === true) {
        collecting = undefined;
        await collectPods(upstream);
      }
      return ends === true || collects === true;
    },
  };
}
