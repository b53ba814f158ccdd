import { describe, expect, it } from 'vitest';
import { advance, evict, kube, merge, pod, podsIn } from './kubernetes-call.ts';
import { oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

/** One virtual second a real one, so that time stands still unless a test moves it. */
const shop = (kubernetes: string, rest = 'workers: 3, '): Promise<Twin> =>
  startWorld(oneCluster(`${rest}kubernetes: {${kubernetes}}`), { speed: 1, clock: () => 0 });

const three = 'deployments: [{name: db, namespace: shop, kind: StatefulSet, replicas: 3}]';

describe('an eviction without a budget', () => {
  it('answers 201 and leaves the pod Terminating until its grace period ends, at most', async () => {
    const twin = await shop('pods: [{name: a, namespace: shop, gracePeriodSeconds: 40}]');
    const evicted = await evict(twin, 'a');
    expect([evicted.code, evicted.body]).toEqual([
      201,
      { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
    ]);
    expect((await pod(twin, 'a')).body.metadata).toMatchObject({
      deletionTimestamp: '2026-11-22T00:00:40Z',
      deletionGracePeriodSeconds: 40,
    });
    await advance(twin, '3s');
    expect((await pod(twin, 'a')).code).toBe(404);
  });

  it('of a pod that never ends leaves it Terminating for ever', async () => {
    const twin = await shop('pods: [{name: a, namespace: shop, stuck: true}]');
    await evict(twin, 'a');
    await advance(twin, '10d');
    expect((await pod(twin, 'a')).body.metadata.deletionTimestamp).toBe('2026-11-22T00:00:30Z');
  });

  it('with a grace period of 0 removes the pod at once', async () => {
    const twin = await shop('pods: [{name: a, namespace: shop, stuck: true}]');
    expect((await evict(twin, 'a', { options: { gracePeriodSeconds: 0 } })).code).toBe(201);
    expect((await pod(twin, 'a')).code).toBe(404);
  });

  it.each(['policy/v1', 'policy/v1beta1'])('takes a body of %s from version 1.22 on', async (apiVersion) => {
    const twin = await shop('pods: [{name: a, namespace: shop}]');
    expect((await evict(twin, 'a', { apiVersion })).code).toBe(201);
  });

  it('takes a body of policy/v1beta1 alone before 1.22, as discovery says', async () => {
    const twin = await shop('pods: [{name: a, namespace: shop}]', 'version: 1.20.11-aliyun.1, ');
    const { body } = await kube(twin, 'GET /api/v1');
    const resources = body['resources'] as { name: string; version?: string }[];
    expect(resources.find(({ name }) => name === 'pods/eviction')?.version).toBe('v1beta1');
    expect((await evict(twin, 'a', { apiVersion: 'policy/v1' })).code).toBe(400);
    expect((await evict(twin, 'a', { apiVersion: 'policy/v1beta1' })).code).toBe(201);
  });

  it('wants the pod that was meant: 409 for another uid, 404 for one that is gone', async () => {
    const twin = await shop('pods: [{name: a, namespace: shop}]');
    const wrong = await evict(twin, 'a', { options: { preconditions: { uid: 'other' } } });
    expect([wrong.code, wrong.body.reason, wrong.body.details]).toEqual([409, 'Conflict', { name: 'a', kind: 'Pod' }]);
    const { uid } = (await pod(twin, 'a')).body.metadata;
    expect((await evict(twin, 'a', { options: { preconditions: { uid } } })).code).toBe(201);
    expect(await evict(twin, 'b')).toMatchObject({ code: 404, body: { message: 'pods "b" not found' } });
  });

  it('wants one name in path and body', async () => {
    const twin = await shop('pods: [{name: a, namespace: shop}]');
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'b', namespace: 'shop' } };
    expect((await kube(twin, 'POST /api/v1/namespaces/shop/pods/a/eviction', { body })).code).toBe(400);
  });
});

