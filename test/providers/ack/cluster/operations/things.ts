import type { JsonObject } from '../../../../../providers/wire/json.ts';
import { grantAlone } from '../../../../../providers/ack/policy/bucket-grant.ts';
import { textOf } from '../../../../../providers/ack/policy/document.ts';
import type { Json } from '../../../../../src/core/fact.ts';
import { clusterId } from './stub-hands.ts';

type Members = { readonly [name: string]: Json };

// Things of a cloud in the forms in which the clients give them, or in the API server's own.

export const bucketArgs = { bucket: 'backups-prod', region: 'cn-hangzhou' };
export const bucketInfo = {
  name: 'backups-prod',
  location: 'oss-cn-hangzhou',
  storageClass: 'Standard',
  intranetEndpoint: 'oss-cn-hangzhou-internal.aliyuncs.com',
  extranetEndpoint: 'oss-cn-hangzhou.aliyuncs.com',
  ownerId: '1',
  creationDate: '2026-11-22T00:00:00.000Z',
  acl: 'private',
  versioning: '',
  encryption: 'None',
  kmsKeyId: '',
};

export const referer = (allowEmpty: boolean) => ({
  allowEmpty,
  referers: ['https://shop.example'],
  blacklist: [],
  allowTruncateQuery: true,
  truncatePath: null,
});

export const policyName = 'k8sMasterRolePolicy-Ccm-1';
export const ccm = { Effect: 'Allow', Action: ['slb:*'], Resource: ['*'] } as const;
export const policy = (statements: readonly unknown[], version = 'v3') => ({
  name: policyName,
  type: 'Custom',
  defaultVersion: version,
  attachments: 1,
  document: JSON.stringify({ Version: '1', Statement: statements }),
});

export const own = { policy: `onward-${clusterId}`, role: 'KubernetesMasterRole-1', bucket: 'backups-prod' };
export const ownPolicy = { ...policy([]), name: own.policy, document: textOf(grantAlone(own.bucket)) };
export const attachedOwn = { name: own.policy, type: 'Custom', defaultVersion: 'v1' };

export const balancer = (over: Readonly<Record<string, unknown>> = {}) => ({
  id: 'lb-1',
  spec: 'slb.s0.share',
  chargeType: 'PayBySpec',
  payType: 'PayOnDemand',
  status: 'active',
  ...over,
});

export const dedicated = {
  cluster_id: clusterId,
  cluster_type: 'Kubernetes',
  cluster_spec: '',
  profile: 'Default',
  state: 'running',
  current_version: '1.22.15-aliyun.1',
  region_id: 'cn-hangzhou',
  timezone: '',
};
export const migrated = { ...dedicated, cluster_type: 'ManagedKubernetes', cluster_spec: 'ack.pro.small' };

export const instance = (over: Readonly<Record<string, unknown>> = {}) => ({
  id: 'i-master1',
  status: 'Running',
  deletionProtection: false,
  ...over,
});
export const assistant = (answers: boolean | null) => ({
  instanceId: 'i-master1',
  answers,
  version: '2.2.3',
  lastHeartbeat: '2026-11-22T01:00:00Z',
});

interface NodeParts {
  readonly number?: number;
  readonly ready?: string;
  readonly bootId?: string;
  readonly uid?: string;
  readonly unschedulable?: boolean;
  readonly providerId?: string;
}

export const node = ({ number = 1, ready = 'True', bootId = 'boot-1', ...over }: NodeParts = {}): JsonObject => ({
  kind: 'Node',
  metadata: {
    name: `master-${number}`,
    uid: over.uid ?? `uid-${number}`,
    resourceVersion: '77',
    labels: { 'node-role.kubernetes.io/master': '' },
  },
  spec: {
    providerID: over.providerId ?? `cn-hangzhou.i-master${number}`,
    ...(over.unschedulable === true ? { unschedulable: true } : {}),
  },
  status: { conditions: [{ type: 'Ready', status: ready }], nodeInfo: { bootID: bootId } },
});

export const masterArgs = { instance: 'i-master1', node: 'master-1', uid: 'uid-1', bootId: 'boot-1' };
export const nodePath = '/api/v1/nodes/master-1';
export const nodesPath = '/api/v1/nodes';
export const masters = [node(), node({ number: 2 }), node({ number: 3 })];

export const podArgs = { namespace: 'kube-system', pod: 'coredns-1', uid: 'uid-p', node: 'master-1' };
export const podPath = '/api/v1/namespaces/kube-system/pods/coredns-1';
export const coreApi = { kind: 'APIResourceList', resources: [{ name: 'pods/eviction', version: 'v1' }] };
export const pod = (over: Members = {}): JsonObject => ({
  kind: 'Pod',
  metadata: {
    name: 'coredns-1',
    namespace: 'kube-system',
    uid: 'uid-p',
    ownerReferences: [{ kind: 'ReplicaSet', name: 'coredns', controller: true }],
    ...over,
  },
  spec: { nodeName: 'master-1' },
  status: {},
});

export const terwayPath = '/apis/apps/v1/namespaces/kube-system/deployments/terway-controlplane';
export const virtualNodePath = '/apis/apps/v1/namespaces/kube-system/deployments/ack-virtual-node-controller';
export const backupPath = '/api/v1/namespaces/kube-system/configmaps/onward-terway-backup';
const admission = '/apis/admissionregistration.k8s.io/v1';
export const mutatingPath = `${admission}/mutatingwebhookconfigurations/terway-controlplane`;
export const validatingPath = `${admission}/validatingwebhookconfigurations/terway-controlplane`;

/** Of the name that its path ends in. */
export const deploymentAt = (path: string, one: JsonObject): JsonObject => ({
  ...one,
  metadata: { ...(one['metadata'] as Members), name: path.split('/').at(-1) ?? '' },
});

export const deployment = (replicas: number, status: Members, env: readonly Members[] = []): JsonObject => ({
  kind: 'Deployment',
  metadata: { name: 'd', namespace: 'kube-system', uid: 'uid-d', resourceVersion: '9', generation: 2 },
  spec: { replicas, template: { spec: { containers: [{ name: 'main', image: 'x', env: [...env] }] } } },
  status,
});

export const webhook = (kind: string): JsonObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name: 'terway-controlplane', uid: `uid-${kind}`, resourceVersion: '5' },
  webhooks: [{ name: 'pod.terway', clientConfig: { service: { namespace: 'kube-system', name: 'terway' } } }],
});

/** A webhook configuration as the backup has it: without what the API server fills in. */
export const keptWebhook = (kind: string): string =>
  JSON.stringify({ ...webhook(kind), metadata: { name: 'terway-controlplane' } });

const ours = { 'app.kubernetes.io/managed-by': 'onward' };

export const backup = (data: Members, labels: Members = ours): JsonObject => ({
  kind: 'ConfigMap',
  metadata: { name: 'onward-terway-backup', namespace: 'kube-system', uid: 'uid-c', resourceVersion: '3', labels },
  data,
});

export const wholeBackup = backup({
  replicas: '2',
  'MutatingWebhookConfiguration.terway-controlplane': keptWebhook('MutatingWebhookConfiguration'),
  'ValidatingWebhookConfiguration.terway-controlplane': keptWebhook('ValidatingWebhookConfiguration'),
});

export const running = { replicas: 2, readyReplicas: 2 };
export const mutating = { kind: 'MutatingWebhookConfiguration', name: 'terway-controlplane' };
export const copyArgs = { ...bucketArgs, prefix: `etcd_${clusterId}_` };
export const slbArgs = { loadBalancer: 'lb-1', region: 'cn-hangzhou' };
