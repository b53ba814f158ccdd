import { describe, expect, it } from 'vitest';
import {
  evictPod,
  readEvictionVersion,
  type EvictionReason,
} from '../../../../../providers/ack/clients/kubernetes/eviction.ts';
import { listPods } from '../../../../../providers/ack/clients/kubernetes/pods.ts';
import { listDisruptionBudgets } from '../../../../../providers/ack/clients/kubernetes/budgets.ts';
import { items, ok, scriptKube, status } from '../../kube-cloud.ts';
import { valueOf } from '../../rpc-cloud.ts';
import type { Scripted } from '../../scripted-cloud.ts';

const pod = {
  metadata: {
    name: 'coredns-1',
    namespace: 'kube-system',
    uid: 'uid-p',
    resourceVersion: '7',
    ownerReferences: [
      { kind: 'Other', name: 'x' },
      { kind: 'ReplicaSet', name: 'coredns', controller: true },
    ],
  },
  spec: {
    nodeName: 'node-1',
    priorityClassName: 'system-cluster-critical',
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'logs', hostPath: { path: '/var/log' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'claim-1' } },
      { name: 'conf', configMap: { name: 'c' } },
    ],
  },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
};

describe('pods', () => {
  it('are read with what binds them to their node', async () => {
    const mirror = {
      metadata: { name: 'etcd-1', namespace: 'kube-system', annotations: { 'kubernetes.io/config.mirror': 'x' } },
    };
    const leaving = { metadata: { name: 'old', namespace: 'shop', deletionTimestamp: 'T' } };
    const { api } = await scriptKube({ 'GET /api/v1/pods': items([pod, mirror, leaving]) });
    const read = valueOf(await listPods(api));
    expect(read[0]).toMatchObject({
      namespace: 'kube-system',
      name: 'coredns-1',
      uid: 'uid-p',
      owner: { kind: 'ReplicaSet', name: 'coredns' },
      node: 'node-1',
      phase: 'Running',
      isReady: true,
      isTerminating: false,
      isMirror: false,
      localVolumes: ['emptyDir/tmp', 'hostPath//var/log'],
      claims: ['claim-1'],
      priorityClass: 'system-cluster-critical',
    });
    expect(read[1]).toMatchObject({ isMirror: true, owner: null, isReady: false, node: '' });
    expect(read[2]).toMatchObject({ isTerminating: true });
  });

  it('of one node are asked by a field selector, on every page', async () => {
    const { api, cloud } = await scriptKube({
      'GET /api/v1/namespaces/kube-system/pods': (_, count) =>
        count === 1
          ? ok({ kind: 'PodList', items: [pod], metadata: { continue: 'next=&' } })
          : ok({ kind: 'PodList', items: [pod], metadata: {} }),
    });
    const query = { namespace: 'kube-system', fieldSelector: 'spec.nodeName=node-1' };
    expect(valueOf(await listPods(api, query))).toHaveLength(2);
    const asked = cloud.arrived.map((one) => Object.fromEntries(new URLSearchParams(one.query)));
    expect(asked).toEqual([
      { fieldSelector: 'spec.nodeName=node-1', limit: '500' },
      { fieldSelector: 'spec.nodeName=node-1', limit: '500', continue: 'next=&' },
    ]);
  });

  it('are read again from the start when the rest of a list has expired', async () => {
    const { api, cloud } = await scriptKube({
      'GET /api/v1/pods': ({ query }, count) => {
        if (query.includes('continue') && count === 2) return status(410, 'Expired');
        return ok({ items: [pod], metadata: query.includes('continue') ? {} : { continue: 'more' } });
      },
    });
    expect(valueOf(await listPods(api))).toHaveLength(2);
    expect(cloud.arrived).toHaveLength(4);
  });
});

const at = { namespace: 'kube-system', name: 'coredns-1', uid: 'uid-p' };
const route = 'POST /api/v1/namespaces/kube-system/pods/coredns-1/eviction';

const budget = {
  message: "Cannot evict pod as it would violate the pod's disruption budget.",
  details: {
    causes: [
      { reason: 'DisruptionBudget', message: 'The disruption budget db needs 3 healthy pods and has 3 currently' },
    ],
  },
};

interface Case {
  readonly reason: EvictionReason;
  readonly answer: Scripted;
  readonly is: string;
}