describe('an eviction under a budget', () => {
  it('that allows none is refused with 429, and no word on when to come back', async () => {
    const twin = await shop(`${three}, budgets: [{name: db, namespace: shop, minAvailable: 3}]`);
    const { code, headers, body } = await evict(twin, 'db-0');
    expect([code, headers.get('retry-after')]).toEqual([429, null]);
    expect(body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      reason: 'TooManyRequests',
      details: {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: 'The disruption budget db needs 3 healthy pods and has 3 currently',
          },
        ],
      },
      code: 429,
    });
    expect((await pod(twin, 'db-0')).body.metadata.deletionTimestamp).toBeUndefined();
  });

  it.each([
    { reason: 'a number that must stay', budget: 'minAvailable: 2' },
    { reason: 'a share that must stay', budget: 'minAvailable: "50%"' },
    { reason: 'a number that may go', budget: 'maxUnavailable: 1' },
    { reason: 'a share that may go', budget: 'maxUnavailable: "33%"' },
  ])('lets one of three go at a time: $reason', async ({ budget }) => {
    const twin = await shop(`${three}, budgets: [{name: db, namespace: shop, ${budget}}]`);
    const read = async (): Promise<unknown> =>
      (await kube(twin, 'GET /apis/policy/v1/namespaces/shop/poddisruptionbudgets/db')).body.status;
    expect(await read()).toMatchObject({
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
      expectedPods: 3,
    });
    expect((await evict(twin, 'db-0')).code).toBe(201);
    expect(await read()).toMatchObject({ disruptionsAllowed: 0, currentHealthy: 2 });
    expect((await evict(twin, 'db-1')).code).toBe(429);
    await advance(twin, '20s');
    expect(await read()).toMatchObject({ disruptionsAllowed: 1, currentHealthy: 3 });
    expect((await evict(twin, 'db-1')).code).toBe(201);
  });

  it('of a pod that is Pending ignores the budget', async () => {
    const twin = await shop(
      'pods: [{name: a, namespace: shop, phase: Pending}], budgets: [{name: a, namespace: shop, minAvailable: 1}]',
    );
    expect((await evict(twin, 'a')).code).toBe(201);
  });

  it('that nobody has processed yet is refused for ten seconds at a time', async () => {
    const twin = await shop(`${three}, budgets: [{name: db, namespace: shop, minAvailable: 2, processed: false}]`);
    const { code, headers, body } = await evict(twin, 'db-0');
    expect([code, headers.get('retry-after'), body.details?.['retryAfterSeconds']]).toEqual([429, '10', 10]);
    expect(body.details?.['causes']).toEqual([
      { reason: 'DisruptionBudget', message: 'The disruption budget db is still being processed by the server.' },
    ]);
  });

  it('counts a status down that was written by hand, and nothing raises it again', async () => {
    const twin = await shop(`${three}, budgets: [{name: db, namespace: shop, minAvailable: 2, processed: false}]`);
    const path = '/apis/policy/v1/namespaces/shop/poddisruptionbudgets/db';
    const status = {
      observedGeneration: 1,
      expectedPods: 3,
      currentHealthy: 3,
      desiredHealthy: 2,
      disruptionsAllowed: 1,
    };
    expect((await kube(twin, `PATCH ${path}/status`, { body: { status }, type: merge })).code).toBe(200);
    expect((await evict(twin, 'db-0')).code).toBe(201);
    await advance(twin, '1h');
    expect((await kube(twin, `GET ${path}`)).body.status).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { 'db-0': '2026-11-22T00:00:00Z' },
    });
    expect((await evict(twin, 'db-1')).code).toBe(429);
  });

  it('overwrites a status that was written by hand where a controller looks after it', async () => {
    const twin = await shop(`${three}, budgets: [{name: db, namespace: shop, minAvailable: 3}]`);
    const path = '/apis/policy/v1/namespaces/shop/poddisruptionbudgets/db';
    await kube(twin, `PATCH ${path}/status`, { body: { status: { disruptionsAllowed: 3 } }, type: merge });
    expect((await kube(twin, `GET ${path}`)).body.status).toMatchObject({ disruptionsAllowed: 0 });
  });

  it('in shares or of what may be missing needs the owner of the pod, a number that must stay does not', async () => {
    const owned = 'pods: [{name: a, namespace: shop, owner: {kind: ReplicaSet, name: gone}}]';
    const failing = await shop(`${owned}, budgets: [{name: a, namespace: shop, maxUnavailable: 1}]`);
    const { code, body } = await evict(failing, 'a');
    expect([code, JSON.stringify(body.details)]).toEqual([
      429,
      expect.stringContaining('is still being processed by the server'),
    ]);
    const counting = await shop(`${owned}, budgets: [{name: a, namespace: shop, minAvailable: 0}]`);
    expect((await evict(counting, 'a')).code).toBe(201);
  });

  it('and another one is refused with 500, without a reason, for good', async () => {
    const twin = await shop(
      `${three}, budgets: [{name: one, namespace: shop, selector: {app: db}, minAvailable: 0}, {name: two, namespace: shop, selector: {app: db}, minAvailable: 0}]`,
    );
    const { code, body } = await evict(twin, 'db-0');
    expect([code, body]).toEqual([
      500,
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
        code: 500,
      },
    ]);
  });

  it.each([
    { reason: 'in the query', evicting: { query: '?dryRun=All' } },
    { reason: 'in the options', evicting: { options: { dryRun: ['All'] } } },
  ])('as a dry run is checked and changes nothing, $reason', async ({ evicting }) => {
    const twin = await shop(`${three}, budgets: [{name: db, namespace: shop, minAvailable: 2}]`);
    const before = await podsIn(twin);
    expect((await evict(twin, 'db-0', evicting)).code).toBe(201);
    expect((await evict(twin, 'db-1', evicting)).code).toBe(201);
    expect(await podsIn(twin)).toEqual(before);
    await evict(twin, 'db-0');
    expect((await evict(twin, 'db-1', evicting)).code).toBe(429);
  });

  it('lets a pod go that is not ready when the others are enough', async () => {
    const twin = await shop(
      'deployments: [{name: db, namespace: shop, kind: StatefulSet, replicas: 3, ready: 2}], budgets: [{name: db, namespace: shop, minAvailable: 2}]',
    );
    expect((await evict(twin, 'db-0')).code).toBe(429);
    expect((await evict(twin, 'db-2')).code).toBe(201);
  });
});
