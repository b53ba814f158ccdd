import { describe, expect, it } from 'vitest';
import { handoverFacts } from '../../../../../providers/ack/cluster/handover/handover.ts';
import { clusterId } from '../../scripted-cluster.ts';
import { desiredFor } from '../../settings.ts';
import { answers, bucketName, dedicated, detail, policy, resources, role } from './sample-cluster.ts';
import { forbidden, observeWith, refusedWith, type Answers } from './stub-clients.ts';

const pool = {
  nodepool_info: { nodepool_id: 'np1', name: 'default', type: 'ess' },
  scaling_group: { vswitch_ids: ['vsw-a'], instance_types: ['ecs.c6.xlarge'], instance_charge_type: 'PostPaid' },
};

const document = { Version: '1', Statement: [] };

/** The sample after its migration. */
const pro: Answers = {
  ...answers,
  'cs.describeClusterDetail': detail({
    cluster_type: 'ManagedKubernetes',
    cluster_spec: 'ack.pro.small',
    service_cidr: '172.21.0.0/20',
    container_cidr: '172.20.0.0/16',
    deletion_protection: true,
    rrsa_config: { enabled: true },
  }),
  'cs.describeClusterNodePools': [pool],
  'cs.describeClusterNodes': [],
  'ram.getPolicy': ({ name }: { name: string }) => (name.startsWith('onward-') ? null : policy(name, document)),
  'ram.listEntitiesForPolicy': { roles: [role], users: [], groups: [] },
};

const read = async (over: Answers = {}, spec: Answers = {}) =>
  (await observeWith({ ...pro, ...over }, dedicated(spec), handoverFacts)).observed;

describe('the facts of a handover', () => {
  it('are all read of a cluster that was migrated, each from the service’s own words', async () => {
    const { facts, unread } = await read();
    expect(unread).toEqual([]);
    expect(facts).toMatchObject({
      'handover.cluster': {
        vSwitches: ['vsw-b', 'vsw-a'],
        serviceCidr: '172.21.0.0/20',
        podCidr: '172.20.0.0/16',
        deletionProtection: true,
        rrsa: true,
      },
      'handover.balancer': { id: 'lb-api', name: 'lb-api-name', vSwitch: 'vsw-a', deleteProtection: 'on' },
      'handover.nodePools': [{ id: 'np1', name: 'default', vSwitches: ['vsw-a'], instanceTypes: ['ecs.c6.xlarge'] }],
      'handover.bucket': { name: bucketName, storageClass: 'Standard' },
      'handover.grant': {
        role,
        policies: [{ name: 'k8sMasterRolePolicy-1', document: JSON.stringify(document), roles: [role] }],
      },
    });
  });

  it('ask for nothing of storage and policies where the document names no bucket', async () => {
    const { observed, calls } = await observeWith(pro, desiredFor({ clusterId }), handoverFacts);
    expect(observed.facts).toMatchObject({ 'handover.bucket': null, 'handover.grant': null });
    expect(calls.filter((call) => /^(oss|ram)\./.test(call))).toEqual([]);
  });

  it.each([
    { call: 'cs.describeClusterNodePools', facts: ['handover.nodePools'] },
    { call: 'slb.describeLoadBalancerAttribute', facts: ['handover.balancer'] },
    { call: 'oss.getBucketInfo', facts: ['handover.bucket'] },
    { call: 'ram.getPolicy', facts: ['handover.grant'] },
    { call: 'ram.listEntitiesForPolicy', facts: ['handover.grant'] },
  ])('that $call refused are unread, and not absent', async ({ call, facts }) => {
    expect((await read({ [call]: forbidden })).unread).toMatchObject([{ facts, failure: 'refused' }]);
  });

  it('are unread where a node pool has no id', async () => {
    const { unread } = await read({ 'cs.describeClusterNodePools': [pool, { nodepool_info: { name: 'x' } }] });
    expect(unread).toMatchObject([{ facts: ['handover.nodePools'], failure: 'malformed' }]);
  });

  it.each([
    { reason: 'nobody has it', answer: null },
    { reason: 'it is somebody else’s', answer: refusedWith('AccessDenied', 403) },
  ])('know no bucket where $reason', async ({ answer }) => {
    expect((await read({ 'oss.getBucketInfo': answer })).facts['handover.bucket']).toBeNull();
  });

  it('find our own policy and the document’s by name, though the cluster names no role any more', async () => {
    const { facts } = await read(
      {
        'cs.describeClusterResources': resources.filter((row) => row.instance_id !== role),
        'ram.getPolicy': ({ name }: { name: string }) => policy(name, document),
        'ram.listEntitiesForPolicy': { roles: ['R2', 'R1'], users: [], groups: [] },
      },
      { migrationBucket: { name: bucketName, policyName: 'mine' } },
    );
    expect(facts['handover.grant']).toMatchObject({
      role: null,
      policies: [
        { name: 'mine', roles: ['R1', 'R2'] },
        { name: `onward-${clusterId}`, roles: ['R1', 'R2'] },
      ],
    });
  });
});
