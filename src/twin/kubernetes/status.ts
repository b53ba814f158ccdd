import { json, type Reply } from '../reply.ts';
import type { Resource } from './object.ts';

const plain = { 'content-type': 'application/json' };

type Details = Readonly<Record<string, unknown>>;

/** An error as the Kubernetes API gives it. Without a reason the field is left out, as the server does. */
export const status = (code: number, reason: string, message: string, details?: Details): Reply =>
  json(
    code,
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...(reason !== '' && { reason }),
      ...(details && { details }),
      code,
    },
    plain,
  );

/** What a call that changed something answers when it has no object to show. */
export const success = (code: number, details?: Details): Reply =>
  json(
    code,
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      ...(details && { details }),
      // A deletion tells no code; an eviction does.
      ...(code !== 200 && { code }),
    },
    plain,
  );

type Named = Pick<Resource, 'name' | 'group'>;

/** "deployments.apps", as messages have it. */
export const qualified = ({ name, group }: Named): string => (group === '' ? name : `${name}.${group}`);

const detailsOf = ({ name: kind, group }: Named, name: string): Details => ({
  name,
  ...(group !== '' && { group }),
  kind,
});

export const notFound = (resource: Named, name: string): Reply =>
  status(404, 'NotFound', `${qualified(resource)} "${name}" not found`, detailsOf(resource, name));

export const badRequest = (message: string): Reply => status(400, 'BadRequest', message);

export const alreadyExists = (resource: Named, name: string): Reply =>
  status(409, 'AlreadyExists', `${qualified(resource)} "${name}" already exists`, detailsOf(resource, name));

export const conflict = (resource: Named, name: string, why: string): Reply =>
  status(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`,
    detailsOf(resource, name),
  );

export const modified = (resource: Named, name: string): Reply =>
  conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );

export const notAllowed = (): Reply =>
  status(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

export const noSuchPath = (): Reply => status(404, 'NotFound', 'the server could not find the requested resource', {});

interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

export const invalid = (
  { kind, group }: Pick<Resource, 'kind' | 'group'>,
  name: string,
  { field, message, reason }: Cause & { readonly field: string },
): Reply =>
  status(422, 'Invalid', `${group === '' ? kind : `${kind}.${group}`} "${name}" is invalid: ${field}: ${message}`, {
    name,
    ...(group !== '' && { group }),
    kind,
    causes: [{ reason, message, field }],
  });

/** An eviction that a budget refuses. `retryAfter` in seconds; 0: the server does not say when. */
export function tooManyRequests(cause: string, retryAfter: number): Reply {
  const message = "Cannot evict pod as it would violate the pod's disruption budget.";
  const reply = status(429, 'TooManyRequests', message, {
    causes: [{ reason: 'DisruptionBudget', message: cause }],
    ...(retryAfter > 0 && { retryAfterSeconds: retryAfter }),
  });
  return retryAfter > 0 ? { ...reply, headers: { ...reply.headers, 'retry-after': String(retryAfter) } } : reply;
}
