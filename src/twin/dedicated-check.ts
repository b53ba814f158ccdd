import { balancerRows } from './check-load-balancer.ts';
import { faultsOf, type Row, type Subject } from './check-row.ts';
import { examine, type ExaminedNode } from './kubernetes/examine.ts';
import { membersOf, standingOf, type LiveCluster } from './live-cluster.ts';
import { hasAssistant, isUp, statusOfInstance } from './live-instance.ts';
import type { LiveWorld } from './live-world.ts';
import type { WorldCheckItem } from './world-schema.ts';

const vSwitchesOf = ({ world, cluster }: Subject) => {
  const own = new Set(
    [...cluster.instances.values()].map(({ vSwitch }) => vSwitch).concat(cluster.told.told.vSwitches ?? []),
  );
  return world.network.vSwitches.filter(({ id }) => own.has(id));
};

const networkRows: readonly Row[] = [
  { group: 'VPC', name: 'VPCExist', find: () => [] },
  {
    group: 'VPC',
    name: 'VSwitchStatus',
    find: (subject) =>
      faultsOf(
        vSwitchesOf(subject),
        ({ status }) => status === 'Available',
        ({ id, status }) => [id, `the vSwitch is ${status}`],
      ),
  },
  {
    group: 'VPC',
    name: 'VSwitchAvailableIP',
    find: (subject) =>
      faultsOf(
        vSwitchesOf(subject),
        ({ freeAddresses }) => freeAddresses >= 2,
        ({ id, freeAddresses }) => [id, `the vSwitch has ${freeAddresses} free addresses, 2 are needed`],
      ),
  },
];

const instanceRows: readonly Row[] = [
  {
    group: 'ECS',
    name: 'ECSInstanceStatus',
    find: ({ cluster, nodes, now }) =>
      faultsOf(
        [...cluster.instances.values()].filter(({ id }) => nodes.some(({ instance }) => instance === id)),
        (machine) => isUp(machine, now),
        (machine) => [
          machine.id,
          machine.released ? 'the instance does not exist' : `the instance is ${statusOfInstance(machine, now)}`,
        ],
      ),
  },
  {
    group: 'ECS',
    name: 'CloudAssistantStatus',
    find: ({ cluster, masters, now }) =>
      faultsOf(
        masters,
        ({ instance }) => {
          const machine = cluster.instances.get(instance);
          return machine !== undefined && hasAssistant(machine, now);
        },
        ({ instance }) => [instance, 'the Cloud Assistant client does not run'],
      ),
  },
];

const clusterRows: readonly Row[] = [
  {
    group: 'Cluster',
    name: 'MasterCount',
    find: ({ masters, cluster }) =>
      masters.length === 3 || masters.length === 5
        ? []
        : [{ resource: cluster.told.id, message: `there are ${masters.length} masters, there must be 3 or 5` }],
  },
  {
    group: 'Cluster',
    name: 'TimeZone',
    find: ({ cluster, now }) =>
      standingOf(cluster, now).timezone === '' ? [{ resource: cluster.told.id, message: 'no time zone is set' }] : [],
  },
  {
    group: 'Component',
    name: 'KubeProxy',
    find: ({ cluster: { told }, examined }) =>
      ['kube-proxy-master', 'kube-proxy-worker'].every((name) => examined.daemonSets.has(`kube-system/${name}`))
        ? []
        : [{ resource: told.id, message: 'kube-proxy-master and kube-proxy-worker are missing' }],
  },
  { group: 'Component', name: 'CloudControllerManager', find: () => [] },
  {
    // The vendor asks for it in its guide; the item's name is made up.
    group: 'Component',
    name: 'SystemPodsOnMaster',
    find: ({ masters, examined }) =>
      masters.flatMap(({ name }) =>
        (examined.nodes.get(name)?.systemPods ?? []).map((resource) => ({ resource, message: `it runs on ${name}` })),
      ),
  },
  {
    group: 'API',
    name: 'APIServiceAvailable',
    find: ({ examined }) =>
      examined.unavailable.map((resource) => ({ resource, message: 'the APIService is not available' })),
  },
];

/** Of nodes that Kubernetes knows: one whose object was deleted is no node of the cluster's any more. */
const ofNodes = (name: string, isFine: (node: ExaminedNode) => boolean, message: string): Row => ({
  group: 'Node',
  name,
  find: ({ nodes, examined }) =>
    faultsOf(
      nodes.flatMap((node) => examined.nodes.get(node.name) ?? []),
      isFine,
      (node) => [node.name, message],
    ),
});

const nodeRows: readonly Row[] = [
  ofNodes('NodeReady', ({ ready }) => ready, 'the node is not Ready'),
  ofNodes('NodeSchedulable', ({ schedulable }) => schedulable, 'the node is not schedulable'),
  ofNodes('NodePodSlots', ({ freeSlots }) => freeSlots > 2, 'the node has no more than 2 free pod slots'),
  {
    group: 'Node',
    name: 'NodeYum',
    find: ({ nodes }) =>
      faultsOf(
        nodes,
        ({ yum }) => yum,
        ({ name }) => [name, 'yum does not answer within 10 seconds'],
      ),
  },
];

const rows: readonly Row[] = [...balancerRows, ...networkRows, ...instanceRows, ...clusterRows, ...nodeRows];

/** What a ClusterMigrate check finds in a dedicated cluster now, by "Cluster check items" and the migration guides. */
export function checkDedicated(cluster: LiveCluster, world: LiveWorld): readonly WorldCheckItem[] {
  const now = world.clock.now();
  const nodes = membersOf(cluster, now);
  const subject: Subject = {
    cluster,
    world,
    now,
    examined: examine(cluster, world),
    nodes,
    masters: nodes.filter(({ role }) => role === 'Master'),
    balancer: world.loadBalancers.find(({ id }) => id === cluster.told.loadBalancer),
  };
  return rows.flatMap(({ group, name, find }): readonly WorldCheckItem[] => {
    const faults = find(subject);
    if (faults.length === 0) return [{ group, name }];
    return faults.map(({ resource, message }) => ({ group, name, status: 'fail', resource, message }));
  });
}
