import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openKubernetes } from '../../../../../providers/ack/clients/kubernetes/connection.ts';
import {
  deleteNode,
  getNode,
  listNodes,
  setUnschedulable,
} from '../../../../../providers/ack/clients/kubernetes/nodes.ts';
import { createSession } from '../../../../../providers/ack/session.ts';
import { items, notFound, ok, scriptKube, status } from '../../kube-cloud.ts';
import { valueOf } from '../../rpc-cloud.ts';
import type { Scripted } from '../../scripted-cloud.ts';
import { keyEnv, settingsFor } from '../../settings.ts';

const name = 'cn-hangzhou.192.168.0.10';
const route = `/api/v1/nodes/${name}`;
const node = {
  kind: 'Node',
  metadata: {
    name,
    uid: 'uid-1',
    resourceVersion: '42',
    labels: { 'node-role.kubernetes.io/master': '' },
    annotations: { a: 'b' },
  },
  spec: {
    providerID: 'cn-hangzhou.i-1',
    unschedulable: true,
    taints: [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }],
  },
  status: {
    conditions: [
      { type: 'MemoryPressure', status: 'False' },
      { type: 'Ready', status: 'Unknown' },
    ],
    addresses: [
      { type: 'Hostname', address: 'x' },
      { type: 'InternalIP', address: '192.168.0.10' },
    ],
    allocatable: { pods: '64' },
    nodeInfo: { kubeletVersion: 'v1.22.15-aliyun.1' },
  },
};

describe('a node', () => {
  it('is read as what a migration needs of it', async () => {
    const { api } = await scriptKube({ [`GET ${route}`]: ok(node), 'GET /api/v1/nodes': items([node]) });
    const read = valueOf(await getNode(api, name));
    expect(read).toEqual({
      name,
      namespace: '',
      uid: 'uid-1',
      resourceVersion: '42',
      labels: { 'node-role.kubernetes.io/master': '' },
      annotations: { a: 'b' },
      owner: null,
      providerId: 'cn-hangzhou.i-1',
      isMaster: true,
      unschedulable: true,
      ready: 'Unknown',
      internalIps: ['192.168.0.10'],
      taints: ['node-role.kubernetes.io/master=:NoSchedule'],
      allocatablePods: 64,
      bootId: '',
      kubeletVersion: 'v1.22.15-aliyun.1',
    });
    expect(valueOf(await listNodes(api))).toEqual([read]);
  });

  it.each([
    { reason: 'the API server says that there is none', answer: notFound(name), is: { ok: true, value: null } },
    { reason: 'it speaks of another', answer: notFound('other'), is: { ok: false } },
    {
      reason: 'something else does not know the page',
      answer: { status: 404, body: '404 page not found' },
      is: { ok: false },
    },
    {
      reason: 'the right is missing',
      answer: status(403, 'Forbidden'),
      is: { ok: false, failure: { failure: 'refused' } },
    },
    { reason: 'the answer is no object', answer: ok({ hello: 'portal' }), is: { ok: false } },
  ])('is absent only when that is said of its name: $reason', async ({ answer, is }) => {
    const { api } = await scriptKube({ [`GET ${route}`]: answer });
    expect(await getNode(api, name)).toMatchObject(is);
  });
});

describe('cordoning a node', () => {
  it.each([
    { unschedulable: true, spec: { unschedulable: true } },
    { unschedulable: false, spec: { unschedulable: null } },
  ])('is a patch held to the node as it was read ($unschedulable)', async ({ unschedulable, spec }) => {
    const { api, cloud } = await scriptKube({ [`PATCH ${route}`]: ok(node) });
    const guard = { name, uid: 'uid-1', resourceVersion: '42' };
    expect(await setUnschedulable(api, guard, unschedulable)).toEqual({ is: 'accepted', request: 'AUDIT', task: null });
    expect(cloud.arrived[0]?.headers['content-type']).toBe('application/merge-patch+json');
    expect(JSON.parse(cloud.arrived[0]?.body ?? '')).toEqual({
      metadata: { uid: 'uid-1', resourceVersion: '42' },
      spec,
    });
  });

  const answers: readonly { reason: string; answer: Scripted; is: object }[] = [
    {
      reason: 'it has changed since',
      answer: status(409, 'Conflict'),
      is: { is: 'refused', code: 'Conflict', denied: false },
    },
    { reason: 'it is another one', answer: status(422, 'Invalid'), is: { is: 'refused', code: 'Invalid' } },
    { reason: 'no right', answer: status(403, 'Forbidden'), is: { is: 'refused', denied: true } },
    { reason: 'the kubeconfig is over', answer: status(401, 'Unauthorized'), is: { is: 'refused', denied: true } },
    {
      reason: 'too many requests',
      answer: { ...status(429, 'TooManyRequests'), headers: { 'retry-after': '1' } },
      is: { is: 'throttled', afterMs: 1000 },
    },
    { reason: 'etcd has no leader', answer: status(500, 'InternalError'), is: { is: 'unanswered' } },
    { reason: 'a timeout within', answer: status(504, 'Timeout'), is: { is: 'unanswered' } },
    { reason: 'a 4xx of something in between', answer: { status: 403, body: '<html>' }, is: { is: 'unanswered' } },
    { reason: 'a portal', answer: { status: 200, body: '<html>' }, is: { is: 'unanswered' } },
    { reason: 'cut off', answer: 'drop', is: { is: 'unanswered' } },
  ];
  it.each(answers)('is sent once: $reason', async ({ answer, is }) => {
    const { api, cloud, waits } = await scriptKube({ [`PATCH ${route}`]: answer });
    expect(await setUnschedulable(api, { name, uid: 'u', resourceVersion: '1' }, true)).toMatchObject(is);
    expect(cloud.arrived).toHaveLength(1);
    expect(waits).toEqual([]);
  });
});

describe('deleting a node', () => {
  it('is held to its uid', async () => {
    const { api, cloud } = await scriptKube({ [`DELETE ${route}`]: ok({ kind: 'Status', status: 'Success' }) });
    expect(await deleteNode(api, { name, uid: 'uid-1' })).toMatchObject({ is: 'accepted' });
    expect(JSON.parse(cloud.arrived[0]?.body ?? '')).toEqual({
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid: 'uid-1' },
    });
  });

  it('says how long its body is: else the server takes the body for the next request and deletes without the uid', async () => {
    const heard: string[] = [];
    const server = createServer((socket) => {
      socket.on('data', (chunk) => {
        heard.push(chunk.toString());
        if (heard.join('').includes('uid-1'))
          socket.end('HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{"kind":"Status"}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const session = createSession(settingsFor(keyEnv('http://127.0.0.1:9')));
    const api = openKubernetes(session, { server: url, token: 't', ca: null, certificate: null, key: null });
    const answer = await deleteNode(api, { name, uid: 'uid-1' });
    server.close();
    const [head = '', body = ''] = heard.join('').split('\r\n\r\n');
    expect(answer.is).toBe('accepted');
    expect(head.toLowerCase()).toContain(`content-length: ${Buffer.byteLength(body)}`);
    expect(head.toLowerCase()).not.toContain('transfer-encoding');
  });
});
