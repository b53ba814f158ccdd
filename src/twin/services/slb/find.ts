import type { LiveLoadBalancer } from '../../live-load-balancer.ts';
import { missing } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';

/** Of the region asked. */
export function balancersOf({ world, query }: ServiceRequest): readonly LiveLoadBalancer[] {
  const region = query.get('RegionId') ?? '';
  return world.loadBalancers.filter((balancer) => region === '' || balancer.region === region);
}

export function withBalancer(request: ServiceRequest, handle: (balancer: LiveLoadBalancer) => Answer): Answer {
  const id = request.query.get('LoadBalancerId') ?? '';
  if (id === '') return missing('LoadBalancerId');
  const balancer = balancersOf(request).find((candidate) => candidate.id === id);
  return balancer === undefined
    ? refuse(404, 'InvalidLoadBalancerId.NotFound', 'The specified LoadBalancerId does not exist.')
    : handle(balancer);
}
