import { describe, expect, it } from 'vitest';
import { dedicatedFacts, facts } from '../../../../../providers/ack/cluster/facts.ts';
import { clusterId } from '../../scripted-cluster.ts';
import { desiredFor } from '../../settings.ts';
import { answers, dedicated, detail, observed } from './sample-cluster.ts';
import { forbidden, observeWith, throttled } from './stub-clients.ts';

/** Those of a plan: what only a duty or a handover needs is not read for it. */
const names = facts
  .filter(({ role }) => role === 'state' || role === 'journey')
  .map(({ name }) => name)
  .sort();

const standard = {
  ...answers,
  'cs.describeClusterDetail': detail({ cluster_type: 'ManagedKubernetes', cluster_spec: 'ack.standard' }),
};

const count = (calls: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...new Set(calls)].map((call) => [call, calls.filter((one) => one === call).length]));

describe('one plan of a dedicated cluster', () => {
  it('reads every fact there is, each with its evidence', async () => {
    const { observed: found } = await observeWith(answers, dedicated());
    expect(found).toMatchObject({ state: 'present', unread: [] });
    expect(Object.keys(found.facts).sort()).toEqual(names);
    expect(found.evidence.map(({ fact }) => fact).sort()).toEqual(names);
  });

  it('costs 66 calls: 24 reviews of what the caller may do, and 42 reads, of which only disks and policies are asked one by one', async () => {
    const { calls } = await observeWith(answers, dedicated());
    const counts = count(calls);
    const several = Object.entries(counts).filter(([, times]) => times > 1);
    expect(Object.fromEntries(several)).toEqual({
      'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews': 24,
      'ecs.describeDisks': 3,
      // The role’s policy, our own, and the caller’s.
      'ram.getPolicy': 3,
    });
    expect(calls.length).toBe(66);
  });

  it('costs no more where masters are five and nodes are many, but for their disks', async () => {
    const { calls } = await observeWith({ ...answers }, dedicated());
    const more = ['i-m4', 'i-m5'].map((id) => ({ instance_id: id, instance_role: 'Master' }));
    const nodes = [...(answers['cs.describeClusterNodes'] as readonly object[]), ...more];
    const { calls: five } = await observeWith({ ...answers, 'cs.describeClusterNodes': nodes }, dedicated());
    expect(five.length).toBe(calls.length + 2);
  });
});

describe('a cluster that is not dedicated', () => {
  it('has no facts of a dedicated one, read or unread, and nothing is asked for them', async () => {
    const { observed: found, calls } = await observeWith(standard, desiredFor({ clusterId }));
    expect(found.unread).toEqual([]);
    expect(Object.keys(found.facts).sort()).toEqual(names.filter((name) => !dedicatedFacts.includes(name)));
    expect(calls.filter((call) => /^(ecs|oss)\.|describeClusterNodes|webhook|persistentvolumes/.test(call))).toEqual(
      [],
    );
  });
});

describe('what cannot be read', () => {
  it.each([
    { reason: 'everything is throttled', answer: throttled, failure: 'throttled' },
    { reason: 'everything is forbidden', answer: forbidden, failure: 'refused' },
  ])('is named, fact by fact, where $reason', async ({ answer, failure }) => {
    const kept = ['sts.caller', 'cs.describeClusterDetail'];
    const poor = Object.fromEntries(
      Object.entries(answers).map(([call, own]) => [call, kept.includes(call) ? own : answer]),
    );
    const { observed: found } = await observeWith(poor, dedicated());
    const unread = found.unread.flatMap((one) => one.facts);
    expect([...Object.keys(found.facts), ...unread].sort()).toEqual(names);
    expect(found.unread.every((one) => one.failure === failure)).toBe(true);
    expect(unread).toEqual(expect.arrayContaining(dedicatedFacts.filter((name) => name !== 'cluster.workerRole')));
  });

  it('is one line for one failed call, whatever number of facts it cost', async () => {
    const { observed: found } = await observeWith({ ...answers, 'GET /api/v1/nodes': forbidden }, dedicated());
    expect(found.unread).toHaveLength(1);
    expect(found.unread[0]?.facts).toEqual(
      expect.arrayContaining(['nodes.count', 'masters.objects', 'components.cgpu']),
    );
  });
});

describe('where facts are named, only their reads are made', () => {
  const always = ['sts.caller', 'cs.describeClusterDetail'];
  it.each([
    { fact: 'cluster.timezone', calls: [] },
    { fact: 'slb.spec', calls: ['cs.describeClusterResources', 'slb.describeLoadBalancerAttribute'] },
    { fact: 'bucket.state', calls: ['oss.getBucketInfo'] },
    { fact: 'bucket.allowsEmptyReferer', calls: ['oss.getBucketInfo', 'oss.getBucketReferer'] },
    { fact: 'ram.allows', calls: ['cs.describeClusterResources', 'ram.listPoliciesForRole', 'ram.getPolicy'] },
    { fact: 'masters.nodes', calls: ['cs.describeClusterNodes'] },
    { fact: 'masters.disks', calls: ['cs.describeClusterNodes', ...Array<string>(3).fill('ecs.describeDisks')] },
    {
      fact: 'masters.objects',
      calls: ['cs.describeClusterNodes', 'cs.describeClusterUserKubeconfig', 'GET /readyz', 'GET /api/v1/nodes'],
    },
    { fact: 'operator', calls: [] },
  ])('$fact', async ({ fact, calls }) => {
    const { observed: found, calls: made } = await observed({}, [fact]);
    expect(Object.keys(found.facts)).toContain(fact);
    expect([...made].sort()).toEqual([...always, ...calls].sort());
  });
});
