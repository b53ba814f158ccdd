/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client takes plain objects where its types name classes */
import {
  AppsV1Api,
  AuthorizationV1Api,
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  PolicyV1Api,
  setHeaderOptions,
} from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { Cs, csClient } from './clients.ts';
import { advance } from './kubernetes-call.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

/** The generated client, with the kubeconfig that the cloud gives out. */
async function configOf(twin: Twin): Promise<KubeConfig> {
  const request = new Cs.DescribeClusterUserKubeconfigRequest({ temporaryDurationMinutes: 60 });
  const { body } = await csClient(twin).describeClusterUserKubeconfig(clusterId, request);
  const config = new KubeConfig();
  config.loadFromString(body?.config ?? '');
  // The client sends a token over plain http only when it is told that it may.
  config.clusters = config.clusters.map((cluster) => ({ ...cluster, skipTLSVerify: true }));
  return config;
}

/** Time stands still unless a test moves it, and the vendor's client may still sign by its own. */
const start = (fields: string): Promise<Twin> => {
  const now = Date.now();
  return startWorld(oneCluster(fields), { speed: 1, clock: () => now });
};

/** The status and the Status that a call must end with. */
async function refusalOf(
  call: Promise<unknown>,
): Promise<{ readonly code: number; readonly reason: string | undefined }> {
  try {
    await call;
  } catch (error) {
    const { code, body } = error as { readonly code: number; readonly body: string };
    return { code, reason: (JSON.parse(body) as { reason?: string }).reason };
  }
  throw new Error('the call succeeded');
}

