import type { LiveCluster } from '../live-world.ts';
import { json, text, type Reply } from '../reply.ts';
import type { Resource } from './object.ts';
import { apiServices } from './api-services.ts';
import { nodes } from './nodes.ts';
import { pods } from './pods.ts';

/** The one list of resources that the API serves. */
export const resources: readonly Resource[] = [nodes, pods, apiServices];

const group = {
  name: 'apiregistration.k8s.io',
  versions: [{ groupVersion: 'apiregistration.k8s.io/v1', version: 'v1' }],
  preferredVersion: { groupVersion: 'apiregistration.k8s.io/v1', version: 'v1' },
};

const resourceList = (groupVersion: string, listed: readonly Resource[]): unknown => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion,
  resources: listed.map(({ name, kind, namespaced, shortNames }) => ({
    name,
    singularName: kind.toLowerCase(),
    namespaced,
    kind,
    verbs: ['get', 'list'],
    ...(shortNames && { shortNames }),
  })),
});

/** "1.22.15-aliyun.1" as the API server says it of itself. */
function versionOf({ told: { version } }: LiveCluster): unknown {
  const [major, minor] = version.split('.');
  return {
    major,
    minor: `${minor ?? ''}+`,
    gitVersion: `v${version}`,
    gitCommit: '0000000000000000000000000000000000000000',
    gitTreeState: 'clean',
    buildDate: '2022-12-01T00:00:00Z',
    goVersion: 'go1.16.15',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

const documents: Readonly<Record<string, (cluster: LiveCluster) => unknown>> = {
  '/version': versionOf,
  '/api': () => ({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }),
  '/apis': () => ({ kind: 'APIGroupList', apiVersion: 'v1', groups: [group] }),
  '/api/v1': () => resourceList('v1', [nodes, pods]),
  '/apis/apiregistration.k8s.io': () => ({ kind: 'APIGroup', apiVersion: 'v1', ...group }),
  '/apis/apiregistration.k8s.io/v1': () => resourceList('apiregistration.k8s.io/v1', [apiServices]),
};

/** The paths that say whether the API server is well. */
const health = ['/readyz', '/livez', '/healthz'];

/** What is served besides objects: health, version and discovery. Undefined for other paths. */
export function findDocument(path: string, query: URLSearchParams, cluster: LiveCluster): (() => Reply) | undefined {
  const plain = path.replace(/(.)\/$/, '$1');
  if (health.includes(plain)) {
    const name = plain.slice(1);
    return () => text(200, query.has('verbose') ? `[+]ping ok\n[+]etcd ok\n${name} check passed\n` : 'ok');
  }
  const document = Object.hasOwn(documents, plain) ? documents[plain] : undefined;
  return document && (() => json(200, document(cluster), { 'content-type': 'application/json' }));
}

/** Actions as the call log and fault rules name them. */
export const kubernetesActions: readonly string[] = [
  ...resources.flatMap(({ name }) => [`list ${name}`, `get ${name}`]),
  ...[
    ...health,
    '/version',
    '/api',
    '/apis',
    '/api/v1',
    '/apis/apiregistration.k8s.io',
    '/apis/apiregistration.k8s.io/v1',
  ].map((path) => `get ${path.slice(1)}`),
];
