import { afterAll, beforeAll, expect, it } from 'vitest';
import { listEndpoints, listPersistentVolumes, listServices } from '../../providers/ack/clients/kubernetes/backends.ts';
import { listDisruptionBudgets } from '../../providers/ack/clients/kubernetes/budgets.ts';
import { listDaemonSets, listJobs } from '../../providers/ack/clients/kubernetes/workloads.ts';
import type { Kubernetes } from '../../providers/ack/clients/kubernetes/api.ts';
import type { Reading } from '../../providers/wire/reading.ts';
import { clientBy } from '../conformance/cluster-operations/bench.ts';
import { budgetNamed, nodeNamed, podNamed } from '../conformance/kubernetes/objects.ts';
import { givenThrough } from './given.ts';
import { startServer, type KubernetesServer } from './server.ts';

let server: KubernetesServer;
let api: Kubernetes;
const namespace = 'shown';
const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'main', image: 'main:2' }] } };

const made = async (path: string, apiVersion: string, kind: string, members: object): Promise<void> => {
  const at = path.includes('/namespaces/') ? { namespace } : {};
  const body = { apiVersion, kind, metadata: { name: 'shown', ...at }, ...members };
  const { status, body: said } = await server.as('admin')('POST', path, body);
  if (status !== 201) throw new Error(`${kind}: ${JSON.stringify(said)}`);
};

beforeAll(async () => {
  server = await startServer();
  api = clientBy(server.kubeconfig('admin', 'certificate'));
  const budget = budgetNamed(`${namespace}/most`, { minAvailable: 1 });
  await givenThrough(server.as('admin'))(nodeNamed('shown-1'), podNamed(`${namespace}/a`, 'shown-1'), budget);
  const core = `/api/v1/namespaces/${namespace}`;
  const ports = [{ port: 80, nodePort: 30080 }];
  await made(`${core}/services`, 'v1', 'Service', {
    spec: { type: 'NodePort', selector: { app: 'x' }, ports, externalTrafficPolicy: 'Local' },
  });
  const targetRef = { kind: 'Pod', namespace, name: 'a' };
  await made(`${core}/endpoints`, 'v1', 'Endpoints', {
    subsets: [{ addresses: [{ ip: '10.0.0.7', nodeName: 'shown-1', targetRef }], ports: [{ port: 80 }] }],
  });
  const here = { key: 'kubernetes.io/hostname', operator: 'In', values: ['shown-1'] };
  await made('/api/v1/persistentvolumes', 'v1', 'PersistentVolume', {
    spec: {
      ...{ capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], local: { path: '/data' } },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [here] }] } },
    },
  });
  const selector = { matchLabels: { app: 'x' } };
  await made(`/apis/apps/v1/namespaces/${namespace}/daemonsets`, 'apps/v1', 'DaemonSet', {
    spec: { selector, template },
  });
  const job = { template: { spec: { ...template.spec, restartPolicy: 'Never' } } };
  await made(`/apis/batch/v1/namespaces/${namespace}/jobs`, 'batch/v1', 'Job', { spec: job });
});
afterAll(() => server?.stop());

const lists: readonly {
  readonly what: string;
  readonly read: () => Promise<Reading<unknown>>;
  readonly holds: object;
}[] = [
  {
    what: 'services',
    read: () => listServices(api),
    holds: {
      ...{ name: 'shown', namespace, type: 'NodePort', selector: { app: 'x' } },
      ...{ nodePorts: [30080], externalTrafficPolicy: 'Local', ingressIps: [] },
    },
  },
  {
    what: 'endpoints',
    read: () => listEndpoints(api),
    holds: { name: 'shown', addresses: [{ ip: '10.0.0.7', node: 'shown-1', pod: `${namespace}/a`, isReady: true }] },
  },
  {
    what: 'persistent volumes',
    read: () => listPersistentVolumes(api),
    holds: { name: 'shown', namespace: '', claim: '', localPath: '/data', nodes: ['shown-1'] },
  },
  {
    what: 'budgets, counted by the real controller',
    read: () => listDisruptionBudgets(api),
    holds: {
      ...{ name: 'most', matchLabels: { app: namespace }, matchExpressions: [] },
      ...{ disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1 },
    },
  },
  { what: 'daemon sets', read: () => listDaemonSets(api), holds: { name: 'shown', images: ['main:2'], owner: null } },
  { what: 'jobs', read: () => listJobs(api), holds: { name: 'shown', images: ['main:2'], isComplete: false } },
];

it.each(lists)('reads $what as a real API server writes them', async ({ read, holds }) => {
  const reading = await read();
  if (!reading.ok) throw new Error(reading.failure.message);
  expect(reading.value).toEqual(expect.arrayContaining([expect.objectContaining(holds)]));
});
