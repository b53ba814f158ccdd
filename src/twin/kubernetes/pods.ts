import type { Cluster, Node } from '../cluster.ts';
import type { LiveCluster, LiveWorld } from '../live-world.ts';
import { stamp } from './metadata.ts';
import type { KubernetesObject, Resource } from './object.ts';

export const pods: Resource = {
  name: 'pods',
  kind: 'Pod',
  group: '',
  version: 'v1',
  namespaced: true,
  shortNames: ['po'],
  fields: ['metadata.name', 'metadata.namespace', 'spec.nodeName', 'status.phase'],
};

interface PodPlan {
  readonly namespace: string;
  readonly name: string;
  readonly node: Node;
  readonly owner: { readonly kind: 'DaemonSet' | 'ReplicaSet' | 'Node'; readonly name: string };
  readonly labels: Readonly<Record<string, string>>;
}

const system = 'kube-system';

/** One on each node of a role, as a DaemonSet has it. */
const daemonSet = (name: string, on: readonly Node[], suffix: (node: Node) => string): readonly PodPlan[] =>
  on.map((node) => ({
    namespace: system,
    name: `${name}-${suffix(node)}`,
    node,
    owner: { kind: 'DaemonSet', name },
    labels: { 'k8s-app': name },
  }));

/** The masters' own components run as static pods, seen through mirror pods that the node owns. */
const staticPods = (masters: readonly Node[]): readonly PodPlan[] =>
  masters.flatMap((node) =>
    ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((component) => ({
      namespace: system,
      name: `${component}-${node.name}`,
      node,
      owner: { kind: 'Node', name: node.name } as const,
      labels: { component, tier: 'control-plane' },
    })),
  );

/** Deployments' names: those of the components that are on, and those every cluster has. */
function deploymentsOf({ components, told }: Cluster): readonly string[] {
  const onMasters = (told.masters ?? []).flatMap(({ systemPods = [] }) => systemPods);
  const usual = ['coredns', 'metrics-server'].filter((name) => !onMasters.some((pod) => pod.startsWith(`${name}-`)));
  return [
    ...usual,
    ...(components.terwayControlplane ? ['terway-controlplane'] : []),
    ...(components.virtualNode ? ['ack-virtual-node-controller'] : []),
    ...(components.albController ? ['alb-ingress-controller'] : []),
    ...(components.cgpu === 'basic' ? ['gpushare-schd-extender'] : []),
  ];
}

function planPods(cluster: Cluster, world: LiveWorld): readonly PodPlan[] {
  const masters = cluster.nodes.filter((node) => node.role === 'Master');
  const workers = cluster.nodes.filter((node) => node.role === 'Worker');
  const suffix =
    (owner: string) =>
    (node: Node): string =>
      world.ids.letters(`${cluster.id} ${owner} ${node.name}`, 5);
  const replica = (namespace: string, name: string, node: Node): PodPlan => {
    const set = `${name}-${world.ids.hex(`${cluster.id} ${name}`, 10)}`;
    const pod = `${set}-${suffix(name)(node)}`;
    return { namespace, name: pod, node, owner: { kind: 'ReplicaSet', name: set }, labels: { 'k8s-app': name } };
  };
  const named = masters.flatMap((node) =>
    node.systemPods.map((pod): PodPlan => {
      const name = pod.replace(/-[^-]+$/, '');
      return { namespace: system, name: pod, node, owner: { kind: 'ReplicaSet', name }, labels: { 'k8s-app': name } };
    }),
  );
  const kubeProxy = cluster.components.kubeProxy;
  return [
    ...staticPods(masters),
    ...(kubeProxy ? daemonSet('kube-proxy-master', masters, suffix('kube-proxy-master')) : []),
    ...(kubeProxy ? daemonSet('kube-proxy-worker', workers, suffix('kube-proxy-worker')) : []),
    ...daemonSet('csi-plugin', workers, suffix('csi-plugin')),
    ...(cluster.components.cgpu === 'basic'
      ? daemonSet('gpushare-device-plugin-ds', workers, suffix('gpushare-device-plugin-ds'))
      : []),
    ...named,
    ...workers.slice(0, 1).flatMap((node) => deploymentsOf(cluster).map((name) => replica(system, name, node))),
    ...workers.map((node) => replica('default', 'web', node)),
  ];
}

function renderPod(plan: PodPlan, cluster: Cluster, world: LiveWorld): KubernetesObject {
  const { namespace, name, node, owner, labels } = plan;
  const made = stamp(world, `${cluster.id} ${namespace}/${name}`);
  const container = owner.kind === 'Node' ? (labels['component'] ?? owner.name) : (labels['k8s-app'] ?? owner.name);
  return {
    metadata: {
      name,
      namespace,
      ...made,
      labels,
      ...(owner.kind === 'Node' && { annotations: { 'kubernetes.io/config.mirror': world.ids.hex(name, 32) } }),
      ownerReferences: [
        {
          apiVersion: owner.kind === 'Node' ? 'v1' : 'apps/v1',
          kind: owner.kind,
          name: owner.name,
          uid: world.ids.uuid(`uid ${cluster.id} ${owner.kind} ${owner.name}`).toLowerCase(),
          controller: true,
        },
      ],
    },
    spec: {
      nodeName: node.name,
      containers: [{ name: container, image: `registry/acs/${container}:v1` }],
      restartPolicy: 'Always',
    },
    status: {
      phase: 'Running',
      hostIP: node.address,
      conditions: [{ type: 'Ready', status: node.ready ? 'True' : 'False' }],
    },
  };
}

/** All pods, by namespace and name. */
export const podsOf = ({ told }: LiveCluster, world: LiveWorld): readonly KubernetesObject[] =>
  planPods(told, world)
    .map((plan) => renderPod(plan, told, world))
    .toSorted((left, right) => {
      const key = ({ metadata }: KubernetesObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
      return key(left) < key(right) ? -1 : 1;
    });
