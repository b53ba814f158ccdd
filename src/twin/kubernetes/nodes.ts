import { surroundingsOf, type Cluster, type Node } from '../cluster.ts';
import type { Identifiers } from '../identifiers.ts';
import type { Readiness } from '../node-state.ts';
import { creationTimestamp, stamp } from './metadata.ts';
import { mapping, type KubernetesObject } from './object.ts';
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

const unreachable = 'node.kubernetes.io/unreachable';

type Taint = Readonly<Record<string, unknown>>;

/** What the node controller taints a node with that is not Ready, and that nobody else does. */
const silenceTaints: Readonly<Record<Readiness, readonly Taint[]>> = {
  True: [],
  False: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }],
  Unknown: [
    { key: unreachable, effect: 'NoSchedule' },
    { key: unreachable, effect: 'NoExecute' },
  ],
};

const isSilence = ({ key }: Taint): boolean => key === unreachable || key === 'node.kubernetes.io/not-ready';

/** A node's taints once it is, or is not, Ready, since a time (RFC 3339) where that is known. */
export const withSilence = (taints: readonly Taint[], ready: Readiness, since?: string): readonly Taint[] => [
  ...taints.filter((taint) => !isSilence(taint)),
  ...silenceTaints[ready].map(
    (wanted) =>
      taints.find(({ key, effect }) => key === wanted['key'] && effect === wanted['effect']) ?? {
        ...wanted,
        ...(since !== undefined && { timeAdded: since }),
      },
  ),
];

/** What a node that is made is tainted with, besides what it says itself. */
export function taintsOfNew(node: KubernetesObject): readonly Taint[] {
  const taints = mapping(node['spec'])['taints'];
  return withSilence(Array.isArray(taints) ? (taints as readonly Taint[]) : [], 'False');
}

const taintsOf = ({ role, schedulable, ready }: Node): readonly Taint[] => [
  ...(role === 'Master' ? [{ key: masterLabel, effect: 'NoSchedule' }] : []),
  ...(schedulable ? [] : [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }]),
  ...silenceTaints[ready ? 'True' : 'False'],
];

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

const condition = (type: string, status: string, reason: string, message: string): Condition => ({
  type,
  status,
  reason,
  message,
});

const healthy = [
  condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
  condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
  condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
];

/** What a kubelet tells of its node, or the node controller of one whose kubelet is silent. */
const conditionsOf: Readonly<Record<Readiness, readonly Condition[]>> = {
  True: [...healthy, condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status')],
  False: [...healthy, condition('Ready', 'False', 'KubeletNotReady', 'container runtime network not ready')],
  Unknown: [...healthy.map(({ type }) => type), 'Ready'].map((type) =>
    condition(type, 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.'),
  ),
};

/** The conditions as they are from a time on (RFC 3339); those whose status stays keep the time of their change. */
export function conditionsSince(ready: Readiness, since: string, before: readonly unknown[] = []): readonly unknown[] {
  const old = before.map(mapping);
  const told = conditionsOf[ready].map((each) => {
    const was = old.find(({ type, status }) => type === each.type && status === each.status);
    const heard = ready === 'Unknown' ? old.find(({ type }) => type === each.type) : undefined;
    return {
      ...each,
      lastHeartbeatTime: heard?.['lastHeartbeatTime'] ?? since,
      lastTransitionTime: was?.['lastTransitionTime'] ?? since,
    };
  });
  return [...told, ...old.filter(({ type }) => !told.some((each) => each.type === type))];
}

/** Of a machine's whole life until it boots again; a reader tells by it whether a node has rebooted. */
export const bootId = (ids: Identifiers, cluster: string, name: string, boots: number): string =>
  ids.uuid(`${cluster} boot ${name}${boots === 0 ? '' : ` ${boots}`}`).toLowerCase();

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
      conditions: conditionsSince(node.ready ? 'True' : 'False', creationTimestamp),
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
  bootID: bootId(ids, cluster.id, name, 0),
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
