import { surroundingsOf } from '../../cluster.ts';
import { membersOf, readinessOf } from '../../live-cluster.ts';
import type { LiveCluster, LiveWorld } from '../../live-world.ts';
import { answer, type Answer, type ServiceRequest } from '../service.ts';
import { withCluster } from './with-cluster.ts';

type Row = Readonly<Record<string, unknown>>;

function statusOf(cluster: LiveCluster, now: number): Row {
  const workers = membersOf(cluster, now).filter((node) => node.role === 'Worker');
  const serving = workers.filter((node) => readinessOf(cluster, node, now) === 'True').length;
  return {
    state: 'active',
    total_nodes: workers.length,
    serving_nodes: serving,
    healthy_nodes: serving,
    offline_nodes: workers.length - serving,
    failed_nodes: 0,
    initial_nodes: 0,
    removing_nodes: 0,
  };
}

/** A cGPU cluster's pool is one for shared GPU. */
function renderPool(cluster: LiveCluster, world: LiveWorld): Row {
  const { told } = cluster;
  const around = surroundingsOf(told, world.ids);
  return {
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
    status: statusOf(cluster, world.clock.now()),
    scaling_group: {
      ram_role_name: told.workerRole,
      security_group_id: around.securityGroup,
      vswitch_ids: around.vSwitches,
      instance_types: ['ecs.c6.xlarge'],
      instance_charge_type: 'PostPaid',
    },
    auto_scaling: { enable: false, type: told.components.cgpu === 'none' ? 'cpu' : 'gpushare' },
  };
}

/** All workers are in one pool. */
export const describeClusterNodePools = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world }) => answer({ nodepools: [renderPool(cluster, world)] }));
