import { describe, expect, it } from 'vitest';
import type { LeftBehind } from '../../../../../src/core/kind.ts';
import { ackCluster } from '../../../../../providers/ack/cluster/kind.ts';
import schema from '../../../../../providers/ack/cluster/spec.schema.json' with { type: 'json' };
import { instance, object, planned, policy, type Given } from '../dedicated-sample.ts';

const left = (given: Given = {}): readonly LeftBehind[] => planned(given).journey?.leftBehind ?? [];
const one = (word: string, given: Given): LeftBehind => {
  const found = left(given).filter(({ what }) => what.includes(word));
  if (found.length !== 1)
    throw new Error(
      `${word}: ${left(given)
        .map(({ what }) => what)
        .join(' | ')}`,
    );
  return found[0]!;
};
const subscribed = instance(3, { chargeType: 'PrePaid', expires: '2027-01-01T00:00Z' });

describe('what stays behind after dedicated -> pro', () => {
  it('is always the instances, the keys in Cloud Assistant and the code', () => {
    expect(left().map(({ what }) => what.split(' ').slice(0, 3).join(' '))).toEqual([
      ...['3 master ECS', 'signing keys in', 'its code in'],
    ]);
  });

  it('goes on costing money where it is an instance, a disk or a load balancer, and nowhere else', () => {
    const facts = {
      'masters.instances': [instance(1), subscribed],
      'masters.disks': [{ instance: 'i-1', id: 'd-1', type: 'data', sizeGib: 100, deleteWithInstance: false }],
      publicSlb: { id: 'lb-2', address: '47.2.2.2' },
      'components.cgpu': 'basic',
    };
    expect(left({ facts }).map(({ billed, due }) => [billed, due])).toEqual([
      ...[
        [true, '7d'],
        [true, '7d'],
        [true, '7d'],
        [false, '1d'],
        [true, '7d'],
      ],
      // Node objects 2 and 3 have no instance in this inventory.
      ...[
        [false, '7d'],
        [false, '7d'],
        [false, '30d'],
        [false, undefined],
      ],
    ]);
  });

  it.each([
    {
      word: 'pay-as-you-go',
      given: {},
      says: ['--InstanceId i-2 --DeletionProtection false', 'DeleteInstance --RegionId cn-hangzhou --InstanceId i-3'],
      more: { due: '7d', fact: 'duty.masterInstances' },
    },
    {
      word: 'pay-as-you-go',
      given: { spec: { masters: { reviewAfter: '30d' } } },
      says: [],
      more: { due: '30d' },
    },
    {
      word: 'subscription',
      given: { facts: { 'masters.instances': [subscribed] } },
      says: ['unsubscribe', 'expire: i-3 on 2027-01-01', 'NotRenewal', 'duty: masterSubscriptions'],
      more: { billed: true, duty: { id: 'masterSubscriptions', ends: 'read', args: { instances: ['i-3'] } } },
    },
    {
      word: 'd-1 (100 GiB, i-1)',
      given: {
        facts: {
          'masters.disks': [{ instance: 'i-1', id: 'd-1', type: 'data', sizeGib: 100, deleteWithInstance: null }],
        },
      },
      says: ['DeleteDisk', 'd-1'],
      more: { billed: true, duty: { id: 'masterDisks', ends: 'read', args: { disks: ['d-1'] } } },
    },
    {
      word: '47.2.2.2',
      given: { facts: { publicSlb: { id: 'lb-2', address: '47.2.2.2' } } },
      says: ['api_server_eip'],
      more: {
        billed: false,
        code: 'ACK124',
        fact: 'duty.publicAddress',
        due: '1d',
        duty: {
          id: 'publicAddress',
          ends: 'read',
          args: { loadBalancer: 'lb-2', address: '47.2.2.2', inside: 'lb-1' },
        },
      },
    },
    {
      word: 'public load balancer lb-2',
      given: { facts: { publicSlb: { id: 'lb-2', address: '47.2.2.2' } } },
      says: ['DeleteLoadBalancer', 'lb-2'],
      more: { billed: true, fact: 'duty.publicBalancer', due: '7d' },
    },
    {
      word: 'ALB Ingress controller',
      given: { facts: { 'components.albController': true } },
      says: ['InstallClusterAddons', 'delete deployment alb-ingress-controller'],
      more: { fact: 'duty.albController' },
    },
    {
      word: 'virtual node',
      given: { facts: { 'components.virtualNode': { host: '192.168.0.10', port: '6443' } } },
      says: ['service/vk-webhook', 'clusterrolebinding virtual-kubelet'],
      more: { fact: 'duty.virtualNode' },
    },
    {
      word: 'terway-controlplane',
      given: { facts: { 'components.terwayControlplane': { replicas: 0, webhooks: [] } } },
      says: ['delete deployment terway-controlplane'],
      more: { code: 'ACK118', duty: { id: 'terway', ends: 'read', args: { backup: 'onward-terway-backup' } } },
    },
    {
      word: 'cGPU Basic',
      given: { facts: { 'components.cgpu': 'basic' } },
      says: ['cGPU Professional'],
      more: { code: 'ACK126', due: '7d', fact: 'duty.cgpu' },
    },
    {
      word: 'role KubernetesWorkerRole-1',
      given: { facts: { 'cluster.workerRole': 'KubernetesWorkerRole-1' } },
      says: ['ActionTrail', 'duty: workerRole'],
      more: { duty: { id: 'workerRole', ends: 'word', args: {} }, due: '14d' },
    },
    {
      word: 'older grant',
      given: { facts: { 'ram.candidates': [policy({ holdsOurs: true })] } },
      says: ['RAM console'],
      more: {
        fact: 'duty.olderGrant',
        duty: {
          id: 'olderGrant',
          ends: 'read',
          args: { bucket: 'prod-move', role: 'KubernetesMasterRole-1', policies: ['k8sMasterRolePolicy-1'] },
        },
      },
    },
    {
      word: 'dead Node object',
      given: { facts: { 'masters.objects': [object(1), object(2), object(3, { instance: '' })] } },
      says: ['kubectl delete node cn-hangzhou.192.168.0.3'],
      more: {
        fact: 'duty.nodeObjects',
        duty: {
          id: 'nodeObjects',
          ends: 'read',
          args: { nodes: [{ name: 'cn-hangzhou.192.168.0.3', uid: 'uid-3' }] },
        },
      },
    },
    {
      word: 'tagged iac=terraform',
      given: {
        facts: { 'cluster.tags': [{ key: 'iac', value: 'terraform' }] },
        spec: { attestations: { pipeline: 'frozen' } },
      },
      says: ['terraform state rm', 'terraform import'],
      more: { code: 'ACK133', due: '1d', duty: { id: 'code', ends: 'word', args: {} } },
    },
  ] satisfies readonly { word: string; given: Given; says: readonly string[]; more: Partial<LeftBehind> }[])(
    '$word',
    ({ word, given, says, more }) => {
      const found = one(word, given);
      expect(found).toMatchObject(more);
      for (const part of says) expect(found.remedy).toContain(part);
    },
  );
});

