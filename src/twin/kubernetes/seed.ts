import { availabilityOf } from './derived.ts';
import { mapping, spell, storeKey, without, type KubernetesObject, type Resource } from './object.ts';
import { resources } from './resources.ts';
import { listOf, type Store } from './store.ts';
import { merge, type Upstream } from './upstream.ts';

/** What is made there, in this order: owners before what they own, webhooks when nothing more is to be made. */
const seeded = [
  'namespaces',
  'nodes',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'jobs.batch',
  'persistentvolumes',
  'persistentvolumeclaims',
  'services',
  'configmaps',
  'pods',
  'poddisruptionbudgets.policy',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'apiservices.apiregistration.k8s.io',
];

/** A real server has its own API services, and judges others itself: only those that are to fail can be made there. */
const isWanted = (key: string, object: KubernetesObject, store: Store): boolean =>
  key !== 'apiservices.apiregistration.k8s.io' || availabilityOf(object, store) !== 'True';

/** Kinds whose status nobody else writes: there is neither kubelet nor controller-manager. */
const withStatus = ['nodes', 'pods'];

/** Of one object's collection, or of all there are. */
export function pathOf({ group, version, name }: Resource, namespace?: string): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return namespace === undefined ? `${root}/${name}` : `${root}/namespaces/${namespace}/${name}`;
}

/** An object as a client would make it, its owners by their uids there. */
function asNew(resource: Resource, object: KubernetesObject, uids: ReadonlyMap<string, string>): unknown {
  const metadata = without(object.metadata, 'uid', 'resourceVersion', 'creationTimestamp', 'generation');
  const owners = object.metadata.ownerReferences?.map((owner) => ({ ...owner, uid: uids.get(owner.uid) ?? owner.uid }));
  const { group, version, kind } = resource;
  return {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    ...without(object, 'metadata', 'status'),
    // Addresses of services are given there, from a range of its own.
    ...(kind === 'Service' && { spec: without(object['spec'], 'clusterIP') }),
    metadata: { ...metadata, ...(owners && { ownerReferences: owners }) },
  };
}

interface Seeding {
  readonly upstream: Upstream;
  readonly resource: Resource;
  /** uids there by uids here. */
  readonly uids: Map<string, string>;
}

/** Makes one object, or takes the one that is there. Throws with the server's own words when it does neither. */
async function seedOne({ upstream, resource, uids }: Seeding, object: KubernetesObject): Promise<void> {
  const { name, namespace, uid = '' } = object.metadata;
  const path = pathOf(resource, namespace);
  const made = await upstream.ask('POST', path, asNew(resource, object, uids));
  const there = made.status === 409 ? await upstream.ask('GET', `${path}/${name}`) : made;
  if (there.status >= 300) {
    throw new Error(`${resource.name} ${name} cannot be made: ${there.status} ${spell(there.body['message'] ?? '')}`);
  }
  uids.set(uid, spell(mapping(there.body['metadata'])['uid'] ?? ''));
  const key = storeKey(resource);
  // A real server taints a node that is made until its kubelet speaks: here nobody will take that away.
  if (key === 'nodes') {
    const taints = mapping(object['spec'])['taints'] ?? null;
    await upstream.ask('PATCH', `${path}/${name}`, { spec: { taints } }, merge);
  }
  if (withStatus.includes(key))
    await upstream.ask('PATCH', `${path}/${name}/status`, { status: object['status'] }, merge);
}

/** Makes the cluster's objects there. Throws at the first that the server refuses. */
export async function seed(upstream: Upstream, store: Store): Promise<void> {
  const uids = new Map<string, string>();
  for (const key of seeded) {
    const resource = resources.find((each) => storeKey(each) === key);
    if (resource === undefined) continue;
    for (const object of listOf(store, key).filter((each) => isWanted(key, each, store)))
      await seedOne({ upstream, resource, uids }, object);
  }
}
