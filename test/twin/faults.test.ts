import { describe, expect, it } from 'vitest';
import { Cs, csClient, errorOf, stsClient } from './clients.ts';
import { addFault, calls, kubernetes, post } from './control.ts';
import { signedFetch } from './signed-fetch.ts';
import { checked, clusterId, oneCluster, startWorld } from './start-world.ts';

const migrate = new Cs.MigrateClusterRequest({});
const isMigrating = async (client: ReturnType<typeof csClient>): Promise<boolean> =>
  (await client.describeClusterDetail(clusterId)).body?.state === 'migrating';

async function statusOf(call: Promise<{ readonly statusCode?: number }>): Promise<number | undefined> {
  try {
    return (await call).statusCode;
  } catch (error) {
    return (error as { readonly statusCode: number }).statusCode;
  }
}

describe('fault rules', () => {
  it('refuse with the status and code given, in the product’s casing, and nothing happens', async () => {
    const twin = await startWorld(oneCluster(checked));
    await addFault(twin, [
      {
        match: { action: 'MigrateCluster' },
        effect: { refuse: { status: 403, code: 'StatusForbidden', message: 'no' } },
      },
      { match: { product: 'STS' }, effect: { refuse: { status: 503, code: 'ServiceUnavailable' } } },
    ]);
    const client = csClient(twin);
    expect(await errorOf(client.migrateCluster(clusterId, migrate))).toMatchObject({
      statusCode: 403,
      data: { code: 'StatusForbidden', message: 'no', requestId: expect.any(String) as string },
    });
    expect(await errorOf(stsClient(twin).getCallerIdentity())).toMatchObject({
      statusCode: 503,
      data: { Code: 'ServiceUnavailable' },
    });
    expect(await isMigrating(client)).toBe(false);
  });

  it('throttle with x-acs-retry-after in ms, which the SDK understands', async () => {
    const twin = await startWorld();
    await addFault(twin, { effect: { throttle: { retryAfterMs: 1500 } }, times: 2 });
    expect(await errorOf(csClient(twin).describeClusterDetail(clusterId))).toMatchObject({
      name: 'ThrottlingError',
      statusCode: 429,
      code: 'Throttling.User',
      retryAfter: 1500,
    });
    expect(await errorOf(stsClient(twin).getCallerIdentity())).toMatchObject({
      name: 'ThrottlingError',
      statusCode: 400,
      code: 'Throttling.User',
      retryAfter: 1500,
    });
    expect((await stsClient(twin).getCallerIdentity()).statusCode).toBe(200);
  });

  it.each([
    { effect: { drop: 'before' }, happens: false, fault: 'drop before', status: 0, error: /socket hang up|ECONNRESET/ },
    { effect: { drop: 'after' }, happens: true, fault: 'drop after', status: 0, error: /socket hang up|ECONNRESET/ },
    { effect: { html502: 'before' }, happens: false, fault: 'html502 before', status: 502, error: /JSON/ },
    { effect: { html502: 'after' }, happens: true, fault: 'html502 after', status: 502, error: /JSON/ },
    { effect: { empty200: {} }, happens: true, fault: 'empty200', status: 200, error: /JSON/ },
  ])(
    '$fault leaves the client without an answer; the migration is under way: $happens',
    async ({ effect, happens, fault, status, error }) => {
      const twin = await startWorld(oneCluster(checked));
      await addFault(twin, { match: { product: 'CS', action: 'MigrateCluster' }, effect });
      const client = csClient(twin);
      expect((await errorOf(client.migrateCluster(clusterId, migrate))).message).toMatch(error);
      expect(await isMigrating(client)).toBe(happens);
      expect((await calls(twin))[0]).toMatchObject({ action: 'MigrateCluster', kind: 'write', status, fault });
    },
  );

  it('delay only the answer: the effect and the call’s row are there while the client waits', async () => {
    const twin = await startWorld(oneCluster(checked));
    await addFault(twin, { match: { action: 'MigrateCluster' }, effect: { delay: { ms: 400 } } });
    const client = csClient(twin);
    const before = Date.now();
    let answered = false;
    const migrating = client.migrateCluster(clusterId, migrate).then((answer) => {
      answered = true;
      return answer;
    });
    while ((await calls(twin)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await isMigrating(client)).toBe(true);
    expect(answered).toBe(false);
    expect((await calls(twin))[0]).toMatchObject({ action: 'MigrateCluster', status: 200, fault: 'delay' });
    expect((await migrating).statusCode).toBe(200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(395);
  });

  it('have taken effect even when the client is killed while it waits', async () => {
    const twin = await startWorld(oneCluster(checked));
    await addFault(twin, { match: { action: 'MigrateCluster' }, effect: { delay: { ms: 60_000 } } });
    const body = '{}';
    const call = signedFetch(twin, {
      method: 'POST',
      path: `/clusters/${clusterId}/migrate`,
      body,
      signal: AbortSignal.timeout(150),
    });
    await expect(call).rejects.toThrow();
    expect(await calls(twin)).toMatchObject([{ action: 'MigrateCluster', status: 200, fault: 'delay' }]);
    expect(await isMigrating(csClient(twin))).toBe(true);
  });

  it('begin at the nth matching call and last `times` calls', async () => {
    const twin = await startWorld();
    await addFault(twin, {
      match: { action: 'DescribeEvents', nth: 2 },
      effect: { refuse: { status: 500, code: 'X' } },
      times: 2,
    });
    const client = csClient(twin);
    const statuses: unknown[] = [];
    for (let call = 0; call < 5; call += 1) {
      await client.describeClusterDetail(clusterId);
      const events = client.describeEvents(new Cs.DescribeEventsRequest({}));
      statuses.push(await statusOf(events));
    }
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  it('match the target alone', async () => {
    const other = `c${'0'.repeat(32)}`;
    const twin = await startWorld(
      `apiVersion: onward/v1\nkind: World\nack: {clusters: [{id: ${clusterId}}, {id: ${other}}]}\n`,
    );
    await addFault(twin, { match: { target: other }, effect: { refuse: { status: 404, code: 'Gone' } } });
    const client = csClient(twin);
    expect((await client.describeClusterDetail(clusterId)).statusCode).toBe(200);
    expect((await errorOf(client.describeClusterDetail(other))).code).toBe('Gone');
  });

  it('reach the Kubernetes API, in its own shape', async () => {
    const twin = await startWorld();
    await addFault(twin, [
      { match: { product: 'Kubernetes', action: 'list nodes' }, effect: { throttle: { retryAfterMs: 1200 } } },
      {
        match: { product: 'Kubernetes', action: 'get readyz' },
        effect: { refuse: { status: 500, code: 'InternalError' } },
      },
    ]);
    const throttled = await kubernetes(twin, '/api/v1/nodes');
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get('retry-after')).toBe('2');
    expect(await throttled.json()).toMatchObject({ kind: 'Status', reason: 'TooManyRequests', code: 429 });
    expect(await (await kubernetes(twin, '/readyz')).json()).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason: 'InternalError',
    });
    expect((await kubernetes(twin, '/readyz')).status).toBe(200);
  });

  it('come with the world too, and are shown and cleared', async () => {
    const rule = '{match: {action: DescribeClusterDetail}, effect: {drop: before}, times: 9}';
    const twin = await startWorld(oneCluster('', `faults: [${rule}]`));
    await errorOf(csClient(twin).describeClusterDetail(clusterId));
    expect(await (await fetch(`${twin.url}/_twin/faults`)).json()).toHaveLength(1);
    expect((await fetch(`${twin.url}/_twin/faults`, { method: 'DELETE' })).status).toBe(200);
    expect((await csClient(twin).describeClusterDetail(clusterId)).statusCode).toBe(200);
  });

  it.each([
    { rule: { effect: { stale: { reads: 2 } } }, why: /stale comes later/ },
    { rule: { effect: { explode: {} } }, why: /unknown key explode/ },
    { rule: { effect: {} }, why: /effect/ },
    { rule: { effect: { drop: 'before', empty200: {} } }, why: /effect/ },
    { rule: { effect: { drop: 'sometimes' } }, why: /"before", "after"/ },
    { rule: { match: { action: 'MigrateClsuter' }, effect: { drop: 'after' } }, why: /did you mean MigrateCluster/ },
    {
      rule: { match: { product: 'STS', action: 'MigrateCluster' }, effect: { drop: 'after' } },
      why: /no action "MigrateCluster" in STS/,
    },
    { rule: { match: { nth: 0 }, effect: { drop: 'after' } }, why: /nth/ },
    { rule: 'drop', why: /object/ },
  ])('are refused with the reason: $why', async ({ rule, why }) => {
    const twin = await startWorld();
    const response = await post(twin, 'faults', rule);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(why);
    expect(await (await fetch(`${twin.url}/_twin/faults`)).json()).toEqual([]);
  });

  it('are refused all together when one of several is bad', async () => {
    const twin = await startWorld();
    const response = await post(twin, 'faults', [{ effect: { drop: 'after' } }, { effect: { drop: 'never' } }]);
    expect(response.status).toBe(400);
    expect(await (await fetch(`${twin.url}/_twin/faults`)).json()).toEqual([]);
  });
});
