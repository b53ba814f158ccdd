import { surroundingsOf, type Cluster } from './cluster.ts';
import type { Identifiers } from './identifiers.ts';
import { createLoadBalancer, type LiveLoadBalancer } from './live-load-balancer.ts';
import type { World } from './world-schema.ts';

/** Address of the API server in the cluster's network, where the world gives none. */
const usualAddress = '192.168.0.251';

/** Ids from nlb- on are those of another product, which the twin does not have. */
const isClassic = (id: string): boolean => id.startsWith('lb-');

function createOfCluster(cluster: Cluster, world: World, ids: Identifiers): readonly LiveLoadBalancer[] {
  const told = world.slb?.loadBalancers ?? [];
  const { vpc, vSwitch, internetLoadBalancer } = surroundingsOf(cluster, ids);
  const backends = cluster.nodes.filter(({ role }) => role === 'Master').map(({ instance }) => instance);
  const around = { region: cluster.region, vpc, vSwitch, backends };
  const name = `ManagedK8SSlbIntranet-${cluster.id}`;
  const own = isClassic(cluster.loadBalancer)
    ? [
        createLoadBalancer(told.find(({ id }) => id === cluster.loadBalancer) ?? { id: cluster.loadBalancer }, {
          ...around,
          name,
          address: usualAddress,
        }),
      ]
    : [];
  if (cluster.internet !== 'loadBalancer') return own;
  const outside = { ...around, name: `K8sMasterSlbInternet-${cluster.id}`, address: cluster.internetAddress };
  return [...own, createLoadBalancer({ id: internetLoadBalancer, addressType: 'internet' }, outside)];
}

/** Those of clusters, then those that belong to none. */
export function createLoadBalancers(
  world: World,
  clusters: readonly Cluster[],
  ids: Identifiers,
): readonly LiveLoadBalancer[] {
  const ofClusters = clusters.flatMap((cluster) => createOfCluster(cluster, world, ids));
  const others = (world.slb?.loadBalancers ?? []).filter(({ id }) => !ofClusters.some((known) => known.id === id));
  const nowhere = { region: 'cn-hangzhou', vpc: 'vpc-twin', vSwitch: '', backends: [], address: usualAddress };
  return [...ofClusters, ...others.map((told) => createLoadBalancer(told, { ...nowhere, name: told.id }))];
}
