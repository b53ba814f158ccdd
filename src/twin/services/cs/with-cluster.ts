import { findCluster, type LiveCluster } from '../../live-world.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';

/** Looks up the cluster that the path names, or answers as the service does when there is none. */
export function withCluster(
  request: ServiceRequest,
  handle: (cluster: LiveCluster, request: ServiceRequest) => Answer,
): Answer {
  const id = request.path['cluster'] ?? '';
  const cluster = findCluster(request.world, id);
  return cluster === undefined
    ? refuse(404, 'ErrorClusterNotFound', `cluster ${id} not found`)
    : handle(cluster, request);
}