describe('the generated client of the Kubernetes API', () => {
  it('cordons and drains a node, waits for a budget, and deletes the node it meant', async () => {
    const twin = await start(
      'nodes: [{name: n1}, {name: n2}], kubernetes: {deployments: [{name: api, namespace: shop, replicas: 2, nodes: [n1]}], budgets: [{name: api, namespace: shop, maxUnavailable: 1}]}',
    );
    const config = await configOf(twin);
    const core = config.makeApiClient(CoreV1Api);
    const merge = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);
    await core.patchNode({ name: 'n1', body: { spec: { unschedulable: true } } }, merge);
    const on = { namespace: 'shop', fieldSelector: 'spec.nodeName=n1' };
    const pods = await core.listNamespacedPod(on);
    const evict = (name = '', namespace = 'shop'): Promise<unknown> =>
      core.createNamespacedPodEviction({ name, namespace, body: { metadata: { name, namespace } } });
    const [first, second] = pods.items.map(({ metadata }) => metadata?.name);
    await evict(first);
    expect(await refusalOf(evict(second))).toEqual({ code: 429, reason: 'TooManyRequests' });
    await advance(twin, '20s');
    await evict(second);
    await advance(twin, '20s');
    expect((await core.listNamespacedPod(on)).items).toEqual([]);
    expect((await core.listNamespacedPod({ namespace: 'shop' })).items.map(({ spec }) => spec?.nodeName)).toEqual([
      'n2',
      'n2',
    ]);
    const node = await core.readNode({ name: 'n1' });
    const wrong = core.deleteNode({ name: 'n1', body: { preconditions: { uid: 'other' } } });
    expect(await refusalOf(wrong)).toEqual({ code: 409, reason: 'Conflict' });
    await core.deleteNode({ name: 'n1', body: { preconditions: { uid: node.metadata?.uid ?? '' } } });
    expect(await refusalOf(core.readNode({ name: 'n1' }))).toEqual({ code: 404, reason: 'NotFound' });
  });

  it('reads workloads, budgets and paged lists in its own types', async () => {
    const twin = await start(
      'workers: 7, kubernetes: {deployments: [{name: db, kind: StatefulSet, replicas: 3}], budgets: [{name: db, minAvailable: "50%"}]}',
    );
    const config = await configOf(twin);
    const [budget] = (await config.makeApiClient(PolicyV1Api).listPodDisruptionBudgetForAllNamespaces()).items;
    expect(budget?.status).toMatchObject({ disruptionsAllowed: 1, expectedPods: 3 });
    const apps = config.makeApiClient(AppsV1Api);
    expect((await apps.readNamespacedStatefulSet({ name: 'db', namespace: 'default' })).status?.readyReplicas).toBe(3);
    await apps.patchNamespacedStatefulSetScale(
      { name: 'db', namespace: 'default', body: [{ op: 'replace', path: '/spec/replicas', value: 0 }] },
      setHeaderOptions('Content-Type', PatchStrategy.JsonPatch),
    );
    expect((await apps.readNamespacedStatefulSetScale({ name: 'db', namespace: 'default' })).spec?.replicas).toBe(0);
    const core = config.makeApiClient(CoreV1Api);
    const page = await core.listNode({ limit: 4 });
    const rest = await core.listNode({ limit: 4, _continue: page.metadata?._continue ?? '' });
    const names = [...page.items, ...rest.items].map(({ metadata }) => metadata?.name);
    expect([page.items.length, rest.items.length, new Set(names).size]).toEqual([4, 3, 7]);
    expect(page.items[0]?.metadata?.creationTimestamp).toBeInstanceOf(Date);
    expect(await refusalOf(core.listNode({ limit: 4, _continue: 'nonsense' }))).toMatchObject({ code: 400 });
  });

  it('is told by a review what it may do, and refused where the world enforces it', async () => {
    const rules = `[{verbs: [get, list], resources: [nodes, pods]}, {verbs: [create], resources: [pods/eviction], namespaces: [shop]}]`;
    const twin = await start(
      `nodes: [{name: n1}], kubernetes: {access: {enforce: true, rules: ${rules}}, pods: [{name: a, namespace: shop}, {name: b}]}`,
    );
    const config = await configOf(twin);
    const review = config.makeApiClient(AuthorizationV1Api);
    const may = async (resourceAttributes: Record<string, string>): Promise<boolean | undefined> =>
      (await review.createSelfSubjectAccessReview({ body: { spec: { resourceAttributes } } })).status?.allowed;
    expect(await may({ verb: 'list', resource: 'nodes' })).toBe(true);
    expect(await may({ verb: 'delete', resource: 'nodes' })).toBe(false);
    expect(await may({ verb: 'create', resource: 'pods', subresource: 'eviction', namespace: 'shop' })).toBe(true);
    expect(await may({ verb: 'create', resource: 'pods', subresource: 'eviction', namespace: 'default' })).toBe(false);
    const { status } = await review.createSelfSubjectRulesReview({ body: { spec: { namespace: 'default' } } });
    expect(status?.resourceRules).toEqual([
      expect.objectContaining({ verbs: ['get', 'list'], resources: ['nodes', 'pods'] }),
    ]);
    const core = config.makeApiClient(CoreV1Api);
    await core.readNode({ name: 'n1' });
    expect(await refusalOf(core.deleteNode({ name: 'n1' }))).toEqual({ code: 403, reason: 'Forbidden' });
    const evict = (name: string, namespace: string): Promise<unknown> =>
      core.createNamespacedPodEviction({ name, namespace, body: { metadata: { name, namespace } } });
    expect(await refusalOf(evict('b', 'default'))).toEqual({ code: 403, reason: 'Forbidden' });
    await evict('a', 'shop');
  });

  it('only knows by a review where the world does not enforce it', async () => {
    const twin = await start(
      'nodes: [{name: n1}], kubernetes: {access: {rules: [{verbs: [get], resources: [nodes]}]}}',
    );
    const config = await configOf(twin);
    const asked = { spec: { resourceAttributes: { verb: 'delete', resource: 'nodes' } } };
    const review = config.makeApiClient(AuthorizationV1Api);
    expect((await review.createSelfSubjectAccessReview({ body: asked })).status?.allowed).toBe(false);
    await config.makeApiClient(CoreV1Api).deleteNode({ name: 'n1' });
  });
});
