import { surroundingsOf, type Node } from '../../cluster.ts';
import type { LiveCluster, LiveWorld } from '../../live-world.ts';
import { answer, type Answer, type ServiceRequest } from '../service.ts';
import { answerPage } from './paging.ts';
import { withCluster } from './with-cluster.ts';

function renderNode(node: Node, cluster: LiveCluster, world: LiveWorld): Record<string, unknown> {
  const worker = node.role === 'Worker';
  return {
    instance_id: node.instance,
    node_name: node.name,
    instance_name: `${node.role.toLowerCase()}-k8s-for-cs-${cluster.told.id}`,
    host_name: node.instance.replace(/^i-/, 'iZ'),
    instance_role: node.role,
    instance_status: 'Running',
    node_status: node.ready ? 'Ready' : 'NotReady',
    state: 'running',
    instance_charge_type: 'PostPaid',
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
    const wanted = cluster.told.nodes.filter((node) => isWanted(node, query, nodePool));
    return answerPage(wanted, query, { number: 'pageNumber', size: 'pageSize', defaultSize: 10 }, ({ items, info }) =>
      answer({ nodes: items.map((node) => renderNode(node, cluster, world)), page: info }),
    );
  });

/** All workers are in one pool; a cGPU cluster's pool is one for shared GPU. */
export const describeClusterNodePools = (request: ServiceRequest): Answer =>
  withCluster(request, ({ told }, { world }) => {
    const around = surroundingsOf(told, world.ids);
    const workers = told.nodes.filter((node) => node.role === 'Worker');
    const serving = workers.filter((node) => node.ready).length;
    return answer({
      nodepools: [
        {
          nodepool_info: {
            nodepool_id: around.nodePool,
            name: 'default-nodepool',
            type: 'ess',
            is_default: true,
            region_id: told.region,
            resource_group_id: around.resourceGroup,
            created: '2021-06-01T10:00:00+08:00',
            updated: '2021-06-01T10:00:00+08:00',
          },
          status: {
            state: 'active',
            total_nodes: workers.length,
            serving_nodes: serving,
            healthy_nodes: serving,
            offline_nodes: workers.length - serving,
            failed_nodes: 0,
            initial_nodes: 0,
            removing_nodes: 0,
          },
          scaling_group: {
            ram_role_name: `KubernetesWorkerRole-${around.roleSuffix}`,
            security_group_id: around.securityGroup,
            vswitch_ids: [around.vSwitch],
            instance_types: ['ecs.c6.xlarge'],
            instance_charge_type: 'PostPaid',
          },
          auto_scaling: { enable: false, type: told.components.cgpu === 'none' ? 'cpu' : 'gpushare' },
        },
      ],
    });
  });
