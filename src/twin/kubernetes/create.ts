import type { Reply } from '../reply.ts';
import { awaitJob, react, reacting } from './controllers.ts';
import { renderObject } from './list.ts';
import { taintsOfNew } from './nodes.ts';
import { apiVersionOf, mapping, storeKey, without, type KubernetesObject } from './object.ts';
import { nodeNameOf } from './pod-state.ts';
import { isDryRun, parseMapping, type Body, type KubernetesRequest } from './request.ts';
import { bind } from './scheduler.ts';
import { alreadyExists, badRequest, invalid, notFound } from './status.ts';
import { add, find, suffix } from './store.ts';

function findBadBody({ resource, namespace }: KubernetesRequest, body: Body): Reply | undefined {
  const { kind = resource.kind, apiVersion = apiVersionOf(resource) } = body;
  if (kind !== resource.kind || apiVersion !== apiVersionOf(resource)) {
    const [given, wanted] = [
      `${String(apiVersion)}, Kind=${String(kind)}`,
      `${apiVersionOf(resource)}, Kind=${resource.kind}`,
    ];
    return badRequest(`the API version and kind in the data (${given}) do not match the expected ones (${wanted})`);
  }
  const told = mapping(body['metadata'])['namespace'];
  return told === undefined || told === namespace
    ? undefined
    : badRequest('the namespace of the provided object does not match the namespace sent on the request');
}

function nameOf({ store }: KubernetesRequest, metadata: Body): string {
  const { name, generateName } = metadata;
  if (typeof name === 'string' && name !== '') return name;
  return typeof generateName === 'string' && generateName !== '' ? `${generateName}${suffix(store)}` : '';
}

/** What a new object has before any controller saw it. */
function initialStatus(kind: string): Body {
  if (kind === 'Pod') return { status: { phase: 'Pending', qosClass: 'BestEffort' } };
  return ['ConfigMap', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].includes(kind)
    ? {}
    : { status: {} };
}

/** What the server itself adds to a new object. */
function admitted(kind: string, object: KubernetesObject): KubernetesObject {
  // Until its kubelet speaks: the server does so itself (admission plugin TaintNodesByCondition).
  if (kind === 'Node') return { ...object, spec: { ...mapping(object['spec']), taints: taintsOfNew(object) } };
  if (kind !== 'Namespace') return object;
  const { metadata } = object;
  const labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name };
  return {
    ...object,
    metadata: { ...metadata, labels },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

/** What happens by itself to a new object. */
function follow(request: KubernetesRequest, object: KubernetesObject): void {
  const { resource, store, now } = request;
  const node = resource.name === 'pods' ? nodeNameOf(object) : undefined;
  if (node !== undefined) bind(store, object, node, reacting(store, now));
  if (resource.name === 'jobs') awaitJob(store, now);
  react(store, now);
}

export function create(request: KubernetesRequest): Reply {
  const { incoming, resource, namespace, store, now } = request;
  const parsed = parseMapping(incoming);
  if (!parsed.ok) return parsed.reply;
  const bad = findBadBody(request, parsed.body);
  if (bad !== undefined) return bad;
  const told = mapping(parsed.body['metadata']);
  const name = nameOf(request, told);
  if (name === '')
    return invalid(resource, '', {
      field: 'metadata.name',
      reason: 'FieldValueRequired',
      message: 'Required value: name or generateName is required',
    });
  if (namespace !== undefined && find(store, 'namespaces', { name: namespace }) === undefined)
    return notFound({ name: 'namespaces', group: '' }, namespace);
  const key = storeKey(resource);
  if (find(store, key, { namespace, name }) !== undefined) return alreadyExists(resource, name);
  const object = admitted(resource.kind, {
    ...without(parsed.body, 'kind', 'apiVersion', 'status'),
    metadata: { ...without(told, 'resourceVersion', 'uid'), name, ...(namespace !== undefined && { namespace }) },
    ...initialStatus(resource.kind),
  });
  if (isDryRun(incoming)) return renderObject(resource, object, 201);
  const made = add(store, key, object, now);
  follow(request, made);
  return renderObject(resource, made, 201);
}
