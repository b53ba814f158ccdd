import { cs } from './cs.ts';
import { ecs } from './ecs.ts';
import { ram } from './ram.ts';
import type { Operation, Service } from './service.ts';
import { slb } from './slb.ts';
import { sts } from './sts.ts';
import { vpc } from './vpc.ts';

/** The one list of services. */
export const services: readonly Service[] = [cs, ecs, slb, vpc, ram, sts];

/** Of a product the twin does not have: its calls get the unknown-action error. */
const unnamed: Service = {
  product: 'unknown',
  style: 'RPC',
  version: '',
  host: 'aliyuncs.com',
  forbidden: 'NoPermission',
  operations: [],
};

/** By API version, which is what tells products on one port apart; without one, a path means CS. */
export function findService(version: string | undefined): Service {
  if (version === undefined) return cs;
  return services.find((service) => service.version === version) ?? unnamed;
}

export interface Found {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/** Undefined for a segment that is not percent-encoded text. */
function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The named parts of the path; undefined when it does not fit the pattern. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/').map(decode);
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, name] of wanted.entries()) {
    const value = given[index];
    if (value === undefined) return undefined;
    if (/^\{.*\}$/.test(name) && value !== '') parts[name.slice(1, -1)] = value;
    else if (name !== value) return undefined;
  }
  return parts;
}

export interface Wanted {
  readonly method: string;
  readonly path: string;
  readonly action: string | undefined;
}

export function findOperation(service: Service, { method, path, action }: Wanted): Found | undefined {
  if (service.style === 'RPC') {
    const operation = path === '/' ? service.operations.find((candidate) => candidate.action === action) : undefined;
    return operation && { operation, path: {} };
  }
  for (const operation of service.operations) {
    const [verb, pattern = ''] = (operation.route ?? '').split(' ');
    const parts = verb === method ? matchPath(pattern, path) : undefined;
    if (parts !== undefined) return { operation, path: parts };
  }
  return undefined;
}
