import type { Act } from '../../../src/core/access.ts';
import type { Need } from './permissions.ts';

interface Row {
  /** read: a plan makes it, or a probe, which status makes too. */
  readonly phase: 'read' | 'write';
  readonly act: Act;
  readonly needs: readonly Need[];
}

const hooks = 'admissionregistration.k8s.io';
const webhookKinds = ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'];
const [system, terway, virtualNode] = ['kube-system', 'terway-controlplane', 'ack-virtual-node-controller'];

const acts =
  (phase: Row['phase']) =>
  (needs: readonly Need[], verbs: readonly string[], act: Omit<Act, 'verb'>): readonly Row[] =>
    verbs.map((verb) => ({ phase, act: { ...act, verb }, needs }));
const reads = acts('read');
const writes = acts('write');

const deployment = (name: string) => ({ group: 'apps', resource: 'deployments', namespace: system, name });
const nodes = { group: '', resource: 'nodes' };
const pods = { group: '', resource: 'pods', namespace: system };

/**
 * What is done in a cluster, by what makes it so. Pods are evicted and never deleted. What everybody may who has a key to
 * the API server (readyz, discovery, reviews of oneself) is not listed. RBAC cannot hold `create` to a name.
 */
const rows: readonly Row[] = [
  ...reads(['pro'], ['list'], nodes),
  ...reads(['pro'], ['list'], { group: '', resource: 'pods' }),
  ...reads(['pro'], ['list'], { group: 'apiregistration.k8s.io', resource: 'apiservices' }),
  ...reads(['pro'], ['list'], { group: 'apps', resource: 'daemonsets' }),
  ...reads(['dedicated'], ['list'], { group: '', resource: 'endpoints' }),
  ...reads(['dedicated'], ['list'], { group: '', resource: 'persistentvolumes' }),
  ...webhookKinds.flatMap((resource) => [
    ...reads(['dedicated'], ['list'], { group: hooks, resource }),
    ...reads(['dedicated'], ['get'], { group: hooks, resource, name: terway }),
    ...writes(['dedicated'], ['delete'], { group: hooks, resource, name: terway }),
    ...writes(['dedicated'], ['create'], { group: hooks, resource }),
  ]),
  ...reads(['dedicated'], ['get'], deployment('alb-ingress-controller')),
  ...[terway, virtualNode].flatMap((name) => [
    ...reads(['dedicated'], ['get'], deployment(name)),
    ...writes(['dedicated'], ['patch'], deployment(name)),
  ]),
  ...reads(['dedicated'], ['get'], {
    group: '',
    resource: 'configmaps',
    namespace: system,
    name: 'onward-terway-backup',
  }),
  ...writes(['dedicated'], ['create'], { group: '', resource: 'configmaps', namespace: system }),
  ...writes(['dedicated'], ['delete'], {
    group: '',
    resource: 'configmaps',
    namespace: system,
    name: 'onward-terway-backup',
  }),
  // A step reads its one object again, right before it writes.
  ...reads(['dedicated'], ['get'], nodes),
  ...writes(['dedicated', 'evict'], ['patch'], nodes),
  ...reads(['dedicated', 'evict'], ['get'], pods),
  ...writes(['dedicated', 'evict'], ['create'], { ...pods, subresource: 'eviction' }),
  ...writes(['dedicated', 'remove'], ['delete'], nodes),
];

const same = (a: Act, b: Act): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The acts for these needs, each once; of a plan only those that read. */
export const actsFor = (needs: readonly Need[], role: 'plan' | 'apply' = 'apply'): readonly Act[] =>
  rows
    .filter((row) => (role === 'apply' || row.phase === 'read') && row.needs.every((need) => needs.includes(need)))
    .map(({ act }) => act)
    .filter((act, at, all) => all.findIndex((other) => same(act, other)) === at);
