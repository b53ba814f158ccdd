import type { FactDefinition } from '../../../src/core/fact.ts';

/** The facts of an AckCluster. State facts are part of the end state; journey facts are read only while a journey is due. */
export const facts: readonly FactDefinition[] = [
  { name: 'account.id', title: 'account', role: 'state' },
  { name: 'cluster.edition', title: 'edition', role: 'state', impact: 'migrate' },
  { name: 'cluster.name', title: 'name', role: 'state' },
  { name: 'cluster.type', title: 'cluster type', role: 'state' },
  { name: 'cluster.spec', title: 'cluster spec', role: 'state' },
  { name: 'cluster.profile', title: 'profile', role: 'state' },
  { name: 'cluster.state', title: 'state', role: 'state' },
  { name: 'cluster.version', title: 'Kubernetes version', role: 'state' },
  { name: 'cluster.region', title: 'region', role: 'state' },
  { name: 'api.address', title: 'private API address', role: 'state' },
  { name: 'cluster.size', title: 'nodes', role: 'journey' },
  { name: 'cluster.tasks', title: 'running tasks', role: 'journey' },
  { name: 'cluster.maintenance', title: 'maintenance window', role: 'journey' },
  { name: 'cluster.autoUpgrade', title: 'automatic upgrade', role: 'journey' },
  { name: 'cluster.tags', title: 'tags', role: 'journey' },
  { name: 'precheck.newest', title: 'newest pre-check', role: 'journey' },
  { name: 'api.answers', title: 'API server answers', role: 'journey' },
  { name: 'nodes.count', title: 'nodes', role: 'journey' },
  { name: 'nodes.workers', title: 'worker nodes', role: 'journey' },
  { name: 'nodes.notReady', title: 'nodes not ready', role: 'journey' },
  { name: 'nodes.unschedulable', title: 'nodes not schedulable', role: 'journey' },
  { name: 'nodes.fewSlots', title: 'nodes with few pod slots', role: 'journey' },
  { name: 'nodes.noKubeProxy', title: 'nodes without kube-proxy', role: 'journey' },
  { name: 'apiservices.unavailable', title: 'API services not available', role: 'journey' },
];
