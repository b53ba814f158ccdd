import type { LiveCluster, LiveWorld } from '../live-world.ts';
import { storeOf } from './controllers.ts';
import { availabilityOf } from './derived.ts';
import { at } from './object.ts';
import { isActive, isMirror, isReady, nodeNameOf } from './pod-state.ts';
import { controllerOf } from './pod-template.ts';
import { listOf } from './store.ts';

/** A Node object as a check of the cluster sees it. */
export interface ExaminedNode {
  readonly name: string;
  readonly ready: boolean;
  readonly schedulable: boolean;
  /** Pods it still has room for. */
  readonly freeSlots: number;
  /** Pods of kube-system that are neither static nor a DaemonSet's, "namespace/name". */
  readonly systemPods: readonly string[];
}

/** What a check of the cluster sees of its API server's objects. */
export interface Examined {
  /** By name; a node whose object was deleted is not there. */
  readonly nodes: ReadonlyMap<string, ExaminedNode>;
  /** "namespace/name" of every DaemonSet. */
  readonly daemonSets: ReadonlySet<string>;
  /** Names of API services that do not answer. */
  readonly unavailable: readonly string[];
}

/** Looks at the objects as they are now, whatever made them so: the world's text, a machine, or a client. */
export function examine(cluster: LiveCluster, world: LiveWorld): Examined {
  const store = storeOf(cluster, world);
  const pods = listOf(store, 'pods').filter(isActive);
  const nodes = listOf(store, 'nodes').map((node): ExaminedNode => {
    const { name } = node.metadata;
    const own = pods.filter((pod) => nodeNameOf(pod) === name);
    const system = own.filter(
      (pod) => pod.metadata.namespace === 'kube-system' && !isMirror(pod) && controllerOf(pod)?.kind !== 'DaemonSet',
    );
    return {
      name,
      ready: isReady(node),
      schedulable: at(node, 'spec.unschedulable') !== true,
      freeSlots: Number(at(node, 'status.allocatable.pods') ?? 0) - own.length,
      systemPods: system.map(({ metadata }) => `kube-system/${metadata.name}`),
    };
  });
  const services = listOf(store, 'apiservices.apiregistration.k8s.io');
  return {
    nodes: new Map(nodes.map((node) => [node.name, node])),
    daemonSets: new Set(
      listOf(store, 'daemonsets.apps').map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`),
    ),
    unavailable: services
      .filter((service) => availabilityOf(service, store) !== 'True')
      .map(({ metadata }) => metadata.name),
  };
}
