import { json, type Reply } from '../reply.ts';
import { apiVersionOf, type KubernetesObject, type Resource } from './object.ts';
import { parseFieldSelector, parseLabelSelector } from './selectors.ts';
import { badRequest, status } from './status.ts';

/** What a continue token holds: the version of the list, and the last object that was shown. */
interface Continuation {
  readonly v: 'meta.k8s.io/v1';
  readonly rv: number;
  readonly start: string;
}

const encode = (continuation: Continuation): string => Buffer.from(JSON.stringify(continuation)).toString('base64url');

function decode(token: string): Continuation | undefined {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString()) as Partial<Continuation> | null;
    if (typeof value?.start !== 'string' || !Number.isInteger(value.rv)) return undefined;
    return { v: 'meta.k8s.io/v1', rv: Number(value.rv), start: value.start };
  } catch {
    return undefined;
  }
}

export const renderObject = (resource: Resource, object: KubernetesObject, code = 200): Reply =>
  json(
    code,
    { kind: resource.kind, apiVersion: apiVersionOf(resource), ...object },
    { 'content-type': 'application/json' },
  );

const keyOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

interface Listing {
  readonly resource: Resource;
  readonly query: URLSearchParams;
  /** The version of the store. */
  readonly version: number;
}

/** A list with limit and continue. Items have no kind and apiVersion of their own, as in the real lists. */
function renderPage(items: readonly KubernetesObject[], { resource, query, version }: Listing): Reply {
  const limit = query.get('limit') ?? '';
  if (!/^\d*$/.test(limit)) return badRequest(`strconv.ParseInt: parsing "${limit}": invalid syntax`);
  const token = query.get('continue') ?? '';
  const from = token === '' ? { start: '', rv: version } : decode(token);
  if (from === undefined) return badRequest('continue key is not valid: illegal base64 data or not a token');
  const left = items.filter((item) => keyOf(item) > from.start);
  const page = left.slice(0, Number(limit) || left.length);
  const rest = left.length - page.length;
  const last = page.at(-1);
  // With a selector the server does not know how many are left.
  const counts = !query.get('labelSelector') && !query.get('fieldSelector');
  const metadata = {
    resourceVersion: String(from.rv),
    ...(rest > 0 &&
      last !== undefined && {
        continue: encode({ v: 'meta.k8s.io/v1', rv: from.rv, start: keyOf(last) }),
        ...(counts && { remainingItemCount: rest }),
      }),
  };
  const body = { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items: page };
  return json(200, body, { 'content-type': 'application/json' });
}

export function renderList(objects: readonly KubernetesObject[], listing: Listing): Reply {
  const { resource, query } = listing;
  if (['1', 'true'].includes(query.get('watch') ?? '')) {
    return status(405, 'MethodNotAllowed', `the twin does not serve watches of ${resource.name}`);
  }
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  if (!labels.ok) return badRequest(labels.why);
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', resource.fields);
  if (!fields.ok) return badRequest(fields.why);
  return renderPage(
    objects.filter((object) => labels.test(object) && fields.test(object)),
    listing,
  );
}
