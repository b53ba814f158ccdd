import { numberIn, objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { Kubernetes } from './api.ts';
import { mapItems, metadataIn, textListIn, textMapIn, type Metadata } from './metadata.ts';

export interface Service extends Metadata {
  /** ClusterIP, NodePort, LoadBalancer, ExternalName. */
  readonly type: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly nodePorts: readonly number[];
  /** Cluster, Local. */
  readonly externalTrafficPolicy: string;
  readonly ingressIps: readonly string[];
}

export interface Endpoints extends Metadata {
  readonly addresses: readonly {
    readonly ip: string;
    readonly node: string;
    /** `namespace/name`; '' where none stands behind it. */
    readonly pod: string;
    readonly isReady: boolean;
  }[];
}

export interface PersistentVolume extends Metadata {
  /** `namespace/name`; '' while unclaimed. */
  readonly claim: string;
  /** A path on a node (`local`, `hostPath`); '' where the volume can be attached elsewhere. */
  readonly localPath: string;
  /** The nodes its affinity names by host name. */
  readonly nodes: readonly string[];
}

const slashed = (object: JsonObject): string =>
  textIn(object, 'name') === '' ? '' : `${textIn(object, 'namespace')}/${textIn(object, 'name')}`;

const serviceIn = (object: JsonObject): Service => {
  const spec = objectIn(object, 'spec');
  const ingress = objectsIn(objectIn(objectIn(object, 'status'), 'loadBalancer'), 'ingress');
  return {
    ...metadataIn(object),
    type: textIn(spec, 'type'),
    selector: textMapIn(spec, 'selector'),
    nodePorts: objectsIn(spec, 'ports')
      .map((port) => numberIn(port, 'nodePort'))
      .filter((port) => port !== null),
    externalTrafficPolicy: textIn(spec, 'externalTrafficPolicy'),
    ingressIps: ingress.map((one) => textIn(one, 'ip')).filter((ip) => ip !== ''),
  };
};

const addressesIn = (subset: JsonObject, list: string, isReady: boolean): Endpoints['addresses'] =>
  objectsIn(subset, list).map((one) => ({
    ip: textIn(one, 'ip'),
    node: textIn(one, 'nodeName'),
    pod: textIn(objectIn(one, 'targetRef'), 'kind') === 'Pod' ? slashed(objectIn(one, 'targetRef')) : '',
    isReady,
  }));

const endpointsIn = (object: JsonObject): Endpoints => ({
  ...metadataIn(object),
  addresses: objectsIn(object, 'subsets').flatMap((subset) => [
    ...addressesIn(subset, 'addresses', true),
    ...addressesIn(subset, 'notReadyAddresses', false),
  ]),
});

const volumeIn = (object: JsonObject): PersistentVolume => {
  const spec = objectIn(object, 'spec');
  const terms = objectsIn(objectIn(objectIn(spec, 'nodeAffinity'), 'required'), 'nodeSelectorTerms');
  const hosts = terms
    .flatMap((term) => objectsIn(term, 'matchExpressions'))
    .filter((one) => textIn(one, 'key') === 'kubernetes.io/hostname' && textIn(one, 'operator') === 'In');
  return {
    ...metadataIn(object),
    claim: slashed(objectIn(spec, 'claimRef')),
    localPath: textIn(objectIn(spec, 'local'), 'path') || textIn(objectIn(spec, 'hostPath'), 'path'),
    nodes: hosts.flatMap((one) => textListIn(one, 'values')),
  };
};

export const listServices = async (api: Kubernetes): Promise<Reading<readonly Service[]>> =>
  mapItems(await api.list('/api/v1/services'), serviceIn);

export const listEndpoints = async (api: Kubernetes): Promise<Reading<readonly Endpoints[]>> =>
  mapItems(await api.list('/api/v1/endpoints'), endpointsIn);

export const listPersistentVolumes = async (api: Kubernetes): Promise<Reading<readonly PersistentVolume[]>> =>
  mapItems(await api.list('/api/v1/persistentvolumes'), volumeIn);
