import type { Json } from '../../../src/core/fact.ts';
import { objectIn, objectsIn, textIn, type JsonObject } from '../../wire/json.ts';

const nameOf = (object: JsonObject): string => textIn(objectIn(object, 'metadata'), 'name');
const labelsOf = (object: JsonObject): JsonObject => objectIn(objectIn(object, 'metadata'), 'labels');
const byName = (a: JsonObject, b: JsonObject): number => (nameOf(a) < nameOf(b) ? -1 : 1);

/** Masters carry one of two labels, by age of the cluster (Kubernetes: node roles). */
const isMaster = (node: JsonObject): boolean => {
  const labels = labelsOf(node);
  return 'node-role.kubernetes.io/master' in labels || 'node-role.kubernetes.io/control-plane' in labels;
};

/** A virtual node runs pods as container instances: no DaemonSet runs there, so no kube-proxy either. */
const isVirtual = (node: JsonObject): boolean => textIn(labelsOf(node), 'type') === 'virtual-kubelet';

/** Why a condition is not True; null where it is. */
const conditionFault = (object: JsonObject, type: string): string | null => {
  const found = objectsIn(objectIn(object, 'status'), 'conditions').find((one) => textIn(one, 'type') === type);
  if (found === undefined) return `no condition ${type}`;
  if (textIn(found, 'status') === 'True') return null;
  const because = [textIn(found, 'reason'), textIn(found, 'message')].filter((part) => part !== '').join(': ');
  return `${type}=${textIn(found, 'status')}${because === '' ? '' : ` (${because.slice(0, 200)})`}`;
};

const faults = (objects: readonly JsonObject[], type: string): Json =>
  [...objects].sort(byName).flatMap((object) => {
    const why = conditionFault(object, type);
    return why === null ? [] : [{ name: nameOf(object), why }];
  });

export const nodeFacts = (nodes: readonly JsonObject[]) => ({
  'nodes.count': nodes.length,
  'nodes.workers': nodes.filter((node) => !isMaster(node)).length,
  'nodes.notReady': faults(nodes, 'Ready'),
  'nodes.unschedulable': [...nodes]
    .sort(byName)
    .filter((node) => objectIn(node, 'spec')['unschedulable'] === true)
    .map(nameOf),
});

const isFinished = (pod: JsonObject): boolean =>
  ['Succeeded', 'Failed'].includes(textIn(objectIn(pod, 'status'), 'phase'));

const nodeOf = (pod: JsonObject): string => textIn(objectIn(pod, 'spec'), 'nodeName');

/** The fewest free pod slots the vendor's check wants to see exceeded (vendor's list of cluster check items). */
const slotsNeeded = 2;

/** Allocatable pods minus pods that are not finished; a count that is no number leaves none. */
const freeSlots = (node: JsonObject, pods: readonly JsonObject[]): number => {
  const allocatable = Number(textIn(objectIn(objectIn(node, 'status'), 'allocatable'), 'pods'));
  const used = pods.filter((pod) => nodeOf(pod) === nameOf(node) && !isFinished(pod)).length;
  return Number.isFinite(allocatable) ? allocatable - used : 0;
};

/** By label `k8s-app=kube-proxy…`, or by name where a cluster's add-on labels it otherwise. */
const isKubeProxy = (pod: JsonObject): boolean =>
  textIn(objectIn(pod, 'metadata'), 'namespace') === 'kube-system' &&
  (textIn(labelsOf(pod), 'k8s-app').startsWith('kube-proxy') || nameOf(pod).startsWith('kube-proxy'));

export const podFacts = (nodes: readonly JsonObject[], pods: readonly JsonObject[]) => {
  const proxied = new Set(pods.filter((pod) => isKubeProxy(pod) && !isFinished(pod)).map(nodeOf));
  const sorted = [...nodes].sort(byName);
  return {
    'nodes.fewSlots': sorted
      .map((node) => ({ name: nameOf(node), free: freeSlots(node, pods) }))
      .filter(({ free }) => free <= slotsNeeded),
    'nodes.noKubeProxy': sorted
      .filter((node) => !isMaster(node) && !isVirtual(node) && !proxied.has(nameOf(node)))
      .map(nameOf),
  };
};

export const apiServiceFacts = (services: readonly JsonObject[]) => ({
  'apiservices.unavailable': faults(services, 'Available'),
  'apiservices.all': services.map(nameOf).sort(),
});
