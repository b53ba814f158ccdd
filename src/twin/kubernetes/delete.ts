import { utc } from '../time.ts';
import type { Reply } from '../reply.ts';
import { react, reacting } from './controllers.ts';
import { deleteOwner, type Propagation } from './garbage.ts';
import { renderObject } from './list.ts';
import { collectPodsOf } from './node-controller.ts';
import { storeKey, type KubernetesObject } from './object.ts';
import { deletePod } from './pod-delete.ts';
import { findUnmet } from './preconditions.ts';
import { isDryRun, parseMapping, type Body, type KubernetesRequest } from './request.ts';
import { badRequest, notFound, success } from './status.ts';
import { find, remove, revise } from './store.ts';

/** Seconds, from the query or the options. */
function graceOf({ incoming }: KubernetesRequest, options: Body): number | undefined {
  const told = incoming.query.get('gracePeriodSeconds') ?? options['gracePeriodSeconds'];
  return told === undefined || told === null ? undefined : Number(told);
}

/** undefined: a word the API does not know. */
function propagationOf({ incoming }: KubernetesRequest, options: Body): Propagation | undefined {
  const told = incoming.query.get('propagationPolicy') ?? options['propagationPolicy'] ?? 'Background';
  if (options['orphanDependents'] === true) return 'Orphan';
  return told === 'Background' || told === 'Foreground' || told === 'Orphan' ? told : undefined;
}

const isOwner = ({ resource }: KubernetesRequest): boolean => resource.group === 'apps' || resource.group === 'batch';

/** Held back by a finalizer: marked, and gone when somebody takes the last one away. */
function mark(request: KubernetesRequest, object: KubernetesObject, finalizer?: string): KubernetesObject {
  const { store, resource, now } = request;
  const { metadata } = object;
  return revise(store, storeKey(resource), {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: metadata.deletionTimestamp ?? utc(now),
      deletionGracePeriodSeconds: 0,
      finalizers: [...new Set([...(metadata.finalizers ?? []), ...(finalizer === undefined ? [] : [finalizer])])],
    },
  });
}

function deleted({ resource, name = '' }: KubernetesRequest, { metadata }: KubernetesObject): Reply {
  const { name: kind, group } = resource;
  return success(200, { name, ...(group !== '' && { group }), kind, uid: metadata.uid });
}

function perform(request: KubernetesRequest, object: KubernetesObject, options: Body): Reply {
  const { store, resource, now } = request;
  const key = storeKey(resource);
  if (resource.name === 'pods')
    return renderObject(resource, deletePod(store, object, { grace: graceOf(request, options), now }));
  if ((object.metadata.finalizers ?? []).length > 0) return renderObject(resource, mark(request, object));
  const how = propagationOf(request, options);
  if (how === undefined) return badRequest('invalid propagationPolicy');
  if (isOwner(request)) {
    const marked = how === 'Foreground' ? mark(request, object, 'foregroundDeletion') : object;
    const left = deleteOwner(store, { key, object: marked }, how, reacting(store, now));
    return left === undefined ? deleted(request, object) : renderObject(resource, left);
  }
  remove(store, key, object);
  if (resource.name === 'nodes') collectPodsOf(store, object, reacting(store, now));
  react(store, now);
  return deleted(request, object);
}

export function del(request: KubernetesRequest): Reply {
  const { incoming, store, resource, namespace, name = '' } = request;
  const parsed = parseMapping(incoming);
  if (!parsed.ok) return parsed.reply;
  const object = find(store, storeKey(resource), { namespace, name });
  if (object === undefined) return notFound(resource, name);
  const unmet = findUnmet(resource, object, parsed.body);
  if (unmet !== undefined) return unmet;
  if (isDryRun(incoming, parsed.body)) {
    return resource.name === 'pods' ? renderObject(resource, object) : deleted(request, object);
  }
  return perform(request, object, parsed.body);
}
