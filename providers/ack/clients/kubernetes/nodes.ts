import type { Answer } from '../../../../src/core/operation.ts';
import { numberIn, objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { Kubernetes } from './api.ts';
import { deleteExactly, mapItems, mapObject, metadataIn, pathOf, type Guard, type Metadata } from './metadata.ts';

export interface KubeNode extends Metadata {
  /** `<region>.<instance id>` on ACK: what a node is, whatever it is called. */
  readonly providerId: string;
  readonly isMaster: boolean;
  readonly unschedulable: boolean;
  /** The status of condition Ready: True, False, Unknown; '' where there is none. */
  readonly ready: string;
  readonly internalIps: readonly string[];
  /** `key=value:effect`. */
  readonly taints: readonly string[];
  readonly allocatablePods: number | null;
  readonly kubeletVersion: string;
  /** Changes with every boot of the machine; '' where the kubelet said none. */
  readonly bootId: string;
}

const base = '/api/v1/nodes';

/** Masters carry one of two labels, by age of the cluster (Kubernetes: node roles). */
const masterLabels = ['node-role.kubernetes.io/master', 'node-role.kubernetes.io/control-plane'];

export const nodeIn = (object: JsonObject): KubeNode => {
  const metadata = metadataIn(object);
  const [spec, status] = [objectIn(object, 'spec'), objectIn(object, 'status')];
  const ready = objectsIn(status, 'conditions').find((one) => textIn(one, 'type') === 'Ready');
  return {
    ...metadata,
    providerId: textIn(spec, 'providerID'),
    isMaster: masterLabels.some((label) => label in metadata.labels),
    unschedulable: spec['unschedulable'] === true,
    ready: ready === undefined ? '' : textIn(ready, 'status'),
    internalIps: objectsIn(status, 'addresses')
      .filter((one) => textIn(one, 'type') === 'InternalIP')
      .map((one) => textIn(one, 'address')),
    taints: objectsIn(spec, 'taints').map(
      (one) => `${textIn(one, 'key')}=${textIn(one, 'value')}:${textIn(one, 'effect')}`,
    ),
    allocatablePods: numberIn(objectIn(status, 'allocatable'), 'pods'),
    kubeletVersion: textIn(objectIn(status, 'nodeInfo'), 'kubeletVersion'),
    bootId: textIn(objectIn(status, 'nodeInfo'), 'bootID'),
  };
};

export const listNodes = async (api: Kubernetes): Promise<Reading<readonly KubeNode[]>> =>
  mapItems(await api.list(base), nodeIn);

export const getNode = async (api: Kubernetes, name: string): Promise<Reading<KubeNode | null>> =>
  mapObject(await api.get(pathOf(base, name)), nodeIn);

/** Cordons or uncordons one node as it was read: refused (Conflict, Invalid) when it is another one or has changed since. */
export const setUnschedulable = (
  api: Kubernetes,
  node: Guard & { readonly name: string },
  unschedulable: boolean,
): Promise<Answer> => {
  const { name, uid, resourceVersion } = node;
  // null takes the member away, as it was before anybody cordoned the node.
  const spec = { unschedulable: unschedulable ? true : null };
  const body = { metadata: { uid, resourceVersion }, spec };
  return api.send({ method: 'PATCH', path: pathOf(base, name), body, patch: 'merge' });
};

/** Deletes the Node object, never the machine. One of the same name with another uid is refused (Conflict). */
export const deleteNode = (api: Kubernetes, node: { readonly name: string; readonly uid: string }): Promise<Answer> =>
  api.send({ method: 'DELETE', path: pathOf(base, node.name), body: deleteExactly(node.uid) });
