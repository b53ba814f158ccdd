import { describeClusterDetail, describeClustersForRegion } from './cs/clusters.ts';
import { getClusterCheck, listClusterChecks, runClusterCheck } from './cs/checks.ts';
import { describeClusterEvents, describeEvents } from './cs/events.ts';
import { describeClusterUserKubeconfig } from './cs/kubeconfig.ts';
import { migrateCluster } from './cs/migrate.ts';
import { describeClusterNodePools, describeClusterNodes } from './cs/nodes.ts';
import { describeClusterResources } from './cs/resources.ts';
import { describeClusterTasks, describeTaskInfo } from './cs/tasks.ts';
import type { Operation, Service } from './service.ts';

const read = (action: string, route: string, target: string, handle: Operation['handle']): Operation => ({
  action,
  route,
  kind: 'read',
  target,
  handle,
});

const write = (action: string, route: string, target: string, handle: Operation['handle']): Operation => ({
  ...read(action, route, target, handle),
  kind: 'write',
});

/** Container Service for Kubernetes, 2015-12-15. */
export const cs: Service = {
  product: 'CS',
  style: 'ROA',
  version: '2015-12-15',
  host: 'cs.aliyuncs.com',
  operations: [
    read('DescribeClustersForRegion', 'GET /regions/{region}/clusters', 'region', describeClustersForRegion),
    read('DescribeClusterDetail', 'GET /clusters/{cluster}', 'cluster', describeClusterDetail),
    read('DescribeClusterResources', 'GET /clusters/{cluster}/resources', 'cluster', describeClusterResources),
    read('DescribeClusterNodes', 'GET /clusters/{cluster}/nodes', 'cluster', describeClusterNodes),
    read('DescribeClusterNodePools', 'GET /clusters/{cluster}/nodepools', 'cluster', describeClusterNodePools),
    read('DescribeTaskInfo', 'GET /tasks/{task}', 'task', describeTaskInfo),
    read('DescribeClusterTasks', 'GET /clusters/{cluster}/tasks', 'cluster', describeClusterTasks),
    read('DescribeEvents', 'GET /events', 'cluster', describeEvents),
    read('DescribeClusterEvents', 'GET /clusters/{cluster}/events', 'cluster', describeClusterEvents),
    write('RunClusterCheck', 'POST /clusters/{cluster}/checks', 'cluster', runClusterCheck),
    read('ListClusterChecks', 'GET /clusters/{cluster}/checks', 'cluster', listClusterChecks),
    read('GetClusterCheck', 'GET /clusters/{cluster}/checks/{check}', 'cluster', getClusterCheck),
    write('MigrateCluster', 'POST /clusters/{cluster}/migrate', 'cluster', migrateCluster),
    read('DescribeClusterUserKubeconfig', 'GET /k8s/{cluster}/user_config', 'cluster', describeClusterUserKubeconfig),
  ],
};
