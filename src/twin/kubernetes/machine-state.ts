import type { Node } from '../cluster.ts';
import type { Identifiers } from '../identifiers.ts';
import { readinessOf, type LiveCluster } from '../live-cluster.ts';
import type { NodeState } from '../node-state.ts';
import { utc } from '../time.ts';
import { bootId, conditionsSince, withSilence } from './nodes.ts';
import { at, mapping, without, type KubernetesObject } from './object.ts';
import { withFields } from './store.ts';

export const firstState = ({ ready }: Node): NodeState => ({ ready: ready ? 'True' : 'False', boots: 0, gone: false });

export function stateOf(cluster: LiveCluster, node: Node, now: number): NodeState {
  const machine = cluster.instances.get(node.instance);
  return {
    ready: readinessOf(cluster, node, now),
    boots: machine?.reboots.filter(({ to }) => to <= now).length ?? 0,
    gone: (cluster.removed.get(node.name) ?? Infinity) <= now,
  };
}

/** When something became of a node, in (after, until]. Machines that are stopped or released tell no time: they are seen at `until`. */
export function momentsOf(
  { instances, removed, migrations }: LiveCluster,
  after: number,
  until: number,
): readonly number[] {
  const moments = [
    ...[...instances.values()].flatMap(({ reboots }) => reboots.flatMap(({ from, to }) => [from, to])),
    ...removed.values(),
    ...migrations.map(({ down }) => down.to),
  ].filter((moment) => moment > after && moment < until);
  return [...new Set([...moments, until])].toSorted((left, right) => left - right);
}

interface Seen {
  readonly ids: Identifiers;
  /** Id of the cluster. */
  readonly cluster: string;
  /** Virtual ms. */
  readonly now: number;
}

/** The Node object once its machine is in a state. */
export function withState(node: KubernetesObject, state: NodeState, { ids, cluster, now }: Seen): KubernetesObject {
  const { ready, boots } = state;
  const { name } = node.metadata;
  const taints = at(node, 'spec.taints');
  const kept = withSilence(
    Array.isArray(taints) ? (taints as readonly Readonly<Record<string, unknown>>[]) : [],
    ready,
    utc(now),
  );
  const spec = without(node['spec'], 'taints');
  const conditions = at(node, 'status.conditions');
  const before: readonly unknown[] = Array.isArray(conditions) ? conditions : [];
  return withFields({ ...node, spec: { ...spec, ...(kept.length > 0 && { taints: kept }) } }, 'status', {
    conditions: conditionsSince(ready, utc(now), before),
    nodeInfo: { ...mapping(at(node, 'status.nodeInfo')), bootID: bootId(ids, cluster, name, boots) },
  });
}
