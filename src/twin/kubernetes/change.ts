import { header } from '../incoming.ts';
import type { Reply } from '../reply.ts';
import { react } from './controllers.ts';
import { derive } from './derived.ts';
import { renderObject } from './list.ts';
import { withCordon } from './node-controller.ts';
import { mapping, spell, storeKey, without, type KubernetesObject } from './object.ts';
import { jsonPatch, mergePatch, strategicPatch } from './patch.ts';
import { isDryRun, parseBody, type KubernetesRequest } from './request.ts';
import { badRequest, conflict, modified, notFound, status } from './status.ts';
import { find, remove, revise } from './store.ts';

/** What is to take the place of an object. */
type Wanted = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reply: Reply };

const refused = (reply: Reply): Wanted => ({ ok: false, reply });

const mediaTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

function unsupported(): Wanted {
  const message = `the body of the request was in an unknown format - accepted media types include: ${mediaTypes.join(', ')}`;
  return refused(status(415, 'UnsupportedMediaType', message));
}

/** The value with the patch of the request in it, by its media type. */
export function applyPatch({ incoming }: Pick<KubernetesRequest, 'incoming'>, target: unknown): Wanted {
  const type = (header(incoming, 'content-type') ?? '').split(';')[0]?.trim() ?? '';
  if (!mediaTypes.includes(type)) return unsupported();
  const parsed = parseBody(incoming);
  if (!parsed.ok) return parsed;
  if (parsed.value === undefined) return refused(badRequest('the patch is empty'));
  if (type === 'application/merge-patch+json') return { ok: true, value: mergePatch(target, parsed.value) };
  if (type === 'application/strategic-merge-patch+json')
    return { ok: true, value: strategicPatch(target, parsed.value) };
  const patched = jsonPatch(target, parsed.value);
  return patched.ok ? patched : refused(status(422, 'Invalid', patched.why, {}));
}

function replacement({ incoming }: KubernetesRequest): Wanted {
  return parseBody(incoming);
}

/** A client may send back what it read, at the version it read; it cannot make the object another one. */
function findConflict({ resource }: KubernetesRequest, old: KubernetesObject, wanted: unknown): Reply | undefined {
  const { name, uid, resourceVersion } = mapping(mapping(wanted)['metadata']);
  const is = old.metadata;
  if (name !== undefined && name !== is.name)
    return badRequest(`the name of the object (${spell(name)}) does not match the name on the URL (${is.name})`);
  if (uid !== undefined && uid !== is.uid) {
    const why = `Precondition failed: UID in precondition: ${spell(uid)}, UID in object meta: ${is.uid ?? ''}`;
    return conflict(resource, is.name, why);
  }
  return resourceVersion !== undefined && resourceVersion !== '' && resourceVersion !== is.resourceVersion
    ? modified(resource, is.name)
    : undefined;
}

/** Fields of metadata that are the server's own. */
const fixed = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];

function mergeMetadata(old: KubernetesObject, wanted: unknown): KubernetesObject['metadata'] {
  const { metadata } = old;
  const own = Object.fromEntries(Object.entries(metadata).filter(([name]) => fixed.includes(name)));
  const given = without(wanted, ...fixed);
  const { name, namespace } = metadata;
  return { ...given, ...own, name, ...(namespace !== undefined && { namespace }) };
}

/** Behind status only the status changes, elsewhere all but the status. */
function merge({ resource, sub }: KubernetesRequest, old: KubernetesObject, wanted: unknown): KubernetesObject {
  const { metadata, status: told } = mapping(wanted);
  const rest = without(wanted, 'kind', 'apiVersion', 'metadata', 'status');
  if (sub === 'status') return { ...old, ...(told !== undefined && { status: told }) };
  const { status: is } = old;
  const merged = { ...rest, metadata: mergeMetadata(old, metadata), ...(is !== undefined && { status: is }) };
  return resource.name === 'nodes' ? withCordon(merged) : merged;
}

/** An object that only its finalizers held back goes with the last of them. */
const isReleased = ({ resource }: KubernetesRequest, { metadata }: KubernetesObject): boolean =>
  resource.name !== 'pods' && metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).length === 0;

function put(request: KubernetesRequest, old: KubernetesObject, wanted: unknown): Reply {
  const { resource, incoming, store, now, cluster } = request;
  const obstacle = findConflict(request, old, wanted);
  if (obstacle !== undefined) return obstacle;
  const merged = merge(request, old, wanted);
  if (isDryRun(incoming)) return renderObject(resource, merged);
  const key = storeKey(resource);
  const changed = revise(store, key, merged);
  if (isReleased(request, changed)) remove(store, key, changed);
  if (changed !== old) react(store, now);
  return renderObject(resource, derive(key, changed, { store, now, cluster: cluster.told }));
}

const change =
  (want: (request: KubernetesRequest, old: KubernetesObject) => Wanted) =>
  (request: KubernetesRequest): Reply => {
    const { resource, store, namespace, name = '' } = request;
    const old = find(store, storeKey(resource), { namespace, name });
    if (old === undefined) return notFound(resource, name);
    const wanted = want(request, old);
    return wanted.ok ? put(request, old, wanted.value) : wanted.reply;
  };

export const patch = change(applyPatch);
export const update = change(replacement);
