import { surroundingsOf, type Node } from '../../cluster.ts';
import { membersOf, readinessOf } from '../../live-cluster.ts';
import { statusOfInstance } from '../../live-instance.ts';
import type { LiveCluster, LiveWorld } from '../../live-world.ts';
import { show } from '../../pending.ts';
import { answer, type Answer, type ServiceRequest } from '../service.ts';
import { answerPage } from './paging.ts';
import { withCluster } from './with-cluster.ts';

const nodeStatuses = { True: 'Ready', False: 'NotReady', Unknown: 'Unknown' } as const;

function renderNode(node: Node, cluster: LiveCluster, world: LiveWorld): Record<string, unknown> {
  const worker = node.role === 'Worker';
  const now = world.clock.now();
  const machine = cluster.instances.get(node.instance);
  for (const { pending } of machine?.reboots ?? []) show(pending);
  return {
    instance_id: node.instance,
    node_name: node.name,
    instance_name: `${node.role.toLowerCase()}-k8s-for-cs-${cluster.told.id}`,
    host_name: node.instance.replace(/^i-/, 'iZ'),
    instance_role: node.role,
    instance_status: machine === undefined || machine.released ? '' : statusOfInstance(machine, now),
    node_status: nodeStatuses[readinessOf(cluster, node, now)],
    state: 'running',
    instance_charge_type: machine?.told.chargeType ?? 'PostPaid',
    instance_type: 'ecs.c6.xlarge',
    instance_type_family: 'ecs.c6',
    image_id: 'aliyun_3_x64_20G_alibase_20241218.vhd',
    ip_address: [node.address],
    nodepool_id: worker ? surroundingsOf(cluster.told, world.ids).nodePool : '',
    is_aliyun_node: true,
    source: 'ess',
    creation_time: '2021-06-01T02:00:00Z',
    expired_time: '2099-12-31T15:59:00Z',
    error_message: '',
    spot_strategy: 'NoSpot',
  };
}

/** Comma lists of ids and names; nothing given means all. */
const listed = (list: string | null, value: string): boolean =>
  list === null || list === '' || list.split(',').includes(value);

function isWanted(node: Node, query: URLSearchParams, nodePool: string): boolean {
  const state = query.get('state') ?? '';
  const pool = query.get('nodepool_id') ?? '';
  return (
    ['', 'all', 'running'].includes(state) &&
    (pool === '' || (pool === nodePool && node.role === 'Worker')) &&
    listed(query.get('instanceIds'), node.instance) &&
    listed(query.get('nodeNames'), node.name)
  );
}

/** camelCase paging in the query, and `page` instead of `page_info` in the answer (DescribeClusterNodes reference). */
export const describeClusterNodes = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world, query }) => {
    const { nodePool } = surroundingsOf(cluster.told, world.ids);
    const wanted = membersOf(cluster, world.clock.now()).filter((node) => isWanted(node, query, nodePool));
    return answerPage(wanted, query, { number: 'pageNumber', size: 'pageSize', defaultSize: 10 }, ({ items, info }) =>
      answer({ nodes: items.map((node) => renderNode(node, cluster, world)), page: info }),
    );
  });
