import { canaries } from './settings.ts';
import { identity, type Script, type Scripted } from './scripted-cloud.ts';

export const clusterId = 'c82e6987e2961451182edacd74faf0000';
const base = `/clusters/${clusterId}`;

/** The routes of the calls, for scripts and counts. */
export const routes = {
  detail: `GET ${base}`,
  list: 'GET /regions/cn-hangzhou/clusters',
  tasks: `GET ${base}/tasks`,
  checks: `GET ${base}/checks`,
  check: (id: string): string => `GET ${base}/checks/${id}`,
  task: (id: string): string => `GET /tasks/${id}`,
  events: 'GET /events',
  kubeconfig: `GET /k8s/${clusterId}/user_config`,
  migrate: `POST ${base}/migrate`,
  runCheck: `POST ${base}/checks`,
} as const;

export const clusterRow = (over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  cluster_id: clusterId,
  name: 'prod-hangzhou',
  cluster_type: 'ManagedKubernetes',
  cluster_spec: 'ack.standard',
  profile: 'Default',
  state: 'running',
  current_version: '1.22.15-aliyun.1',
  region_id: 'cn-hangzhou',
  size: 6,
  tags: [],
  master_url: '{"intranet_api_server_endpoint":"https://192.168.0.251:6443"}',
  meta_data: '{}',
  ...over,
});

export const pro = { cluster_spec: 'ack.pro.small' } as const;

export const kubeconfigFor = (server: string, user: string = `token: ${canaries.bearer}`): string => `apiVersion: v1
kind: Config
current-context: main
contexts: [{name: main, context: {cluster: c, user: u}}]
clusters: [{name: c, cluster: {server: "${server}"}}]
users: [{name: u, user: {${user}}}]
`;

export const task = (state: string, created: string, over: Readonly<Record<string, unknown>> = {}) => ({
  task_id: `T-${state}`,
  task_type: 'cluster_migrate',
  state,
  created,
  ...over,
});

const page = (name: string, items: readonly unknown[]): Scripted => ({
  body: { [name]: items, page_info: { page_number: 1, page_size: 50, total_count: items.length } },
});

export interface ClusterParts {
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly tasks?: readonly unknown[];
  readonly events?: readonly unknown[];
  readonly checks?: readonly unknown[];
  /** The API server's address; without one nothing listens there. */
  readonly server?: string;
}

/** One quiet cluster that has what the parts say. */
export const clusterScript = ({
  cluster,
  tasks = [],
  events = [],
  checks = [],
  server,
}: ClusterParts = {}): Script => ({
  ...identity,
  [routes.detail]: { body: clusterRow(cluster) },
  [routes.list]: page('clusters', [clusterRow(cluster)]),
  [routes.tasks]: page('tasks', tasks),
  [routes.events]: page('events', events),
  [routes.checks]: { body: { checks } },
  [routes.kubeconfig]: { body: { config: kubeconfigFor(server ?? 'http://127.0.0.1:9'), expiration: '' } },
});

const items = (list: readonly unknown[]): Scripted => ({
  headers: { 'audit-id': 'AUDIT' },
  body: { items: list, metadata: {} },
});

/** An API server that is ready and has what is given. */
export const kubernetesScript = ({
  nodes = [],
  pods = [],
  services = [],
}: Readonly<Record<string, readonly unknown[]>> = {}): Script => ({
  'GET /readyz': { headers: { 'audit-id': 'AUDIT' }, body: 'ok' },
  'GET /api/v1/nodes': items(nodes),
  'GET /api/v1/pods': items(pods),
  'GET /apis/apiregistration.k8s.io/v1/apiservices': items(services),
});
