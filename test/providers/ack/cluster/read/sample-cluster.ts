import type { Desired } from '../../../../../src/core/desired.ts';
import { desiredFor } from '../../settings.ts';
import { clusterId } from '../../scripted-cluster.ts';
import { observeWith, type Answers } from './stub-clients.ts';

export const account = '1234567890123456';
export const bucketName = 'prod-etcd';
export const role = 'KubernetesMasterRole-1';
export const masters = ['i-m1', 'i-m2', 'i-m3'];

export const bucketSpec = { name: bucketName, create: false };

export const dedicated = (spec: Readonly<Record<string, unknown>> = {}): Desired => {
  const desired = desiredFor({ clusterId });
  return { ...desired, spec: { ...desired.spec, migrationBucket: bucketSpec, ...spec } };
};

export const detail = (over: Answers = {}): Answers => ({
  cluster_id: clusterId,
  name: 'prod',
  cluster_type: 'Kubernetes',
  cluster_spec: '',
  profile: 'Default',
  state: 'running',
  current_version: '1.22.15-aliyun.1',
  region_id: 'cn-hangzhou',
  size: 4,
  tags: [],
  timezone: '',
  vpc_id: 'vpc-1',
  vswitch_ids: ['vsw-b', 'vsw-a'],
  worker_ram_role_name: 'KubernetesWorkerRole-1',
  master_url:
    '{"intranet_api_server_endpoint":"https://192.168.0.251:6443","api_server_endpoint":"https://47.0.0.1:6443"}',
  meta_data: '{}',
  ...over,
});

const resource = (type: string, id: string, name: string) => ({
  resource_type: type,
  instance_id: id,
  resource_info: JSON.stringify({ Id: name, PhysicalId: id }),
});

export const resources = [
  resource('ALIYUN::RAM::Role', 'KubernetesWorkerRole-1', 'KubernetesWorkerRole'),
  resource('ALIYUN::RAM::Role', role, 'KubernetesMasterRole'),
  resource('ALIYUN::SLB::LoadBalancer', 'lb-public', 'k8s_master_slb_internet'),
  resource('ALIYUN::SLB::LoadBalancer', 'lb-api', 'k8s_master_slb'),
];

export const balancer = (id: string, over: Answers = {}) => ({
  id,
  name: `${id}-name`,
  status: 'active',
  spec: 'slb.s1.small',
  chargeType: 'PayBySpec',
  payType: 'PayOnDemand',
  address: '192.168.0.251',
  addressType: 'intranet',
  vpcId: 'vpc-1',
  vSwitchId: 'vsw-a',
  deleteProtection: 'on',
  modificationProtection: 'NonProtection',
  modificationProtectionReason: '',
  listeners: [{ port: 6443, protocol: 'tcp' }],
  backends: ['i-m2', 'i-m1', 'i-m3'].map((one) => ({ id: one, ip: '', type: 'ecs', port: null, weight: 100 })),
  tags: [],
  ...over,
});

export const listener = (over: Answers = {}) => ({
  port: 6443,
  backendPort: 6443,
  status: 'running',
  aclStatus: 'off',
  aclType: '',
  aclId: '',
  vServerGroupId: '',
  healthCheck: 'on',
  ...over,
});

const clusterNode = (id: string, of: 'Master' | 'Worker') => ({
  instance_id: id,
  node_name: `cn-hangzhou.${id}`,
  instance_role: of,
  node_status: 'Ready',
  ip_address: [`ip-of-${id}`],
});

export const instance = (id: string, over: Answers = {}) => ({
  id,
  name: `master of ${id}`,
  status: 'Running',
  chargeType: 'PostPaid',
  expiredTime: '',
  deletionProtection: null,
  instanceType: 'ecs.g6.xlarge',
  zoneId: 'cn-hangzhou-h',
  privateIps: [`ip-of-${id}`],
  httpTokens: 'optional',
  ...over,
});

