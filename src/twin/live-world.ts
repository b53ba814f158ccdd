import type { CallLog } from './call-log.ts';
import type { Clock } from './clock.ts';
import type { LiveAccount } from './cluster.ts';
import type { Faults } from './faults.ts';
import type { Identifiers } from './identifiers.ts';
import type { Invocation } from './invocation.ts';
import type { LiveBucket } from './live-bucket.ts';
import { isApiDown, standingOf, type LiveCluster } from './live-cluster.ts';
import type { LiveInstance } from './live-instance.ts';
import type { LiveLoadBalancer } from './live-load-balancer.ts';
import type { LiveNetwork } from './live-network.ts';
import type { LiveRam } from './live-ram.ts';
import type { Session } from './session.ts';
import type { StaleClusters } from './stale.ts';
import type { Pending } from './pending.ts';
import type { LiveAoc } from './services/aoc/live-aoc.ts';

export { isApiDown, standingOf, type LiveCluster };

/** All that the twin knows. One object for each twin; nothing is global. */
export interface LiveWorld {
  readonly account: LiveAccount;
  readonly clusters: readonly LiveCluster[];
  /** Those of nodes and others. */
  readonly instances: readonly LiveInstance[];
  readonly loadBalancers: readonly LiveLoadBalancer[];
  readonly network: LiveNetwork;
  readonly ram: LiveRam;
  /** Of all accounts, by name. */
  readonly buckets: Map<string, LiveBucket>;
  /** Commands sent through Cloud Assistant, oldest first. */
  readonly invocations: Invocation[];
  /** The operation center, where the world has one. */
  readonly aoc: LiveAoc | undefined;
  /** The certificate, PEM, of the authority that vouches for the twin; undefined: it speaks plain http. */
  readonly ca: string | undefined;
  readonly ids: Identifiers;
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly stale: StaleClusters;
  readonly faults: Faults;
  /** All that goes on, or has gone on. */
  readonly pendings: () => readonly Pending[];
  /** Temporary keys that were given out, by the id of the key. */
  readonly sessions: Map<string, Session>;
  /** Nonces used so far. */
  readonly nonces: Set<string>;
  /** Kubernetes API of each cluster by id, known once it listens. */
  readonly servers: Map<string, string>;
  /** Bearer tokens: cluster id and the virtual ms until which it is good. */
  readonly tokens: Map<string, { readonly cluster: string; readonly until: number }>;
}

export const findCluster = (world: LiveWorld, id: string): LiveCluster | undefined =>
  world.clusters.find(({ told }) => told.id === id);
