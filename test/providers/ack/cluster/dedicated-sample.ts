import type { CheckResult, CheckSubject } from '../../../../src/core/check.ts';
import type { Desired, Waiver } from '../../../../src/core/desired.ts';
import type { Facts, Json } from '../../../../src/core/fact.ts';
import type { Unread } from '../../../../src/core/observed.ts';
import { planTarget, type TargetPart } from '../../../../src/core/plan-target.ts';
import { ackCluster } from '../../../../providers/ack/cluster/kind.ts';

/** A dedicated cluster of three masters that lacks nothing, and the document that takes it to Pro. */
export const clusterId = 'c82e6987e2961451182edacd74faf0000';
const readAt = '2026-11-28T02:00:00Z';

type Members = Readonly<Record<string, Json>>;
export type Spec = Readonly<Record<string, Json>>;

const three = [1, 2, 3];
const nodeOf = (n: number): string => `cn-hangzhou.192.168.0.${n}`;

const spec: Spec = {
  region: 'cn-hangzhou',
  clusterId,
  edition: 'pro',
  migrationBucket: { name: 'prod-move' },
  attestations: { allowList: 'ticket 55-0911', backup: 'velero 2026-11-27' },
};

export const instance = (n: number, more: Members = {}): Members => ({
  id: `i-${n}`,
  name: `master-${n}`,
  status: 'Running',
  chargeType: 'PostPaid',
  expires: '',
  type: 'ecs.g7.xlarge',
  zone: 'cn-hangzhou-i',
  ip: `192.168.0.${n}`,
  deletionProtection: true,
  httpTokens: 'optional',
  ...more,
});

export const object = (n: number, more: Members = {}): Members => ({
  name: nodeOf(n),
  uid: `uid-${n}`,
  providerId: `cn-hangzhou.i-${n}`,
  instance: `i-${n}`,
  ready: true,
  unschedulable: false,
  ...more,
});

export const assistant = (n: number, more: Members = {}): Members => ({
  id: `i-${n}`,
  answers: true,
  heartbeat: '2026-11-28T01:59:30Z',
  ...more,
});

export const pod = (name: string, more: Members = {}): Members => ({
  name,
  namespace: 'kube-system',
  uid: `uid-${name}`,
  node: nodeOf(1),
  owner: `ReplicaSet/${name}`,
  loses: null,
  ...more,
});

export const masterNode = (n: number): Members => ({
  instance: `i-${n}`,
  node: nodeOf(n),
  ip: `192.168.0.${n}`,
  status: 'running',
});

export const slb = (more: Members = {}): Members => ({
  id: 'lb-1',
  spec: 'slb.s1.small',
  chargeType: 'PayBySpec',
  payType: 'PayOnDemand',
  status: 'active',
  address: '192.168.0.10',
  addressType: 'intranet',
  modificationProtection: false,
  deleteProtection: true,
  listeners: [{ port: 6443, protocol: 'tcp', status: 'running', acl: null }],
  backends: ['i-1', 'i-2', 'i-3'],
  ...more,
});

export const bucket = (more: Members = {}): Members => ({
  state: 'ours',
  region: 'cn-hangzhou',
  acl: 'private',
  storageClass: 'Standard',
  kmsKey: '',
  versioning: '',
  worm: false,
  intranetEndpoint: 'oss-cn-hangzhou-internal.aliyuncs.com',
  extranetEndpoint: 'oss-cn-hangzhou.aliyuncs.com',
  ...more,
});

export const policy = (more: Members = {}): Members => ({
  name: 'k8sMasterRolePolicy-1',
  version: 'v2',
  versions: 2,
  oldest: 'v1',
  sizeBefore: 3000,
  sizeAfter: 3150,
  attachments: 1,
  holdsOurs: false,
  ...more,
});

