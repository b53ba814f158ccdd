import type { Node } from '../../cluster.ts';
import { membersOf } from '../../live-cluster.ts';
import type { LiveInstance } from '../../live-instance.ts';
import type { LiveCluster } from '../../live-world.ts';
import { startTask } from '../../task.ts';
import { answer, refuse, type Answer, type ServiceRequest } from '../service.ts';
import { withCluster } from './with-cluster.ts';

/** How long it takes, in virtual seconds. */
const seconds = 60;

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');

/** Only workers can be taken away (DeleteClusterNodes reference); masters that have left the cluster are no members. */
function findObstacle(names: readonly string[], members: readonly Node[]): Answer | undefined {
  const unknown = names.find((name) => !members.some((node) => node.name === name));
  if (unknown !== undefined) return refuse(404, 'ErrorNodeNotFound', `node ${unknown} is not in the cluster`);
  const master = members.find(({ name, role }) => role === 'Master' && names.includes(name));
  return master && refuse(400, 'ErrorMasterNodeNotSupported', `node ${master.name} is a master and cannot be removed`);
}

/** A subscription cannot be released, nor what is protected; such a node leaves the cluster and its instance stays. */
const canRelease = ({ told, deletionProtection }: LiveInstance): boolean =>
  told.chargeType !== 'PrePaid' && !deletionProtection;

function releaseAll({ instances }: LiveCluster, nodes: readonly Node[]): readonly string[] {
  const machines = nodes.map(({ instance }) => instances.get(instance)).filter((machine) => machine !== undefined);
  for (const machine of machines.filter(canRelease)) machine.released = true;
  return machines.filter((machine) => !canRelease(machine)).map(({ id }) => id);
}

export const deleteClusterNodes = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world, body, requestId }) => {
    const { nodes: names, release_node: release } = body;
    if (!isNames(names)) return refuse(400, 'InvalidParameter', 'The parameter nodes must be a list of node names.');
    const members = membersOf(cluster, world.clock.now());
    const obstacle = findObstacle(names, members);
    if (obstacle !== undefined) return obstacle;
    const nodes = members.filter(({ name }) => names.includes(name));
    const kept = release === true ? releaseAll(cluster, nodes) : [];
    const error =
      kept.length === 0 ? undefined : { code: 'ReleaseFailed', message: `not released: ${kept.join(', ')}` };
    const task = startTask(cluster, world, { type: 'node_remove', seconds, parameters: body, error });
    for (const { name } of nodes) cluster.removed.set(name, task.updated);
    return answer({ cluster_id: cluster.told.id, request_id: requestId, task_id: task.id });
  });
