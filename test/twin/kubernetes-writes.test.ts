import { describe, expect, it } from 'vitest';
import type { Twin } from '../../src/twin/start.ts';
import { advance, jsonPatch, kube, merge, pod, podsIn, strategic } from './kubernetes-call.ts';
import { oneCluster, startWorld } from './start-world.ts';

const start = (fields = ''): Promise<Twin> => startWorld(oneCluster(fields), { speed: 1, clock: () => 0 });
const node = '/api/v1/nodes/n1';

describe('changes of a node', () => {
  it.each([
    { type: merge, on: { spec: { unschedulable: true } }, off: { spec: { unschedulable: null } } },
    { type: strategic, on: { spec: { unschedulable: true } }, off: { spec: { unschedulable: false } } },
    {
      type: jsonPatch,
      on: [{ op: 'add', path: '/spec/unschedulable', value: true }],
      off: [{ op: 'remove', path: '/spec/unschedulable' }],
    },
  ])('cordon and uncordon it, field and taint, by $type', async ({ type, on, off }) => {
    const twin = await start('nodes: [{name: n1}]');
    const before = (await kube(twin, `GET ${node}`)).body;
    const cordoned = await kube(twin, `PATCH ${node}`, { body: on, type });
    expect(cordoned.body.spec).toMatchObject({
      unschedulable: true,
      taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }],
    });
    expect(Number(cordoned.body.metadata.resourceVersion)).toBeGreaterThan(Number(before.metadata.resourceVersion));
    const { spec } = (await kube(twin, `PATCH ${node}`, { body: off, type })).body;
    expect(spec).toEqual(before.spec);
    const listed = (await kube(twin, 'GET /api/v1/nodes?fieldSelector=spec.unschedulable%3Dfalse')).body.items;
    expect(listed.map(({ metadata }) => metadata.name)).toEqual(['n1']);
  });

  it('at a stale resourceVersion are refused with 409, and change nothing', async () => {
    const twin = await start('nodes: [{name: n1}]');
    const { resourceVersion } = (await kube(twin, `GET ${node}`)).body.metadata;
    const label = (value: string): unknown => ({ metadata: { resourceVersion, labels: { mark: value } } });
    expect((await kube(twin, `PATCH ${node}`, { body: label('one'), type: merge })).code).toBe(200);
    const stale = await kube(twin, `PATCH ${node}`, { body: label('two'), type: merge });
    expect([stale.code, stale.body.reason, stale.body.message]).toEqual([
      409,
      'Conflict',
      'Operation cannot be fulfilled on nodes "n1": the object has been modified; please apply your changes to the latest version and try again',
    ]);
    expect((await kube(twin, `GET ${node}`)).body.metadata.labels?.['mark']).toBe('one');
    const same = await kube(twin, `PATCH ${node}`, { body: { metadata: { labels: { mark: 'one' } } }, type: merge });
    const again = await kube(twin, `GET ${node}`);
    expect(same.body.metadata.resourceVersion).toBe(again.body.metadata.resourceVersion);
  });

  it.each([
    { reason: 'a media type it does not know', body: {}, type: 'application/json', code: 415 },
    { reason: 'a test that fails', body: [{ op: 'test', path: '/spec/x', value: 1 }], type: jsonPatch, code: 422 },
    { reason: 'another name', body: { metadata: { name: 'n2' } }, type: merge, code: 400 },
    { reason: 'another uid', body: { metadata: { uid: 'x' } }, type: merge, code: 409 },
  ])('are refused for $reason', async ({ body, type, code }) => {
    const twin = await start('nodes: [{name: n1}]');
    const answer = await kube(twin, `PATCH ${node}`, { body, type });
    expect([answer.code, answer.body.kind]).toEqual([code, 'Status']);
  });
});

describe('the deletion of a node', () => {
  it.each([
    { reason: 'uid', preconditions: { uid: 'other' }, message: 'the UID in the precondition' },
    { reason: 'resourceVersion', preconditions: { resourceVersion: '1' }, message: 'the ResourceVersion in the' },
  ])('is refused with 409 when its $reason is not the one that was meant', async ({ preconditions, message }) => {
    const twin = await start('nodes: [{name: n1}]');
    const refused = await kube(twin, `DELETE ${node}`, { body: { preconditions } });
    expect([refused.code, refused.body.message]).toEqual([409, expect.stringContaining(message)]);
    expect((await kube(twin, `GET ${node}`)).code).toBe(200);
  });

  it('takes it away at once and leaves its pods behind, for a while', async () => {
    const twin = await start('nodes: [{name: n1}, {name: n2}]');
    const { uid, resourceVersion } = (await kube(twin, `GET ${node}`)).body.metadata;
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { uid, resourceVersion } };
    const dry = await kube(twin, `DELETE ${node}?dryRun=All`, { body });
    expect([dry.code, (await kube(twin, `GET ${node}`)).code]).toEqual([200, 200]);
    const gone = await kube(twin, `DELETE ${node}`, { body });
    expect(gone.body).toMatchObject({ kind: 'Status', status: 'Success', details: { name: 'n1', kind: 'nodes', uid } });
    expect((await kube(twin, `GET ${node}`)).code).toBe(404);
    const on = '?fieldSelector=spec.nodeName%3Dn1';
    expect((await podsIn(twin, 'kube-system', on)).length).toBeGreaterThan(0);
    await advance(twin, '2m');
    expect(await podsIn(twin, 'kube-system', on)).toEqual([]);
  });
});

