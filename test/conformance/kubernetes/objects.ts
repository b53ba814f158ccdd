import type { KubernetesObject } from './api.ts';

const ready = { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' };

export const nodeNamed = (name: string, labels: Readonly<Record<string, string>> = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  status: { conditions: [ready] },
});

/** `namespace/name`, and where it runs. */
export const podNamed = (
  path: string,
  nodeName: string,
  phase: 'Running' | 'Pending' = 'Running',
): KubernetesObject => {
  const [namespace = '', name = ''] = path.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    // Every pod of a namespace is of one application: budgets choose it by this label.
    metadata: { name, namespace, labels: { app: namespace } },
    spec: { nodeName, containers: [{ name: 'main', image: 'main:1' }] },
    status: phase === 'Running' ? { phase, conditions: [ready] } : { phase },
  };
};

/** A static pod as a kubelet shows it to the API server: a mirror of a file on the node. */
export const mirrorPodNamed = (path: string, nodeName: string): KubernetesObject => {
  const pod = podNamed(path, nodeName);
  return { ...pod, metadata: { ...pod.metadata, annotations: { 'kubernetes.io/config.mirror': 'a1b2c3' } } };
};

/** What should keep so many pods alive. Nobody does, unless the server has a controller for it. */
export const replicaSetNamed = (path: string, replicas: number): KubernetesObject => {
  const [namespace = '', name = ''] = path.split('/');
  const labels = { app: namespace };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'main:1' }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace },
    spec: { replicas, selector: { matchLabels: labels }, template },
  };
};

/** The pod as one that the replica set `name` of this uid made. */
export const ownedBy = (pod: KubernetesObject, name: string, uid: string): KubernetesObject => ({
  ...pod,
  metadata: {
    ...pod.metadata,
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid, controller: true }],
  },
});

/** A budget over all pods of its namespace. `demand` is `minAvailable` or `maxUnavailable`. */
export const budgetNamed = (path: string, demand: Readonly<Record<string, unknown>>): KubernetesObject => {
  const [namespace = '', name = ''] = path.split('/');
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace },
    spec: { ...demand, selector: { matchLabels: { app: namespace } } },
  };
};

/** An extension of the API whose service does not exist: discovery of its group fails. */
export const apiServiceNamed = (version: string, group: string): KubernetesObject => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: `${version}.${group}` },
  spec: {
    group,
    version,
    service: { namespace: 'default', name: 'nowhere' },
    groupPriorityMinimum: 100,
    versionPriority: 100,
    insecureSkipTLSVerify: true,
  },
});

const plurals: Readonly<Record<string, string>> = {
  APIService: 'apiservices',
  Deployment: 'deployments',
  MutatingWebhookConfiguration: 'mutatingwebhookconfigurations',
  Namespace: 'namespaces',
  Node: 'nodes',
  Pod: 'pods',
  PodDisruptionBudget: 'poddisruptionbudgets',
  ReplicaSet: 'replicasets',
  ValidatingWebhookConfiguration: 'validatingwebhookconfigurations',
};

/** The path of the collection that an object of this kind is in. */
export const collectionOf = ({ apiVersion, kind, metadata: { namespace } }: KubernetesObject): string => {
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  return `${root}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plurals[kind]!}`;
};

export const pathOf = (object: KubernetesObject): string => `${collectionOf(object)}/${object.metadata.name}`;
