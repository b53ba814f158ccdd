import { describe, expect, it } from 'vitest';
import {
  listEndpoints,
  listPersistentVolumes,
  listServices,
} from '../../../../../providers/ack/clients/kubernetes/backends.ts';
import {
  createConfigMap,
  deleteConfigMap,
  getConfigMap,
} from '../../../../../providers/ack/clients/kubernetes/config-maps.ts';
import { reviewAccess, reviewRules } from '../../../../../providers/ack/clients/kubernetes/reviews.ts';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
} from '../../../../../providers/ack/clients/kubernetes/webhooks.ts';
import { items, ok, scriptKube, status } from '../../kube-cloud.ts';
import { valueOf } from '../../rpc-cloud.ts';

const bodyOf = (arrived: { readonly body: string } | undefined): unknown => JSON.parse(arrived?.body ?? 'null');

const webhook = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: {
    name: 'terway-controlplane',
    uid: 'u',
    resourceVersion: '9',
    generation: 3,
    creationTimestamp: 'T',
    labels: { app: 'terway' },
    managedFields: [{ manager: 'helm' }],
  },
  webhooks: [
    {
      name: 'mpod.terway',
      failurePolicy: 'Fail',
      clientConfig: { service: { namespace: 'kube-system', name: 'terway-controlplane' }, caBundle: 'CA' },
    },
  ],
};
const webhooksPath = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';

describe('webhooks', () => {
  it('are read with who answers them', async () => {
    const { api } = await scriptKube({ [`GET ${webhooksPath}`]: items([webhook]) });
    expect(valueOf(await listWebhooks(api, 'mutating'))).toMatchObject([
      {
        name: 'terway-controlplane',
        kind: 'mutating',
        webhooks: [{ name: 'mpod.terway', service: 'kube-system/terway-controlplane', url: '', failurePolicy: 'Fail' }],
      },
    ]);
  });

  it('are deleted by uid, and created again from what was read, without its old identity', async () => {
    const one = `${webhooksPath}/terway-controlplane`;
    const { api, cloud } = await scriptKube({
      [`GET ${one}`]: ok(webhook),
      [`DELETE ${one}`]: ok({ kind: 'Status' }),
      [`POST ${webhooksPath}`]: ok(webhook, 201),
    });
    const backup = valueOf(await getWebhook(api, 'mutating', 'terway-controlplane'))!;
    expect(await deleteWebhook(api, 'mutating', { name: 'terway-controlplane', uid: 'u' })).toMatchObject({
      is: 'accepted',
    });
    expect(await createWebhook(api, 'mutating', backup)).toMatchObject({ is: 'accepted' });
    expect(bodyOf(cloud.arrived[1])).toMatchObject({ preconditions: { uid: 'u' } });
    expect(bodyOf(cloud.arrived[2])).toEqual({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: 'terway-controlplane', labels: { app: 'terway' } },
      webhooks: webhook.webhooks,
    });
  });

  it('that exist already are not overwritten', async () => {
    const { api } = await scriptKube({ [`POST ${webhooksPath}`]: status(409, 'AlreadyExists') });
    expect(await createWebhook(api, 'mutating', webhook)).toMatchObject({ is: 'refused', code: 'AlreadyExists' });
  });
});

describe('a config map', () => {
  it('is created, read and deleted by uid', async () => {
    const path = '/api/v1/namespaces/kube-system/configmaps';
    const made = { kind: 'ConfigMap', metadata: { name: 'onward-backup', uid: 'u' }, data: { a: '{}' } };
    const { api, cloud } = await scriptKube({
      [`POST ${path}`]: ok(made, 201),
      [`GET ${path}/onward-backup`]: ok(made),
      [`DELETE ${path}/onward-backup`]: ok({ kind: 'Status' }),
    });
    const name = { namespace: 'kube-system', name: 'onward-backup' };
    const labels = { 'app.kubernetes.io/managed-by': 'onward' };
    expect(await createConfigMap(api, { ...name, labels, data: { a: '{}' } })).toMatchObject({ is: 'accepted' });
    expect(valueOf(await getConfigMap(api, name.namespace, name.name))).toMatchObject({ uid: 'u', data: { a: '{}' } });
    expect(await deleteConfigMap(api, { ...name, uid: 'u', resourceVersion: '3' })).toMatchObject({ is: 'accepted' });
    expect(bodyOf(cloud.arrived[0])).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...name, labels },
      data: { a: '{}' },
    });
  });
});

