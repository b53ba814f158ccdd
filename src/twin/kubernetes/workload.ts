import type { Cluster, Node } from '../cluster.ts';
import type { WorldWorkload } from '../world-schema.ts';

/** A workload and where its pods are, before either is an object. */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job';
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** One pod for each; undefined: there is no node for it. */
  readonly nodes: readonly (Node | undefined)[];
  /** Of a Deployment: the name of its ReplicaSet, where it is not made up. */
  readonly set?: string;
  /** The pods' names, where they are not made up. */
  readonly podNames?: readonly string[];
  readonly ready?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Its pods keep off the masters. */
  readonly workersOnly?: boolean;
  readonly gracePeriodSeconds?: number;
  readonly stuck?: boolean;
  readonly emptyDir?: boolean;
  readonly claims?: readonly string[];
}

const system = 'kube-system';

const daemonSet = (name: string, nodes: readonly Node[], rest: Partial<Workload> = {}): Workload => ({
  kind: 'DaemonSet',
  namespace: system,
  name,
  labels: { 'k8s-app': name },
  nodes,
  ...rest,
});

/** The label all of its masters have, whatever its age. */
export const masterLabel = 'node-role.kubernetes.io/master';

const onMasters = { nodeSelector: { [masterLabel]: '' } };

/** DaemonSets of the chart cgpu, on the nodes that share their GPU. */
const cgpuBasic = ['gpushare-device-plugin-ds', 'cgpu-installer', 'device-plugin-evict-ds', 'device-plugin-recover-ds'];

function daemonSets({ components }: Cluster, masters: readonly Node[], workers: readonly Node[]): readonly Workload[] {
  const workersOnly = { workersOnly: true };
  return [
    ...(components.kubeProxy && masters.length > 0 ? [daemonSet('kube-proxy-master', masters, onMasters)] : []),
    ...(components.kubeProxy ? [daemonSet('kube-proxy-worker', workers, workersOnly)] : []),
    daemonSet('terway-eniip', [...masters, ...workers]),
    daemonSet('csi-plugin', workers, workersOnly),
    ...(components.cgpu === 'basic'
      ? cgpuBasic.map((name) => daemonSet(name, workers, { nodeSelector: { cgpu: 'true' } }))
      : []),
  ];
}

/** Deployments whose pods the world puts on masters, by the pods' names: what stands before the last "-". */
function onMasterNodes(masters: readonly Node[]): readonly Workload[] {
  const pods = masters.flatMap((node) =>
    node.systemPods.map((pod) => ({ pod, node, name: pod.replace(/-[^-]+$/, '') })),
  );
  return [...new Set(pods.map(({ name }) => name))].map((name) => {
    const own = pods.filter((each) => each.name === name);
    return {
      kind: 'Deployment',
      namespace: system,
      name,
      set: name,
      labels: { 'k8s-app': name },
      nodes: own.map(({ node }) => node),
      podNames: own.map(({ pod }) => pod),
    };
  });
}

/** Deployments of the components that are on, and those every cluster has. */
function deployments({ components, told }: Cluster, workers: readonly Node[]): readonly Workload[] {
  const named = (told.masters ?? []).flatMap(({ systemPods = [] }) => systemPods);
  const usual = ['coredns', 'metrics-server'].filter((name) => !named.some((pod) => pod.startsWith(`${name}-`)));
  const names = [
    ...usual,
    ...(components.terwayControlplane ? ['terway-controlplane'] : []),
    ...(components.virtualNode ? ['ack-virtual-node-controller'] : []),
    ...(components.albController ? ['alb-ingress-controller'] : []),
    ...(components.cgpu === 'basic' ? ['gpushare-schd-extender'] : []),
  ];
  return names.map((name) => ({
    kind: 'Deployment',
    namespace: system,
    name,
    labels: { 'k8s-app': name },
    nodes: workers.slice(0, 1),
    ...(name === 'ack-virtual-node-controller' && { env: components.virtualNodeEnv }),
  }));
}

/** Each node once round, then from the start again. */
const inTurn = (nodes: readonly Node[], count: number): readonly (Node | undefined)[] =>
  Array.from({ length: count }, (_, index) => nodes[index % Math.max(nodes.length, 1)]);

function told(workload: WorldWorkload, nodes: readonly Node[], workers: readonly Node[]): Workload {
  const { name, kind = 'Deployment', namespace = 'default', labels = { app: name }, replicas = 1 } = workload;
  const named = workload.nodes?.flatMap((each) => nodes.find((node) => node.name === each) ?? []);
  const candidates = named ?? workers;
  const placed = kind === 'DaemonSet' ? (named ?? nodes) : inTurn(candidates, replicas);
  return { ...workload, kind, namespace, name, labels, nodes: placed };
}

/** All workloads of a cluster: the system's, the components', one of the user's on every worker, and those the world gives. */
export function workloadsOf(cluster: Cluster): readonly Workload[] {
  const masters = cluster.nodes.filter(({ role }) => role === 'Master');
  const workers = cluster.nodes.filter(({ role }) => role === 'Worker');
  const web: Workload = {
    kind: 'Deployment',
    namespace: 'default',
    name: 'web',
    labels: { 'k8s-app': 'web' },
    nodes: workers,
  };
  const installer: Workload = {
    kind: 'Job',
    namespace: system,
    name: 'gpushare-installer',
    labels: { 'k8s-app': 'gpushare-installer' },
    nodes: [],
  };
  return [
    ...daemonSets(cluster, masters, workers),
    ...onMasterNodes(masters),
    ...deployments(cluster, workers),
    web,
    ...(cluster.components.cgpu === 'basic' ? [installer] : []),
    ...(cluster.told.kubernetes?.deployments ?? []).map((each) => told(each, cluster.nodes, workers)),
  ];
}
