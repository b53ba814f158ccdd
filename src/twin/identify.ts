import type { Call } from './call-log.ts';
import { header, type Incoming } from './incoming.ts';
import type { LiveWorld } from './live-world.ts';
import { readParameters } from './parameters.ts';
import { findOperation, findService, type Found } from './services/registry.ts';
import type { Service } from './services/service.ts';

export interface Identified {
  readonly service: Service;
  readonly found: Found | undefined;
  readonly call: Call;
  /** Those of query and form together. */
  readonly parameters: URLSearchParams;
}

/** A guess for operations the twin does not have: by method, and for RPC by the verb of the action. */
function guessKind(style: Service['style'], method: string, action: string): Call['kind'] {
  const reads = style === 'RPC' ? /^(Describe|List|Get|Query|Check)/.test(action) : /^(GET|HEAD)$/.test(method);
  return reads ? 'read' : 'write';
}

/** The first element where a parameter is a list: InstanceId.1, or a JSON array. */
function targetIn(parameters: URLSearchParams, name: string): string | undefined {
  const value = parameters.get(name) ?? parameters.get(`${name}_id`) ?? parameters.get(`${name}.1`);
  return value?.startsWith('["') ? /"([^"]*)"/.exec(value)?.[1] : (value ?? undefined);
}

/** Version and action come in headers, or from older clients in the query or the form. */
export function identify(incoming: Incoming, world: LiveWorld): Identified {
  const { method, path } = incoming;
  const parameters = readParameters(incoming);
  const service = findService(header(incoming, 'x-acs-version') ?? parameters.get('Version') ?? undefined);
  const action = header(incoming, 'x-acs-action') ?? parameters.get('Action') ?? undefined;
  const found = findOperation(service, { method, path, action });
  const target = found?.operation.target ?? '';
  const call: Call = {
    product: service.product,
    action: found?.operation.action ?? action ?? `${method} ${path}`,
    target: found?.path[target] ?? targetIn(parameters, target) ?? '',
    kind: found?.operation.kind ?? guessKind(service.style, method, action ?? ''),
    request: world.calls.nextRequest(),
  };
  return { service, found, call, parameters };
}
