import { surroundingsOf } from '../../cluster.ts';
import { standingOf, type LiveCluster, type LiveWorld } from '../../live-world.ts';
import { answer, type Answer, type ServiceRequest } from '../service.ts';
import { withCluster } from './with-cluster.ts';

const created = '2021-06-01T10:00:00+08:00';

interface Made {
  /** Its name in the template that made the cluster; k8s_master_slb is the API server's load balancer. */
  readonly name: string;
  readonly type: string;
  readonly instance: string;
}

function resourcesOf(cluster: LiveCluster, world: LiveWorld): readonly Made[] {
  const { told } = cluster;
  const around = surroundingsOf(told, world.ids);
  const dedicated = standingOf(cluster, world.clock.now()).type === 'Kubernetes';
  return [
    { name: 'k8s_vpc', type: 'ALIYUN::ECS::VPC', instance: around.vpc },
    ...around.vSwitches.map((instance) => ({ name: 'k8s_vswitch', type: 'ALIYUN::ECS::VSwitch', instance })),
    { name: 'k8s_sg', type: 'ALIYUN::ECS::SecurityGroup', instance: around.securityGroup },
    {
      name: 'k8s_master_slb',
      type: `ALIYUN::${told.loadBalancer.startsWith('nlb-') ? 'NLB' : 'SLB'}::LoadBalancer`,
      instance: told.loadBalancer,
    },
    ...(told.internet === 'loadBalancer' && dedicated
      ? [{ name: 'k8s_master_slb_internet', type: 'ALIYUN::SLB::LoadBalancer', instance: around.internetLoadBalancer }]
      : []),
    ...(dedicated
      ? [
          {
            name: 'KubernetesMasterRole',
            type: 'ALIYUN::RAM::Role',
            instance: told.masterRole,
          },
        ]
      : []),
    { name: 'KubernetesWorkerRole', type: 'ALIYUN::RAM::Role', instance: told.workerRole },
  ];
}

const render = ({ name, type, instance }: Made, cluster: string): Record<string, unknown> => ({
  cluster_id: cluster,
  created,
  instance_id: instance,
  resource_type: type,
  // JSON in a string, PascalCase: it comes from the orchestration service.
  resource_info: JSON.stringify({
    Id: name,
    Name: name,
    Type: type,
    Status: 'CREATE_COMPLETE',
    StatusReason: 'state changed',
    Updated: '2021-06-01T02:00:00',
    PhysicalId: instance,
  }),
  state: 'CREATE_COMPLETE',
  auto_create: 1,
  dependencies: [],
  associated_object: { kind: '', namespace: '', name: '' },
  delete_behavior: { delete_by_default: true, changeable: false },
  creator_type: 'system',
  extra_info: {},
});

/** A bare array, not an object (DescribeClusterResources reference). */
export const describeClusterResources = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world }) =>
    answer(resourcesOf(cluster, world).map((resource) => render(resource, cluster.told.id))),
  );
