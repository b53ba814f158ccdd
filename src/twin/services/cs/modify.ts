import type { ClusterChange } from '../../live-cluster.ts';
import { standingOf, type LiveCluster, type LiveWorld } from '../../live-world.ts';
import { startTask } from '../../task.ts';
import { answer, refuse, type Answer, type ServiceRequest } from '../service.ts';
import { withCluster } from './with-cluster.ts';

/** How long a change takes, in virtual seconds. */
const seconds = 60;

const tiers = ['ack.pro.small', 'ack.pro.xlarge', 'ack.pro.2xlarge', 'ack.pro.4xlarge'];

const invalid = (name: string, why: string): Answer =>
  refuse(400, 'InvalidParameter', `The parameter ${name} is invalid: ${why}.`);

type Body = ServiceRequest['body'];

const kinds = {
  timezone: 'string',
  cluster_spec: 'string',
  deletion_protection: 'boolean',
  api_server_eip: 'boolean',
  api_server_eip_id: 'string',
} as const;

/** A tier is changed among Pro clusters only: the way to Pro is a migration. */
function findBadField(body: Body, spec: string): Answer | undefined {
  const wrong = Object.entries(kinds).find(([name, kind]) => body[name] !== undefined && typeof body[name] !== kind);
  if (wrong !== undefined) return invalid(wrong[0], `it must be a ${wrong[1]}`);
  if (body['timezone'] === '') return invalid('timezone', 'it must be a time zone, as Asia/Shanghai');
  const wanted = body['cluster_spec'];
  if (typeof wanted !== 'string') return undefined;
  if (!tiers.includes(wanted)) return invalid('cluster_spec', `it must be one of ${tiers.join(', ')}`);
  return spec.startsWith('ack.pro')
    ? undefined
    : invalid('cluster_spec', `a cluster of spec "${spec}" must be migrated`);
}

const textOr = <K extends string>(body: Body, from: string, to: K): Partial<Record<K, string>> =>
  typeof body[from] === 'string' ? ({ [to]: body[from] } as Record<K, string>) : {};

function changeOf(body: Body, at: number): ClusterChange {
  const protection = body['deletion_protection'];
  return {
    at,
    ...textOr(body, 'timezone', 'timezone'),
    ...textOr(body, 'cluster_spec', 'spec'),
    ...(typeof protection === 'boolean' && { deletionProtection: protection }),
  };
}

/** Binds an EIP to the API server's load balancer, or takes it off. Without an id, a new one is made. */
function bindEip({ told }: LiveCluster, world: LiveWorld, body: Body): Answer | undefined {
  const { eips } = world.network;
  if (body['api_server_eip'] === undefined) return undefined;
  const bound = eips.find(({ instance }) => instance === told.loadBalancer);
  if (body['api_server_eip'] === false) {
    if (bound !== undefined) bound.instance = '';
    return undefined;
  }
  if (bound !== undefined) return invalid('api_server_eip', `EIP ${bound.id} is bound already`);
  const id = body['api_server_eip_id'];
  if (id === undefined) {
    const made = `eip-bp1${world.ids.letters(`${told.id} new eip`, 17)}`;
    eips.push({ id: made, address: told.internetAddress, region: told.region, instance: told.loadBalancer });
    return undefined;
  }
  const eip = eips.find((candidate) => candidate.id === id && candidate.instance === '');
  if (eip === undefined) return invalid('api_server_eip_id', 'there is no free EIP of this id');
  eip.instance = told.loadBalancer;
  return undefined;
}

/** The cluster is `updating` until its task is done. */
export const modifyCluster = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world, body, requestId }) => {
    const { id } = cluster.told;
    const { state, spec } = standingOf(cluster, world.clock.now());
    if (state !== 'running') {
      return refuse(400, 'ErrorClusterState', `cluster ${id} is ${state}, it must be running to be modified`);
    }
    const bad = findBadField(body, spec) ?? bindEip(cluster, world, body);
    if (bad !== undefined) return bad;
    const task = startTask(cluster, world, { type: 'cluster_modify', seconds, parameters: body });
    cluster.changes.push(changeOf(body, task.updated));
    return answer({ cluster_id: id, request_id: requestId, task_id: task.id });
  });
