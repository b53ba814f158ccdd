import { describe, expect, it } from 'vitest';
import { calls, kubernetes } from './control.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

interface Item {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly ownerReferences?: { readonly kind: string }[];
  };
  readonly spec: Record<string, unknown>;
  readonly status: {
    readonly conditions: { readonly type: string; readonly status: string; readonly message?: string }[];
    readonly allocatable: { readonly pods: string };
  };
}

interface List {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: { readonly continue?: string; readonly remainingItemCount?: number };
  readonly items: readonly Item[];
}

const list = async (twin: Twin, path: string): Promise<List> => (await (await kubernetes(twin, path)).json()) as List;
const names = ({ items }: List): readonly string[] => items.map(({ metadata }) => metadata.name);
const condition = (item: Item | undefined, type: string): string | undefined =>
  item?.status.conditions.find((each) => each.type === type)?.status;

describe('the Kubernetes API', () => {
  it('lists nodes with what the world says of them', async () => {
    const nodes =
      'workers: 3, nodes: [{name: sick, ready: false}, {name: cordoned, schedulable: false}, {name: full, freePods: 1}]';
    const twin = await startWorld(oneCluster(nodes));
    const found = await list(twin, '/api/v1/nodes');
    expect(found).toMatchObject({ kind: 'NodeList', apiVersion: 'v1' });
    expect(names(found)).toEqual(['cordoned', 'full', 'sick']);
    const [cordoned, full, sick] = found.items;
    expect([cordoned, full, sick].map((node) => condition(node, 'Ready'))).toEqual(['True', 'True', 'False']);
    expect(cordoned?.spec['unschedulable']).toBe(true);
    expect(full?.spec['unschedulable']).toBeUndefined();
    const pods = await list(twin, '/api/v1/pods?fieldSelector=spec.nodeName%3Dfull');
    expect(pods.items.length).toBeGreaterThan(0);
    expect(Number(full?.status.allocatable.pods) - pods.items.length).toBe(1);
  });

  it('gives one node, and says NotFound of one there is not', async () => {
    const twin = await startWorld(oneCluster('nodes: [{name: a}]'));
    expect(await (await kubernetes(twin, '/api/v1/nodes/a')).json()).toMatchObject({
      kind: 'Node',
      apiVersion: 'v1',
      metadata: { name: 'a' },
    });
    const missing = await kubernetes(twin, '/api/v1/nodes/b');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      reason: 'NotFound',
      code: 404,
      message: 'nodes "b" not found',
      details: { name: 'b', kind: 'nodes' },
    });
  });

  it('tells masters from workers by label', async () => {
    const twin = await startWorld(
      oneCluster(
        'type: Kubernetes, workers: 2, masters: [{instance: i-bp1a, systemPods: [metrics-server-7d4f]}, {}, {}]',
      ),
    );
    expect((await list(twin, '/api/v1/nodes?labelSelector=node-role.kubernetes.io/control-plane')).items).toHaveLength(
      3,
    );
    expect((await list(twin, '/api/v1/nodes?labelSelector=!node-role.kubernetes.io/master')).items).toHaveLength(2);
    const first = (await list(twin, '/api/v1/nodes?labelSelector=node-role.kubernetes.io/master')).items[0];
    const on = await list(
      twin,
      `/api/v1/namespaces/kube-system/pods?fieldSelector=spec.nodeName=${first?.metadata.name ?? ''}`,
    );
    const owners = new Map(on.items.map(({ metadata }) => [metadata.name, metadata.ownerReferences?.[0]?.kind]));
    expect(owners.get('metrics-server-7d4f')).toBe('ReplicaSet');
    expect(owners.get(`kube-apiserver-${first?.metadata.name ?? ''}`)).toBe('Node');
    expect([...owners.values()]).toContain('DaemonSet');
  });

  it('pages with limit and continue, every object once', async () => {
    const twin = await startWorld(oneCluster('workers: 25'));
    const all = names(await list(twin, '/api/v1/nodes'));
    const seen: string[] = [];
    let token = '';
    let pages = 0;
    do {
      const page = await list(twin, `/api/v1/nodes?limit=10&continue=${token}`);
      expect(page.metadata.remainingItemCount).toBe(pages < 2 ? 25 - 10 * (pages + 1) : undefined);
      seen.push(...names(page));
      token = page.metadata.continue ?? '';
      pages += 1;
    } while (token !== '');
    expect(pages).toBe(3);
    expect(seen).toEqual(all);
    expect((await kubernetes(twin, '/api/v1/nodes?limit=10&continue=abc')).status).toBe(400);
    expect((await kubernetes(twin, '/api/v1/nodes?limit=ten')).status).toBe(400);
  });

  it('selects pods by namespace, label and field', async () => {
    const twin = await startWorld(oneCluster('workers: 2, components: {albController: true}'));
    const all = await list(twin, '/api/v1/pods');
    const system = await list(twin, '/api/v1/namespaces/kube-system/pods');
    expect(system.items.length).toBeLessThan(all.items.length);
    expect(system.items.every(({ metadata }) => metadata.namespace === 'kube-system')).toBe(true);
    const proxies = await list(
      twin,
      `/api/v1/pods?labelSelector=${encodeURIComponent('k8s-app in (kube-proxy-worker)')}`,
    );
    expect(proxies.items).toHaveLength(2);
    const others = await list(twin, `/api/v1/pods?labelSelector=${encodeURIComponent('k8s-app!=kube-proxy-worker')}`);
    expect(others.items).toHaveLength(all.items.length - 2);
    const neither = await list(
      twin,
      `/api/v1/pods?labelSelector=${encodeURIComponent('k8s-app notin (kube-proxy-worker, web),k8s-app')}`,
    );
    expect(neither.items).toHaveLength(all.items.length - 4);
    expect(names(system).filter((name) => name.startsWith('alb-ingress-controller-'))).toHaveLength(1);
    const [pod] = names(system);
    expect(await (await kubernetes(twin, `/api/v1/namespaces/kube-system/pods/${pod ?? ''}`)).json()).toMatchObject({
      kind: 'Pod',
    });
    expect((await kubernetes(twin, `/api/v1/namespaces/default/pods/${pod ?? ''}`)).status).toBe(404);
  });

  it('leaves kube-proxy out where the world has none', async () => {
    const twin = await startWorld(oneCluster('components: {kubeProxy: false}'));
    expect((await list(twin, '/api/v1/pods?labelSelector=k8s-app%3Dkube-proxy-worker')).items).toEqual([]);
  });

  it.each(['fieldSelector=spec.what=1', 'fieldSelector=nonsense', 'labelSelector=a%3Db%3Dc', 'labelSelector=a in b'])(
    'refuses the selector %s',
    async (query) => {
      const twin = await startWorld();
      const response = await kubernetes(twin, `/api/v1/pods?${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ kind: 'Status', reason: 'BadRequest', code: 400 });
    },
  );

  it('lists API services, broken ones with their message', async () => {
    const twin = await startWorld(
      oneCluster(
        'apiServices: [{name: v1beta1.metrics.k8s.io, available: false, message: no endpoints}, {name: v1.example.com}]',
      ),
    );
    const found = await list(twin, '/apis/apiregistration.k8s.io/v1/apiservices');
    expect(found).toMatchObject({ kind: 'APIServiceList', apiVersion: 'apiregistration.k8s.io/v1' });
    const status = new Map(found.items.map((item) => [item.metadata.name, item.status.conditions[0]]));
    expect(status.get('v1beta1.metrics.k8s.io')).toMatchObject({
      type: 'Available',
      status: 'False',
      message: 'no endpoints',
    });
    expect(status.get('v1.example.com')?.status).toBe('True');
    expect(status.get('v1.apps')?.status).toBe('True');
  });

  it('answers health, version and discovery', async () => {
    const twin = await startWorld(oneCluster('version: 1.20.11-aliyun.1'));
    for (const path of ['/readyz', '/livez', '/healthz'])
      expect(await (await kubernetes(twin, path)).text()).toBe('ok');
    expect(await (await kubernetes(twin, '/readyz?verbose')).text()).toContain('readyz check passed');
    expect(await (await kubernetes(twin, '/version')).json()).toMatchObject({
      major: '1',
      minor: '20+',
      gitVersion: 'v1.20.11-aliyun.1',
    });
    expect(await (await kubernetes(twin, '/api')).json()).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    const groups = (await (await kubernetes(twin, '/apis')).json()) as { kind: string; groups: { name: string }[] };
    expect(groups.kind).toBe('APIGroupList');
    expect(groups.groups.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['apps', 'policy', 'apiregistration.k8s.io', 'authorization.k8s.io']),
    );
    const core = (await (await kubernetes(twin, '/api/v1')).json()) as { kind: string; resources: { name: string }[] };
    expect(core.kind).toBe('APIResourceList');
    expect(core.resources.map(({ name }) => name)).toEqual(expect.arrayContaining(['nodes', 'pods', 'pods/eviction']));
  });

  it.each([
    { method: 'GET', path: '/api/v1/secrets', status: 404 },
    { method: 'GET', path: '/apis/apps/v2/deployments', status: 404 },
    { method: 'GET', path: '/api/v1/nodes/a/b/c', status: 404 },
    { method: 'GET', path: '/api/v1/namespaces/kube-system/nodes', status: 404 },
    { method: 'GET', path: '/%zz', status: 404 },
    { method: 'POST', path: '/api/v1/persistentvolumes', status: 405 },
    { method: 'DELETE', path: '/api/v1/namespaces/default/pods/x', status: 404 },
    { method: 'DELETE', path: '/api/v1/namespaces/default', status: 405 },
    { method: 'GET', path: '/api/v1/nodes?watch=true', status: 405 },
  ])('answers $method $path with a Status of $status', async ({ method, path, status }) => {
    const twin = await startWorld();
    const { url, token } = twin.ready.kubernetes!;
    const response = await fetch(url + path, { method, headers: { authorization: `Bearer ${token}` } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ kind: 'Status', status: 'Failure', code: status });
  });

  it('logs its calls by verb and resource, the cluster as target', async () => {
    const twin = await startWorld();
    for (const path of [
      '/readyz',
      '/api/v1/nodes',
      '/api/v1/nodes/x',
      '/api/v1/namespaces/default/pods',
      '/apis/apiregistration.k8s.io/v1/apiservices',
    ]) {
      await kubernetes(twin, path);
    }
    const rows = await calls(twin);
    expect(rows.map(({ action, status }) => `${action} ${status}`)).toEqual([
      'get readyz 200',
      'list nodes 200',
      'get nodes 404',
      'list pods 200',
      'list apiservices 200',
    ]);
    expect(
      rows.every(({ product, kind, target }) => product === 'Kubernetes' && kind === 'read' && target === clusterId),
    ).toBe(true);
  });
});
