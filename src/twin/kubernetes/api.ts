import type { Call } from '../call-log.ts';
import type { Answering } from '../exchange.ts';
import { header, type Incoming } from '../incoming.ts';
import { isApiDown, type LiveCluster, type LiveWorld } from '../live-world.ts';
import type { Reply } from '../reply.ts';
import { isAuthorized } from '../tokens.ts';
import { findForbidden } from './access.ts';
import { patch, update } from './change.ts';
import { storeOf } from './controllers.ts';
import { create } from './create.ts';
import { del } from './delete.ts';
import { look } from './derived.ts';
import { findDocument } from './discovery.ts';
import { evict } from './eviction.ts';
import { renderList, renderObject } from './list.ts';
import { findWanted, type KubernetesRequest, type Wanted } from './request.ts';
import { review } from './reviews.ts';
import { findUnavailable } from './extensions.ts';
import { scale } from './scale.ts';
import { noSuchPath, notAllowed, notFound, status } from './status.ts';
import { showTimers } from './store.ts';

function read(request: KubernetesRequest): Reply {
  const { resource, namespace, name, incoming, store, now, cluster } = request;
  if (resource.name === 'pods' || resource.name === 'jobs') showTimers(store);
  const objects = look(resource, { store, now, cluster: cluster.told });
  const within = objects.filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace);
  if (name === undefined) return renderList(within, { resource, query: incoming.query, version: store.version });
  const object = within.find(({ metadata }) => metadata.name === name);
  return object === undefined ? notFound(resource, name) : renderObject(resource, object);
}

const verbs: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

const handlers: Readonly<Record<string, (request: KubernetesRequest) => Reply>> = {
  get: read,
  list: read,
  create,
  update,
  patch,
  delete: del,
};

/** The verb as RBAC names it: GET without a name is list. */
function verbOf(method: string, wanted: Wanted | undefined): string {
  const verb = verbs[method] ?? method.toLowerCase();
  return verb === 'get' && wanted !== undefined && wanted.name === undefined ? 'list' : verb;
}

/** Verb and resource, as RBAC names them: "list nodes", "create pods/eviction", "get readyz". */
function nameAction(method: string, path: string, wanted: Wanted | undefined): string {
  const verb = verbOf(method, wanted);
  if (wanted === undefined) return `${verb} ${path.slice(1)}`;
  return `${verb} ${wanted.resource.name}${wanted.sub === undefined ? '' : `/${wanted.sub}`}`;
}

/** What answers, undefined when the resource does not take the verb. */
function findHandler(
  { resource, sub, name }: Wanted,
  verb: string,
): ((request: KubernetesRequest) => Reply) | undefined {
  if (resource.group === 'authorization.k8s.io') return verb === 'create' && name === undefined ? review : undefined;
  if (sub === 'eviction') return verb === 'create' ? evict : undefined;
  if (sub === 'scale') return ['get', 'update', 'patch'].includes(verb) ? scale : undefined;
  if (sub === 'status') return ['get', 'update', 'patch'].includes(verb) ? handlers[verb] : undefined;
  const named = verb === 'create' || verb === 'list' ? name === undefined : name !== undefined;
  return named && (resource.verbs as readonly string[]).includes(verb) ? handlers[verb] : undefined;
}

function serve(incoming: Incoming, cluster: LiveCluster, world: LiveWorld, wanted: Wanted | undefined): Reply {
  if (wanted === undefined) {
    const document = findDocument(incoming.path, incoming.query, cluster);
    if (document !== undefined && ['GET', 'HEAD'].includes(incoming.method)) return document();
    return findUnavailable(storeOf(cluster, world), incoming.path) ?? noSuchPath();
  }
  const verb = verbOf(incoming.method, wanted);
  const handler = findHandler(wanted, verb);
  if (handler === undefined) return notAllowed();
  const forbidden = findForbidden(cluster, wanted, verb);
  if (forbidden !== undefined) return forbidden;
  return handler({ ...wanted, incoming, cluster, world, store: storeOf(cluster, world), now: world.clock.now() });
}

/** A question about oneself is posted and changes nothing. */
const isRead = (method: string, wanted: Wanted | undefined): boolean =>
  method === 'GET' || method === 'HEAD' || (method === 'POST' && wanted?.resource.group === 'authorization.k8s.io');

/** Answers a call of one cluster's Kubernetes API. */
export function answerKubernetes(incoming: Incoming, cluster: LiveCluster, world: LiveWorld): Answering {
  const { method, path, query } = incoming;
  const wanted = findWanted(path, cluster);
  const call: Call = {
    product: 'Kubernetes',
    action: nameAction(method, path, wanted),
    target: cluster.told.id,
    kind: isRead(method, wanted) ? 'read' : 'write',
    request: world.calls.nextRequest(),
  };
  const audited = (reply: Reply): Reply => ({
    ...reply,
    headers: { ...reply.headers, 'audit-id': call.request.toLowerCase() },
  });
  const known =
    wanted === undefined
      ? findDocument(path, query, cluster) !== undefined && call.kind === 'read'
      : findHandler(wanted, verbOf(method, wanted)) !== undefined;
  return {
    call,
    unknown: !known,
    refusal: refusalOf(incoming, cluster, world),
    // The clock may just have jumped into the time when the API server is away.
    perform: () =>
      isApiDown(cluster, world.clock.now()) ? undefined : audited(serve(incoming, cluster, world, wanted)),
    refuse: (code, reason, message) => audited(status(code, reason, message)),
    throttle,
  };
}

function refusalOf(incoming: Incoming, { told }: LiveCluster, world: LiveWorld): Reply | undefined {
  if (incoming.tooLarge) return status(413, 'RequestEntityTooLarge', 'limit exceeded');
  return isAuthorized(world, told.id, header(incoming, 'authorization'))
    ? undefined
    : status(401, 'Unauthorized', 'Unauthorized');
}

/** Retry-After counts whole seconds here. */
function throttle(retryAfterMs: number): Reply {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const reply = status(429, 'TooManyRequests', 'Too many requests, please try again later.', {
    retryAfterSeconds: seconds,
  });
  return {
    ...reply,
    headers: { ...reply.headers, 'retry-after': String(seconds), 'x-acs-retry-after': String(retryAfterMs) },
  };
}
