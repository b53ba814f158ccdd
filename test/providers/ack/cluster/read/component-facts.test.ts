import { describe, expect, it } from 'vitest';
import { node, observed } from './sample-cluster.ts';
import { forbidden, throttled } from './stub-clients.ts';

type Over = Readonly<Record<string, unknown>>;

const deployments = '/apis/apps/v1/namespaces/kube-system/deployments';
const hooks = '/apis/admissionregistration.k8s.io/v1';
const factOf = async (fact: string, over: Over = {}) => (await observed(over, [fact])).observed.facts[fact];

const deployment = (spec: object) => ({ kind: 'Deployment', metadata: { name: 'd' }, spec });

describe('custom pod configuration of Terway', () => {
  const fact = 'components.terwayControlplane';
  const there = `GET ${deployments}/terway-controlplane`;
  const mutating = { kind: 'MutatingWebhookConfiguration', name: 'terway-controlplane' };
  const validating = { kind: 'ValidatingWebhookConfiguration', name: 'terway-controlplane' };
  const both = {
    [`GET ${hooks}/mutatingwebhookconfigurations`]: [{ metadata: { name: 'other' } }, { metadata: mutating }],
    [`GET ${hooks}/validatingwebhookconfigurations`]: [{ metadata: validating }],
  };
  it.each([
    { reason: 'absent', over: {}, is: null },
    {
      reason: 'at work',
      over: { [there]: deployment({ replicas: 2 }), ...both },
      is: { replicas: 2, webhooks: [mutating, validating] },
    },
    { reason: 'parked', over: { [there]: deployment({ replicas: 0 }) }, is: { replicas: 0, webhooks: [] } },
    { reason: 'no number means one', over: { [there]: deployment({}) }, is: { replicas: 1, webhooks: [] } },
    { reason: 'only webhooks are left', over: both, is: { replicas: 0, webhooks: [mutating, validating] } },
  ])('$reason', async ({ over, is }) => {
    expect(await factOf(fact, over)).toEqual(is);
  });

  it.each([there, `GET ${hooks}/validatingwebhookconfigurations`])('is unread where %s is', async (call) => {
    expect((await observed({ [call]: forbidden }, [fact])).observed.unread).toMatchObject([{ facts: [fact], call }]);
  });
});

describe('the virtual node', () => {
  const there = `GET ${deployments}/ack-virtual-node-controller`;
  const withEnv = (env: readonly object[]) =>
    deployment({ template: { spec: { containers: [{ name: 'side' }, { name: 'main', env }] } } });
  it.each([
    { reason: 'absent', answer: null, is: null },
    { reason: 'knows nothing', answer: withEnv([]), is: { host: null, port: null } },
    {
      reason: 'knows the address',
      answer: withEnv([
        { name: 'KUBERNETES_APISERVER_HOST', value: '192.168.0.251' },
        { name: 'KUBERNETES_APISERVER_PORT', value: '6443' },
      ]),
      is: { host: '192.168.0.251', port: '6443' },
    },
    {
      reason: 'has it from elsewhere',
      answer: withEnv([{ name: 'KUBERNETES_APISERVER_HOST', valueFrom: {} }]),
      is: { host: null, port: null },
    },
  ])('$reason', async ({ answer, is }) => {
    expect(await factOf('components.virtualNode', { [there]: answer })).toEqual(is);
  });

  it('is unread where it may not be read', async () => {
    const only = ['components.virtualNode'];
    expect((await observed({ [there]: forbidden }, only)).observed.unread).toMatchObject([{ facts: only }]);
  });
});

describe('the ALB Ingress controller', () => {
  const there = `GET ${deployments}/alb-ingress-controller`;
  it('is there or not', async () => {
    expect(await factOf('components.albController')).toBe(false);
    expect(await factOf('components.albController', { [there]: deployment({}) })).toBe(true);
  });

  it('is unread where the API server does not say', async () => {
    const only = ['components.albController'];
    expect((await observed({ [there]: throttled }, only)).observed.unread).toMatchObject([{ facts: only }]);
  });
});

describe('cGPU', () => {
  const nodes = (labels: Readonly<Record<string, string>>) => ({ 'GET /api/v1/nodes': [node({ id: 'i-w1', labels })] });
  const sets = (name: string, namespace = 'kube-system') => ({
    'GET /apis/apps/v1/daemonsets': [{ metadata: { name, namespace } }],
  });
  const addons = (...names: readonly string[]) => ({
    'cs.listClusterAddonInstances': names.map((name) => ({ name })),
  });
  it.each([
    { reason: 'nothing of it', over: {}, is: null },
    { reason: 'a node of the Basic edition', over: nodes({ cgpu: 'true' }), is: 'basic' },
    { reason: 'a node of the Professional one', over: nodes({ 'ack.node.gpu.schedule': 'cgpu' }), is: 'professional' },
    { reason: 'another sharing of GPUs', over: nodes({ 'ack.node.gpu.schedule': 'topology' }), is: null },
    { reason: 'its workloads alone', over: { ...sets('cgpu-installer'), ...addons('nginx') }, is: 'basic' },
    {
      reason: 'its workloads by the Professional add-on',
      over: { ...sets('cgpu-installer'), ...addons('ack-ai-installer') },
      is: 'professional',
    },
    { reason: 'a workload of its name elsewhere', over: sets('cgpu-installer', 'shop'), is: null },
  ])('$is: $reason', async ({ over, is }) => {
    expect(await factOf('components.cgpu', over)).toBe(is);
  });

  it.each([
    { call: 'GET /apis/apps/v1/daemonsets', over: {} },
    { call: 'cs.listClusterAddonInstances', over: sets('cgpu-installer') },
  ])('is unread where $call is', async ({ call, over }) => {
    const only = ['components.cgpu'];
    const { observed: found } = await observed({ ...over, [call]: throttled }, only);
    expect(found.unread).toMatchObject([{ facts: only, call }]);
  });
});

describe('API services', () => {
  it('are all named, for the inventory', async () => {
    const services = ['v1.b', 'v1.a'].map((name) => ({ metadata: { name } }));
    expect(await factOf('apiservices.all', { 'GET /apis/apiregistration.k8s.io/v1/apiservices': services })).toEqual([
      'v1.a',
      'v1.b',
    ]);
  });
});
