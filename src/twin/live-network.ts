import { surroundingsOf, type Cluster } from './cluster.ts';
import type { Identifiers } from './identifiers.ts';
import type { World, WorldAcl, WorldVSwitch } from './world-schema.ts';

export interface LiveVSwitch extends Required<WorldVSwitch> {
  readonly region: string;
}

export interface LiveEip {
  readonly id: string;
  readonly address: string;
  readonly region: string;
  /** What it is bound to; "" is nothing. */
  instance: string;
}

export interface LiveNetwork {
  readonly vSwitches: readonly LiveVSwitch[];
  readonly eips: LiveEip[];
  readonly natGateways: readonly { readonly id: string; readonly vpc: string; readonly region: string }[];
  readonly acls: readonly Required<WorldAcl>[];
}

const usualVpc = 'vpc-twin';

function createVSwitches(world: World, clusters: readonly Cluster[], ids: Identifiers): readonly LiveVSwitch[] {
  const told = world.vpc?.vSwitches ?? [];
  const ofClusters = clusters.flatMap((cluster) => {
    const { vpc, vSwitches } = surroundingsOf(cluster, ids);
    return vSwitches.map((id) => ({ id, vpc, region: cluster.region }));
  });
  const others = told.filter(({ id }) => !ofClusters.some((known) => known.id === id));
  return [...ofClusters, ...others.map(({ id }) => ({ id, vpc: usualVpc, region: 'cn-hangzhou' }))].map((made) => ({
    freeAddresses: 200,
    status: 'Available' as const,
    cidr: '192.168.0.0/16',
    ...made,
    ...told.find(({ id }) => id === made.id),
  }));
}

export function createNetwork(world: World, clusters: readonly Cluster[], ids: Identifiers): LiveNetwork {
  const told = (world.vpc?.eips ?? []).map((eip) => ({
    address: '47.96.0.10',
    region: 'cn-hangzhou',
    instance: '',
    ...eip,
  }));
  const ofClusters = clusters
    .filter(({ internet, loadBalancer }) => internet === 'eip' && !told.some((eip) => eip.instance === loadBalancer))
    .map(({ id, region, loadBalancer, internetAddress }) => ({
      id: `eip-bp1${ids.letters(`${id} eip`, 17)}`,
      address: internetAddress,
      region,
      instance: loadBalancer,
    }));
  return {
    vSwitches: createVSwitches(world, clusters, ids),
    eips: [...told, ...ofClusters],
    natGateways: (world.vpc?.natGateways ?? []).map((nat) => ({ vpc: usualVpc, region: 'cn-hangzhou', ...nat })),
    acls: (world.slb?.acls ?? []).map((acl) => ({ name: acl.id, entries: [], ...acl })),
  };
}
