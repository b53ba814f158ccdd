import type { Act } from '../clients/kubernetes/reviews.ts';
import type { Need } from './permissions.ts';

interface Row {
  readonly act: Act;
  readonly needs: readonly Need[];
}

const hooks = 'admissionregistration.k8s.io';
const webhookKinds = ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'];

const cluster = (needs: readonly Need[], verbs: readonly string[], act: Omit<Act, 'verb'>): readonly Row[] =>
  verbs.map((verb) => ({ act: { ...act, verb }, needs }));

/** What a journey does in a cluster, by what makes it do so. Pods are evicted and never deleted. */
const rows: readonly Row[] = [
  ...cluster([], ['list'], { group: '', resource: 'nodes' }),
  ...cluster([], ['list'], { group: '', resource: 'pods' }),
  ...cluster([], ['list'], { group: 'apiregistration.k8s.io', resource: 'apiservices' }),
  ...cluster([], ['list'], { group: 'apps', resource: 'daemonsets' }),
  ...cluster(['dedicated'], ['list'], { group: '', resource: 'endpoints' }),
  ...cluster(['dedicated'], ['list'], { group: '', resource: 'persistentvolumes' }),
  ...webhookKinds.flatMap((resource) =>
    cluster(['dedicated'], ['list', 'get', 'delete', 'create'], { group: hooks, resource }),
  ),
  ...cluster(['dedicated'], ['get', 'patch'], { group: 'apps', resource: 'deployments', namespace: 'kube-system' }),
  ...cluster(['dedicated'], ['get', 'create', 'delete'], {
    group: '',
    resource: 'configmaps',
    namespace: 'kube-system',
  }),
  // A step reads its one object again, right before it writes.
  ...cluster(['dedicated'], ['get'], { group: '', resource: 'nodes' }),
  ...cluster(['dedicated', 'evict'], ['get'], { group: '', resource: 'pods', namespace: 'kube-system' }),
  ...cluster(['dedicated', 'evict'], ['patch'], { group: '', resource: 'nodes' }),
  ...cluster(['dedicated', 'evict'], ['create'], {
    group: '',
    resource: 'pods',
    subresource: 'eviction',
    namespace: 'kube-system',
  }),
  ...cluster(['dedicated', 'remove'], ['delete'], { group: '', resource: 'nodes' }),
];

/** The acts for these needs. */
export const actsFor = (needs: readonly Need[]): readonly Act[] =>
  rows.filter((row) => row.needs.every((need) => needs.includes(need))).map(({ act }) => act);
