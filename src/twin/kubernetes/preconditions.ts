import type { Reply } from '../reply.ts';
import { mapping, type KubernetesObject, type Resource } from './object.ts';
import { conflict } from './status.ts';

/** preconditions of DeleteOptions against the object as it is. The server names the kind, not the resource, here. */
export function findUnmet({ kind, group }: Resource, object: KubernetesObject, options: unknown): Reply | undefined {
  const { uid, resourceVersion } = mapping(mapping(options)['preconditions']);
  const { metadata } = object;
  const unmet = (what: string, wanted: unknown, is: unknown, might: string): Reply =>
    conflict(
      { name: kind, group },
      metadata.name,
      `the ${what} in the precondition (${String(wanted)}) does not match the ${what} in record (${String(is)}). The object might have been ${might}`,
    );
  if (uid !== undefined && uid !== metadata.uid) return unmet('UID', uid, metadata.uid, 'deleted and then recreated');
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    return unmet('ResourceVersion', resourceVersion, metadata.resourceVersion, 'modified');
  return undefined;
}
