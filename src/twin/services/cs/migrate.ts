import { hasPassed, isRunning, type CheckRun } from '../../cluster-check.ts';
import { standingOf, type LiveCluster, type LiveWorld } from '../../live-world.ts';
import { startMigration } from '../../start-migration.ts';
import type { Destination } from '../../migration-obstacles.ts';
import { minutes } from '../../time.ts';
import { findItems } from './checks.ts';
import { answer, refuse, type Answer, type ServiceRequest } from '../service.ts';
import { withCluster } from './with-cluster.ts';

/** How long a passed check is good for. The service names no limit; a day is what the twin takes. */
const checkAge = minutes(24 * 60);

/**
 * Three official clients send three bodies: {oss_bucket_name, oss_bucket_endpoint}, {type, spec} and {cluster_spec};
 * what the service does not know, it ignores.
 */
function findBadField(body: Readonly<Record<string, unknown>>): string | undefined {
  const known = ['oss_bucket_name', 'oss_bucket_endpoint', 'type', 'spec', 'cluster_spec'];
  const wrongType = known.find((name) => body[name] !== undefined && typeof body[name] !== 'string');
  if (wrongType !== undefined) return wrongType;
  if (body['type'] !== undefined && body['type'] !== 'ManagedKubernetes') return 'type';
  return ['spec', 'cluster_spec'].find((name) => body[name] !== undefined && body[name] !== 'ack.pro.small');
}

const invalid = (name: string): Answer => refuse(400, 'InvalidParameter', `The parameter ${name} is invalid.`);

/** Why a cluster in this standing cannot be migrated. */
function findObstacle(cluster: LiveCluster, now: number): Answer | undefined {
  const { told } = cluster;
  const { spec, state } = standingOf(cluster, now);
  if (state !== 'running') {
    return refuse(400, 'ErrorClusterState', `cluster ${told.id} is ${state}, it must be running to be migrated`);
  }
  if (told.profile !== 'Default') {
    return refuse(400, 'ErrorClusterTypeNotSupported', `clusters of profile ${told.profile} cannot be migrated`);
  }
  if (spec.startsWith('ack.pro')) {
    return refuse(400, 'ErrorClusterSpecNotSupported', `cluster ${told.id} is of spec ${spec} already`);
  }
  return undefined;
}

const lastFinished = ({ checks }: LiveCluster, now: number): CheckRun | undefined =>
  checks
    .filter((run) => run.type === 'ClusterMigrate' && !isRunning(run, now))
    .toSorted((left, right) => right.finished - left.finished)[0];

/** The latest finished check decides: one that passed before it proves nothing any more. */
function findCheckObstacle(cluster: LiveCluster, now: number): Answer | undefined {
  const check = lastFinished(cluster, now);
  const required = (why: string): Answer =>
    refuse(400, 'ErrorClusterCheckRequired', `a passed ClusterMigrate check of the last 24 hours is required: ${why}`);
  if (check === undefined) return required('none has finished');
  if (!hasPassed(check)) return required(`check ${check.id} did not pass`);
  return check.finished < now - checkAge ? required(`check ${check.id} is older`) : undefined;
}

/** The service checks a dedicated cluster again before it stops the masters: what passed an hour ago may not any more. */
function findNewObstacle(cluster: LiveCluster, world: LiveWorld): Answer | undefined {
  const failed = findItems(cluster, world)?.find(({ status }) => status === 'fail');
  if (failed === undefined) return undefined;
  const { name, resource = '', message = '' } = failed;
  return refuse(400, 'ErrorClusterCheckRequired', `check item ${name} does not pass now: ${resource} ${message}`);
}

/** Where a dedicated cluster's snapshot goes; a managed one has no use for a bucket. */
function destinationOf(body: Readonly<Record<string, unknown>>): Destination | undefined {
  const { oss_bucket_name: bucket, oss_bucket_endpoint: endpoint } = body;
  if (typeof bucket !== 'string' || bucket === '') return undefined;
  return { bucket, endpoint: typeof endpoint === 'string' ? endpoint : '' };
}

/** Answers at once; the rest is in the task. There is no client token: a second call is a second migration, or refused. */
export const migrateCluster = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world, body, requestId }) => {
    const bad = findBadField(body);
    if (bad !== undefined) return invalid(bad);
    const now = world.clock.now();
    const obstacle = findObstacle(cluster, now) ?? findCheckObstacle(cluster, now);
    if (obstacle !== undefined) return obstacle;
    const dedicated = standingOf(cluster, now).type === 'Kubernetes';
    const to = dedicated ? destinationOf(body) : undefined;
    if (dedicated && to === undefined) {
      return refuse(
        400,
        'InvalidParameter',
        'The parameter oss_bucket_name is required to migrate a dedicated cluster.',
      );
    }
    const changed = dedicated ? findNewObstacle(cluster, world) : undefined;
    if (changed !== undefined) return changed;
    const { taskId } = startMigration(cluster, world, { from: now, body, ...(to && { to }) });
    return answer({ cluster_id: cluster.told.id, request_id: requestId, task_id: taskId });
  });