describe('a duty after dedicated -> pro', () => {
  const everything: Given = {
    facts: {
      'masters.instances': [instance(1), subscribed],
      'masters.disks': [{ instance: 'i-1', id: 'd-1', type: 'data', sizeGib: 100, deleteWithInstance: false }],
      publicSlb: { id: 'lb-2', address: '47.2.2.2' },
      'components.albController': true,
      'components.virtualNode': { host: null, port: null },
      'components.terwayControlplane': { replicas: 0, webhooks: [] },
      'components.cgpu': 'basic',
      'ram.candidates': [policy({ holdsOurs: true })],
      'cluster.workerRole': 'KubernetesWorkerRole-1',
    },
  };
  const duties = () => left(everything).map(({ duty }) => duty);

  it('is everything that stays behind, each by a name of its own', () => {
    const ids = duties().map((duty) => duty?.id);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('can be attested by its name, but for what time alone ends', () => {
    const { items } = schema.properties.attestations.properties.duties;
    const attestable = duties().flatMap((duty) => (duty === undefined || duty.ends === 'time' ? [] : [duty.id]));
    expect([...items.properties.duty.enum].sort()).toEqual([...attestable].sort());
  });

  it('has a fact of its own where the cloud can show it done, and no other has one', () => {
    const facts = ackCluster.facts.filter(({ role }) => role === 'duty').map(({ name }) => name);
    const read = left(everything).flatMap(({ fact, duty }) => (duty?.ends === 'read' ? [fact] : []));
    expect([...read].sort()).toEqual([...facts].sort());
    expect(left(everything).filter(({ fact, duty }) => fact !== undefined && duty?.ends !== 'read')).toEqual([]);
  });

  it('is shown in the plan with what a person said of it', () => {
    const duty = { duty: 'workerRole', says: 'reviewed 2026-12-08, CHG1' };
    const spec = { attestations: { allowList: 'ticket', duties: [duty] } };
    const { leftBehind } = planned({ ...everything, spec });
    expect(leftBehind.filter(({ attested }) => attested !== undefined)).toMatchObject([
      { duty: { id: 'workerRole' }, attested: duty.says },
    ]);
  });
});
