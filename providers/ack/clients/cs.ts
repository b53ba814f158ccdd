import type { Json } from '../../../src/core/fact.ts';
import type { Fence } from '../../../src/core/operation.ts';
import { isObject, listIn, objectsIn, textIn, type JsonObject } from '../json.ts';
import { mapReading, type Reading } from '../reading.ts';
import type { Session, Written } from '../session.ts';
import { percentEncode } from '../signature.ts';
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
  runClusterCheck(target: ClusterTarget, fence: Fence): Promise<Written>;
  migrateCluster(target: ClusterTarget, body: Json, fence: Fence): Promise<Written>;
}

type Query = Readonly<Record<string, string>>;

const path = (...parts: readonly string[]): string => `/${parts.map(percentEncode).join('/')}`;

const asObject = (value: Json): JsonObject | null => (isObject(value) ? value : null);

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

const poster =
  (session: Session) =>
  (target: ClusterTarget, { action, tail, body }: { action: string; tail: string; body: Json }, fence: Fence) => {
    const where = path('clusters', target.id, tail);
    const call = {
      product: 'CS',
      region: target.region,
      action,
      method: 'POST',
      path: where,
      query: {},
      body,
    } as const;
    return session.write(call, fence);
  };

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
    const checks = (value: Json) => (isObject(value) && listIn(value, 'checks') ? objectsIn(value, 'checks') : null);
    return mapReading(reading, checks, 'list “checks”');
  },
});

export const createCs = (session: Session): Cs => {
  const get = getter(session);
  const post = poster(session);
  const object = async (call: Get): Promise<Reading<JsonObject>> =>
    mapReading(await get(call), asObject, 'object at its top');
  return {
    ...createLists(get),
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
    runClusterCheck: (target, fence) =>
      post(target, { action: 'RunClusterCheck', tail: 'checks', body: { type: 'ClusterMigrate' } }, fence),
    migrateCluster: (target, body, fence) => post(target, { action: 'MigrateCluster', tail: 'migrate', body }, fence),
  };
};
