import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Ask, KubernetesObject } from '../conformance/kubernetes/api.ts';
import { evict } from '../conformance/kubernetes/evict.ts';
import { read } from '../conformance/kubernetes/seen.ts';
import { startCli, type Started } from '../script/cli.ts';
import type { Twin } from '../../src/twin/start.ts';
import { signedFetch } from '../twin/signed-fetch.ts';
import { plainAsk } from '../twin/kubernetes/plain-ask.ts';
import { eventually } from './eventually.ts';
import { startServer, type KubernetesServer } from './server.ts';

const cluster = 'c82e6987e2961451182edacd74faf0004';

/** The ready sample world, with an application under a budget and a node that nobody needs. */
const world = readFileSync('worlds/dedicated-ready.yaml', 'utf8')
  .replace('workers: 3', 'nodes: [{ name: n1 }, { name: n2 }, { name: n3, instance: i-n3 }]')
  .replace(
    'slb:',
    `      checks: { existing: [{ finishedMinutesAgo: 10 }] }
      kubernetes:
        deployments: [{ name: db, namespace: shop, replicas: 3, nodes: [n1, n1, n2] }]
        budgets: [{ name: db, namespace: shop, minAvailable: 2 }]
slb:`,
  );

interface Front {
  readonly process: Started;
  readonly ready: Twin['ready'];
}

async function startFront(server: KubernetesServer): Promise<Front> {
  execFileSync(process.execPath, [join('scripts', 'build.mjs')]);
  const file = (name: string, text: string): string => {
    writeFileSync(join(server.folder, name), text, { mode: 0o600 });
    return join(server.folder, name);
  };
  const kubeconfig = file('front.kubeconfig', server.kubeconfig('admin', 'certificate'));
  const args = ['twin', '--world', file('world.yaml', world), '--kubernetes', kubeconfig, '--speed', 'max'];
  const started = startCli([...args, '--port', '0'], { cwd: server.folder, env: { PATH: process.env['PATH'] ?? '' } });
  await eventually(() => Promise.resolve(started.stdout().includes('\n') || !started.isRunning()), 'the twin is ready');
  if (!started.isRunning()) throw new Error(started.stderr());
  return { process: started, ready: JSON.parse(started.stdout()) as Twin['ready'] };
}

/** A call of the cloud, or of the twin's own knobs. */
interface Cloud {
  readonly cs: (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;
  readonly rpc: (version: string, action: string, query: string) => Promise<Response>;
  readonly advance: (by: string) => Promise<unknown>;
}

const cloudOf = (ready: Twin['ready']): Cloud => {
  const twin = { url: ready.url } as Twin;
  return {
    cs: async (method, path, body) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const answer = await signedFetch(twin, { method, path, body: text });
      return (await answer.json()) as Record<string, unknown>;
    },
    rpc: (version, action, query) => signedFetch(twin, { method: 'POST', path: `/?${query}`, version, action }),
    advance: (by) => fetch(`${ready.url}/_twin/clock`, { method: 'POST', body: JSON.stringify({ advance: by }) }),
  };
};

const listOf = async (ask: Ask, path: string): Promise<readonly KubernetesObject[]> =>
  ((await read(ask, path)) as unknown as { readonly items: readonly KubernetesObject[] }).items;

const names = async (ask: Ask, path: string): Promise<readonly string[]> =>
  (await listOf(ask, path)).map(({ metadata }) => metadata.name);

const readinessOf = ({ status }: KubernetesObject): unknown =>
  (status?.['conditions'] as readonly { readonly type: string; readonly status: string }[]).find(
    ({ type }) => type === 'Ready',
  )?.status;

