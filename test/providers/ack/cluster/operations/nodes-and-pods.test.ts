import { describe, expect, it } from 'vitest';
import { operations } from '../../../../../providers/ack/cluster/operations/all.ts';
import type { JsonObject } from '../../../../../providers/wire/json.ts';
import { proveStates, type State } from './prove-states.ts';
import { call, failsWith, fence, refused, since, stubHands, type Cloud } from './stub-hands.ts';
import { coreApi, dedicated, masterArgs, migrated, node, nodePath, pod, podArgs, podPath } from './things.ts';

const at = (object: JsonObject | null, cluster: unknown = migrated): Cloud => ({
  objects: { [nodePath]: object },
  answers: { describeClusterDetail: cluster },
});
const patch = `PATCH ${nodePath}`;
const removal = `DELETE ${nodePath}`;

const nodes: readonly State[] = [
  { operation: 'cordon', reason: 'it is schedulable', cloud: at(node()), is: 'not-done', performs: patch },
  { operation: 'cordon', reason: 'it is cordoned', cloud: at(node({ unschedulable: true })), is: 'done' },
  { operation: 'cordon', reason: 'it is gone', cloud: at(null), since, is: 'failed', performs: 'Onward.NotThisOne' },
  {
    operation: 'cordon',
    reason: 'another of its name',
    cloud: at(node({ uid: 'uid-9' })),
    is: 'not-done',
    performs: 'Onward.NotThisOne',
  },
  { operation: 'uncordon', reason: 'it is schedulable', cloud: at(node()), is: 'done' },
  { operation: 'uncordon', reason: 'it is gone', cloud: at(null), is: 'done' },
  {
    operation: 'uncordon',
    reason: 'it is cordoned',
    cloud: at(node({ unschedulable: true })),
    is: 'not-done',
    performs: patch,
  },
  {
    operation: 'remove-node',
    reason: 'it is there',
    cloud: at(node({ ready: 'Unknown' })),
    is: 'not-done',
    performs: removal,
  },
  { operation: 'remove-node', reason: 'it is gone', cloud: at(null), since, is: 'done', performs: 'Onward.AlreadySo' },
  {
    operation: 'remove-node',
    reason: 'another of its name',
    cloud: at(node({ uid: 'uid-9' })),
    is: 'done',
    performs: 'Onward.AlreadySo',
  },
  {
    operation: 'remove-node',
    reason: 'its provider id is another instance',
    cloud: at(node({ providerId: 'cn-hangzhou.i-worker7' })),
    since,
    is: 'failed',
    says: 'i-worker7',
    performs: 'Onward.NotThisOne',
  },
  {
    operation: 'remove-node',
    reason: 'an id that only ends alike',
    cloud: at(node({ providerId: 'cn-hangzhou.x-i-master1' })),
    is: 'not-done',
    performs: 'Onward.NotThisOne',
  },
  {
    operation: 'remove-node',
    reason: 'no provider id',
    cloud: at(node({ providerId: '' })),
    is: 'not-done',
    performs: 'Onward.NotThisOne',
  },
  {
    operation: 'remove-node',
    reason: 'the cluster is not migrated',
    cloud: at(node(), dedicated),
    is: 'not-done',
    performs: 'Onward.NotMigrated',
  },
];

const podAt = (object: JsonObject | null): Cloud => ({ objects: { '/api/v1': coreApi, [podPath]: object } });
const eviction = `POST ${podPath}/eviction`;
const owner = (kind: string) => [{ kind, name: 'x', controller: true }];

