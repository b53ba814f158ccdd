import type { Json } from '../../../src/core/fact.ts';
import type { Answer, Fence } from '../../../src/core/operation.ts';
import { isObject, listIn, objectsIn, textIn, type JsonObject } from '../../wire/json.ts';
import { mapReading, orAbsent, type Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import { percentEncode } from '../../../src/core/percent-encode.ts';
import { answerOf } from '../write-answer.ts';
import { readPages } from './pages.ts';

/** One cluster and the region whose endpoint is asked for it. */
export interface ClusterTarget {
  readonly id: string;
  readonly region: string;
}

/** The calls of Container Service (ROA, 2015-12-15; ACK API reference) that Onward uses; field names are the service's. */
export interface Cs {
  describeClusterDetail(target: ClusterTarget): Promise<Reading<JsonObject>>;
  describeClustersForRegion(region: string): Promise<Reading<readonly JsonObject[]>>;
  describeClusterTasks(target: ClusterTarget): Promise<Reading<readonly JsonObject[]>>;
  describeTaskInfo(target: ClusterTarget, task: string): Promise<Reading<JsonObject>>;
  /** Events of type cluster_migrate. */
  describeEvents(target: ClusterTarget): Promise<Reading<readonly JsonObject[]>>;
  /** Checks of type ClusterMigrate. */
  listClusterChecks(target: ClusterTarget): Promise<Reading<readonly JsonObject[]>>;
  getClusterCheck(target: ClusterTarget, check: string): Promise<Reading<JsonObject>>;
  /** A kubeconfig for the private address that lasts 15 minutes. A secret: it stays in memory. */
  describeClusterUserKubeconfig(target: ClusterTarget): Promise<Reading<{ config: string; expiration: string }>>;
  /** Rows of `name`, `version`, `state`. */
  listClusterAddonInstances(target: ClusterTarget): Promise<Reading<readonly JsonObject[]>>;
  /** null: the service says that this add-on is not installed. */
  getClusterAddonInstance(target: ClusterTarget, name: string): Promise<Reading<JsonObject | null>>;
  describeClusterResources(target: ClusterTarget): Promise<Reading<readonly JsonObject[]>>;
  /** Rows of masters and workers: `instance_id`, `node_name`, `instance_role`, `node_status`, … */
  describeClusterNodes(target: ClusterTarget): Promise<Reading<readonly JsonObject[]>>;
  /** Rows of `nodepool_info`, `scaling_group`, `auto_scaling`, `status`, … */
  describeClusterNodePools(target: ClusterTarget): Promise<Reading<readonly JsonObject[]>>;
  runClusterCheck(target: ClusterTarget, fence: Fence): Promise<Answer>;
  migrateCluster(target: ClusterTarget, body: Json, fence: Fence): Promise<Answer>;
  /** Sets the time zone, or moves a Pro cluster to another tier. Nothing else of the cluster is sent. */
  modifyCluster(target: ClusterTarget, change: ClusterChange, fence: Fence): Promise<Answer>;
}

export interface ClusterChange {
  readonly timezone?: string;
  readonly cluster_spec?: string;
}

type Query = Readonly<Record<string, string>>;

const path = (...parts: readonly string[]): string => `/${parts.map(percentEncode).join('/')}`;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const asObject = (value: Json): JsonObject | null => (isObject(value) ? value : null);

/** The rows of a list that has no pages; null where there is no such list. */
const rowsOf =
  (list: string) =>
  (value: Json): readonly JsonObject[] | null =>
    isObject(value) && listIn(value, list) ? objectsIn(value, list) : null;

const kubeconfigIn = (value: Json): { config: string; expiration: string } | null => {
  if (!isObject(value) || textIn(value, 'config') === '') return null;
  return { config: textIn(value, 'config'), expiration: textIn(value, 'expiration') };
};

interface Get {
  readonly region: string;
  readonly action: string;
  readonly path: string;
  readonly query?: Query;
}

const getter =
  (session: Session) =>
  ({ region, action, path: where, query = {} }: Get): Promise<Reading<Json>> =>
    session.read({ product: 'CS', region, action, method: 'GET', path: where, query, body: null });

/** `answers` is the member of the answer that names what runs from now on. */
interface Post {
  readonly action: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: Json;
  readonly answers: string;
}

const poster =
  (session: Session) =>
  async (region: string, { answers, ...call }: Post, fence: Fence): Promise<Answer> =>
    answerOf(await session.write({ product: 'CS', region, query: {}, ...call }, fence), answers);

type Lists = Pick<Cs, 'describeClustersForRegion' | 'describeClusterTasks' | 'describeEvents' | 'listClusterChecks'>;

const createLists = (get: ReturnType<typeof getter>): Lists => ({
  describeClustersForRegion: (region) =>
    readPages(
      (page) =>
        get({
          region,
          action: 'DescribeClustersForRegion',
          path: path('regions', region, 'clusters'),
          query: { ...page },
        }),
      'clusters',
    ),
  describeClusterTasks: ({ id, region }) =>
    readPages(
      (page) =>
        get({ region, action: 'DescribeClusterTasks', path: path('clusters', id, 'tasks'), query: { ...page } }),
      'tasks',
    ),
  describeEvents: ({ id, region }) =>
    readPages((page) => {
      const query = { cluster_id: id, type: 'cluster_migrate', ...page };
      return get({ region, action: 'DescribeEvents', path: '/events', query });
    }, 'events'),
  listClusterChecks: async ({ id, region }) => {
    const query = { type: 'ClusterMigrate' };
    const reading = await get({ region, action: 'ListClusterChecks', path: path('clusters', id, 'checks'), query });
    return mapReading(reading, rowsOf('checks'), 'list “checks”');
  },
});

type Members = Pick<
  Cs,
  | 'listClusterAddonInstances'
  | 'getClusterAddonInstance'
  | 'describeClusterResources'
  | 'describeClusterNodes'
  | 'describeClusterNodePools'
>;

const createMembers = (session: Session, get: ReturnType<typeof getter>): Members => ({
  listClusterAddonInstances: async ({ id, region }) => {
    const where = path('clusters', id, 'addon_instances');
    const reading = await get({ region, action: 'ListClusterAddonInstances', path: where });
    return mapReading(reading, rowsOf('addons'), 'list “addons”');
  },
  getClusterAddonInstance: async ({ id, region }, name) => {
    const where = path('clusters', id, 'addon_instances', name);
    const reading = await get({ region, action: 'GetClusterAddonInstance', path: where });
    return orAbsent(mapReading(reading, asObject, 'object at its top'), /^AddonNotFound/i, session.stamp());
  },
  describeClusterResources: async ({ id, region }) => {
    const call = { region, action: 'DescribeClusterResources', path: path('clusters', id, 'resources') };
    const reading = await get({ ...call, query: { with_addon_resources: 'false' } });
    return mapReading(reading, (value) => (isList(value) ? value.filter(isObject) : null), 'list at its top');
  },
  describeClusterNodes: ({ id, region }) =>
    readPages(({ page_number = '', page_size = '' }) => {
      const query = { state: 'all', pageNumber: page_number, pageSize: page_size };
      return get({ region, action: 'DescribeClusterNodes', path: path('clusters', id, 'nodes'), query });
    }, 'nodes'),
  describeClusterNodePools: async ({ id, region }) => {
    const reading = await get({
      region,
      action: 'DescribeClusterNodePools',
      path: path('clusters', id, 'nodepools'),
    });
    return mapReading(reading, rowsOf('nodepools'), 'list “nodepools”');
  },
});

type Writes = Pick<Cs, 'runClusterCheck' | 'migrateCluster' | 'modifyCluster'>;

const createWrites = (post: ReturnType<typeof poster>): Writes => ({
  runClusterCheck: ({ id, region }, fence) => {
    const call = { action: 'RunClusterCheck', method: 'POST', path: path('clusters', id, 'checks') } as const;
    return post(region, { ...call, body: { type: 'ClusterMigrate' }, answers: 'check_id' }, fence);
  },
  migrateCluster: ({ id, region }, body, fence) => {
    const call = { action: 'MigrateCluster', method: 'POST', path: path('clusters', id, 'migrate') } as const;
    return post(region, { ...call, body, answers: 'task_id' }, fence);
  },
  modifyCluster: ({ id, region }, change, fence) => {
    const call = { action: 'ModifyCluster', method: 'PUT', path: path('api', 'v2', 'clusters', id) } as const;
    return post(region, { ...call, body: { ...change }, answers: 'task_id' }, fence);
  },
});

export const createCs = (session: Session): Cs => {
  const get = getter(session);
  const object = async (call: Get): Promise<Reading<JsonObject>> =>
    mapReading(await get(call), asObject, 'object at its top');
  return {
    ...createLists(get),
    ...createMembers(session, get),
    describeClusterDetail: ({ id, region }) =>
      object({ region, action: 'DescribeClusterDetail', path: path('clusters', id) }),
    describeTaskInfo: ({ region }, task) => object({ region, action: 'DescribeTaskInfo', path: path('tasks', task) }),
    getClusterCheck: ({ id, region }, check) =>
      object({ region, action: 'GetClusterCheck', path: path('clusters', id, 'checks', check) }),
    describeClusterUserKubeconfig: async ({ id, region }) => {
      const query = { PrivateIpAddress: 'true', TemporaryDurationMinutes: '15' };
      const where = path('k8s', id, 'user_config');
      const reading = await get({ region, action: 'DescribeClusterUserKubeconfig', path: where, query });
      return mapReading(reading, kubeconfigIn, 'kubeconfig');
    },
    ...createWrites(poster(session)),
  };
};
