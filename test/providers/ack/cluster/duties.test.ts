import { describe, expect, it } from 'vitest';
import { readDuties } from '../../../../providers/ack/cluster/duties/read-duties.ts';
import { grantOn } from '../../../../providers/ack/policy/bucket-grant.ts';
import type { Json } from '../../../../src/core/fact.ts';
import type { DutyCall } from '../../../../src/core/operation.ts';
import { answers, dedicated, node, policy } from './read/sample-cluster.ts';
import { forbidden, refusedWith, stubOf, type Answers } from './read/stub-clients.ts';

type Duty = DutyCall['duties'][number];

const read = async (duties: readonly Duty[], over: Answers = {}) => {
  const { observer, calls } = stubOf({ ...answers, ...oldOfVirtualNode, ...over });
  const desired = dedicated();
  const reading = (await readDuties(observer, [{ desired, duties }])).get(desired.address);
  if (reading === undefined) throw new Error('nothing was read');
  return { ...reading, calls };
};

const duty = (name: string, args: Readonly<Record<string, Json>> = {}): Duty => ({ fact: `duty.${name}`, args });

const deployment = (name: string) => `GET /apis/apps/v1/namespaces/kube-system/deployments/${name}`;
const deployed = (replicas: number) => ({ metadata: { name: 'one', uid: 'u' }, spec: { replicas } });
const addons = (...names: readonly string[]) => ({
  'cs.listClusterAddonInstances': names.map((name) => ({ name, version: 'v1', state: 'active' })),
});
const oldOfVirtualNode = {
  'GET /api/v1/namespaces/kube-system/services/vk-webhook': null,
  'GET /api/v1/namespaces/kube-system/serviceaccounts/virtual-kubelet': null,
  'GET /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/virtual-kubelet': null,
};
const backup = 'GET /api/v1/namespaces/kube-system/configmaps/onward-terway-backup';

const instances = duty('masterInstances', { instances: ['i-m1', 'i-gone'] });
const disks = duty('masterDisks', { disks: ['d-1', 'd-2'] });
const address = duty('publicAddress', { loadBalancer: 'lb-public', address: '47.0.0.1', inside: 'lb-api' });
const balancer = duty('publicBalancer', { loadBalancer: 'lb-public' });
const objects = duty('nodeObjects', { nodes: [{ name: 'node-i-m1', uid: 'uid-i-m1' }] });
const terway = duty('terway', { backup: 'onward-terway-backup' });
const grant = duty('olderGrant', { bucket: 'b', role: 'KubernetesMasterRole-1', policies: ['k8sMasterRolePolicy-1'] });
const holding = policy('k8sMasterRolePolicy-1', { Version: '1', Statement: [grantOn('b')] });

const cases: readonly {
  readonly owed: Duty;
  readonly over: Answers;
  readonly left: readonly string[];
  readonly reason: string;
}[] = [
  { owed: instances, over: {}, left: ['i-m1'], reason: 'one of two instances is still there' },
  { owed: instances, over: { 'ecs.describeInstances': [] }, left: [], reason: 'no instance is' },
  {
    owed: duty('masterSubscriptions', { instances: ['i-m2'] }),
    over: {},
    left: ['i-m2'],
    reason: 'a subscription lasts',
  },
  {
    owed: disks,
    over: { 'ecs.describeDisksById': [{ id: 'd-2' }] },
    left: ['d-2'],
    reason: 'a disk outlived its master',
  },
  {
    owed: disks,
    over: { 'ecs.describeDisksById': [{ id: 'd-9' }] },
    left: [],
    reason: 'another disk is not asked about',
  },
  { owed: balancer, over: {}, left: ['lb-public'], reason: 'the load balancer costs' },
  { owed: balancer, over: { 'slb.describeLoadBalancersById': [] }, left: [], reason: 'the load balancer is gone' },
  { owed: address, over: {}, left: ['no EIP in place of 47.0.0.1'], reason: 'no EIP is bound' },
  { owed: address, over: { 'vpc.describeEipAddresses': [{ id: 'eip-1' }] }, left: [], reason: 'one is' },
  { owed: address, over: { 'slb.describeLoadBalancersById': [] }, left: [], reason: 'nobody wants a public way in' },
  { owed: objects, over: {}, left: ['node-i-m1'], reason: 'the Node object is there' },
  {
    owed: objects,
    over: { 'GET /api/v1/nodes': [{ ...node({ id: 'i-m1' }), metadata: { name: 'node-i-m1', uid: 'another' } }] },
    left: [],
    reason: 'a Node of its name is another one',
  },
  {
    owed: duty('albController'),
    over: { ...addons(), [deployment('alb-ingress-controller')]: deployed(2) },
    left: ['add-on alb-ingress-controller is not installed', 'Deployment kube-system/alb-ingress-controller'],
    reason: 'nothing was done about ALB',
  },
  {
    owed: duty('albController'),
    over: { ...addons('alb-ingress-controller'), [deployment('alb-ingress-controller')]: deployed(2) },
    left: ['Deployment kube-system/alb-ingress-controller'],
    reason: 'both controllers run',
  },
  { owed: duty('albController'), over: addons('alb-ingress-controller'), left: [], reason: 'the add-on is alone' },
  {
    owed: duty('virtualNode'),
    over: { ...addons(), [deployment('ack-virtual-node-controller')]: deployed(1) },
    left: ['add-on ack-virtual-node is not installed', 'Deployment kube-system/ack-virtual-node-controller'],
    reason: 'nothing was done about virtual nodes',
  },
  {
    owed: duty('virtualNode'),
    over: {
      ...addons('ack-virtual-node'),
      ...Object.fromEntries(Object.keys(oldOfVirtualNode).map((call) => [call, { metadata: { name: 'one' } }])),
    },
    left: [
      ...['Service kube-system/vk-webhook', 'ServiceAccount kube-system/virtual-kubelet'],
      'ClusterRoleBinding virtual-kubelet',
    ],
    reason: 'only the Deployment was deleted',
  },
  { owed: duty('virtualNode'), over: addons('ack-virtual-node'), left: [], reason: 'the add-on is alone there too' },
  {
    owed: terway,
    over: { [deployment('terway-controlplane')]: deployed(0), [backup]: { metadata: { name: 'b', uid: 'u' } } },
    left: ['Deployment kube-system/terway-controlplane, parked', 'ConfigMap kube-system/onward-terway-backup'],
    reason: 'it is parked, with its backup',
  },
  {
    owed: terway,
    over: { [deployment('terway-controlplane')]: deployed(1), [backup]: null },
    left: [],
    reason: 'it runs again and the backup is gone',
  },
  {
    owed: duty('cgpu'),
    over: { 'GET /api/v1/nodes': [node({ id: 'i-w1', labels: { cgpu: 'true' } })] },
    left: ['cGPU Basic'],
    reason: 'a node has the label of Basic',
  },
  {
    owed: duty('cgpu'),
    over: { 'GET /api/v1/nodes': [node({ id: 'i-w1', labels: { 'ack.node.gpu.schedule': 'cgpu' } })] },
    left: [],
    reason: 'it has that of Professional',
  },
  { owed: grant, over: { 'ram.getPolicy': holding }, left: ['policy k8sMasterRolePolicy-1'], reason: 'it is granted' },
  { owed: grant, over: {}, left: [], reason: 'the policy does not hold the statement any more' },
  { owed: grant, over: { 'ram.listPoliciesForRole': [] }, left: [], reason: 'the policy is detached' },
  {
    owed: grant,
    over: { 'ram.listPoliciesForRole': refusedWith('EntityNotExist.Role', 404) },
    left: [],
    reason: 'the masters’ role is gone',
  },
];

