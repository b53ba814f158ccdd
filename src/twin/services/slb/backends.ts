import { standingOf } from '../../live-cluster.ts';
import type { LiveLoadBalancer } from '../../live-load-balancer.ts';
import type { LiveWorld } from '../../live-world.ts';

export interface Backend {
  readonly id: string;
  readonly address: string;
  /** eni: a network interface of the managed control plane. */
  readonly type: 'ecs' | 'eni';
}

/** How many managed API servers stand behind a load balancer; nobody says, and no client should care. */
const managed = [1, 2];

/** The masters, until the cluster is a managed one: then ACK's own servers take their place at the same address. */
export function backendsOf({ id, backends }: LiveLoadBalancer, world: LiveWorld): readonly Backend[] {
  const cluster = world.clusters.find(({ told }) => told.loadBalancer === id);
  if (cluster !== undefined && standingOf(cluster, world.clock.now()).type !== 'Kubernetes') {
    return managed.map((number) => ({
      id: `eni-bp1${world.ids.letters(`${id} eni ${number}`, 17)}`,
      address: `192.168.0.${200 + number}`,
      type: 'eni',
    }));
  }
  return backends.map((instance) => ({
    id: instance,
    address: world.instances.find((machine) => machine.id === instance)?.address ?? '',
    type: 'ecs',
  }));
}
