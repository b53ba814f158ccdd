import { describe, expect, it } from 'vitest';
import { readBackend } from '../../src/twin/kubernetes/backend.ts';
import { openRealServer } from '../../src/twin/kubernetes/real-server.ts';
import { createLiveWorld } from '../../src/twin/create-world.ts';
import { startMigration } from '../../src/twin/start-migration.ts';
import { startTwin, type Twin } from '../../src/twin/start.ts';
import { readWorld } from '../../src/twin/world.ts';
import { startApiStub, type ApiStub } from './api-stub.ts';
import { addFault, calls, kubernetes, post, readyz } from './control.ts';
import { evict, kube } from './kubernetes-call.ts';
import { cs } from './signed-fetch.ts';
import { checked, clusterId, oneCluster, startWorld } from './start-world.ts';

const start = (stub: ApiStub, fields = ''): Promise<Twin> =>
  startWorld(oneCluster(`workers: 2, ${fields}`), {
    kubernetes: { url: stub.url, token: 'of-the-real-one' },
    speed: 1,
    clock: () => 0,
  });

describe('a real API server behind the twin', () => {
  it('is given the nodes, workloads and pods of the world, owners by their uids there', async () => {
    const stub = await startApiStub();
    await start(stub, 'nodes: [{name: n1, schedulable: false}], kubernetes: {pods: [{name: a, namespace: shop}]}');
    expect(stub.calls.every(({ authorization }) => authorization === 'Bearer of-the-real-one')).toBe(true);
    const made = stub.calls.map(({ call }) => call).filter((call) => call.startsWith('POST'));
    expect(made).toEqual(expect.arrayContaining(['POST /api/v1/nodes', 'POST /api/v1/namespaces/shop/pods']));
    expect(made.indexOf('POST /api/v1/nodes')).toBeLessThan(made.indexOf('POST /api/v1/namespaces/shop/pods'));
    const node = stub.objects.get('/api/v1/nodes/n1');
    expect(node).toMatchObject({
      spec: { unschedulable: true, taints: [{ key: 'node.kubernetes.io/unschedulable' }] },
      status: {
        conditions: expect.arrayContaining([expect.objectContaining({ type: 'Ready', status: 'True' })]) as unknown,
      },
    });
    expect(stub.objects.get('/api/v1/namespaces/shop/pods/a')).toMatchObject({ status: { phase: 'Running' } });
    const sets = [...stub.objects].filter(([key]) => key.includes('/replicasets/web-'));
    const web = [...stub.objects].filter(([key]) => key.includes('/default/pods/web-'));
    expect(web).toHaveLength(2);
    expect(web[0]?.[1].metadata['ownerReferences']).toMatchObject([{ uid: sets[0]?.[1].metadata.uid }]);
  });

  it("answers through the twin's own port, whose tokens, faults and call log stay the twin's", async () => {
    const stub = await startApiStub();
    const twin = await start(stub, 'nodes: [{name: n1}]');
    expect(twin.ready.kubernetes?.url).not.toBe(stub.url);
    expect((await kubernetes(twin, '/api/v1/nodes/n1', 'wrong')).status).toBe(401);
    const { code, headers, body } = await kube(twin, 'GET /api/v1/nodes/n1?pretty=true');
    expect([code, headers.get('audit-id'), body.metadata.uid]).toEqual([
      200,
      'of-the-stub',
      expect.stringMatching(/^real-/),
    ]);
    expect(stub.calls.at(-1)?.call).toBe('GET /api/v1/nodes/n1?pretty=true');
    await kube(twin, 'DELETE /api/v1/nodes/n1', { body: { preconditions: { uid: 'x' } } });
    expect(stub.calls.find(({ call }) => call === 'DELETE /api/v1/nodes/n1')?.body).toEqual({
      preconditions: { uid: 'x' },
    });
    await addFault(twin, {
      match: { action: 'get nodes' },
      effect: { refuse: { status: 500, code: 'InternalError' } },
    });
    expect((await kube(twin, 'GET /api/v1/nodes/n1')).code).toBe(500);
    expect((await calls(twin)).map(({ action, status }) => `${action} ${status}`)).toEqual([
      'get nodes 401',
      'get nodes 200',
      'delete nodes 200',
      'get nodes 500',
    ]);
  });

  it('hands a watch on as it comes', async () => {
    const twin = await start(await startApiStub());
    const response = await kubernetes(twin, '/api/v1/pods?watch=true');
    const reader = response.body?.getReader();
    const read = (await reader?.read()) as { readonly value: Uint8Array } | undefined;
    expect(new TextDecoder().decode(read?.value)).toBe('{"type":"ADDED"}\n');
    await reader?.cancel();
  });

  it('has the twin as its kubelets: pods that are evicted go, unless they are stuck', async () => {
    const stub = await startApiStub();
    const twin = await start(
      stub,
      'kubernetes: {pods: [{name: a, namespace: shop}, {name: b, namespace: shop, stuck: true}]}',
    );
    expect((await evict(twin, 'a')).code).toBe(201);
    expect((await evict(twin, 'b')).code).toBe(201);
    await post(twin, 'clock', { advance: '5s' });
    expect([
      stub.objects.has('/api/v1/namespaces/shop/pods/a'),
      stub.objects.has('/api/v1/namespaces/shop/pods/b'),
    ]).toEqual([false, true]);
    expect(stub.calls.find(({ call }) => call.startsWith('DELETE'))?.body).toMatchObject({
      gracePeriodSeconds: 0,
      preconditions: { uid: expect.stringMatching(/^real-/) as string },
    });
  });

  it('cannot be reached during a migration, and can again afterwards', async () => {
    const stub = await startApiStub();
    const read = readWorld(oneCluster(checked), 'world.yaml');
    if (!read.ok) throw new Error('the world is wrong');
    const twin = await startTwin({ world: read.value, kubernetes: { url: stub.url }, speed: 'max' });
    try {
      stub.objects.set('/readyz', { metadata: { name: 'ok', uid: '' } });
      expect(await readyz(twin)).toContain('ok');
      await cs(twin, 'POST', `/clusters/${clusterId}/migrate`, {});
      for (let reads = 0; reads < 2; reads += 1) await cs(twin, 'GET', `/clusters/${clusterId}`);
      expect(await readyz(twin)).toBe('ECONNREFUSED');
      for (let reads = 0; reads < 6; reads += 1) await cs(twin, 'GET', `/clusters/${clusterId}`);
      expect(await readyz(twin)).toContain('ok');
    } finally {
      await twin.close();
    }
  });

  it('loses the masters once a dedicated cluster has been migrated, and only once', async () => {
    const stub = await startApiStub();
    const read = readWorld(
      oneCluster('type: Kubernetes, workers: 1, masters: [{name: m1}, {name: m2}, {name: m3}]'),
      'w',
    );
    if (!read.ok) throw new Error('the world is wrong');
    const world = createLiveWorld({ world: read.value, seed: 7, speed: 1, real: () => 0 });
    const [cluster] = world.clusters;
    if (cluster === undefined) throw new Error('there is no cluster');
    const real = await openRealServer({ url: stub.url }, cluster, world);
    startMigration(cluster, world, { from: world.clock.now(), body: {} });
    await real.settle();
    const ready = (): unknown => {
      const { status } = stub.objects.get('/api/v1/nodes/m1') as unknown as {
        status: { conditions: { type: string; status: string }[] };
      };
      return status.conditions.find(({ type }) => type === 'Ready')?.status;
    };
    expect(ready()).toBe('True');
    world.clock.advance(13 * 60_000);
    await real.settle();
    expect(ready()).toBe('Unknown');
    expect(stub.objects.get('/api/v1/nodes/m1')).toMatchObject({
      spec: { taints: expect.arrayContaining([expect.objectContaining({ effect: 'NoExecute' })]) as unknown },
    });
    const before = stub.calls.length;
    await real.settle();
    expect(stub.calls).toHaveLength(before);
  });

  it('that refuses an object stops the start with its own words', async () => {
    const stub = await startApiStub();
    stub.refuse = 'POST /api/v1/nodes';
    await expect(start(stub)).rejects.toThrow(/^nodes .* cannot be made: 403 not you$/);
  });
});

