import { surroundingsOf, type Cluster } from '../../cluster.ts';
import { standingOf, type LiveCluster, type LiveWorld } from '../../live-world.ts';
import { show } from '../../pending.ts';
import { beijing } from '../../time.ts';
import { answer, type Answer, type ServiceRequest } from '../service.ts';
import { answerPage, pagesOf } from './paging.ts';
import { withCluster } from './with-cluster.ts';

/** When all clusters of a world were made; no client depends on it. */
const created = Date.parse('2021-06-01T02:00:00Z');

/** Address of the API server in the cluster's network, as master_url has it. */
const intranetEndpoint = 'https://192.168.0.251:6443';

/** What list and detail have in common. */
function summarise(cluster: LiveCluster, world: LiveWorld): Record<string, unknown> {
  const { told } = cluster;
  const { type, spec, state, updated, migration } = standingOf(cluster, world.clock.now());
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
    timezone: told.timezone,
    size: told.nodes.length,
    tags: Object.entries(told.tags).map(([key, value]) => ({ key, value })),
    created: beijing(created),
    updated: beijing(updated ?? created),
    vpc_id: around.vpc,
    vswitch_ids: [around.vSwitch],
    security_group_id: around.securityGroup,
    resource_group_id: around.resourceGroup,
    service_cidr: '172.21.0.0/20',
    container_cidr: '172.20.0.0/16',
    proxy_mode: 'ipvs',
    ip_stack: 'ipv4',
    cluster_domain: 'cluster.local',
    deletion_protection: false,
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
  const size = cluster.told.nodes.filter((node) => node.role === 'Master').length;
  return {
    control_plane_config: { size, charge_type: 'PostPaid', instance_types: ['ecs.c6.xlarge'], runtime: 'containerd' },
  };
}

function detail(cluster: LiveCluster, world: LiveWorld): Record<string, unknown> {
  const { told } = cluster;
  const { autoUpgrade = {} } = told.told;
  return {
    ...summarise(cluster, world),
    // Both are JSON in a string; some clients fail when meta_data is missing or does not parse.
    master_url: JSON.stringify({ intranet_api_server_endpoint: intranetEndpoint, api_server_endpoint: '' }),
    meta_data: JSON.stringify({ Addons: [] }),
    worker_ram_role_name: `KubernetesWorkerRole-${surroundingsOf(told, world.ids).roleSuffix}`,
    maintenance_window: maintenanceWindowOf(told),
    rrsa_config: { enabled: false },
    operation_policy: {
      cluster_auto_upgrade: { enabled: autoUpgrade.enabled ?? false, channel: autoUpgrade.channel ?? 'patch' },
    },
    control_plane_endpoints_config: {
      internal_dns_config: { enabled: false, bind_vpcs: [] },
      load_balancers_config: [
        { endpoint: '192.168.0.251', endpoint_type: 'private', load_balancer_id: told.loadBalancer },
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
