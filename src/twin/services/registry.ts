import { cs } from './cs.ts';
import type { Operation, Service } from './service.ts';
import { sts } from './sts.ts';

/** The one list of services. */
export const services: readonly Service[] = [cs, sts];

/** Products that share the port but have no operations here: their calls get the unknown-action error. */
const others: readonly Service[] = [
  { product: 'ECS', style: 'RPC', version: '2014-05-26', host: 'ecs.aliyuncs.com', operations: [] },
  { product: 'SLB', style: 'RPC', version: '2014-05-15', host: 'slb.aliyuncs.com', operations: [] },
  { product: 'VPC', style: 'RPC', version: '2016-04-28', host: 'vpc.aliyuncs.com', operations: [] },
  { product: 'RAM', style: 'RPC', version: '2015-05-01', host: 'ram.aliyuncs.com', operations: [] },
];

/** By API version, which is what tells products on one port apart; without one, a path means CS. */
export function findService(version: string | undefined): Service {
  const unnamed: Service = { product: 'unknown', style: 'RPC', version: '', host: 'aliyuncs.com', operations: [] };
  if (version === undefined) return cs;
  return [...services, ...others].find((service) => service.version === version) ?? unnamed;
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