describe('what --kubernetes names', () => {
  const config = (cluster: string, user: string): string =>
    `current-context: c\ncontexts: [{name: c, context: {cluster: k, user: u}}]\nclusters: [{name: k, cluster: {${cluster}}}]\nusers: [{name: u, user: {${user}}}]\n`;
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const read = (given: string, env: Record<string, string>, files: Record<string, string> = {}): Promise<unknown> =>
    readBackend(given, {
      env,
      readText: (file) => {
        const text = files[file];
        return text === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(text);
      },
    });

  it('is a kubeconfig file with token or certificate', async () => {
    const authority = `server: "https://127.0.0.1:6443/", certificate-authority-data: ${base64('CA')}`;
    expect(await read('k.yaml', {}, { 'k.yaml': config(authority, 'token: t') })).toEqual({
      ok: true,
      backend: { url: 'https://127.0.0.1:6443', ca: 'CA', token: 't' },
    });
    const pair = `client-certificate-data: ${base64('C')}, client-key-data: ${base64('K')}`;
    expect(await read('k.yaml', {}, { 'k.yaml': config('server: "http://a"', pair) })).toEqual({
      ok: true,
      backend: { url: 'http://a', certificate: 'C', key: 'K' },
    });
  });

  it('is an address, with token and authority from the environment', async () => {
    expect(await read('http://127.0.0.1:8001/', {})).toEqual({ ok: true, backend: { url: 'http://127.0.0.1:8001' } });
    const env = { ONWARD_TWIN_KUBERNETES_TOKEN: 't', ONWARD_TWIN_KUBERNETES_CA: 'ca.pem' };
    expect(await read('https://a:6443', env, { 'ca.pem': 'CA' })).toEqual({
      ok: true,
      backend: { url: 'https://a:6443', token: 't', ca: 'CA' },
    });
  });

  it.each([
    { reason: 'no file', text: undefined, why: 'k.yaml cannot be read' },
    { reason: 'no YAML', text: '{', why: 'it is no YAML' },
    { reason: 'no server', text: 'kind: Config', why: 'its current context names no server' },
    {
      reason: 'a program in it',
      text: config('server: "http://a"', 'exec: {command: x}'),
      why: 'exec leads out of it: put the data into the file',
    },
    {
      reason: 'a file beside it',
      text: config('server: "http://a", certificate-authority: /x', 'token: t'),
      why: 'certificate-authority leads out of it: put the data into the file',
    },
  ])('is refused with $reason', async ({ text, why }) => {
    expect(await read('k.yaml', {}, text === undefined ? {} : { 'k.yaml': text })).toEqual({ ok: false, why });
  });
});
