import type { Node } from './cluster.ts';
import type { Examined } from './kubernetes/examine.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { LiveLoadBalancer } from './live-load-balancer.ts';
import type { LiveWorld } from './live-world.ts';

/** What a check of a dedicated cluster looks at. */
export interface Subject {
  readonly cluster: LiveCluster;
  readonly world: LiveWorld;
  readonly now: number;
  /** What its API server says. */
  readonly examined: Examined;
  readonly nodes: readonly Node[];
  readonly masters: readonly Node[];
  /** Undefined: behind a network load balancer, of which this check asks nothing, or gone. */
  readonly balancer: LiveLoadBalancer | undefined;
}

export interface Fault {
  readonly resource: string;
  readonly message: string;
}

/** One row of the check: its faults, none of which is a pass. */
export interface Row {
  readonly group: string;
  readonly name: string;
  readonly find: (subject: Subject) => readonly Fault[];
}

export const faultsOf = <T>(
  things: readonly T[],
  isFine: (thing: T) => boolean,
  tell: (thing: T) => readonly [resource: string, message: string],
): readonly Fault[] =>
  things
    .filter((thing) => !isFine(thing))
    .map(tell)
    .map(([resource, message]) => ({ resource, message }));
