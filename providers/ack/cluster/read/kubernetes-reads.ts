import {
  listEndpoints,
  listPersistentVolumes,
  type Endpoints,
  type PersistentVolume,
} from '../../clients/kubernetes/backends.ts';
import { nodeIn, type KubeNode } from '../../clients/kubernetes/nodes.ts';
import { listWebhooks, type WebhookConfiguration } from '../../clients/kubernetes/webhooks.ts';
import { listDaemonSets, type Workload } from '../../clients/kubernetes/workloads.ts';
import type { Kubernetes } from '../../clients/kubernetes.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { andThen, both, mapReading, type Reading } from '../../../wire/reading.ts';
import { askReady, type ApiAnswer } from '../journey-facts.ts';
import type { MasterReads } from './master-reads.ts';
import { isMasterNode } from './master-objects.ts';
import { once } from './once.ts';
import type { Subject } from './subject.ts';

type Objects = readonly JsonObject[];

/** Reads of the cluster's API server. While it is not ready, each fails as its readiness did. */
export interface KubernetesReads {
  readonly asked: () => Promise<Reading<{ readonly api: Kubernetes; readonly answer: ApiAnswer }>>;
  /** Reads by a kubeconfig that still lasts; one that was refused is issued anew, once. */
  readonly by: <T>(read: (api: Kubernetes) => Promise<Reading<T>>) => Promise<Reading<T>>;
  readonly nodes: () => Promise<Reading<Objects>>;
  readonly pods: () => Promise<Reading<Objects>>;
  readonly apiServices: () => Promise<Reading<Objects>>;
  readonly daemonSets: () => Promise<Reading<readonly Workload[]>>;
  readonly endpoints: () => Promise<Reading<readonly Endpoints[]>>;
  readonly volumes: () => Promise<Reading<readonly PersistentVolume[]>>;
  /** Both kinds. */
  readonly webhooks: () => Promise<Reading<readonly WebhookConfiguration[]>>;
  /** Node objects of masters, by provider id or label. */
  readonly masterObjects: () => Promise<Reading<readonly KubeNode[]>>;
}

type By = KubernetesReads['by'];

/** Where many reads take long, the kubeconfig of the first is over before the last: one that is refused is issued anew. */
const byKubeconfig = (
  { clients, target }: Pick<Subject, 'clients' | 'target'>,
  asked: KubernetesReads['asked'],
): By => {
  const first = once(async () =>
    andThen(await asked(), ({ answer, api }, source): Reading<Kubernetes> =>
      answer.ok ? { ok: true, value: api, source } : answer.reading,
    ),
  );
  let current = first;
  const anew = (refused: typeof first): typeof first => {
    if (current !== refused) return current;
    clients.kubernetes.forget(target);
    current = once(() => clients.kubernetes.connect(target));
    return current;
  };
  return async <T>(read: (one: Kubernetes) => Promise<Reading<T>>): Promise<Reading<T>> => {
    const used = current;
    const reading = await andThen(await used(), read);
    if (reading.ok || reading.failure.status !== 401) return reading;
    return andThen(await anew(used)(), read);
  };
};

export const kubernetesReads = (
  { clients, target }: Pick<Subject, 'clients' | 'target'>,
  { masterIds }: MasterReads,
): KubernetesReads => {
  const asked = once(() => askReady(clients, target));
  const by = byKubeconfig({ clients, target }, asked);
  const of = <T>(read: (one: Kubernetes) => Promise<Reading<T>>) => once(() => by(read));
  const nodes = of((one) => one.list('/api/v1/nodes'));
  const masterObjects = once(async () =>
    mapReading(
      both(await masterIds(), await nodes()),
      ([ids, all]) => all.map(nodeIn).filter((node) => isMasterNode(node, ids)),
      'nodes',
    ),
  );
  return {
    asked,
    by,
    nodes,
    pods: of((one) => one.list('/api/v1/pods')),
    apiServices: of((one) => one.list('/apis/apiregistration.k8s.io/v1/apiservices')),
    daemonSets: of(listDaemonSets),
    endpoints: of(listEndpoints),
    volumes: of(listPersistentVolumes),
    webhooks: of(async (one) => {
      const found = both(await listWebhooks(one, 'mutating'), await listWebhooks(one, 'validating'));
      return mapReading(found, (kinds) => kinds.flat(), 'webhooks');
    }),
    masterObjects,
  };
};