describe('what stands on nodes', () => {
  it('is read from services, endpoints and volumes', async () => {
    const service = {
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'web' },
        ports: [{ nodePort: 30080 }, {}],
        externalTrafficPolicy: 'Local',
      },
      status: { loadBalancer: { ingress: [{ ip: '47.0.0.1' }] } },
    };
    const endpoints = {
      metadata: { name: 'web', namespace: 'shop' },
      subsets: [
        {
          addresses: [
            { ip: '10.0.0.1', nodeName: 'node-1', targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1' } },
          ],
          notReadyAddresses: [{ ip: '10.0.0.2' }],
        },
      ],
    };
    const volume = {
      metadata: { name: 'pv-1' },
      spec: {
        local: { path: '/mnt/disk' },
        claimRef: { namespace: 'shop', name: 'data' },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-1'] }] },
            ],
          },
        },
      },
    };
    const { api } = await scriptKube({
      'GET /api/v1/services': items([service]),
      'GET /api/v1/endpoints': items([endpoints]),
      'GET /api/v1/persistentvolumes': items([volume]),
    });
    expect(valueOf(await listServices(api))).toMatchObject([
      {
        type: 'LoadBalancer',
        selector: { app: 'web' },
        nodePorts: [30080],
        externalTrafficPolicy: 'Local',
        ingressIps: ['47.0.0.1'],
      },
    ]);
    expect(valueOf(await listEndpoints(api))[0]?.addresses).toEqual([
      { ip: '10.0.0.1', node: 'node-1', pod: 'shop/web-1', isReady: true },
      { ip: '10.0.0.2', node: '', pod: '', isReady: false },
    ]);
    expect(valueOf(await listPersistentVolumes(api))).toMatchObject([
      { claim: 'shop/data', localPath: '/mnt/disk', nodes: ['node-1'] },
    ]);
  });
});

describe('what the caller may do', () => {
  const access = 'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const act = { verb: 'create', group: '', resource: 'pods', subresource: 'eviction', namespace: 'kube-system' };

  it('is asked of the API server, again while it is busy', async () => {
    const { api, cloud, waits } = await scriptKube({
      [access]: (_, count) =>
        count === 1
          ? status(429, 'TooManyRequests')
          : ok({ kind: 'SelfSubjectAccessReview', status: { allowed: true, reason: 'RBAC' } }, 201),
    });
    expect(valueOf(await reviewAccess(api, act))).toEqual({ allowed: true, reason: 'RBAC' });
    expect(waits).toHaveLength(1);
    expect(bodyOf(cloud.arrived[0])).toEqual({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: act },
    });
  });

  it('is unread where the API server does not say', async () => {
    const { api } = await scriptKube({ [access]: ok({ kind: 'SelfSubjectAccessReview' }, 201) });
    expect(await reviewAccess(api, act)).toMatchObject({ ok: false });
  });

  it('is listed for a namespace, and said to be incomplete where it is', async () => {
    const rule = { verbs: ['*'], apiGroups: [''], resources: ['nodes'], resourceNames: ['n'] };
    const { api } = await scriptKube({
      'POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews': ok(
        { kind: 'SelfSubjectRulesReview', status: { resourceRules: [rule], incomplete: true } },
        201,
      ),
    });
    expect(valueOf(await reviewRules(api, 'kube-system'))).toEqual({
      incomplete: true,
      rules: [{ verbs: ['*'], groups: [''], resources: ['nodes'], names: ['n'] }],
    });
  });
});
