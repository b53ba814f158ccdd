import { hasPassed, isRunning, type CheckRun } from '../../cluster-check.ts';
import { standingOf, startMigration, type LiveCluster } from '../../live-world.ts';
import { minutes } from '../../time.ts';
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
  const { type, spec, state } = standingOf(cluster, now);
  if (state !== 'running') {
    return refuse(400, 'ErrorClusterState', `cluster ${told.id} is ${state}, it must be running to be migrated`);
  }
  if (type === 'Kubernetes') {
    const message = `cluster ${told.id} is a dedicated cluster: its migration is not modelled yet by the twin`;
    return refuse(400, 'ErrorClusterTypeNotSupported', message);
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

/** Answers at once; the rest is in the task. There is no client token: a second call is a second migration, or refused. */
export const migrateCluster = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world, body, requestId }) => {
    const bad = findBadField(body);
    if (bad !== undefined) return invalid(bad);
    const now = world.clock.now();
    const obstacle = findObstacle(cluster, now) ?? findCheckObstacle(cluster, now);
    if (obstacle !== undefined) return obstacle;
    const { taskId } = startMigration(cluster, world.ids, { from: now, body });
    return answer({ cluster_id: cluster.told.id, request_id: requestId, task_id: taskId });
  });