export const inOrder: Facts = {
  'account.id': '1234567890123456',
  'cluster.edition': 'dedicated',
  'cluster.name': 'prod',
  'cluster.type': 'Kubernetes',
  'cluster.spec': '',
  'cluster.tier': '',
  'cluster.profile': 'Default',
  'cluster.state': 'running',
  'cluster.version': '1.22.15-aliyun.1',
  'cluster.region': 'cn-hangzhou',
  'api.address': 'https://192.168.0.10:6443',
  'cluster.size': 9,
  'cluster.tasks': [],
  'migration.last': null,
  'cluster.maintenance': null,
  'cluster.autoUpgrade': null,
  'cluster.tags': [],
  'precheck.newest': null,
  'api.answers': { ok: true, address: 'https://192.168.0.10:6443' },
  'nodes.count': 9,
  'nodes.workers': 6,
  'nodes.notReady': [],
  'nodes.unschedulable': [],
  'nodes.fewSlots': [],
  'nodes.noKubeProxy': [],
  'apiservices.unavailable': [],
  'apiservices.all': ['v1.apps'],
  'cluster.timezone': 'Asia/Shanghai',
  'cluster.publicEndpoint': null,
  'cluster.endpoint': { kind: 'slb', id: 'lb-1' },
  'cluster.workerRole': '',
  vswitches: [{ id: 'vsw-1', zone: 'cn-hangzhou-i', free: 200 }],
  slb: slb(),
  'slb.spec': 'slb.s1.small',
  'slb.chargeType': 'PayBySpec',
  publicSlb: null,
  eip: null,
  'masters.nodes': three.map(masterNode),
  'masters.instances': three.map((n) => instance(n)),
  'masters.assistant': three.map((n) => assistant(n)),
  'masters.disks': [],
  'masters.objects': three.map((n) => object(n)),
  'masters.boots': three.map((n) => ({ node: nodeOf(n), bootId: `boot-${n}` })),
  'masters.systemPods': [],
  'masters.staticPods': ['kube-apiserver', 'kube-scheduler'],
  'masters.yourPods': [],
  'masters.volumes': [],
  'masters.backends': [],
  'masters.balanced': [],
  'masters.customized': [],
  'components.terwayControlplane': null,
  'components.virtualNode': null,
  'components.cgpu': null,
  'components.albController': false,
  bucket: bucket(),
  'bucket.state': 'ours',
  'bucket.referer': { allowEmpty: true, list: [] },
  'bucket.denies': 'no',
  'bucket.copies': [],
  'ram.role': 'KubernetesMasterRole-1',
  'ram.grant': { is: 'allowed', by: ['k8sMasterRolePolicy-1'] },
  'ram.candidates': [policy()],
  'ram.own': null,
  operator: { type: 'RAMUser', name: 'alice' },
  'operator.denied': [],
  'operator.kubernetes': [],
};

export interface Given {
  readonly facts?: Facts;
  /** null takes a field out of the document. */
  readonly spec?: Spec;
  readonly waivers?: readonly Waiver[];
  /** Facts that could not be read. */
  readonly unread?: readonly string[];
}

const desiredOf = ({ spec: more = {}, waivers = [] }: Given): Desired => ({
  address: 'AckCluster/prod',
  kind: 'AckCluster',
  name: 'prod',
  labels: {},
  annotations: {},
  spec: Object.fromEntries(Object.entries({ ...spec, ...more }).filter(([, value]) => value !== null)),
  waivers,
  place: (pointer) => ({ file: `prod.yaml${pointer}` }),
  origin: () => 'document',
});

const unreadOf = (facts: readonly string[]): readonly Unread[] =>
  facts.length === 0 ? [] : [{ facts, call: 'DescribeX', why: '503', failure: 'server' }];

export const subjectOf = (given: Given = {}): CheckSubject => {
  const { unread = [] } = given;
  const facts = Object.entries({ ...inOrder, ...given.facts }).filter(([name]) => !unread.includes(name));
  return {
    desired: desiredOf(given),
    observed: {
      state: 'present',
      at: readAt,
      facts: Object.fromEntries(facts),
      evidence: [],
      unread: unreadOf(unread),
    },
  };
};

export const planned = (given: Given = {}): TargetPart => planTarget({ kind: ackCluster, ...subjectOf(given) }, readAt);

/** What a plan says of one code. */
export const saying = (code: string, given: Given = {}): CheckResult => {
  const found = planned(given).checks.filter((check) => check.code === code);
  if (found.length !== 1) throw new Error(`${code} is listed ${found.length} times`);
  return found[0]!;
};

/** A standard cluster, of which only what its way needs is read. */
export const standard: Facts = Object.fromEntries(
  Object.entries({ ...inOrder, 'cluster.edition': 'standard', 'cluster.type': 'ManagedKubernetes' }).filter(
    ([name]) =>
      !/^(masters|bucket|ram|components)\b/.test(name) && !['publicSlb', 'eip', 'cluster.workerRole'].includes(name),
  ),
);
