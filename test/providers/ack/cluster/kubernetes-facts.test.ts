import { describe, expect, it } from 'vitest';
import { desiredFor, driverAt } from '../settings.ts';
import { scriptCloud, type Script } from '../scripted-cloud.ts';
import { clusterId, clusterScript, kubernetesScript, routes } from '../scripted-cluster.ts';

const desired = desiredFor({ clusterId });

const observeWith = async (kubernetes: Script, over: Script = {}) => {
  const api = await scriptCloud(kubernetes);
  const cloud = await scriptCloud({ ...clusterScript({ server: api.url }), ...over });
  const observed = (await driverAt(cloud.url).observe([desired], { journey: true })).get(desired.address)!;
  return { api, cloud, observed };
};

interface NodeParts {
  readonly ready?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly unschedulable?: boolean;
  readonly pods?: string;
}

const node = (name: string, { ready = 'True', labels = {}, unschedulable, pods = '10' }: NodeParts = {}) => ({
  metadata: { name, labels },
  spec: { unschedulable },
  status: {
    allocatable: { pods },
    conditions: [{ type: 'Ready', status: ready, reason: 'KubeletX', message: 'said so' }],
  },
});

const pod = (name: string, nodeName: string, over: { phase?: string; labels?: object; namespace?: string } = {}) => ({
  metadata: { name, namespace: over.namespace ?? 'kube-system', labels: over.labels ?? {} },
  spec: { nodeName },
  status: { phase: over.phase ?? 'Running' },
});

const master = { labels: { 'node-role.kubernetes.io/control-plane': '' } };

describe('what the Kubernetes API says', () => {
  it('tells nodes that are not ready, closed, full or without kube-proxy', async () => {
    const nodes = [
      node('n3', { unschedulable: true }),
      node('n1', { ready: 'Unknown' }),
      node('n2', { pods: '4' }),
      node('m1', master),
      node('v1', { labels: { type: 'virtual-kubelet' } }),
    ];
    const pods = [
      pod('kube-proxy-worker-a', 'n1'),
      pod('odd', 'n2', { labels: { 'k8s-app': 'kube-proxy-worker' } }),
      pod('kube-proxy-x', 'n3', { namespace: 'shop' }),
      pod('shop-1', 'n2', { namespace: 'shop' }),
      pod('job-1', 'n2', { namespace: 'shop', phase: 'Succeeded' }),
    ];
    const { observed } = await observeWith(kubernetesScript({ nodes, pods }));
    expect(observed.facts).toMatchObject({
      'nodes.count': 5,
      'nodes.workers': 4,
      'nodes.notReady': [{ name: 'n1', why: 'Ready=Unknown (KubeletX: said so)' }],
      'nodes.unschedulable': ['n3'],
      'nodes.fewSlots': [{ name: 'n2', free: 2 }],
      'nodes.noKubeProxy': ['n3'],
    });
  });

  it('tells APIServices that are not available, and those that do not say', async () => {
    const services = [
      {
        metadata: { name: 'v1beta1.metrics' },
        status: { conditions: [{ type: 'Available', status: 'False', reason: 'ServiceNotFound' }] },
      },
      { metadata: { name: 'v1.apps' }, status: { conditions: [{ type: 'Available', status: 'True' }] } },
      { metadata: { name: 'v1.mute' } },
    ];
    const { observed } = await observeWith(kubernetesScript({ services }));
    expect(observed.facts['apiservices.unavailable']).toEqual([
      { name: 'v1.mute', why: 'no condition Available' },
      { name: 'v1beta1.metrics', why: 'Available=False (ServiceNotFound)' },
    ]);
  });

  it('reads lists page by page', async () => {
    const { observed, api } = await observeWith({
      ...kubernetesScript(),
      'GET /api/v1/nodes': ({ query }) =>
        new URLSearchParams(query).get('continue') === 'more/+='
          ? { body: { items: [node('n2')], metadata: {} } }
          : { body: { items: [node('n1')], metadata: { continue: 'more/+=' } } },
    });
    expect(observed.facts['nodes.count']).toBe(2);
    expect(api.arrived.find(({ path }) => path === '/api/v1/nodes')?.query).toContain('limit=500');
  });

  it('starts a list anew when its continuation expired', async () => {
    const { observed } = await observeWith({
      ...kubernetesScript(),
      'GET /api/v1/nodes': (_, count) =>
        [{ body: { items: [node('n1')], metadata: { continue: 'x' } } }, { status: 410, body: { reason: 'Expired' } }][
          count - 1
        ] ?? {
          body: { items: [node('n1')], metadata: {} },
        },
    });
    expect(observed.facts['nodes.count']).toBe(1);
  });

  it('answers with “no” when nothing listens, and the lists are unknown', async () => {
    const cloud = await scriptCloud(clusterScript());
    const observed = (await driverAt(cloud.url).observe([desired], { journey: true })).get(desired.address)!;
    expect(observed.facts['api.answers']).toEqual({
      ok: false,
      address: 'http://127.0.0.1:9',
      why: 'the connection was refused, 127.0.0.1:9',
    });
    const [unread, ...others] = observed.unread.filter(({ call }) => call === 'GET /readyz');
    expect(unread).toMatchObject({ failure: 'network', code: 'OBS005' });
    expect(unread?.facts).toEqual(expect.arrayContaining(['nodes.count', 'nodes.fewSlots', 'apiservices.all']));
    expect(others).toEqual([]);
  });

  it('answers with “no” while the API server says that it is not ready', async () => {
    const { observed } = await observeWith({ 'GET /readyz': { status: 500, body: 'etcd failed' } });
    expect(observed.facts['api.answers']).toMatchObject({ ok: false, why: 'HTTP 500' });
  });

  it('reports one forbidden list without the others', async () => {
    const { observed } = await observeWith({
      ...kubernetesScript(),
      'GET /api/v1/pods': { status: 403, body: { kind: 'Status', reason: 'Forbidden', message: 'pods is forbidden' } },
    });
    expect(observed.unread.filter(({ call }) => call === 'GET /api/v1/pods')).toMatchObject([
      { facts: ['nodes.fewSlots', 'nodes.noKubeProxy'], failure: 'refused', code: 'CRD006' },
    ]);
    expect(observed.facts['nodes.count']).toBe(0);
  });

  it('issues a new kubeconfig once when the old one is refused', async () => {
    const { observed, cloud } = await observeWith({
      ...kubernetesScript(),
      'GET /readyz': (_, count) => (count === 1 ? { status: 401 } : { body: 'ok' }),
    });
    expect(observed.facts['api.answers']).toMatchObject({ ok: true });
    expect(cloud.count(routes.kubeconfig)).toBe(2);
    expect(cloud.arrived.find(({ path }) => path.startsWith('/k8s'))?.query).toBe(
      'PrivateIpAddress=true&TemporaryDurationMinutes=15',
    );
  });
});
