import { storeKey, type KubernetesObject } from './object.ts';
import { resources } from './resources.ts';
import { pathOf } from './seed.ts';
import { place, type Store } from './store.ts';
import type { Upstream } from './upstream.ts';

/** What the rest of the twin looks at: checks of the cluster do. */
const mirrored = ['nodes', 'pods', 'daemonsets.apps', 'apiservices.apiregistration.k8s.io'];

/** Takes over what a real server has now; what it does not list stays as it was. */
export async function mirror(upstream: Upstream, store: Store): Promise<void> {
  for (const resource of resources.filter((each) => mirrored.includes(storeKey(each)))) {
    const { status, body } = await upstream.ask('GET', pathOf(resource));
    const { items } = body;
    if (status !== 200 || !Array.isArray(items)) continue;
    const key = storeKey(resource);
    store.objects.set(key, new Map());
    for (const object of items as readonly KubernetesObject[]) place(store, key, object);
  }
}
