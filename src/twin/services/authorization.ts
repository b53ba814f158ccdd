import { authorize } from '../access/authorize.ts';
import { findKey } from '../keys.ts';
import type { Refusal, Service, ServiceRequest, Operation } from './service.ts';

/** The region a call is about, as its parameters or its cluster say; "*" when they do not. */
function regionOf({ query, path, world }: ServiceRequest): string {
  const cluster = world.clusters.find(({ told }) => told.id === path['cluster']);
  return query.get('RegionId') ?? cluster?.told.region ?? path['region'] ?? '*';
}

/** RAM is one for all regions. */
const resourceOf = (service: Service, request: ServiceRequest, relative: string): string => {
  const product = service.product.toLowerCase();
  const region = product === 'ram' ? '*' : regionOf(request);
  return `acs:${product}:${region}:${request.world.account.id}:${relative}`;
};

/** Why the caller may not; undefined when they may. */
export function findForbidden(service: Service, operation: Operation, request: ServiceRequest): Refusal | undefined {
  if (operation.open === true) return undefined;
  const { world, accessKeyId } = request;
  const action = `${service.product.toLowerCase()}:${operation.action}`;
  const touched = operation.resources?.(request) ?? ['*'];
  const resources = touched.map((relative) => resourceOf(service, request, relative));
  const decision = authorize(world, { accessKeyId, action, resources });
  if (decision === 'allowed') return undefined;
  const { role = accessKeyId } = findKey(world, accessKeyId) ?? {};
  const detail = {
    AuthAction: action,
    AuthPrincipalDisplayName: role,
    AuthPrincipalOwnerId: world.account.id,
    AuthPrincipalType: 'AssumedRoleUser',
    NoPermissionType: decision === 'implicit' ? 'ImplicitDeny' : 'ExplicitDeny',
    PolicyType: 'AccountLevelIdentityBasedPolicy',
  };
  return {
    status: 403,
    code: service.forbidden,
    message: `You are not authorized to do this action. You should be authorized by RAM: ${action} on ${resources.join(', ')}.`,
    more: service.style === 'ROA' ? { accessDeniedDetail: detail } : { AccessDeniedDetail: detail },
  };
}
