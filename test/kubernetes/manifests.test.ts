import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../ci/action.ts';
import { indexedJobs, manifestsIn, type Manifest } from '../ci/indexed-jobs.ts';
import type { Ask } from '../conformance/kubernetes/api.ts';
import { startServer, type KubernetesServer } from './server.ts';

/** Where the server takes each kind that a manifest of ours has. */
const paths: Readonly<Record<string, string>> = {
  Namespace: '/api/v1/namespaces',
  ServiceAccount: '/api/v1/namespaces/onward/serviceaccounts',
  ConfigMap: '/api/v1/namespaces/onward/configmaps',
  PersistentVolumeClaim: '/api/v1/namespaces/onward/persistentvolumeclaims',
  NetworkPolicy: '/apis/networking.k8s.io/v1/namespaces/onward/networkpolicies',
  Job: '/apis/batch/v1/namespaces/onward/jobs',
  CronJob: '/apis/batch/v1/namespaces/onward/cronjobs',
  ClusterRoleBinding: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
  Stack: '/apis/pulumi.com/v1/namespaces/onward/stacks',
};

/** What stands in capitals and would be refused as it stands. */
const filled = (manifest: Manifest): object =>
  JSON.parse(JSON.stringify(manifest).replaceAll('"CLASS"', '"nas"')) as object;

/** Asks for everything but the writing; a field that the server does not know is refused. */
const dryRun = (ask: Ask, kind: string, body: object): Promise<{ readonly status: number; readonly body: unknown }> =>
  ask('POST', `${paths[kind] ?? `no path for ${kind}`}?dryRun=All&fieldValidation=Strict`, body);

const folders = readdirSync(join(root, 'ci', 'kubernetes'));
const all = folders.flatMap((folder) =>
  readdirSync(join(root, 'ci', 'kubernetes', folder)).flatMap((file) =>
    manifestsIn(folder, file).map((manifest) => ({
      ...{ manifest, kind: manifest.kind },
      title: `${folder}/${file}: ${manifest.kind} ${manifest.metadata.name ?? manifest.metadata.generateName ?? ''}`,
    })),
  ),
);
const own = all.filter(({ kind }) => kind !== 'Stack');

let server: KubernetesServer;
let ask: Ask;
beforeAll(async () => {
  server = await startServer();
  ask = server.as('admin');
  const namespace = own.find(({ kind }) => kind === 'Namespace');
  const made = await ask('POST', paths['Namespace'] ?? '', namespace?.manifest);
  expect(made.status).toBe(201);
});
afterAll(() => server?.stop());

describe('each manifest', () => {
  it('is here: those of the Indexed Jobs, and what the operator’s Stack stands on', () => {
    expect(own.map(({ kind }) => kind).sort()).toEqual([
      ...['ClusterRoleBinding', 'ConfigMap', 'CronJob', 'Job', 'Namespace', 'NetworkPolicy'],
      ...['PersistentVolumeClaim', 'PersistentVolumeClaim', 'ServiceAccount', 'ServiceAccount'],
    ]);
  });

  it.each(own.filter(({ kind }) => kind !== 'Namespace'))(
    '$title is taken by the server',
    async ({ manifest, kind }) => {
      const { status, body } = await dryRun(ask, kind, filled(manifest));
      expect({ status, body }).toMatchObject({ status: 201, body: { kind } });
    },
  );

  it('is refused where a field is misspelt, so that being taken says something', async () => {
    const [job] = manifestsIn('indexed-job', 'plan.yaml');
    const { status, body } = await dryRun(ask, 'Job', { ...job, spec: { ...job?.spec, completionsMode: 'Indexed' } });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('unknown field');
  });

  it('of the operator’s own kind is known to the operator’s definitions alone', async () => {
    const [stack] = all.filter(({ kind }) => kind === 'Stack');
    expect((await dryRun(ask, 'Stack', stack?.manifest ?? {})).status).toBe(404);
  });
});

describe('the pods of the Indexed Jobs', () => {
  const podOf = ({ template }: (typeof indexedJobs)['plan'], spec: object = {}) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template.metadata, generateName: 'onward-', namespace: 'onward' },
    spec: { ...template.spec, ...spec },
  });
  const create = (pod: object) => ask('POST', '/api/v1/namespaces/onward/pods?dryRun=All&fieldValidation=Strict', pod);

  it.each(Object.values(indexedJobs))(
    '$name may start where the standard of the namespace is `restricted`',
    async (job) => {
      const { status, body } = await create(podOf(job));
      expect({ status, body }).toMatchObject({ status: 201, body: { kind: 'Pod' } });
    },
  );

  it('could not start there as root', async () => {
    const { status, body } = await create(podOf(indexedJobs.plan, { securityContext: {} }));
    expect(status).toBe(403);
    expect(JSON.stringify(body)).toContain('runAsNonRoot');
  });

  it.each(Object.values(indexedJobs))('$name holds no token that this server takes, and writes to no image', (job) => {
    const pod = JSON.parse(JSON.stringify(job.pod)) as Readonly<Record<string, unknown>>;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      containers: [
        {
          securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
          resources: { requests: {}, limits: {} },
        },
      ],
    });
    const tokens = JSON.stringify(pod).match(/"serviceAccountToken":\{"audience":"[^"]+"/g);
    expect(tokens).toEqual(['"serviceAccountToken":{"audience":"sts.aliyuncs.com"']);
  });
});
