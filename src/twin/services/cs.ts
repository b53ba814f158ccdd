import { getClusterAddonInstance, listAddons, listClusterAddonInstances } from './cs/addons.ts';
import { installClusterAddons, unInstallClusterAddons } from './cs/addon-changes.ts';
import { describeClusterDetail, describeClustersForRegion } from './cs/clusters.ts';
import { getClusterCheck, listClusterChecks, runClusterCheck } from './cs/checks.ts';
import { describeClusterEvents, describeEvents } from './cs/events.ts';
import { describeClusterUserKubeconfig } from './cs/kubeconfig.ts';
import { deleteClusterNodes } from './cs/delete-nodes.ts';
import { migrateCluster } from './cs/migrate.ts';
import { modifyCluster } from './cs/modify.ts';
import { describeClusterNodePools } from './cs/node-pools.ts';
import { describeClusterNodes } from './cs/nodes.ts';
import { describeClusterResources } from './cs/resources.ts';
import { describeClusterTasks, describeTaskInfo } from './cs/tasks.ts';
import type { View } from '../stale.ts';
import type { Operation, Service } from './service.ts';

/** What a call touches, in RAM's words; lists of all clusters touch them all. */
const resources: Operation['resources'] = ({ path, query }) => [
  `cluster/${path['cluster'] ?? (query.get('cluster_id') || '*')}`,
];

const read = (action: string, route: string, target: string, handle: Operation['handle']): Operation => ({
  action,
  route,
  kind: 'read',
  target,
  resources,
  handle,
});

const showing = (shows: View, operation: Operation): Operation => ({ ...operation, shows });

const write = (action: string, route: string, target: string, handle: Operation['handle']): Operation => ({
  ...read(action, route, target, handle),
  kind: 'write',
});

const list = (...row: Parameters<typeof write>): Operation => ({ ...write(...row), takesList: true });

/** Container Service for Kubernetes, 2015-12-15. */
export const cs: Service = {
  product: 'CS',
  style: 'ROA',
  version: '2015-12-15',
  host: 'cs.aliyuncs.com',
  forbidden: 'StatusForbidden',
  operations: [
    showing(
      'state',
      read('DescribeClustersForRegion', 'GET /regions/{region}/clusters', 'region', describeClustersForRegion),
    ),
    showing('state', read('DescribeClusterDetail', 'GET /clusters/{cluster}', 'cluster', describeClusterDetail)),
    read('DescribeClusterResources', 'GET /clusters/{cluster}/resources', 'cluster', describeClusterResources),
    read('DescribeClusterNodes', 'GET /clusters/{cluster}/nodes', 'cluster', describeClusterNodes),
    read('DescribeClusterNodePools', 'GET /clusters/{cluster}/nodepools', 'cluster', describeClusterNodePools),
    read('DescribeTaskInfo', 'GET /tasks/{task}', 'task', describeTaskInfo),
    showing('tasks', read('DescribeClusterTasks', 'GET /clusters/{cluster}/tasks', 'cluster', describeClusterTasks)),
    showing('events', read('DescribeEvents', 'GET /events', 'cluster', describeEvents)),
    showing(
      'events',
      read('DescribeClusterEvents', 'GET /clusters/{cluster}/events', 'cluster', describeClusterEvents),
    ),
    write('RunClusterCheck', 'POST /clusters/{cluster}/checks', 'cluster', runClusterCheck),
    read('ListClusterChecks', 'GET /clusters/{cluster}/checks', 'cluster', listClusterChecks),
    read('GetClusterCheck', 'GET /clusters/{cluster}/checks/{check}', 'cluster', getClusterCheck),
    write('MigrateCluster', 'POST /clusters/{cluster}/migrate', 'cluster', migrateCluster),
    write('ModifyCluster', 'PUT /api/v2/clusters/{cluster}', 'cluster', modifyCluster),
    write('DeleteClusterNodes', 'POST /clusters/{cluster}/nodes', 'cluster', deleteClusterNodes),
    read('ListClusterAddonInstances', 'GET /clusters/{cluster}/addon_instances', 'cluster', listClusterAddonInstances),
    read(
      'GetClusterAddonInstance',
      'GET /clusters/{cluster}/addon_instances/{addon}',
      'cluster',
      getClusterAddonInstance,
    ),
    read('ListAddons', 'GET /addons', 'cluster', listAddons),
    list('InstallClusterAddons', 'POST /clusters/{cluster}/components/install', 'cluster', installClusterAddons),
    list('UnInstallClusterAddons', 'POST /clusters/{cluster}/components/uninstall', 'cluster', unInstallClusterAddons),
    read('DescribeClusterUserKubeconfig', 'GET /k8s/{cluster}/user_config', 'cluster', describeClusterUserKubeconfig),
  ],
};
