import { describe, expect, it } from 'vitest';
import type { Twin } from '../../src/twin/start.ts';
import { calls } from './control.ts';
import { advance, kube, merge, podsIn, strategic } from './kubernetes-call.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';

const start = (fields = ''): Promise<Twin> => startWorld(oneCluster(fields), { speed: 1, clock: () => 0 });

describe('workloads', () => {
  const api = '/apis/apps/v1/namespaces/shop/deployments/api';
  const world = 'kubernetes: {deployments: [{name: api, namespace: shop, replicas: 2}]}';

  it.each([
    { reason: 'a patch of the workload', call: `PATCH ${api}`, type: merge },
    { reason: 'a patch of its scale', call: `PATCH ${api}/scale`, type: merge },
  ])('go to 0 and back by $reason', async ({ call, type }) => {
    const twin = await start(world);
    expect((await kube(twin, call, { body: { spec: { replicas: 0 } }, type })).body.spec['replicas']).toBe(0);
    await advance(twin, '10s');
    expect(await podsIn(twin)).toEqual([]);
    expect((await kube(twin, `GET ${api}/scale`)).body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 0 },
      status: { replicas: 0, selector: 'app=api' },
    });
    await kube(twin, call, { body: { spec: { replicas: 2 } }, type });
    await advance(twin, '10s');
    expect((await podsIn(twin)).map(({ status }) => status['phase'])).toEqual(['Running', 'Running']);
  });

  it.each([
    { policy: 'Background', left: 0 },
    { policy: 'Foreground', left: 0 },
    { policy: 'Orphan', left: 2 },
  ])('are deleted with what is theirs, or without: $policy', async ({ policy, left }) => {
    const twin = await start(world);
    const answer = await kube(twin, `DELETE ${api}`, { body: { propagationPolicy: policy } });
    expect([answer.code, answer.body.kind]).toEqual([200, policy === 'Foreground' ? 'Deployment' : 'Status']);
    expect((await kube(twin, `GET ${api}`)).code).toBe(policy === 'Foreground' ? 200 : 404);
    expect(await podsIn(twin)).toHaveLength(2);
    await advance(twin, '1m');
    expect((await kube(twin, `GET ${api}`)).code).toBe(404);
    expect(await podsIn(twin)).toHaveLength(left);
  });

  it('of a DaemonSet come back on the node they were on, cordoned or not', async () => {
    const twin = await start('nodes: [{name: n1}, {name: n2, schedulable: false}]');
    const on = '?labelSelector=k8s-app%3Dterway-eniip&fieldSelector=spec.nodeName%3Dn2';
    const [first] = await podsIn(twin, 'kube-system', on);
    await kube(twin, `DELETE /api/v1/namespaces/kube-system/pods/${first?.metadata.name ?? ''}`);
    await advance(twin, '1m');
    const [again, ...more] = await podsIn(twin, 'kube-system', on);
    expect([more, again?.metadata.uid === first?.metadata.uid, again?.status['phase']]).toEqual([[], false, 'Running']);
  });

  it('include jobs, which end', async () => {
    const twin = await start();
    const body = { metadata: { name: 'relabel' }, spec: { template: { spec: { containers: [{ name: 'a' }] } } } };
    const jobs = '/apis/batch/v1/namespaces/kube-system/jobs';
    expect((await kube(twin, `POST ${jobs}`, { body })).code).toBe(201);
    await advance(twin, '1m');
    expect((await kube(twin, `GET ${jobs}/relabel`)).body.status).toMatchObject({
      succeeded: 1,
      conditions: [{ type: 'Complete', status: 'True' }],
    });
  });
});