describe('what is left of a duty', () => {
  it.each(cases)('is read: $owed.fact, $reason', async ({ owed, over, left }) => {
    const { facts, unread, evidence } = await read([owed], over);
    expect(unread).toEqual([]);
    expect(facts[owed.fact]).toMatchObject({ left });
    expect(evidence.map(({ fact }) => fact)).toEqual([owed.fact]);
  });

  it('comes of lists: the calls for all duties of a cluster', async () => {
    const { calls } = await read(
      [instances, disks, address, balancer, objects, duty('albController'), duty('virtualNode'), terway, duty('cgpu')],
      { ...addons(), 'ecs.describeDisksById': [], [backup]: null },
    );
    expect([...calls].sort()).toEqual(
      [
        ...['ecs.describeInstances', 'ecs.describeDisksById', 'vpc.describeEipAddresses'],
        ...['slb.describeLoadBalancersById', 'slb.describeLoadBalancersById', 'cs.listClusterAddonInstances'],
        ...['cs.describeClusterUserKubeconfig', 'GET /readyz', 'GET /api/v1/nodes', 'GET /apis/apps/v1/daemonsets'],
        ...['alb-ingress-controller', 'ack-virtual-node-controller', 'terway-controlplane'].map(deployment),
        backup,
        ...Object.keys(oldOfVirtualNode),
      ].sort(),
    );
  });
});

describe('a duty that cannot be read', () => {
  it.each([
    { owed: instances, over: { 'ecs.describeInstances': forbidden }, reason: 'the list is refused' },
    { owed: disks, over: { 'ecs.describeDisksById': forbidden }, reason: 'that of disks too' },
    { owed: address, over: { 'vpc.describeEipAddresses': forbidden }, reason: 'the EIPs are' },
    { owed: objects, over: { 'GET /api/v1/nodes': forbidden }, reason: 'nodes are' },
    { owed: duty('albController'), over: { 'cs.listClusterAddonInstances': forbidden }, reason: 'add-ons are' },
    { owed: terway, over: { 'cs.describeClusterUserKubeconfig': forbidden }, reason: 'the kubeconfig is' },
    { owed: grant, over: { 'ram.listPoliciesForRole': forbidden }, reason: 'policies are' },
    {
      owed: grant,
      over: { 'ram.getPolicy': policy('k8sMasterRolePolicy-1', {}, { document: 'no JSON' }) },
      reason: 'a document is no JSON',
    },
    { owed: duty('masterInstances'), over: {}, reason: 'its plan names no instance' },
    { owed: duty('publicBalancer'), over: {}, reason: 'its plan names no load balancer' },
    { owed: duty('nodeObjects'), over: {}, reason: 'its plan names no Node' },
    { owed: duty('ofTomorrow'), over: {}, reason: 'a newer build made the plan' },
  ] satisfies readonly { owed: Duty; over: Answers; reason: string }[])(
    'is unread, not done: $reason',
    async ({ owed, over }) => {
      const { facts, unread } = await read([owed], over);
      expect(facts).toEqual({});
      expect(unread.map((one) => one.facts)).toEqual([[owed.fact]]);
    },
  );

  it('does not hide another that can', async () => {
    const { facts, unread } = await read([instances, grant], { 'ram.listPoliciesForRole': forbidden });
    expect(Object.keys(facts)).toEqual(['duty.masterInstances']);
    expect(unread.map((one) => one.facts)).toEqual([['duty.olderGrant']]);
  });
});
