import type { Identifiers } from '../identifiers.ts';
import { firstVersion } from './store.ts';

/** When everything in a cluster was made; no client depends on it. */
export const creationTimestamp = '2021-06-01T02:10:00Z';

/** The uid of what is there from the start, by a name that no other thing in the world has. */
export const uidOf = (ids: Identifiers, name: string): string => ids.uuid(`uid ${name}`).toLowerCase();

/** uid, resourceVersion and creationTimestamp, which every object has. */
export const stamp = (ids: Identifiers, name: string): Readonly<Record<string, string>> => ({
  uid: uidOf(ids, name),
  resourceVersion: String(firstVersion),
  creationTimestamp,
});