describe('the components of a cluster', () => {
  const components =
    'components: {cgpu: basic, terwayControlplane: true, virtualNode: true, albController: true, virtualNodeEnv: {KUBERNETES_APISERVER_HOST: 192.168.0.251}}';
  const system = 'namespaces/kube-system';

  it.each([
    `/apis/apps/v1/${system}/deployments/terway-controlplane`,
    `/apis/apps/v1/${system}/deployments/alb-ingress-controller`,
    `/apis/apps/v1/${system}/deployments/gpushare-schd-extender`,
    `/apis/apps/v1/${system}/daemonsets/gpushare-device-plugin-ds`,
    `/apis/apps/v1/${system}/daemonsets/cgpu-installer`,
    `/apis/apps/v1/${system}/daemonsets/device-plugin-evict-ds`,
    `/apis/apps/v1/${system}/daemonsets/device-plugin-recover-ds`,
    `/apis/batch/v1/${system}/jobs/gpushare-installer`,
    `/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/terway-controlplane`,
    `/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/terway-controlplane`,
    `/api/v1/${system}/services/vk-webhook`,
    `/api/v1/${system}/serviceaccounts/virtual-kubelet`,
    `/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/virtual-kubelet`,
  ])('are there as %s when they are on, and can be deleted', async (path) => {
    expect((await kube(await start(), `GET ${path}`)).code).toBe(404);
    const twin = await start(components);
    expect((await kube(twin, `GET ${path}`)).code).toBe(200);
    expect((await kube(twin, `DELETE ${path}`)).code).toBe(200);
    expect((await kube(twin, `GET ${path}`)).code).toBe(404);
  });

  it('know the API address of virtual nodes where the world says so, and take it by a patch', async () => {
    const path = `/apis/apps/v1/${system}/deployments/ack-virtual-node-controller`;
    const env = async (twin: Twin): Promise<unknown> => (await kube(twin, `GET ${path}`)).body.spec['template'];
    expect(await env(await start(components))).toMatchObject({
      spec: { containers: [{ env: [{ name: 'KUBERNETES_APISERVER_HOST', value: '192.168.0.251' }] }] },
    });
    const twin = await start('components: {virtualNode: true}');
    expect(JSON.stringify(await env(twin))).not.toContain('APISERVER');
    const container = {
      name: 'ack-virtual-node-controller',
      env: [{ name: 'KUBERNETES_APISERVER_PORT', value: '6443' }],
    };
    const body = { spec: { template: { spec: { containers: [container] } } } };
    await kube(twin, `PATCH ${path}`, { body, type: strategic });
    expect(await env(twin)).toMatchObject({
      spec: { containers: [{ image: expect.any(String) as string, env: [{ name: 'KUBERNETES_APISERVER_PORT' }] }] },
    });
  });
});

describe('what the world puts into a cluster', () => {
  it('shows as objects, with what follows from them', async () => {
    const twin = await start(
      `nodes: [{name: n1}], kubernetes: {
        deployments: [{name: api, namespace: shop, replicas: 1}], services: [{name: api, namespace: shop, selector: {app: api}}],
        webhooks: [{name: guard, type: Validating, service: shop/api}], configMaps: [{name: settings, data: {a: b}}],
        persistentVolumes: [{name: local-1, node: n1, claim: shop/data}],
        apiServices: [{name: v1.shop.example.com, service: shop/gone}, {name: v2.shop.example.com, service: shop/api}]}`.replaceAll(
        '\n',
        ' ',
      ),
    );
    const slices = (await kube(twin, 'GET /apis/discovery.k8s.io/v1/namespaces/shop/endpointslices')).body.items;
    expect(slices[0]).toMatchObject({ endpoints: [{ nodeName: 'n1', targetRef: { kind: 'Pod' } }] });
    expect((await kube(twin, 'GET /api/v1/namespaces/shop/endpoints/api')).body['subsets']).toHaveLength(1);
    expect((await kube(twin, 'GET /api/v1/persistentvolumes/local-1')).body.spec).toMatchObject({
      local: { path: '/mnt/local-1' },
      claimRef: { namespace: 'shop', name: 'data' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ values: ['n1'] }] }] } },
    });
    expect((await kube(twin, 'GET /api/v1/namespaces/shop/persistentvolumeclaims/data')).body.spec).toMatchObject({
      volumeName: 'local-1',
    });
    const hooks = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/guard';
    expect((await kube(twin, `GET ${hooks}`)).body['webhooks']).toMatchObject([
      { clientConfig: { service: { namespace: 'shop', name: 'api' } }, failurePolicy: 'Fail' },
    ]);
    const services = (await kube(twin, 'GET /apis/apiregistration.k8s.io/v1/apiservices')).body.items;
    const told = Object.fromEntries(services.map(({ metadata, status }) => [metadata.name, status['conditions']]));
    expect(told['v1.shop.example.com']).toMatchObject([{ status: 'False', reason: 'ServiceNotFound' }]);
    expect(told['v2.shop.example.com']).toMatchObject([{ status: 'True' }]);
    expect((await kube(twin, 'GET /api/v1/namespaces')).body.items.map(({ metadata }) => metadata.name)).toContain(
      'shop',
    );
  });

  it('is logged, reads as reads and writes as writes', async () => {
    const twin = await start('kubernetes: {pods: [{name: a}]}');
    await kube(twin, 'POST /api/v1/namespaces/default/pods/a/eviction?dryRun=All', { body: {} });
    await kube(twin, 'GET /apis/apps/v1/namespaces/default/deployments/web/scale');
    await kube(twin, 'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { body: {} });
    expect((await calls(twin)).map(({ action, kind, target }) => [action, kind, target])).toEqual([
      ['create pods/eviction', 'write', clusterId],
      ['get deployments/scale', 'read', clusterId],
      ['create selfsubjectaccessreviews', 'read', clusterId],
    ]);
  });
});
