import type { Cluster } from '../cluster.ts';
import { utc } from '../time.ts';
import { statusOfBudget } from './budgets.ts';
import { selects } from './label-selector.ts';
import { at, mapping, spell, storeKey, type KubernetesObject, type Resource } from './object.ts';
import { conditionOf, isEnding, isReady, nodeNameOf } from './pod-state.ts';
import { find, listOf, withFields, type Store } from './store.ts';

/** The kubelet of a node that is there tells of itself all the time. */
function withHeartbeat(node: KubernetesObject, now: number): KubernetesObject {
  const conditions = at(node, 'status.conditions');
  if (!Array.isArray(conditions)) return node;
  const beat = (condition: unknown): unknown =>
    mapping(condition)['status'] === 'Unknown' ? condition : { ...mapping(condition), lastHeartbeatTime: utc(now) };
  return withFields(node, 'status', { conditions: conditions.map(beat) });
}

interface Backend {
  readonly ip: string;
  readonly nodeName?: string;
  readonly targetRef?: Readonly<Record<string, unknown>>;
}

/** Ready pods behind a service's selector. */
function backendsOf(store: Store, service: KubernetesObject): readonly Backend[] {
  const { namespace = '' } = service.metadata;
  const selector = at(service, 'spec.selector');
  if (selector === undefined) return [];
  return listOf(store, 'pods').flatMap((pod) => {
    const { metadata } = pod;
    const ip = at(pod, 'status.podIP');
    const serves = metadata.namespace === namespace && selects({ matchLabels: selector }, metadata.labels);
    if (!serves || !isReady(pod) || isEnding(pod) || typeof ip !== 'string') return [];
    const nodeName = nodeNameOf(pod);
    const targetRef = { kind: 'Pod', namespace, name: metadata.name, uid: metadata.uid };
    return [{ ip, ...(nodeName !== undefined && { nodeName }), targetRef }];
  });
}

/** The API server's own addresses: the masters', or the load balancer's of a managed cluster. */
function apiServers({ nodes }: Cluster): readonly Backend[] {
  const masters = nodes.filter(({ role }) => role === 'Master').map(({ address }) => ({ ip: address }));
  return masters.length > 0 ? masters : [{ ip: '192.168.0.251' }];
}

const isOwn = ({ metadata }: KubernetesObject): boolean =>
  metadata.namespace === 'default' && metadata.name === 'kubernetes';

const served = (store: Store, cluster: Cluster, service: KubernetesObject): readonly Backend[] =>
  isOwn(service) ? apiServers(cluster) : backendsOf(store, service);

const portsOf = (service: KubernetesObject): readonly Readonly<Record<string, unknown>>[] => {
  const ports = at(service, 'spec.ports');
  return Array.isArray(ports)
    ? (ports as readonly unknown[]).map((each) => ({
        port: isOwn(service) ? 6443 : mapping(each)['targetPort'],
        protocol: 'TCP',
      }))
    : [];
};

function endpoints(store: Store, cluster: Cluster, service: KubernetesObject): KubernetesObject {
  const addresses = served(store, cluster, service);
  return {
    metadata: service.metadata,
    ...(addresses.length > 0 && { subsets: [{ addresses, ports: portsOf(service) }] }),
  };
}

function endpointSlice(store: Store, cluster: Cluster, service: KubernetesObject): KubernetesObject {
  const { metadata } = service;
  return {
    metadata: {
      ...metadata,
      name: `${metadata.name}-${store.ids.letters(`${store.cluster} slice ${metadata.uid ?? ''}`, 5)}`,
      labels: { 'kubernetes.io/service-name': metadata.name },
    },
    addressType: 'IPv4',
    endpoints: served(store, cluster, service).map(({ ip, nodeName, targetRef }) => ({
      addresses: [ip],
      conditions: { ready: true },
      ...(nodeName !== undefined && { nodeName }),
      ...(targetRef && { targetRef }),
    })),
    ports: portsOf(service),
  };
}

/** The API server itself looks for the service behind an API service. */
function withService(apiService: KubernetesObject, store: Store): KubernetesObject {
  const service = mapping(at(apiService, 'spec.service'));
  const [namespace, name] = [spell(service['namespace']), spell(service['name'])];
  if (service['name'] === undefined || find(store, 'services', { namespace, name }) !== undefined) return apiService;
  const { creationTimestamp } = apiService.metadata;
  const missing = {
    type: 'Available',
    status: 'False',
    reason: 'ServiceNotFound',
    message: `service/${name} in "${namespace}" is not present`,
    lastTransitionTime: creationTimestamp,
  };
  return withFields(apiService, 'status', { conditions: [missing] });
}

/** The status of an API service's condition Available. */
export const availabilityOf = (apiService: KubernetesObject, store: Store): string =>
  conditionOf(withService(apiService, store), 'Available') ?? 'Unknown';

export interface Looking {
  readonly store: Store;
  readonly cluster: Cluster;
  /** Virtual ms. */
  readonly now: number;
}

/** An object as a client sees it: with what follows from other objects and from the time. */
export function derive(key: string, object: KubernetesObject, { store, now }: Looking): KubernetesObject {
  if (key === 'nodes') return withHeartbeat(object, now);
  if (key === 'apiservices.apiregistration.k8s.io') return withService(object, store);
  if (key !== 'poddisruptionbudgets.policy') return object;
  return { ...object, status: { ...mapping(object['status']), ...statusOfBudget(store, object) } };
}

/** All objects of a resource as a client sees them. */
export function look(resource: Resource, looking: Looking): readonly KubernetesObject[] {
  const { store, cluster } = looking;
  const key = storeKey(resource);
  const fromServices =
    key === 'endpoints' ? endpoints : key === 'endpointslices.discovery.k8s.io' ? endpointSlice : undefined;
  return fromServices === undefined
    ? listOf(store, key).map((object) => derive(key, object, looking))
    : listOf(store, 'services').map((service) => fromServices(store, cluster, service));
}
