import { surroundingsOf, type Cluster } from '../../cluster.ts';
import { membersOf } from '../../live-cluster.ts';
import { standingOf, type LiveCluster, type LiveWorld } from '../../live-world.ts';
import { show } from '../../pending.ts';
import { beijing } from '../../time.ts';
import { answer, type Answer, type ServiceRequest } from '../service.ts';
import { answerPage, pagesOf } from './paging.ts';
import { withCluster } from './with-cluster.ts';

/** When all clusters of a world were made; no client depends on it. */
const created = Date.parse('2021-06-01T02:00:00Z');

/** Address of the API server in the cluster's network; a domain name where a network load balancer is in front. */
function intranetHost({ told }: LiveCluster, world: LiveWorld): string {
  const balancer = world.loadBalancers.find(({ id }) => id === told.loadBalancer);
  return balancer?.address ?? `${told.loadBalancer}.${told.region}.nlb.aliyuncsslb.com`;
}

/** As master_url has it. The public one goes with a load balancer of the masters', but an EIP stays. */
function endpointsOf(cluster: LiveCluster, world: LiveWorld): Record<string, string> {
  const { told } = cluster;
  const dedicated = standingOf(cluster, world.clock.now()).type === 'Kubernetes';
  const eip = world.network.eips.find(({ instance }) => instance === told.loadBalancer)?.address;
  const outside = eip ?? (told.internet === 'loadBalancer' && dedicated ? told.internetAddress : undefined);
  return {
    intranet_api_server_endpoint: `https://${intranetHost(cluster, world)}:6443`,
    api_server_endpoint: outside === undefined ? '' : `https://${outside}:6443`,
  };
}

/** What list and detail have in common. */
function summarise(cluster: LiveCluster, world: LiveWorld): Record<string, unknown> {
  const { told } = cluster;
  const now = world.clock.now();
  const { type, spec, state, timezone, deletionProtection, updated, migration } = standingOf(cluster, now);
  for (const { pending } of cluster.tasks) if (pending !== undefined) show(pending);
  if (migration !== undefined) show(migration.pending);
  const around = surroundingsOf(told, world.ids);
  return {
    cluster_id: told.id,
    name: told.name,
    cluster_type: type,
    cluster_spec: spec,
    profile: told.profile,
    state,
    current_version: told.version,
    init_version: told.version,
    next_version: '',
    region_id: told.region,
    timezone,
    size: membersOf(cluster, now).length,
    tags: Object.entries(told.tags).map(([key, value]) => ({ key, value })),
    created: beijing(created),
    updated: beijing(updated ?? created),
    vpc_id: around.vpc,
    vswitch_ids: around.vSwitches,
    security_group_id: around.securityGroup,
    resource_group_id: around.resourceGroup,
    service_cidr: '172.21.0.0/20',
    container_cidr: '172.20.0.0/16',
    proxy_mode: 'ipvs',
    ip_stack: 'ipv4',
    cluster_domain: 'cluster.local',
    deletion_protection: deletionProtection,
  };
}

const maintenanceWindowOf = ({ told: { maintenanceWindow = {} } }: Cluster): Record<string, unknown> => ({
  enable: maintenanceWindow.enable ?? false,
  maintenance_time: maintenanceWindow.time ?? '03:00:00Z',
  duration: maintenanceWindow.duration ?? '3h',
  weekly_period: maintenanceWindow.weeklyPeriod ?? 'Thursday',
  ...(maintenanceWindow.recurrence !== undefined && { recurrence: maintenanceWindow.recurrence }),
});

/** control_plane_config is of dedicated clusters only: managed masters are nobody's to configure. */
function controlPlaneOf(cluster: LiveCluster, now: number): Record<string, unknown> {
  if (standingOf(cluster, now).type !== 'Kubernetes') return {};
  const masters = membersOf(cluster, now).filter((node) => node.role === 'Master');
  const first = cluster.instances.get(masters[0]?.instance ?? '')?.told;
  return {
    control_plane_config: {
      size: masters.length,
      charge_type: first?.chargeType ?? 'PostPaid',
      instance_types: ['ecs.c6.xlarge'],
      image_id: 'aliyun_3_x64_20G_alibase_20241218.vhd',
      image_type: 'AliyunLinux3',
      runtime: 'containerd',
      instance_metadata_options: { http_tokens: first?.httpTokens ?? 'optional' },
    },
  };
}

function detail(cluster: LiveCluster, world: LiveWorld): Record<string, unknown> {
  const { told } = cluster;
  const { autoUpgrade = {} } = told.told;
  return {
    ...summarise(cluster, world),
    // Both are JSON in a string; some clients fail when meta_data is missing or does not parse.
    master_url: JSON.stringify(endpointsOf(cluster, world)),
    meta_data: JSON.stringify({ Addons: [] }),
    worker_ram_role_name: told.workerRole,
    maintenance_window: maintenanceWindowOf(told),
    rrsa_config: { enabled: false },
    operation_policy: {
      cluster_auto_upgrade: { enabled: autoUpgrade.enabled ?? false, channel: autoUpgrade.channel ?? 'patch' },
    },
    control_plane_endpoints_config: {
      internal_dns_config: { enabled: false, bind_vpcs: [] },
      load_balancers_config: [
        { endpoint: intranetHost(cluster, world), endpoint_type: 'private', load_balancer_id: told.loadBalancer },
      ],
    },
    auto_mode: { enable: false },
    ...controlPlaneOf(cluster, world.clock.now()),
  };
}

export const describeClusterDetail = (request: ServiceRequest): Answer =>
  withCluster(request, (cluster, { world }) => answer(detail(cluster, world)));

/** `name` is searched for, the others must be equal; region comes from the path. */
function isWanted(summary: Readonly<Record<string, unknown>>, query: URLSearchParams): boolean {
  const same = ['cluster_id', 'cluster_type', 'cluster_spec', 'profile'].every((key) => {
    const wanted = query.get(key) ?? '';
    return wanted === '' || summary[key] === wanted;
  });
  return same && String(summary['name']).includes(query.get('name') ?? '');
}

export function describeClustersForRegion({ world, path, query }: ServiceRequest): Answer {
  const wanted = world.clusters
    .filter(({ told }) => told.region === path['region'])
    .map((cluster) => summarise(cluster, world))
    .filter((summary) => isWanted(summary, query));
  return answerPage(wanted, query, pagesOf(10), ({ items, info }) => answer({ clusters: items, page_info: info }));
}
