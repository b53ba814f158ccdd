import { fitsNode } from './label-selector.ts';
import { at, mapping, type KubernetesObject } from './object.ts';
import { endPod } from './pod-end.ts';
import { controllerOf } from './pod-template.ts';
import { isActive, isReady, nodeNameOf } from './pod-state.ts';
import { bind, type Reacting } from './scheduler.ts';
import { add, find, listOf, revise, suffix, withFields, type Store } from './store.ts';

const ownedBy = (store: Store, key: string, { metadata }: KubernetesObject): readonly KubernetesObject[] =>
  listOf(store, key).filter((each) => controllerOf(each)?.uid === metadata.uid);

interface Making {
  readonly kind: string;
  readonly name: string;
  readonly when: Reacting;
}

function makePod(store: Store, owner: KubernetesObject, { kind, name, when }: Making): KubernetesObject {
  const template = mapping(at(owner, 'spec.template'));
  const { namespace, uid = '' } = owner.metadata;
  const reference = {
    apiVersion: 'apps/v1',
    kind,
    name: owner.metadata.name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  };
  const pod: KubernetesObject = {
    metadata: {
      ...mapping(template['metadata']),
      name,
      ...(namespace !== undefined && { namespace }),
      ownerReferences: [reference],
    },
    spec: template['spec'],
    status: { phase: 'Pending' },
  };
  return add(store, 'pods', pod, when.now);
}

const replicasOf = (owner: KubernetesObject): number => Number(at(owner, 'spec.replicas') ?? 1);

/** Too many: those that are not ready first, then the youngest. */
function endSurplus(store: Store, pods: readonly KubernetesObject[], count: number, when: Reacting): void {
  const order = [...pods].toSorted(
    (left, right) =>
      Number(isReady(left)) - Number(isReady(right)) ||
      Number(right.metadata.resourceVersion) - Number(left.metadata.resourceVersion),
  );
  for (const pod of order.slice(0, count)) endPod(store, pod, { grace: undefined, ...when });
}

function keepSet(store: Store, set: KubernetesObject, when: Reacting): void {
  const active = ownedBy(store, 'pods', set).filter(isActive);
  const missing = replicasOf(set) - active.length;
  for (let count = 0; count < missing; count += 1) {
    makePod(store, set, { kind: 'ReplicaSet', name: `${set.metadata.name}-${suffix(store)}`, when });
  }
  if (missing < 0) endSurplus(store, active, -missing, when);
}

/** Pods of a StatefulSet keep their names: a new one comes only when the old one is gone. */
function keepStateful(store: Store, set: KubernetesObject, when: Reacting): void {
  const { name, namespace } = set.metadata;
  const wanted = Array.from({ length: replicasOf(set) }, (_, index) => `${name}-${index}`);
  for (const podName of wanted) {
    const there = find(store, 'pods', { namespace, name: podName });
    if (there === undefined) makePod(store, set, { kind: 'StatefulSet', name: podName, when });
  }
  const surplus = ownedBy(store, 'pods', set).filter((pod) => !wanted.includes(pod.metadata.name) && isActive(pod));
  endSurplus(store, surplus, surplus.length, when);
}

/** One on each node that fits, cordoned or not, as long as the node is Ready. */
function keepDaemons(store: Store, set: KubernetesObject, when: Reacting): void {
  const pods = ownedBy(store, 'pods', set);
  const spec = at(set, 'spec.template.spec');
  const nodes = listOf(store, 'nodes').filter(({ metadata }) => fitsNode(spec, metadata.labels ?? {}));
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  for (const node of nodes.filter(isReady)) {
    if (pods.some((pod) => nodeNameOf(pod) === node.metadata.name)) continue;
    const pod = makePod(store, set, { kind: 'DaemonSet', name: `${set.metadata.name}-${suffix(store)}`, when });
    bind(store, pod, node.metadata.name, when);
  }
  const strays = pods.filter((pod) => isActive(pod) && !names.has(nodeNameOf(pod) ?? '') && isOnNode(store, pod));
  endSurplus(store, strays, strays.length, when);
}

/** Pods of nodes that are gone are not the DaemonSet's to end. */
const isOnNode = (store: Store, pod: KubernetesObject): boolean =>
  find(store, 'nodes', { name: nodeNameOf(pod) ?? '' }) !== undefined;

/** A Deployment has one ReplicaSet here, with as many replicas: changed templates are not rolled out. */
function keepDeployment(store: Store, deployment: KubernetesObject, when: Reacting): void {
  const sets = ownedBy(store, 'replicasets.apps', deployment);
  const [set] = sets;
  if (set !== undefined) {
    revise(store, 'replicasets.apps', withFields(set, 'spec', { replicas: replicasOf(deployment) }));
    return;
  }
  const { metadata } = deployment;
  const { namespace, name, uid = '' } = metadata;
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true, blockOwnerDeletion: true };
  const { replicas, selector, template } = mapping(deployment['spec']);
  const made = {
    name: `${name}-${suffix(store)}`,
    ...(namespace !== undefined && { namespace }),
    ownerReferences: [owner],
  };
  add(store, 'replicasets.apps', { metadata: made, spec: { replicas, selector, template }, status: {} }, when.now);
}

/** Makes and ends pods until each workload has what it wants. A workload on its way out wants nothing. */
export function keepWorkloads(store: Store, when: Reacting): void {
  const kept = (key: string): readonly KubernetesObject[] =>
    listOf(store, key).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  for (const each of kept('deployments.apps')) keepDeployment(store, each, when);
  for (const each of kept('replicasets.apps')) keepSet(store, each, when);
  for (const each of kept('statefulsets.apps')) keepStateful(store, each, when);
  for (const each of kept('daemonsets.apps')) keepDaemons(store, each, when);
}