const pods: readonly State[] = [
  { operation: 'evict-pod', reason: 'it runs', cloud: podAt(pod()), since, is: 'not-done', performs: eviction },
  { operation: 'evict-pod', reason: 'it is gone', cloud: podAt(null), since, is: 'done', performs: 'Onward.AlreadySo' },
  { operation: 'evict-pod', reason: 'another has its name', cloud: podAt(pod({ uid: 'uid-9' })), is: 'done' },
  {
    operation: 'evict-pod',
    reason: 'it terminates',
    cloud: podAt(pod({ deletionTimestamp: '2026-11-22T01:00:09Z' })),
    since,
    is: 'in-flight',
    performs: 'Onward.UnderWay',
  },
  {
    operation: 'evict-pod',
    reason: 'nobody would make it again',
    cloud: podAt(pod({ ownerReferences: [] })),
    is: 'not-done',
    performs: 'Onward.WouldBeLost',
  },
  {
    operation: 'evict-pod',
    reason: 'a static pod',
    cloud: podAt(pod({ ownerReferences: owner('Node') })),
    is: 'not-done',
    performs: 'Onward.WouldBeLost',
  },
];

proveStates('a Node object', nodes);
proveStates('a pod', pods);

const performed = async (operation: string, cloud: Cloud, args = {}) => {
  const stub = stubHands(cloud);
  return { stub, answer: await operations[operation]!.perform(stub.hands, call(operation, args), fence) };
};

describe('how it is sent and answered', () => {
  it('holds a cordon to the node as it was read, and reads again when it has changed in between', async () => {
    const conflict = { ...refused, code: 'Conflict' } as const;
    const { stub, answer } = await performed('ack.cordon/1', { ...at(node()), answer: conflict }, masterArgs);
    expect(stub.writes[0]?.sent[0]).toMatchObject({
      body: { metadata: { uid: 'uid-1', resourceVersion: '77' }, spec: { unschedulable: true } },
    });
    expect(answer).toMatchObject({ is: 'throttled', afterMs: 1_000 });
  });

  it.each([
    { diagnostic: 'CRD001', is: 'unsent', reason: 'no key could be had just then' },
    { diagnostic: 'CRD004', is: 'unsent', reason: 'the token is over; the next one may be had' },
    { diagnostic: 'CRD006', is: 'refused', reason: 'want of permission is for a person' },
  ] as const)('is $is when the read before it fails with $diagnostic: $reason', async ({ diagnostic, is }) => {
    const fails = failsWith({ failure: 'refused', diagnostic, message: 'so it is', status: null });
    const cloud = { ...at(node({ ready: 'Unknown' })), answers: { describeClusterDetail: fails } };
    const { stub, answer } = await performed('ack.remove-node/1', cloud, masterArgs);
    expect(answer).toMatchObject({ is, why: expect.stringContaining('so it is') as string });
    expect(stub.writes).toEqual([]);
  });

  it('holds a removal to the uid of the plan', async () => {
    const { stub } = await performed('ack.remove-node/1', at(node({ ready: 'Unknown' })), masterArgs);
    expect(stub.writes[0]?.sent[0]).toMatchObject({ body: { preconditions: { uid: 'uid-1' } } });
  });

  it('holds an eviction to the uid of the plan', async () => {
    const { stub } = await performed('ack.evict-pod/1', podAt(pod()), podArgs);
    expect(stub.writes[0]?.sent[0]).toMatchObject({
      body: { apiVersion: 'policy/v1', deleteOptions: { preconditions: { uid: 'uid-p' } } },
    });
  });

  it('is throttled by a budget, for as long as the API server says', async () => {
    const throttled = { is: 'throttled', request: 'A', afterMs: 10_000 } as const;
    const { answer } = await performed('ack.evict-pod/1', { ...podAt(pod()), answer: throttled }, podArgs);
    expect(answer).toEqual(throttled);
  });

  it('is refused for good by two budgets, in the API server’s words', async () => {
    const message = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    const cloud = {
      ...podAt(pod()),
      answer: { is: 'unanswered', why: 'HTTP 500' } as const,
      exchanged: { status: 500, body: { kind: 'Status', message } },
    };
    const { answer } = await performed('ack.evict-pod/1', cloud, podArgs);
    expect(answer).toMatchObject({ is: 'refused', code: 'SeveralBudgets', why: message });
  });
});
