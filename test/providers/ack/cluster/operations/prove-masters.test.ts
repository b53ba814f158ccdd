import { describe, expect, it } from 'vitest';
import { proveMasters } from '../../../../../providers/ack/cluster/operations/prove-masters.ts';
import { callOf, desiredFor, driverAt } from '../../settings.ts';
import { scriptCloud } from '../../scripted-cloud.ts';
import { clusterId, clusterScript, kubernetesScript, pro } from '../../scripted-cluster.ts';
import { call, failsWith, stubHands, type Cloud } from './stub-hands.ts';

const former = { node: 'master-1', uid: 'uid-1', instance: 'i-m1' };

const node = (ready: string, over: Readonly<Record<string, unknown>> = {}) => ({
  metadata: { name: 'master-1', uid: 'uid-1', ...over },
  spec: { providerID: 'cn-hangzhou.i-m1' },
  status: { conditions: ready === '' ? [] : [{ type: 'Ready', status: ready }] },
});

const row = { instance_id: 'i-m1', instance_role: 'Master', node_status: 'Unknown' };
const worker = { instance_id: 'i-w1', instance_role: 'Worker', node_status: 'Ready' };

const probe = (nodes: readonly object[], rows: unknown, over: Cloud = {}) => {
  const cloud = { answers: { describeClusterNodes: rows }, lists: { '/api/v1/nodes': nodes as never }, ...over };
  return proveMasters(stubHands(cloud).hands, call('ack.prove/1', { masters: [former] }));
};

describe('proving that masters left their cluster', () => {
  it.each([
    { nodes: [node('Unknown')], says: 'condition Ready of Node master-1 is Unknown' },
    { nodes: [node('False')], says: 'condition Ready of Node master-1 is False' },
    { nodes: [], says: 'there is no Node object of it' },
  ])('is done with a proof from the API server and one from ACK: $says', async ({ nodes, says }) => {
    expect(await probe(nodes, [worker])).toMatchObject({
      is: 'done',
      proof: [
        { request: 'REQ-R', says: `master master-1, i-m1: ${says}` },
        { call: 'describeClusterNodes', says: "master master-1, i-m1: not in ACK's list" },
      ],
    });
  });

  it.each([
    { nodes: [node('True')], reason: 'it is Ready', says: 'is True, expected Unknown or False' },
    { nodes: [node('')], reason: 'nobody says how it is', says: 'is not there, expected Unknown or False' },
    { nodes: [node('True', { name: 'renamed', uid: 'uid-2' })], reason: 'it is another object now', says: 'renamed' },
  ])('is not done where $reason, by name', async ({ nodes, says }) => {
    expect(await probe(nodes, [worker])).toMatchObject({
      is: 'not-done',
      proof: [{ says: expect.stringContaining(says) as string }],
    });
  });

  it('is not done while ACK lists it, whatever Kubernetes says', async () => {
    expect(await probe([node('Unknown')], [row])).toMatchObject({
      is: 'not-done',
      proof: [{ says: "master master-1, i-m1: still in ACK's list, node_status=Unknown instance_role=Master" }],
    });
  });

  it('takes no other node of the same name for it', async () => {
    const other = { ...node('True', { uid: 'uid-9' }), spec: { providerID: 'cn-hangzhou.i-new' } };
    expect(await probe([other], [])).toMatchObject({ is: 'done' });
  });

  it.each([{ failAt: 0 }, { failAt: 1 }, { failAt: 2 }])(
    'concludes nothing from a read that failed: $failAt',
    async (over) => {
      expect(await probe([node('Unknown')], [], over)).toMatchObject({ is: 'unreadable' });
    },
  );

  it('concludes nothing where ACK refuses its list', async () => {
    const refused = failsWith({ failure: 'refused', diagnostic: 'CRD006' });
    expect(await probe([node('Unknown')], refused)).toMatchObject({ is: 'unreadable', code: 'CRD006' });
  });
});

describe('the proof of a migrated dedicated cluster', () => {
  const proving = async (ready: string, rows: readonly object[], asked = {}) => {
    const api = await scriptCloud(kubernetesScript({ nodes: [node(ready)] }));
    const cloud = await scriptCloud({
      ...clusterScript({ cluster: pro, server: api.url }),
      [`GET /clusters/${clusterId}/nodes`]: {
        body: { nodes: rows, page: { page_number: 1, page_size: 100, total_count: rows.length } },
      },
    });
    const args = { facts: { 'cluster.edition': 'pro', ...asked }, masters: [former] };
    return driverAt(cloud.url).probe(callOf('ack.prove/1', desiredFor({ clusterId }), args));
  };

  it('holds the masters as well', async () => {
    expect(await proving('Unknown', [worker])).toMatchObject({
      is: 'done',
      proof: [{ says: 'cluster.edition=pro' }, {}, { request: 'AUDIT' }, { call: 'DescribeClusterNodes' }],
    });
  });

  it('names what is wrong with the cluster and with its masters at once', async () => {
    const probed = await proving('True', [worker], { 'cluster.version': '1.0' });
    expect(probed).toMatchObject({
      is: 'not-done',
      proof: [
        { says: expect.stringContaining('cluster.version is') as string },
        { says: expect.stringContaining('is True, expected Unknown or False') as string },
      ],
    });
  });
});
