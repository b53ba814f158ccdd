import type { Cluster, Node } from '../cluster.ts';
import type { Identifiers } from '../identifiers.ts';
import type { WorldPod } from '../world-schema.ts';
import { creationTimestamp, stamp, uidOf } from './metadata.ts';
import type { KubernetesObject, OwnerReference } from './object.ts';
import { podSpec, podStatus, podTemplate, stuckAnnotation, unschedulable } from './pod-template.ts';
import type { Workload } from './workload.ts';

export interface Population {
  readonly cluster: Cluster;
  readonly ids: Identifiers;
}

/** An address in the pods' own network, by the pod's name. */
export function podAddress(ids: Identifiers, name: string): string {
  const digits = parseInt(ids.hex(`address ${name}`, 8), 16);
  return `172.20.${(digits >>> 8) % 256}.${(digits % 253) + 2}`;
}

/** Named by kind and name within a namespace, which the world's own objects are unique by. */
export function ownerOf({ cluster, ids }: Population, kind: string, namespace: string, name: string): OwnerReference {
  const inCore = kind === 'Node';
  return {
    apiVersion: inCore ? 'v1' : kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    name,
    uid: inCore ? uidOf(ids, `${cluster.id} ${name}`) : uidOf(ids, `${cluster.id} ${kind} ${namespace}/${name}`),
    controller: true,
    blockOwnerDeletion: true,
  };
}

interface PodOf {
  readonly namespace: string;
  readonly name: string;
  readonly node: Node | undefined;
  readonly owner: OwnerReference | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly phase?: string;
  readonly ready?: boolean;
}

function renderPod({ cluster, ids }: Population, pod: PodOf): KubernetesObject {
  const { namespace, name, node, owner, labels, annotations = {}, spec, phase = 'Running', ready = true } = pod;
  const since = creationTimestamp;
  const status =
    node === undefined
      ? unschedulable(cluster.nodes.length, since)
      : podStatus({
          phase,
          ready: ready && node.ready,
          hostIP: node.address,
          podIP: podAddress(ids, `${cluster.id} ${namespace}/${name}`),
          since,
        });
  return {
    metadata: {
      name,
      namespace,
      ...stamp(ids, `${cluster.id} ${namespace}/${name}`),
      labels,
      ...(Object.keys(annotations).length > 0 && { annotations }),
      ...(owner && { ownerReferences: [owner] }),
    },
    spec: { ...(node && { nodeName: node.name }), ...spec },
    status,
  };
}

/** The name of a Deployment's ReplicaSet. */
export const setName = ({ cluster, ids }: Population, { set, name }: Workload): string =>
  set ?? `${name}-${ids.hex(`${cluster.id} ${name}`, 10)}`;

function podName(population: Population, workload: Workload, index: number): string {
  const { cluster, ids } = population;
  const { kind, name, nodes, podNames } = workload;
  if (podNames?.[index] !== undefined) return podNames[index];
  if (kind === 'StatefulSet') return `${name}-${index}`;
  const node = nodes[index]?.name ?? '';
  const again = nodes.slice(0, index).filter((each) => each?.name === nodes[index]?.name).length;
  const letters = ids.letters(`${cluster.id} ${name} ${node}${again === 0 ? '' : ` ${again}`}`, 5);
  return `${kind === 'Deployment' ? setName(population, workload) : name}-${letters}`;
}

/** The pods of a workload, one on each of its nodes. */
export function podsOfWorkload(population: Population, workload: Workload): readonly KubernetesObject[] {
  const { kind, namespace, name, labels, nodes, ready = nodes.length } = workload;
  const owner =
    kind === 'Deployment'
      ? ownerOf(population, 'ReplicaSet', namespace, setName(population, workload))
      : ownerOf(population, kind, namespace, name);
  const { metadata } = podTemplate(workload) as { readonly metadata: { annotations?: Record<string, string> } };
  return nodes.map((node, index) =>
    renderPod(population, {
      namespace,
      name: podName(population, workload, index),
      node,
      owner,
      labels,
      ...(metadata.annotations && { annotations: metadata.annotations }),
      spec: podSpec(workload),
      ready: index < ready,
    }),
  );
}

/** The masters' own components run as static pods, seen through mirror pods that the node owns. */
export const mirrorPods = (population: Population): readonly KubernetesObject[] =>
  population.cluster.nodes
    .filter(({ role }) => role === 'Master')
    .flatMap((node) =>
      ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((component) =>
        renderPod(population, {
          namespace: 'kube-system',
          name: `${component}-${node.name}`,
          node,
          owner: ownerOf(population, 'Node', '', node.name),
          labels: { component, tier: 'control-plane' },
          annotations: {
            'kubernetes.io/config.mirror': population.ids.hex(`${component}-${node.name}`, 32),
            'kubernetes.io/config.source': 'file',
          },
          spec: { ...podSpec({ name: component }), hostNetwork: true, tolerations: [{ operator: 'Exists' }] },
        }),
      ),
    );

/** A pod that the world gives by itself; an owner of it need not exist. */
export function toldPod(population: Population, told: WorldPod): KubernetesObject {
  const { name, namespace = 'default', labels = { app: name }, owner, stuck = false, phase, ready } = told;
  const { nodes } = population.cluster;
  const wanted = told.node ?? nodes.find(({ role }) => role === 'Worker')?.name;
  const annotations = {
    ...told.annotations,
    ...(stuck && { [stuckAnnotation]: 'true' }),
    ...(owner?.kind === 'Node' && { 'kubernetes.io/config.mirror': population.ids.hex(name, 32) }),
  };
  return renderPod(population, {
    namespace,
    name,
    node: nodes.find((node) => node.name === wanted),
    owner: owner && ownerOf(population, owner.kind, owner.kind === 'Node' ? '' : namespace, owner.name),
    labels,
    annotations,
    spec: podSpec({ ...told, kind: owner?.kind === 'DaemonSet' ? 'DaemonSet' : undefined }),
    ...(phase && { phase }),
    ...(ready !== undefined && { ready }),
  });
}
