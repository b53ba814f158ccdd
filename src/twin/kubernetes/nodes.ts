import { surroundingsOf, type Cluster, type Node } from '../cluster.ts';
import { creationTimestamp, stamp } from './metadata.ts';
import type { KubernetesObject } from './object.ts';
import type { Population } from './pods.ts';
import { masterLabel } from './workload.ts';

/** Pod slots of an ordinary node. */
const usualSlots = 64;

function labelsOf(node: Node, told: Cluster, nodePool: string): Record<string, string> {
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
      ? { [masterLabel]: '', 'node-role.kubernetes.io/control-plane': '' }
      : { 'alibabacloud.com/nodepool-id': nodePool }),
    ...(!master && told.components.cgpu === 'basic' && { cgpu: 'true' }),
    ...(!master && told.components.cgpu === 'professional' && { 'ack.node.gpu.schedule': 'cgpu' }),
  };
}

const taintsOf = ({ role, schedulable, ready }: Node): readonly Record<string, string>[] => [
  ...(role === 'Master' ? [{ key: masterLabel, effect: 'NoSchedule' }] : []),
  ...(schedulable ? [] : [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }]),
  ...(ready ? [] : [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }]),
];

function conditionsOf({ ready }: Node): readonly Record<string, string>[] {
  const condition = (type: string, status: string, reason: string, message: string): Record<string, string> => ({
    type,
    status,
    lastHeartbeatTime: creationTimestamp,
    lastTransitionTime: creationTimestamp,
    reason,
    message,
  });
  return [
    condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    ready
      ? condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status')
      : condition('Ready', 'False', 'KubeletNotReady', 'container runtime network not ready'),
  ];
}

/** freePods is what is left: allocatable minus the pods that the node runs. */
function slotsOf(node: Node, running: number): number {
  return node.freePods === undefined ? Math.max(usualSlots, running) : running + node.freePods;
}

interface Context {
  readonly population: Population;
  /** How many pods it runs. */
  readonly running: number;
  readonly nodePool: string;
}

function renderNode(node: Node, { population, running, nodePool }: Context): KubernetesObject {
  const { cluster, ids } = population;
  const resources = { cpu: '4', memory: '7733516Ki', pods: String(slotsOf(node, running)) };
  const taints = taintsOf(node);
  return {
    metadata: {
      name: node.name,
      ...stamp(ids, `${cluster.id} ${node.name}`),
      labels: labelsOf(node, cluster, nodePool),
    },
    spec: {
      providerID: `${cluster.region}.${node.instance}`,
      ...(!node.schedulable && { unschedulable: true }),
      ...(taints.length > 0 && { taints }),
    },
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: conditionsOf(node),
      addresses: [
        { type: 'InternalIP', address: node.address },
        { type: 'Hostname', address: node.name },
      ],
      nodeInfo: nodeInfo(node, population),
    },
  };
}

const nodeInfo = ({ name }: Node, { cluster, ids }: Population): Readonly<Record<string, string>> => ({
  // Typed clients refuse a node without these three.
  machineID: ids.hex(`${cluster.id} machine ${name}`, 32),
  systemUUID: ids.uuid(`${cluster.id} system ${name}`).toLowerCase(),
  bootID: ids.uuid(`${cluster.id} boot ${name}`).toLowerCase(),
  architecture: 'amd64',
  operatingSystem: 'linux',
  osImage: 'Alibaba Cloud Linux 3 (Soaring Falcon)',
  kernelVersion: '5.10.134-18.al8.x86_64',
  containerRuntimeVersion: 'containerd://1.6.20',
  kubeletVersion: `v${cluster.version}`,
  kubeProxyVersion: `v${cluster.version}`,
});

/** The nodes, with room for the pods that they run. */
export function nodesOf(population: Population, pods: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const { cluster, ids } = population;
  const running = new Map<string, number>();
  for (const { spec } of pods) {
    const { nodeName = '' } = spec as { readonly nodeName?: string };
    running.set(nodeName, (running.get(nodeName) ?? 0) + 1);
  }
  const { nodePool } = surroundingsOf(cluster, ids);
  return cluster.nodes.map((node) => renderNode(node, { population, running: running.get(node.name) ?? 0, nodePool }));
}
