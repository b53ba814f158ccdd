import type { Call } from '../call-log.ts';
import type { Answering } from '../exchange.ts';
import { header, type Incoming } from '../incoming.ts';
import { isApiDown, type LiveCluster, type LiveWorld } from '../live-world.ts';
import type { Reply } from '../reply.ts';
import { isAuthorized } from '../tokens.ts';
import { apiServices, apiServicesOf } from './api-services.ts';
import { findDocument, resources } from './discovery.ts';
import { renderList, renderObject } from './list.ts';
import { nodes, nodesOf } from './nodes.ts';
import type { KubernetesObject, Resource } from './object.ts';
import { pods, podsOf } from './pods.ts';
import { notFound, status } from './status.ts';

/** What a path asks for: all of a resource, all in a namespace, or one. */
interface Wanted {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

const objectsOf: Readonly<Record<string, (cluster: LiveCluster, world: LiveWorld) => readonly KubernetesObject[]>> = {
  [nodes.name]: nodesOf,
  [pods.name]: podsOf,
  [apiServices.name]: apiServicesOf,
};

function decode(path: string): readonly string[] | undefined {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** /api/v1/… and /apis/<group>/<version>/…, with namespaces/<name> before namespaced resources. */
function findWanted(path: string): Wanted | undefined {
  const [root, ...rest] = decode(path) ?? [];
  const [group, version, ...within] = root === 'api' ? ['', ...rest] : rest;
  if (root !== 'api' && root !== 'apis') return undefined;
  const namespace = within[0] === 'namespaces' && within.length > 2 ? within[1] : undefined;
  const [plural, name, ...more] = namespace === undefined ? within : within.slice(2);
  const resource = resources.find((each) => each.name === plural && each.group === group && each.version === version);
  if (resource === undefined || more.length > 0) return undefined;
  if (namespace !== undefined && !resource.namespaced) return undefined;
  return resource.namespaced && name !== undefined && namespace === undefined
    ? undefined
    : { resource, namespace, name };
}

function serve(
  { resource, namespace, name }: Wanted,
  query: URLSearchParams,
  objects: readonly KubernetesObject[],
): Reply {
  const within = objects.filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace);
  if (name === undefined) return renderList(resource, within, query);
  const object = within.find(({ metadata }) => metadata.name === name);
  return object === undefined ? notFound(resource.name, resource.group, name) : renderObject(resource, object);
}

const verbs: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Verb and resource, as RBAC names them: "list nodes", "get pods", "get readyz". */
function nameAction(method: string, path: string, wanted: Wanted | undefined): string {
  const verb = verbs[method] ?? method.toLowerCase();
  if (wanted === undefined) return `${verb} ${path.slice(1)}`;
  return `${verb === 'get' && wanted.name === undefined ? 'list' : verb} ${wanted.resource.name}`;
}

/** Answers a call of one cluster's Kubernetes API. */
export function answerKubernetes(incoming: Incoming, cluster: LiveCluster, world: LiveWorld): Answering {
  const { method, path, query } = incoming;
  const { id } = cluster.told;
  const wanted = findWanted(path);
  const document = findDocument(path, query, cluster);
  const reads = method === 'GET' || method === 'HEAD';
  const call: Call = {
    product: 'Kubernetes',
    action: nameAction(method, path, wanted),
    target: id,
    kind: reads ? 'read' : 'write',
    request: world.calls.nextRequest(),
  };
  const audited = (reply: Reply): Reply => ({
    ...reply,
    headers: { ...reply.headers, 'audit-id': call.request.toLowerCase() },
  });
  const perform = (): Reply | undefined => {
    // The clock may just have jumped into the time when the API server is away.
    if (isApiDown(cluster, world.clock.now())) return undefined;
    if (!reads && wanted !== undefined)
      return audited(
        status(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource'),
      );
    if (document !== undefined && reads) return audited(document());
    const objects = wanted && objectsOf[wanted.resource.name]?.(cluster, world);
    if (wanted === undefined || objects === undefined)
      return audited(status(404, 'NotFound', 'the server could not find the requested resource', {}));
    return audited(serve(wanted, query, objects));
  };
  return {
    call,
    unknown: wanted === undefined ? document === undefined || !reads : !reads,
    refusal: refusalOf(incoming, cluster, world),
    perform,
    refuse: (code, reason, message) => audited(status(code, reason, message)),
    throttle: throttle,
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
