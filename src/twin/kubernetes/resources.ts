import type { LiveCluster } from '../live-world.ts';
import type { Resource, Verb } from './object.ts';

const read: readonly Verb[] = ['get', 'list'];
const change: readonly Verb[] = [...read, 'update', 'patch', 'delete'];
const all: readonly Verb[] = [...change, 'create'];
const own: readonly Verb[] = [...read, 'create', 'update', 'patch', 'delete'];

const names = ['metadata.name'];
const within = ['metadata.name', 'metadata.namespace'];

const core = (name: string, kind: string, rest: Partial<Resource> = {}): Resource => ({
  name,
  kind,
  group: '',
  version: 'v1',
  namespaced: true,
  fields: within,
  verbs: read,
  ...rest,
});

const inGroup = (group: string, name: string, kind: string, rest: Partial<Resource> = {}): Resource => ({
  ...core(name, kind, rest),
  group,
  ...(rest.verbs === undefined && { verbs: all }),
});

const podFields = [...within, 'spec.nodeName', 'spec.restartPolicy', 'status.phase', 'status.podIP'];
const scaled = ['status', 'scale'];
const admission = 'admissionregistration.k8s.io';

/** The one list of resources that the API serves. */
export const resources: readonly Resource[] = [
  core('nodes', 'Node', {
    namespaced: false,
    shortNames: ['no'],
    fields: [...names, 'spec.unschedulable'],
    verbs: all,
    subresources: ['status'],
  }),
  core('pods', 'Pod', { shortNames: ['po'], fields: podFields, verbs: all, subresources: ['status', 'eviction'] }),
  core('configmaps', 'ConfigMap', { shortNames: ['cm'], verbs: own }),
  core('endpoints', 'Endpoints', { shortNames: ['ep'] }),
  core('namespaces', 'Namespace', {
    namespaced: false,
    shortNames: ['ns'],
    fields: [...names, 'status.phase'],
    verbs: [...read, 'create'],
  }),
  core('persistentvolumes', 'PersistentVolume', { namespaced: false, shortNames: ['pv'], fields: names }),
  core('persistentvolumeclaims', 'PersistentVolumeClaim', { shortNames: ['pvc'] }),
  core('serviceaccounts', 'ServiceAccount', { shortNames: ['sa'], verbs: [...read, 'delete'] }),
  core('services', 'Service', { shortNames: ['svc'], verbs: [...read, 'delete'] }),
  inGroup('apps', 'deployments', 'Deployment', { shortNames: ['deploy'], subresources: scaled }),
  inGroup('apps', 'replicasets', 'ReplicaSet', { shortNames: ['rs'], subresources: scaled }),
  inGroup('apps', 'statefulsets', 'StatefulSet', { shortNames: ['sts'], subresources: scaled }),
  inGroup('apps', 'daemonsets', 'DaemonSet', { shortNames: ['ds'], subresources: ['status'] }),
  inGroup('batch', 'jobs', 'Job', { subresources: ['status'] }),
  inGroup('policy', 'poddisruptionbudgets', 'PodDisruptionBudget', {
    shortNames: ['pdb'],
    subresources: ['status'],
    since: 21,
  }),
  inGroup('policy', 'poddisruptionbudgets', 'PodDisruptionBudget', {
    version: 'v1beta1',
    shortNames: ['pdb'],
    subresources: ['status'],
    until: 24,
  }),
  inGroup(admission, 'mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', {
    namespaced: false,
    fields: names,
  }),
  inGroup(admission, 'validatingwebhookconfigurations', 'ValidatingWebhookConfiguration', {
    namespaced: false,
    fields: names,
  }),
  inGroup('discovery.k8s.io', 'endpointslices', 'EndpointSlice', { verbs: read, since: 21 }),
  inGroup('discovery.k8s.io', 'endpointslices', 'EndpointSlice', { version: 'v1beta1', verbs: read, until: 24 }),
  inGroup('apiregistration.k8s.io', 'apiservices', 'APIService', { namespaced: false, fields: names }),
  inGroup('rbac.authorization.k8s.io', 'clusterrolebindings', 'ClusterRoleBinding', {
    namespaced: false,
    fields: names,
    verbs: [...read, 'delete'],
  }),
];

/** What is only ever posted: a question, answered at once and kept nowhere. */
export const reviews: readonly Resource[] = [
  ['selfsubjectaccessreviews', 'SelfSubjectAccessReview'],
  ['selfsubjectrulesreviews', 'SelfSubjectRulesReview'],
].map(([name = '', kind = '']) =>
  inGroup('authorization.k8s.io', name, kind, { namespaced: false, fields: [], verbs: ['create'] }),
);

/** 22 of "1.22.15-aliyun.1". */
export const minorOf = ({ told: { version } }: LiveCluster): number => Number(version.split('.')[1] ?? 0);

/** Whether a cluster of that minor version has it. */
export const isServed = ({ since = 0, until = Infinity }: Resource, minor: number): boolean =>
  since <= minor && minor <= until;
