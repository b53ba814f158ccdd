import type { Answer } from '../../../../src/core/operation.ts';
import { numberIn, objectIn, objectsIn, textIn, type JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { Kubernetes } from './api.ts';
import { mapItems, mapObject, metadataIn, pathOf, type Guard, type Metadata } from './metadata.ts';

export interface Container {
  readonly name: string;
  readonly image: string;
  /** null where the value comes from elsewhere (a Secret, a field). */
  readonly env: Readonly<Record<string, string | null>>;
  readonly command: readonly string[];
}

export interface Deployment extends Metadata {
  readonly replicas: number | null;
  readonly readyReplicas: number;
  /** Pods that exist, ready or not. */
  readonly currentReplicas: number;
  /** Its status says that it is behind its specification, or that not all pods are of the newest one. */
  readonly rollsOver: boolean;
  readonly containers: readonly Container[];
}

export interface Workload extends Metadata {
  readonly images: readonly string[];
  /** A job's condition Complete. */
  readonly isComplete: boolean;
}

export interface DeploymentName extends Guard {
  readonly namespace: string;
  readonly name: string;
}

const deployments = (namespace: string, name: string): string =>
  pathOf('/apis/apps/v1/namespaces', namespace, 'deployments', name);

const containersIn = (object: JsonObject): readonly JsonObject[] =>
  objectsIn(objectIn(objectIn(objectIn(object, 'spec'), 'template'), 'spec'), 'containers');

const texts = (object: JsonObject, name: string): readonly string[] => {
  const value = object[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

const containerIn = (object: JsonObject): Container => ({
  name: textIn(object, 'name'),
  image: textIn(object, 'image'),
  env: Object.fromEntries(
    objectsIn(object, 'env').map((one) => [textIn(one, 'name'), 'valueFrom' in one ? null : textIn(one, 'value')]),
  ),
  command: [...texts(object, 'command'), ...texts(object, 'args')],
});

/** What a status does not say, it does not prove. */
const rollsOver = (object: JsonObject): boolean => {
  const status = objectIn(object, 'status');
  const [seen, updated] = [numberIn(status, 'observedGeneration'), numberIn(status, 'updatedReplicas')];
  const generation = numberIn(objectIn(object, 'metadata'), 'generation');
  const replicas = numberIn(objectIn(object, 'spec'), 'replicas') ?? 1;
  return (seen !== null && generation !== null && seen < generation) || (updated !== null && updated < replicas);
};

const deploymentIn = (object: JsonObject): Deployment => ({
  ...metadataIn(object),
  replicas: numberIn(objectIn(object, 'spec'), 'replicas'),
  readyReplicas: numberIn(objectIn(object, 'status'), 'readyReplicas') ?? 0,
  currentReplicas: numberIn(objectIn(object, 'status'), 'replicas') ?? 0,
  rollsOver: rollsOver(object),
  containers: containersIn(object).map(containerIn),
});

const workloadIn = (object: JsonObject): Workload => ({
  ...metadataIn(object),
  images: containersIn(object).map((one) => textIn(one, 'image')),
  isComplete: objectsIn(objectIn(object, 'status'), 'conditions').some(
    (one) => textIn(one, 'type') === 'Complete' && textIn(one, 'status') === 'True',
  ),
});

export const getDeployment = async (
  api: Kubernetes,
  namespace: string,
  name: string,
): Promise<Reading<Deployment | null>> => mapObject(await api.get(deployments(namespace, name)), deploymentIn);

/** Scales one deployment as it was read: refused (Conflict) when it has changed since. */
export const scaleDeployment = (api: Kubernetes, at: DeploymentName, replicas: number): Promise<Answer> => {
  const { namespace, name, uid, resourceVersion } = at;
  const body = { metadata: { uid, resourceVersion }, spec: { replicas } };
  return api.send({ method: 'PATCH', path: deployments(namespace, name), body, patch: 'merge' });
};

/**
 * Sets variables of one container, and takes away those whose value is null; all others stay. A variable that came from
 * elsewhere is replaced. Its pods are rolled over by Kubernetes.
 */
export const setDeploymentEnv = (
  api: Kubernetes,
  at: DeploymentName,
  { container, env }: { readonly container: string; readonly env: Readonly<Record<string, string | null>> },
): Promise<Answer> => {
  const { namespace, name, uid, resourceVersion } = at;
  const variables = Object.entries(env).map(([variable, value]) =>
    value === null ? { name: variable, $patch: 'delete' } : { name: variable, value, valueFrom: null },
  );
  const template = { spec: { containers: [{ name: container, env: variables }] } };
  const body = { metadata: { uid, resourceVersion }, spec: { template } };
  return api.send({ method: 'PATCH', path: deployments(namespace, name), body, patch: 'strategic-merge' });
};

export const listDaemonSets = async (api: Kubernetes): Promise<Reading<readonly Workload[]>> =>
  mapItems(await api.list('/apis/apps/v1/daemonsets'), workloadIn);

export const listJobs = async (api: Kubernetes): Promise<Reading<readonly Workload[]>> =>
  mapItems(await api.list('/apis/batch/v1/jobs'), workloadIn);
