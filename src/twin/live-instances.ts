import { surroundingsOf, type Cluster, type Node } from './cluster.ts';
import type { Identifiers } from './identifiers.ts';
import type { LiveInstance } from './live-instance.ts';
import type { World, WorldDisk, WorldEcsInstance } from './world-schema.ts';

function completeDisks(told: WorldEcsInstance, ids: Identifiers): LiveInstance['disks'] {
  return (told.disks ?? [{ type: 'system' as const }]).map((disk: WorldDisk, index) => ({
    id: `d-bp1${ids.letters(`${told.id} disk ${index}`, 17)}`,
    type: 'data',
    sizeGiB: 120,
    deleteWithInstance: true,
    ...disk,
  }));
}

/** What every instance begins with. */
const fresh = (told: WorldEcsInstance, ids: Identifiers) => ({
  id: told.id,
  told,
  disks: completeDisks(told, ids),
  assistantInstalled: undefined,
  deletionProtection: told.deletionProtection ?? false,
  power: told.status ?? 'Running',
  stoppedMode: told.status === 'Stopped' ? ('KeepCharging' as const) : ('Not-applicable' as const),
  reboots: [],
  released: false,
});

function createForNode(node: Node, cluster: Cluster, told: WorldEcsInstance, ids: Identifiers): LiveInstance {
  const around = surroundingsOf(cluster, ids);
  return {
    ...fresh(told, ids),
    name: told.name ?? `${node.role.toLowerCase()}-k8s-for-cs-${cluster.id}`,
    region: cluster.region,
    zone: `${cluster.region}-h`,
    address: node.address,
    vpc: around.vpc,
    vSwitch: around.vSwitch,
    securityGroup: around.securityGroup,
    ramRole: told.ramRole ?? (node.role === 'Master' ? cluster.masterRole : cluster.workerRole),
    assisted: node.cloudAssistant,
    yum: node.yum,
  };
}

function createAlone(told: WorldEcsInstance, index: number, ids: Identifiers): LiveInstance {
  const region = told.region ?? 'cn-hangzhou';
  return {
    ...fresh(told, ids),
    name: told.name ?? told.id,
    region,
    zone: `${region}-h`,
    address: `192.168.250.${10 + index}`,
    vpc: 'vpc-twin',
    vSwitch: '',
    securityGroup: '',
    ramRole: told.ramRole ?? '',
    assisted: told.cloudAssistant ?? true,
    yum: true,
  };
}

/** Instances of all nodes, then those that belong to no cluster. */
export function createInstances(world: World, clusters: readonly Cluster[], ids: Identifiers): readonly LiveInstance[] {
  const told = world.ecs?.instances ?? [];
  const ofNodes = clusters.flatMap((cluster) =>
    cluster.nodes.map((node) =>
      createForNode(node, cluster, told.find(({ id }) => id === node.instance) ?? { id: node.instance }, ids),
    ),
  );
  const others = told.filter(({ id }) => !ofNodes.some((instance) => instance.id === id));
  return [...ofNodes, ...others.map((instance, index) => createAlone(instance, index, ids))];
}