interface NodeParts {
  readonly id: string;
  readonly master?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Named apart from its instance: what a node is called proves nothing. */
export const node = ({ id, master = false, labels = {} }: NodeParts) => ({
  metadata: {
    name: `node-${id}`,
    uid: `uid-${id}`,
    labels: {
      ...(master ? { 'node-role.kubernetes.io/master': '' } : {}),
      'kubernetes.io/hostname': `host-${id}`,
      ...labels,
    },
  },
  spec: { providerID: `cn-hangzhou.${id}` },
  status: {
    conditions: [{ type: 'Ready', status: 'True' }],
    addresses: [{ type: 'InternalIP', address: `ip-of-${id}` }],
    allocatable: { pods: '64' },
    nodeInfo: { bootID: `boot-${id}` },
  },
});

const allowAll = { Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

export const policy = (name: string, document: object, over: Answers = {}) => ({
  name,
  type: 'Custom',
  defaultVersion: 'v1',
  attachments: 1,
  document: JSON.stringify(document),
  ...over,
});

export const info = (over: Answers = {}) => ({
  name: bucketName,
  location: 'oss-cn-hangzhou',
  storageClass: 'Standard',
  intranetEndpoint: 'oss-cn-hangzhou-internal.aliyuncs.com',
  extranetEndpoint: 'oss-cn-hangzhou.aliyuncs.com',
  ownerId: account,
  acl: 'private',
  versioning: '',
  encryption: 'None',
  kmsKeyId: '',
  ...over,
});

const cloud = {
  'sts.caller': { accountId: account, type: 'RAMUser', name: 'ops' },
  'cs.describeClusterDetail': detail(),
  'cs.describeClusterTasks': [],
  'cs.listClusterChecks': [],
  'cs.describeClusterResources': resources,
  'cs.describeClusterUserKubeconfig': {},
  'cs.describeClusterNodes': [...masters.map((id) => clusterNode(id, 'Master')), clusterNode('i-w1', 'Worker')],
  'slb.describeLoadBalancerAttribute': ({ id }: { id: string }) => balancer(id),
  'slb.describeTcpListener': listener(),
  'slb.describeLoadBalancersById': [balancer('lb-public', { addressType: 'internet', address: '47.0.0.1' })],
  'slb.describeLoadBalancersInVpc': [balancer('lb-api')],
  'vpc.describeVSwitches': [
    { id: 'vsw-a', zoneId: 'cn-hangzhou-h', availableAddresses: 12 },
    { id: 'vsw-b', zoneId: 'cn-hangzhou-i', availableAddresses: 1 },
    { id: 'vsw-other', zoneId: 'cn-hangzhou-i', availableAddresses: 9 },
  ],
  'vpc.describeEipAddresses': [],
  'ecs.describeInstances': masters.map((id) => instance(id)),
  'ecs.describeCloudAssistantStatus': masters.map((id) => ({ instanceId: id, answers: true, lastHeartbeat: 'now' })),
  'ecs.describeDisks': (_: string, id: string) => [
    { id: `d-${id}`, type: 'system', sizeGib: 120, deleteWithInstance: true },
  ],
};

const storageAndRam = {
  'oss.getBucketInfo': info(),
  'oss.getBucketWorm': null,
  'oss.getBucketReferer': { allowEmpty: true, referers: [], blacklist: [] },
  'oss.getBucketPolicy': null,
  'oss.listObjects': [],
  'ram.listPoliciesForRole': [{ name: 'k8sMasterRolePolicy-1', type: 'Custom', defaultVersion: 'v1' }],
  'ram.getPolicy': ({ name }: { name: string }) =>
    name.startsWith('onward-') ? null : policy(name, name === 'Admin' ? allowAll : { Version: '1', Statement: [] }),
  'ram.listPolicyVersions': [{ id: 'v1', isDefault: true, document: '', createDate: '2021-01-01T00:00:00Z' }],
  'ram.listPoliciesForUser': [{ name: 'Admin', type: 'Custom', defaultVersion: 'v1' }],
  'ram.listGroupsForUser': [],
};

const kubernetes = {
  'GET /readyz': 'ok',
  'GET /api/v1/nodes': [...masters.map((id) => node({ id, master: true })), node({ id: 'i-w1' })],
  'GET /api/v1/pods': [],
  'GET /api/v1/endpoints': [],
  'GET /api/v1/persistentvolumes': [],
  'GET /apis/apiregistration.k8s.io/v1/apiservices': [],
  'GET /apis/apps/v1/daemonsets': [],
  'GET /apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations': [],
  'GET /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations': [],
  'GET /apis/apps/v1/namespaces/kube-system/deployments/terway-controlplane': null,
  'GET /apis/apps/v1/namespaces/kube-system/deployments/ack-virtual-node-controller': null,
  'GET /apis/apps/v1/namespaces/kube-system/deployments/alb-ingress-controller': null,
  'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews': { status: { allowed: true } },
};

/** A dedicated cluster in order, its bucket ours; other answers by call. */
export const answers: Answers = { ...cloud, ...storageAndRam, ...kubernetes };

/** One fact of the sample cluster with other answers; what was called for it. */
export const observed = async (over: Answers, only: readonly string[], desired: Desired = dedicated()) =>
  observeWith({ ...answers, ...over }, desired, only);
