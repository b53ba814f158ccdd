import { json, type Reply } from '../reply.ts';

/** An error as the Kubernetes API gives it. */
export const status = (code: number, reason: string, message: string, details?: Record<string, unknown>): Reply =>
  json(
    code,
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      ...(details && { details }),
      code,
    },
    { 'content-type': 'application/json' },
  );

export const notFound = (resource: string, group: string, name: string): Reply =>
  status(404, 'NotFound', `${group === '' ? resource : `${resource}.${group}`} "${name}" not found`, {
    name,
    ...(group !== '' && { group }),
    kind: resource,
  });

export const badRequest = (message: string): Reply => status(400, 'BadRequest', message);
