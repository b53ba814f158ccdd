import type { LiveWorld } from '../live-world.ts';

/** When everything in a cluster was made; no client depends on it. */
export const creationTimestamp = '2021-06-01T02:10:00Z';

/** uid, resourceVersion and creationTimestamp, which every object has. */
export const stamp = (world: LiveWorld, name: string): Readonly<Record<string, string>> => ({
  uid: world.ids.uuid(`uid ${name}`).toLowerCase(),
  resourceVersion: '1000',
  creationTimestamp,
});
