import type { LiveCluster } from '../live-world.ts';
import { json, text, type Reply } from '../reply.ts';
import { apiVersionOf, type Resource } from './object.ts';
import { isServed, minorOf, resources, reviews } from './resources.ts';

/** The groups of a cluster, each with its versions, the preferred one first. */
function groupsOf(cluster: LiveCluster): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const { group, version } of servedBy(cluster)) {
    const versions = groups.get(group) ?? [];
    if (group !== '' && !versions.includes(version)) groups.set(group, [...versions, version]);
  }
  return groups;
}

const servedBy = (cluster: LiveCluster): readonly Resource[] =>
  [...resources, ...reviews].filter((resource) => isServed(resource, minorOf(cluster)));

function renderGroup(name: string, versions: readonly string[]): Readonly<Record<string, unknown>> {
  const rendered = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: rendered, preferredVersion: rendered[0] };
}

/** What stands behind a name has a kind of its own where it is no part of the object. */
function renderSubresource({ name, kind, namespaced }: Resource, sub: string, minor: number): unknown {
  const common = { name: `${name}/${sub}`, singularName: '', namespaced };
  if (sub === 'eviction') {
    const version = minor >= 22 ? 'v1' : 'v1beta1';
    return { ...common, group: 'policy', version, kind: 'Eviction', verbs: ['create'] };
  }
  const verbs = ['get', 'patch', 'update'];
  return sub === 'scale'
    ? { ...common, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs }
    : { ...common, kind, verbs };
}

function renderResources(cluster: LiveCluster, groupVersion: string): unknown {
  const listed = servedBy(cluster).filter((each) => apiVersionOf(each) === groupVersion);
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: listed.flatMap((resource) => {
      const { name, kind, namespaced, shortNames, verbs, subresources = [] } = resource;
      const own = {
        name,
        singularName: kind.toLowerCase(),
        namespaced,
        kind,
        verbs,
        ...(shortNames && { shortNames }),
      };
      return [own, ...subresources.map((sub) => renderSubresource(resource, sub, minorOf(cluster)))];
    }),
  };
}

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

/** Discovery: which groups there are, which versions of each, which resources in each version. */
function discover(path: string, cluster: LiveCluster): unknown {
  const groups = groupsOf(cluster);
  const rendered = [...groups].map(([name, versions]) => renderGroup(name, versions));
  if (path === '/version') return versionOf(cluster);
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: rendered };
  if (path === '/api/v1') return renderResources(cluster, 'v1');
  const [, group = '', version] = /^\/apis\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const versions = groups.get(group);
  if (versions === undefined) return undefined;
  if (version === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...renderGroup(group, versions) };
  return versions.includes(version) ? renderResources(cluster, `${group}/${version}`) : undefined;
}

/** The paths that say whether the API server is well. */
const health = ['/readyz', '/livez', '/healthz'];

/** What is served besides objects: health, version and discovery. Undefined for other paths. */
export function findDocument(path: string, query: URLSearchParams, cluster: LiveCluster): (() => Reply) | undefined {
  const plain = path.replace(/(.)\/$/, '$1');
  if (health.includes(plain)) {
    const name = plain.slice(1);
    return () => text(200, query.has('verbose') ? `[+]ping ok\n[+]etcd ok\n${name} check passed\n` : 'ok');
  }
  const document = discover(plain, cluster);
  return document === undefined ? undefined : () => json(200, document, { 'content-type': 'application/json' });
}

const all = [...resources, ...reviews];

const documents = [
  ...health,
  '/version',
  '/api',
  '/apis',
  ...all.flatMap((resource) => {
    const { group } = resource;
    return group === '' ? ['/api/v1'] : [`/apis/${group}`, `/apis/${apiVersionOf(resource)}`];
  }),
];

/** Verbs of what stands behind a name. */
const subverbs = (sub: string): readonly string[] => (sub === 'eviction' ? ['create'] : ['get', 'update', 'patch']);

/** Actions as the call log and fault rules name them. */
export const kubernetesActions: readonly string[] = [
  ...new Set([
    ...all.flatMap(({ name, verbs, subresources = [] }) => [
      ...verbs.map((verb) => `${verb} ${name}`),
      ...subresources.flatMap((sub) => subverbs(sub).map((verb) => `${verb} ${name}/${sub}`)),
    ]),
    ...documents.map((path) => `get ${path.slice(1)}`),
  ]),
];
