import type { LiveCluster } from '../live-cluster.ts';
import { isSameState, type NodeState } from '../node-state.ts';
import { collectPodsOf, evictFrom } from './node-controller.ts';
import { firstState, momentsOf, stateOf, withState } from './machine-state.ts';
import type { KubernetesObject } from './object.ts';
import { quieten, rouse } from './pod-readiness.ts';
import type { Reacting } from './scheduler.ts';
import { find, later, remove, revise, settle, type Store } from './store.ts';

/** Pods of a lost node are ended after the five minutes that pods tolerate by default, in ms. */
const tolerated = 300_000;

/** Those of a node that stays silent are asked to end, once they have tolerated it long enough. */
function evictLater(store: Store, node: KubernetesObject, state: NodeState, when: Reacting): void {
  const run = (now: number): void => {
    if (store.nodes.get(node.metadata.name) === state) evictFrom(store, node, { ...when, now });
  };
  later(store, when.now, { after: tolerated, run });
}

function change(store: Store, node: KubernetesObject, state: NodeState, when: Reacting): void {
  if (state.gone) {
    remove(store, 'nodes', node);
    collectPodsOf(store, node, when);
    return;
  }
  revise(store, 'nodes', withState(node, state, { ...store, now: when.now }));
  if (state.ready === 'True') {
    rouse(store, node.metadata.name, when.now);
    return;
  }
  quieten(store, node.metadata.name, when.now);
  evictLater(store, node, state, when);
}

/** What became of the machines at a time. What was deleted through Kubernetes does not come back. */
function followAt(store: Store, cluster: LiveCluster, when: Reacting): void {
  for (const node of cluster.told.nodes) {
    const known = store.nodes.get(node.name) ?? firstState(node);
    const state = stateOf(cluster, node, when.now);
    if (isSameState(known, state)) continue;
    store.nodes.set(node.name, state);
    const object = find(store, 'nodes', { name: node.name });
    if (object === undefined) continue;
    change(store, object, state, when);
    when.then(when.now);
  }
}

/** Lets everything happen until now, in its order: what the controllers do, and what becomes of the machines. */
export function follow(store: Store, cluster: LiveCluster, when: Reacting): void {
  for (const moment of momentsOf(cluster, store.followed, when.now)) {
    settle(store, moment);
    followAt(store, cluster, { ...when, now: moment });
  }
  store.followed = when.now;
  settle(store, when.now);
}