describe('onward twin --kubernetes in front of a real API server', () => {
  let server: KubernetesServer;
  let front: Front;
  let cloud: Cloud;
  /** Through the twin's port, and behind its back. */
  let through: Ask;
  let behind: Ask;
  beforeAll(async () => {
    server = await startServer();
    front = await startFront(server);
    cloud = cloudOf(front.ready);
    const { url, token } = front.ready.kubernetes ?? { url: '', token: '' };
    through = plainAsk(url, token);
    behind = server.as('admin');
  });
  afterAll(async () => {
    front?.process.kill('SIGTERM');
    await front?.process.ended;
    await server?.stop();
  });

  const masters = ['cn-hangzhou.192.168.0.11', 'cn-hangzhou.192.168.0.12', 'cn-hangzhou.192.168.0.13'];
  const ready = async (name: string): Promise<unknown> => readinessOf(await read(behind, `/api/v1/nodes/${name}`));

  /** What a check of the cluster finds, by item and resource. */
  const failing = async (): Promise<readonly unknown[]> => {
    const { check_id: id } = await cloud.cs('POST', `/clusters/${cluster}/checks`, { type: 'ClusterMigrate' });
    await cloud.advance('5m');
    const { check_items: items } = await cloud.cs('GET', `/clusters/${cluster}/checks/${String(id)}`);
    return (Object.values(items as object).flat() as readonly Record<string, string>[])
      .filter(({ status }) => status === 'fail')
      .map(({ name, resource }) => [name, resource]);
  };

  it('makes the nodes of the world there, Ready and with their own taints only', async () => {
    const nodes = await listOf(through, '/api/v1/nodes');
    expect(nodes.map(({ metadata }) => metadata.name)).toEqual([...masters, 'n1', 'n2', 'n3']);
    expect(nodes.map(readinessOf)).toEqual(Array(6).fill('True'));
    expect(nodes.map(({ spec }) => (spec?.['taints'] as readonly { key: string }[] | undefined)?.[0]?.key)).toEqual([
      ...Array<string>(3).fill('node-role.kubernetes.io/master'),
      ...Array<undefined>(3).fill(undefined),
    ]);
    expect(await names(behind, '/api/v1/nodes')).toEqual(await names(through, '/api/v1/nodes'));
  });

  it('makes the pods of the world there, running, under budgets that the real controller counts', async () => {
    const pods = await listOf(through, '/api/v1/namespaces/shop/pods');
    expect(pods.map(({ status, spec }) => [status?.['phase'], spec?.['nodeName']]).toSorted()).toEqual([
      ['Running', 'n1'],
      ['Running', 'n1'],
      ['Running', 'n2'],
    ]);
    const budget = '/apis/policy/v1/namespaces/shop/poddisruptionbudgets/db';
    await eventually(
      async () => (await read(behind, budget)).status?.['disruptionsAllowed'] === 1,
      'the budget is counted',
    );
  });

  it('cordons, and the server behind it knows', async () => {
    const answer = await through('PATCH', '/api/v1/nodes/n1', { spec: { unschedulable: true } });
    expect(answer.status).toBe(200);
    expect((await read(behind, '/api/v1/nodes/n1')).spec?.['unschedulable']).toBe(true);
  });

  it('evicts one pod and is refused the next, in the words of the real server', async () => {
    const own = (await listOf(behind, '/api/v1/namespaces/shop/pods')).filter(
      ({ spec }) => spec?.['nodeName'] === 'n1',
    );
    const answers: Answer[] = [];
    for (const { metadata } of own) answers.push(await evict(through, `shop/${metadata.name}`));
    expect(answers.map(({ status }) => status)).toEqual([201, 429]);
    expect(JSON.stringify(answers[1]?.body)).toContain('The disruption budget db needs 2 healthy pods');
    // The twin is the kubelet that ends it; nobody there makes another.
    await cloud.advance('1m');
    await eventually(
      async () => (await names(behind, '/api/v1/namespaces/shop/pods')).length === 2,
      'the evicted pod is gone',
    );
  });

  it('lets a check of the cluster see what was changed there', async () => {
    expect(await failing()).toEqual([['NodeSchedulable', 'n1']]);
    await through('PATCH', '/api/v1/nodes/n1', { spec: { unschedulable: false } });
    expect(await failing()).toEqual([]);
  });

  it('deletes a node by its uid, its pods follow, and its machine stays', async () => {
    const { metadata } = await read(through, '/api/v1/nodes/n2');
    const wrong = { preconditions: { uid: '00000000-0000-0000-0000-000000000000' } };
    expect((await through('DELETE', '/api/v1/nodes/n2', wrong)).status).toBe(409);
    const right = { preconditions: { uid: metadata.uid } };
    expect((await through('DELETE', '/api/v1/nodes/n2', right)).status).toBe(200);
    expect((await behind('GET', '/api/v1/nodes/n2')).status).toBe(404);
    await cloud.advance('2m');
    const strays = async (): Promise<number> =>
      (await listOf(behind, '/api/v1/pods')).filter(({ spec }) => spec?.['nodeName'] === 'n2').length;
    await eventually(async () => (await strays()) === 0, 'the pods of the node are collected');
    const { nodes } = await cloud.cs('GET', `/clusters/${cluster}/nodes`);
    expect(JSON.stringify(nodes)).toContain('"node_name":"n2"');
  });

  it('follows the machines: a reboot, and a node that ACK removes', async () => {
    const before = (await read(behind, '/api/v1/nodes/n3')).status?.['nodeInfo'];
    expect((await cloud.rpc('2014-05-26', 'RebootInstance', 'InstanceId=i-n3')).status).toBe(200);
    await eventually(async () => (await ready('n3')) === 'False', 'the node is not Ready');
    await cloud.advance('5m');
    await eventually(async () => (await ready('n3')) === 'True', 'the node is back');
    expect((await read(behind, '/api/v1/nodes/n3')).status?.['nodeInfo']).not.toEqual(before);
    await cloud.cs('POST', `/clusters/${cluster}/nodes`, { nodes: ['n3'], release_node: false });
    await cloud.advance('2m');
    await eventually(async () => (await behind('GET', '/api/v1/nodes/n3')).status === 404, 'the node is gone');
  });

  it('refuses connections while a migration has the API away, and loses the masters with it', async () => {
    const body = { oss_bucket_name: 'prod-move', oss_bucket_endpoint: 'oss-cn-hangzhou-internal.aliyuncs.com' };
    const started = await cloud.cs('POST', `/clusters/${cluster}/migrate`, body);
    expect(started).toHaveProperty('task_id');
    const outcome = (): Promise<unknown> =>
      through('GET', '/readyz').then(
        ({ status }) => status,
        (error: unknown) => (error as { readonly cause?: { readonly code?: string } }).cause?.code,
      );
    await eventually(async () => {
      await cloud.cs('GET', `/tasks/${String(started['task_id'])}`);
      return (await outcome()) === 'ECONNREFUSED';
    }, 'the API is away');
    // It is the twin that is away: the server behind it still answers.
    expect(await Promise.all(masters.map(ready))).toEqual(['True', 'True', 'True']);
    await eventually(async () => {
      await cloud.cs('GET', `/tasks/${String(started['task_id'])}`);
      return (await outcome()) === 200;
    }, 'the API is back');
    await eventually(async () => (await ready(masters[0] ?? '')) === 'Unknown', 'the masters are lost');
    expect(await Promise.all(masters.map(ready))).toEqual(['Unknown', 'Unknown', 'Unknown']);
    expect(await ready('n1')).toBe('True');
  });
});
