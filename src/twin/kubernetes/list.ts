import { json, type Reply } from '../reply.ts';
import type { KubernetesObject, Resource } from './object.ts';
import { parseFieldSelector, parseLabelSelector } from './selectors.ts';
import { badRequest, status } from './status.ts';

/** What a continue token holds: where to go on, and in which list. */
interface Continuation {
  readonly v: 'meta.k8s.io/v1';
  readonly rv: number;
  readonly start: number;
}

const encode = (continuation: Continuation): string => Buffer.from(JSON.stringify(continuation)).toString('base64url');

function decode(token: string): Continuation | undefined {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString()) as Partial<Continuation> | null;
    if (!Number.isInteger(value?.start) || !Number.isInteger(value?.rv)) return undefined;
    return { v: 'meta.k8s.io/v1', rv: Number(value?.rv), start: Number(value?.start) };
  } catch {
    return undefined;
  }
}

const apiVersionOf = ({ group, version }: Resource): string => (group === '' ? version : `${group}/${version}`);

export const renderObject = (resource: Resource, object: KubernetesObject): Reply =>
  json(
    200,
    { kind: resource.kind, apiVersion: apiVersionOf(resource), ...object },
    { 'content-type': 'application/json' },
  );

/** A list with limit and continue. Items have no kind and apiVersion of their own, as in the real lists. */
function renderPage(resource: Resource, items: readonly KubernetesObject[], query: URLSearchParams): Reply {
  const limit = query.get('limit') ?? '';
  if (!/^\d*$/.test(limit)) return badRequest(`strconv.ParseInt: parsing "${limit}": invalid syntax`);
  const token = query.get('continue') ?? '';
  const from = token === '' ? { start: 0, rv: 1000 } : decode(token);
  if (from === undefined) return badRequest('continue key is not valid: illegal base64 data or not a token');
  const size = Number(limit) || items.length;
  const rest = Math.max(0, items.length - from.start - size);
  const metadata = {
    resourceVersion: String(from.rv),
    ...(rest > 0 && {
      continue: encode({ v: 'meta.k8s.io/v1', rv: from.rv, start: from.start + size }),
      remainingItemCount: rest,
    }),
  };
  const body = {
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource),
    metadata,
    items: items.slice(from.start, from.start + size),
  };
  return json(200, body, { 'content-type': 'application/json' });
}

export function renderList(resource: Resource, objects: readonly KubernetesObject[], query: URLSearchParams): Reply {
  if (['1', 'true'].includes(query.get('watch') ?? '')) {
    return status(405, 'MethodNotAllowed', `the twin does not serve watches of ${resource.name}`);
  }
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  if (!labels.ok) return badRequest(labels.why);
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', resource.fields);
  if (!fields.ok) return badRequest(fields.why);
  return renderPage(
    resource,
    objects.filter((object) => labels.test(object) && fields.test(object)),
    query,
  );
}