// Answers as an API server of 1.32 gives them.
const cases: readonly Case[] = [
  { reason: 'evicted', answer: ok({ kind: 'Status', status: 'Success', code: 201 }, 201), is: 'accepted' },
  { reason: 'gone', answer: status(404, 'NotFound', { details: { name: 'coredns-1', kind: 'pods' } }), is: 'refused' },
  { reason: 'replaced', answer: status(409, 'Conflict'), is: 'refused' },
  { reason: 'budget', answer: status(429, 'TooManyRequests', budget), is: 'throttled' },
  { reason: 'busy', answer: status(429, 'TooManyRequests', { message: 'too many requests' }), is: 'throttled' },
  {
    reason: 'several-budgets',
    answer: {
      status: 500,
      body: {
        kind: 'Status',
        message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
        code: 500,
      },
    },
    is: 'refused',
  },
  { reason: 'unknown', answer: status(500, 'InternalError'), is: 'unanswered' },
  { reason: 'unknown', answer: 'drop', is: 'unanswered' },
  { reason: 'unknown', answer: { status: 404, body: 'page not found' }, is: 'unanswered' },
  { reason: 'forbidden', answer: status(403, 'Forbidden'), is: 'refused' },
  { reason: 'refused', answer: status(422, 'Invalid'), is: 'refused' },
];

describe('evicting a pod', () => {
  it.each(cases)('comes to $reason, sent once: $answer.status', async ({ reason, answer, is }) => {
    const { api, cloud } = await scriptKube({ [route]: answer });
    expect(await evictPod(api, 'policy/v1', at)).toMatchObject({ reason, answer: { is } });
    expect(cloud.arrived).toHaveLength(1);
  });

  it('says which budget holds it, and how long to wait', async () => {
    const { api } = await scriptKube({ [route]: status(429, 'TooManyRequests', budget) });
    const { says, answer } = await evictPod(api, 'policy/v1', at);
    expect(says).toContain('disruption budget db needs 3 healthy pods');
    expect(answer).toMatchObject({ afterMs: 5000 });
  });

  it.each(['policy/v1', 'policy/v1beta1'] as const)(
    'is held to the pod’s uid, and never by force (%s)',
    async (version) => {
      const { api, cloud } = await scriptKube({ [route]: ok({ kind: 'Status' }, 201) });
      await evictPod(api, version, at);
      expect(JSON.parse(cloud.arrived[0]?.body ?? '')).toEqual({
        apiVersion: version,
        kind: 'Eviction',
        metadata: { name: 'coredns-1', namespace: 'kube-system' },
        deleteOptions: { preconditions: { uid: 'uid-p' } },
      });
    },
  );

  it.each([
    { reason: '1.22 and newer', resource: { name: 'pods/eviction', group: 'policy', version: 'v1' }, is: 'policy/v1' },
    { reason: 'older', resource: { name: 'pods/eviction', group: 'policy', version: 'v1beta1' }, is: 'policy/v1beta1' },
  ])('speaks the version that discovery names: $reason', async ({ resource, is }) => {
    const resources = [{ name: 'pods' }, resource];
    const { api } = await scriptKube({ 'GET /api/v1': ok({ kind: 'APIResourceList', resources }) });
    expect(valueOf(await readEvictionVersion(api))).toBe(is);
  });

  it('is not possible where the API server has no evictions', async () => {
    const { api } = await scriptKube({ 'GET /api/v1': ok({ kind: 'APIResourceList', resources: [{ name: 'pods' }] }) });
    expect(await readEvictionVersion(api)).toMatchObject({ ok: false });
  });
});

describe('disruption budgets', () => {
  it.each([
    { versions: ['v1', 'v1beta1'], asked: 'v1' },
    { versions: ['v1beta1'], asked: 'v1beta1' },
  ])('are read in the newest form there is: $asked', async ({ versions, asked }) => {
    const one = {
      metadata: { name: 'db', namespace: 'shop' },
      spec: {
        selector: {
          matchLabels: { app: 'db' },
          matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', 'b'] }],
        },
      },
      status: { disruptionsAllowed: 0, currentHealthy: 3, desiredHealthy: 3 },
    };
    const { api } = await scriptKube({
      'GET /apis/policy': ok({ kind: 'APIGroup', versions: versions.map((version) => ({ version })) }),
      [`GET /apis/policy/${asked}/poddisruptionbudgets`]: items([one]),
    });
    expect(valueOf(await listDisruptionBudgets(api))).toMatchObject([
      {
        name: 'db',
        namespace: 'shop',
        matchLabels: { app: 'db' },
        matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', 'b'] }],
        disruptionsAllowed: 0,
        currentHealthy: 3,
        desiredHealthy: 3,
      },
    ]);
  });
});
