import { surroundingsOf, type Node } from '../cluster.ts';
import { readinessOf } from '../live-cluster.ts';
import type { LiveCluster, LiveWorld } from '../live-world.ts';
import { creationTimestamp, stamp } from './metadata.ts';
import type { KubernetesObject, Resource } from './object.ts';
import { podsOf } from './pods.ts';

export const nodes: Resource = {
  name: 'nodes',
  kind: 'Node',
  group: '',
  version: 'v1',
  namespaced: false,
  shortNames: ['no'],
  fields: ['metadata.name', 'spec.unschedulable'],
};

/** Pod slots of an ordinary node. */
const usualSlots = 64;

function labelsOf(node: Node, { told }: LiveCluster, nodePool: string): Record<string, string> {
  const master = node.role === 'Master';
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': node.name,
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': 'ecs.c6.xlarge',
    'topology.kubernetes.io/region': told.region,
    'topology.kubernetes.io/zone': `${told.region}-h`,
    ...(master
      ? { 'node-role.kubernetes.io/master': '', 'node-role.kubernetes.io/control-plane': '' }
      : { 'alibabacloud.com/nodepool-id': nodePool }),
    ...(!master && told.components.cgpu === 'basic' && { cgpu: 'true' }),
    ...(!master && told.components.cgpu === 'professional' && { 'ack.node.gpu.schedule': 'cgpu' }),
  };
}

type Readiness = ReturnType<typeof readinessOf>;

const taintsOf = ({ role, schedulable }: Node, ready: Readiness): readonly Record<string, string>[] => [
  ...(role === 'Master' ? [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }] : []),
  ...(schedulable ? [] : [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }]),
  ...(ready === 'False' ? [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }] : []),
  ...(ready === 'Unknown' ? [{ key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' }] : []),
];

function conditionsOf(ready: Readiness, heartbeat: string): readonly Record<string, string>[] {
  const condition = (type: string, status: string, reason: string, message: string): Record<string, string> => ({
    type,
    status,
    lastHeartbeatTime: heartbeat,
    lastTransitionTime: creationTimestamp,
    reason,
    message,
  });
  if (ready === 'Unknown') {
    return ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) =>
      condition(type, 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.'),
    );
  }
  return [
    condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    ready === 'True'
      ? condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status')
      : condition('Ready', 'False', 'KubeletNotReady', 'container runtime network not ready'),
  ];
}

/** freePods is what is left: allocatable minus the pods that the node runs. */
function slotsOf(node: Node, running: number): number {
  return node.freePods === undefined ? Math.max(usualSlots, running) : running + node.freePods;
}

interface Context {
  readonly cluster: LiveCluster;
  readonly world: LiveWorld;
  /** Pods by node name. */
  readonly running: ReadonlyMap<string, number>;
  readonly nodePool: string;
}

function renderNode(node: Node, { cluster, world, running, nodePool }: Context): KubernetesObject {
  const { told } = cluster;
  const resources = { cpu: '4', memory: '7733516Ki', pods: String(slotsOf(node, running.get(node.name) ?? 0)) };
  const ready = readinessOf(cluster, node, world.clock.now());
  const taints = taintsOf(node, ready);
  return {
    metadata: {
      name: node.name,
      ...stamp(world, `${told.id} ${node.name}`),
      labels: labelsOf(node, cluster, nodePool),
    },
    spec: {
      providerID: `${told.region}.${node.instance}`,
      ...(!node.schedulable && { unschedulable: true }),
      ...(taints.length > 0 && { taints }),
    },
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: conditionsOf(ready, new Date(world.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z')),
      addresses: [
        { type: 'InternalIP', address: node.address },
        { type: 'Hostname', address: node.name },
      ],
      nodeInfo: {
        // Typed clients refuse a node without these three.
        machineID: world.ids.hex(`${told.id} machine ${node.name}`, 32),
        systemUUID: world.ids.uuid(`${told.id} system ${node.name}`).toLowerCase(),
        bootID: world.ids.uuid(`${told.id} boot ${node.name}`).toLowerCase(),
        architecture: 'amd64',
        operatingSystem: 'linux',
        osImage: 'Alibaba Cloud Linux 3 (Soaring Falcon)',
        kernelVersion: '5.10.134-18.al8.x86_64',
        containerRuntimeVersion: 'containerd://1.6.20',
        kubeletVersion: `v${told.version}`,
        kubeProxyVersion: `v${told.version}`,
      },
    },
  };
}

export function nodesOf(cluster: LiveCluster, world: LiveWorld): readonly KubernetesObject[] {
  const running = new Map<string, number>();
  for (const { spec } of podsOf(cluster, world)) {
    const { nodeName } = spec as { readonly nodeName: string };
    running.set(nodeName, (running.get(nodeName) ?? 0) + 1);
  }
  const { nodePool } = surroundingsOf(cluster.told, world.ids);
  return cluster.told.nodes
    .filter(({ name }) => (cluster.removed.get(name) ?? Infinity) > world.clock.now())
    .map((node) => renderNode(node, { cluster, world, running, nodePool }))
    .toSorted((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
}
