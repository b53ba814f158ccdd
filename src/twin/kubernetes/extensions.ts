import { text, type Reply } from '../reply.ts';
import { availabilityOf } from './derived.ts';
import { at } from './object.ts';
import { find, type Store } from './store.ts';

/** What the server answers for an extension of the API whose service does not: in plain text, and no Status. */
export function findUnavailable(store: Store, path: string): Reply | undefined {
  const [, group, version] = /^\/apis\/([^/]+)\/([^/]+)/.exec(path) ?? [];
  if (group === undefined || version === undefined) return undefined;
  const extension = find(store, 'apiservices.apiregistration.k8s.io', { name: `${version}.${group}` });
  if (extension === undefined || at(extension, 'spec.service') === undefined) return undefined;
  return availabilityOf(extension, store) === 'True' ? undefined : text(503, 'service unavailable\n');
}