describe('the deletion of a pod', () => {
  const one = 'kubernetes: {pods: [{name: a, namespace: shop, stuck: true}]}';
  const path = '/api/v1/namespaces/shop/pods/a';

  it.each([
    { reason: 'in the query', call: `DELETE ${path}?gracePeriodSeconds=0`, body: undefined },
    { reason: 'in the body', call: `DELETE ${path}`, body: { gracePeriodSeconds: 0 } },
  ])('ends one that is Terminating with a grace period of 0 $reason', async ({ call, body }) => {
    const twin = await start(one);
    const first = await kube(twin, `DELETE ${path}`);
    expect([first.code, first.body.kind, first.body.metadata.deletionTimestamp]).toEqual([
      200,
      'Pod',
      '2026-11-22T00:00:30Z',
    ]);
    const { uid } = first.body.metadata;
    const ended = await kube(twin, call, { body: body && { ...body, preconditions: { uid } } });
    expect([ended.code, (await pod(twin, 'a')).code]).toEqual([200, 404]);
  });

  it('of a mirror pod only makes the kubelet draw it again', async () => {
    const twin = await start('type: Kubernetes, masters: [{name: m1}, {name: m2}, {name: m3}]');
    const mirror = await pod(twin, 'kube-scheduler-m1', 'kube-system');
    expect(mirror.body.metadata).toMatchObject({
      annotations: { 'kubernetes.io/config.mirror': expect.stringMatching(/^[0-9a-f]{32}$/) as string },
      ownerReferences: [{ kind: 'Node', name: 'm1' }],
    });
    await kube(twin, 'DELETE /api/v1/namespaces/kube-system/pods/kube-scheduler-m1');
    await advance(twin, '10s');
    const again = await pod(twin, 'kube-scheduler-m1', 'kube-system');
    expect([again.code, again.body.metadata.uid === mirror.body.metadata.uid, again.body.spec['nodeName']]).toEqual([
      200,
      false,
      'm1',
    ]);
  });
});

describe('objects that clients make', () => {
  const maps = '/api/v1/namespaces/default/configmaps';

  it('are created once, changed and deleted', async () => {
    const twin = await start();
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'backup' }, data: { a: '1' } };
    const made = await kube(twin, `POST ${maps}`, { body });
    expect([made.code, made.body.metadata]).toMatchObject([201, { name: 'backup', namespace: 'default' }]);
    expect(made.body.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    const again = await kube(twin, `POST ${maps}`, { body });
    expect([again.code, again.body.reason, again.body.message]).toEqual([
      409,
      'AlreadyExists',
      'configmaps "backup" already exists',
    ]);
    const patched = await kube(twin, `PATCH ${maps}/backup`, { body: { data: { b: '2' } }, type: strategic });
    expect(patched.body['data']).toEqual({ a: '1', b: '2' });
    const put = await kube(twin, `PUT ${maps}/backup`, { body: { ...body, data: { c: '3' } } });
    expect(put.body['data']).toEqual({ c: '3' });
    expect((await kube(twin, `DELETE ${maps}/backup`)).code).toBe(200);
    expect((await kube(twin, `GET ${maps}/backup`)).code).toBe(404);
  });

  it.each([
    { reason: 'no name', call: `POST ${maps}`, body: { metadata: {} }, code: 422 },
    { reason: 'another kind', call: `POST ${maps}`, body: { kind: 'Pod', metadata: { name: 'a' } }, code: 400 },
    { reason: 'another namespace', call: `POST ${maps}`, body: { metadata: { name: 'a', namespace: 'b' } }, code: 400 },
    {
      reason: 'a namespace there is not',
      call: 'POST /api/v1/namespaces/nowhere/configmaps',
      body: { metadata: { name: 'a' } },
      code: 404,
    },
  ])('are refused with $reason', async ({ call, body, code }) => {
    expect((await kube(await start(), call, { body })).code).toBe(code);
  });

  it('as a dry run are not kept', async () => {
    const twin = await start();
    expect((await kube(twin, `POST ${maps}?dryRun=All`, { body: { metadata: { name: 'a' } } })).code).toBe(201);
    expect((await kube(twin, `GET ${maps}/a`)).code).toBe(404);
  });

  it('get a name of their own from generateName', async () => {
    const twin = await start();
    const { body } = await kube(twin, `POST ${maps}`, { body: { metadata: { generateName: 'a-' } } });
    expect(body.metadata.name).toMatch(/^a-[a-z0-9]{5}$/);
  });
});
