import { objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { Kubernetes, ListQuery } from './api.ts';
import { mapItems, mapObject, metadataIn, pathOf, type Metadata } from './metadata.ts';

export interface KubePod extends Metadata {
  /** '' while no node was chosen. */
  readonly node: string;
  /** Pending, Running, Succeeded, Failed, Unknown. */
  readonly phase: string;
  readonly isReady: boolean;
  /** A deletion has begun. */
  readonly isTerminating: boolean;
  /** The image of a static pod: the kubelet runs it from a file, and no API call can move it. */
  readonly isMirror: boolean;
  /** Volumes whose content stays on the node: `emptyDir/<name>`, `hostPath/<path>`. */
  readonly localVolumes: readonly string[];
  /** Names of claims in its namespace. */
  readonly claims: readonly string[];
  readonly priorityClass: string;
}

const localVolume = (volume: JsonObject): string | null => {
  if ('emptyDir' in volume) return `emptyDir/${textIn(volume, 'name')}`;
  if ('hostPath' in volume) return `hostPath/${textIn(objectIn(volume, 'hostPath'), 'path')}`;
  return null;
};

export const podIn = (object: JsonObject): KubePod => {
  const metadata = metadataIn(object);
  const [spec, status] = [objectIn(object, 'spec'), objectIn(object, 'status')];
  const volumes = objectsIn(spec, 'volumes');
  const ready = objectsIn(status, 'conditions').find((one) => textIn(one, 'type') === 'Ready');
  return {
    ...metadata,
    node: textIn(spec, 'nodeName'),
    phase: textIn(status, 'phase'),
    isReady: ready !== undefined && textIn(ready, 'status') === 'True',
    isTerminating: textIn(objectIn(object, 'metadata'), 'deletionTimestamp') !== '',
    isMirror: 'kubernetes.io/config.mirror' in metadata.annotations || metadata.owner?.kind === 'Node',
    localVolumes: volumes.map(localVolume).filter((volume) => volume !== null),
    claims: volumes
      .map((volume) => textIn(objectIn(volume, 'persistentVolumeClaim'), 'claimName'))
      .filter((claim) => claim !== ''),
    priorityClass: textIn(spec, 'priorityClassName'),
  };
};

/** Pods of all namespaces, or of one; `fieldSelector: 'spec.nodeName=node-1'` for those of one node. */
export const listPods = async (
  api: Kubernetes,
  { namespace, ...query }: ListQuery & { readonly namespace?: string } = {},
): Promise<Reading<readonly KubePod[]>> => {
  const path = namespace === undefined ? '/api/v1/pods' : pathOf('/api/v1/namespaces', namespace, 'pods');
  return mapItems(await api.list(path, query), podIn);
};

/** null: the API server says that there is no such pod. */
export const getPod = async (
  api: Kubernetes,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<Reading<KubePod | null>> =>
  mapObject(await api.get(pathOf('/api/v1/namespaces', namespace, 'pods', name)), podIn);
