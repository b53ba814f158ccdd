import type { Identifiers } from '../identifiers.ts';
import type { LiveCluster } from '../live-cluster.ts';
import { isSameState, type NodeState } from '../node-state.ts';
import { utc } from '../time.ts';
import { firstState, stateOf, withState } from './machine-state.ts';
import { at, mapping, spell, type KubernetesObject } from './object.ts';
import { isActive, isReady, nodeNameOf } from './pod-state.ts';
import { withReady } from './pod-readiness.ts';
import { itemsOf, merge, type Upstream } from './upstream.ts';

/** What was last written there of the machines, and the uids of pods that were Ready when their node fell silent. */
export interface Written {
  readonly states: Map<string, NodeState>;
  readonly quiet: Set<string>;
}

interface Following {
  readonly upstream: Upstream;
  readonly cluster: LiveCluster;
  readonly ids: Identifiers;
  readonly written: Written;
  /** Virtual ms. */
  readonly now: number;
}

/** The pods of a node that falls silent are not Ready any more; of one that comes back, those that were. */
async function tellPods({ upstream, written, now }: Following, name: string, ready: boolean): Promise<void> {
  const { quiet } = written;
  const items = await itemsOf(upstream, `/api/v1/pods?fieldSelector=${encodeURIComponent(`spec.nodeName=${name}`)}`);
  for (const pod of items as readonly KubernetesObject[]) {
    const { uid = '', namespace = '' } = pod.metadata;
    if (nodeNameOf(pod) !== name || !isActive(pod)) continue;
    if (ready ? !quiet.delete(uid) : !isReady(pod)) continue;
    if (!ready) quiet.add(uid);
    const status = { conditions: at(withReady(pod, ready ? 'True' : 'False', utc(now)), 'status.conditions') };
    await upstream.ask('PATCH', `/api/v1/namespaces/${namespace}/pods/${pod.metadata.name}/status`, { status }, merge);
  }
}

async function write(following: Following, name: string, state: NodeState): Promise<void> {
  const { upstream, cluster, ids, now } = following;
  const path = `/api/v1/nodes/${spell(name)}`;
  const there = await upstream.ask('GET', path);
  if (there.status !== 200) return;
  if (state.gone) {
    await upstream.ask('DELETE', path);
    return;
  }
  const node = withState(there.body as unknown as KubernetesObject, state, { ids, cluster: cluster.told.id, now });
  const { conditions, nodeInfo } = mapping(node['status']);
  await upstream.ask('PATCH', `${path}/status`, { status: { conditions, nodeInfo } }, merge);
  await upstream.ask('PATCH', path, { spec: { taints: at(node, 'spec.taints') ?? null } }, merge);
  await tellPods(following, name, state.ready === 'True');
}

/** Writes there what became of the machines: the twin is their kubelets, and the node controller. */
export async function followThere(
  following: Following,
): Promise<{ readonly changed: boolean; readonly gone: boolean }> {
  const { cluster, written, now } = following;
  let changed = false;
  let gone = false;
  for (const node of cluster.told.nodes) {
    const known = written.states.get(node.name) ?? firstState(node);
    const state = stateOf(cluster, node, now);
    if (isSameState(known, state)) continue;
    written.states.set(node.name, state);
    changed = true;
    gone ||= state.gone;
    await write(following, node.name, state);
  }
  return { changed, gone };
}
