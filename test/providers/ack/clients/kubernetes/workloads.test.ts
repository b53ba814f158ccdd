import { describe, expect, it } from 'vitest';
import {
  getDeployment,
  listDaemonSets,
  listJobs,
  scaleDeployment,
  setDeploymentEnv,
} from '../../../../../providers/ack/clients/kubernetes/workloads.ts';
import { items, ok, scriptKube } from '../../kube-cloud.ts';
import { valueOf } from '../../rpc-cloud.ts';

const bodyOf = (arrived: { readonly body: string } | undefined): unknown => JSON.parse(arrived?.body ?? 'null');

const deployment = {
  kind: 'Deployment',
  metadata: { name: 'ack-virtual-node-controller', namespace: 'kube-system', uid: 'u', resourceVersion: '9' },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          {
            name: 'controller',
            image: 'registry/vk:v1',
            args: ['--x'],
            env: [
              { name: 'A', value: '1' },
              { name: 'B', valueFrom: { fieldRef: {} } },
            ],
          },
        ],
      },
    },
  },
  status: { replicas: 2, readyReplicas: 1 },
};
const deploymentPath = '/apis/apps/v1/namespaces/kube-system/deployments/ack-virtual-node-controller';
const at = { namespace: 'kube-system', name: 'ack-virtual-node-controller', uid: 'u', resourceVersion: '9' };

describe('a deployment', () => {
  it('is read with its replicas and what its containers are told', async () => {
    const { api } = await scriptKube({ [`GET ${deploymentPath}`]: ok(deployment) });
    expect(valueOf(await getDeployment(api, at.namespace, at.name))).toMatchObject({
      ...at,
      replicas: 2,
      readyReplicas: 1,
      currentReplicas: 2,
      containers: [{ name: 'controller', image: 'registry/vk:v1', env: { A: '1', B: null }, command: ['--x'] }],
    });
  });

  it('is scaled as it was read', async () => {
    const { api, cloud } = await scriptKube({ [`PATCH ${deploymentPath}`]: ok(deployment) });
    expect(await scaleDeployment(api, at, 0)).toMatchObject({ is: 'accepted' });
    expect(cloud.arrived[0]?.headers['content-type']).toBe('application/merge-patch+json');
    expect(bodyOf(cloud.arrived[0])).toEqual({ metadata: { uid: 'u', resourceVersion: '9' }, spec: { replicas: 0 } });
  });

  it('gets variables and loses some, by name, and keeps all others', async () => {
    const { api, cloud } = await scriptKube({ [`PATCH ${deploymentPath}`]: ok(deployment) });
    const env = { KUBERNETES_APISERVER_PORT: '6443', OLD: null };
    await setDeploymentEnv(api, at, { container: 'controller', env });
    expect(cloud.arrived[0]?.headers['content-type']).toBe('application/strategic-merge-patch+json');
    const variables = [
      { name: 'KUBERNETES_APISERVER_PORT', value: '6443', valueFrom: null },
      { name: 'OLD', $patch: 'delete' },
    ];
    expect(bodyOf(cloud.arrived[0])).toEqual({
      metadata: { uid: 'u', resourceVersion: '9' },
      spec: { template: { spec: { containers: [{ name: 'controller', env: variables }] } } },
    });
  });

  it('beside daemon sets and jobs', async () => {
    const set = { metadata: { name: 'gpushare-device-plugin-ds', namespace: 'kube-system' }, spec: deployment.spec };
    const job = { metadata: { name: 'j' }, status: { conditions: [{ type: 'Complete', status: 'True' }] } };
    const { api } = await scriptKube({
      'GET /apis/apps/v1/daemonsets': items([set]),
      'GET /apis/batch/v1/jobs': items([job, { metadata: { name: 'k' } }]),
    });
    expect(valueOf(await listDaemonSets(api))).toMatchObject([{ name: set.metadata.name, images: ['registry/vk:v1'] }]);
    expect(valueOf(await listJobs(api)).map(({ isComplete }) => isComplete)).toEqual([true, false]);
  });
});
