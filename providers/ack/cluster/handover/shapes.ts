/** The shapes of the facts that only a handover needs. Words as the services write them; '' where they wrote none. */

/** What other tools write of a cluster, from its detail. */
export interface ClusterHandoverFact {
  readonly vSwitches: readonly string[];
  readonly serviceCidr: string;
  readonly podCidr: string;
  readonly proxyMode: string;
  readonly domain: string;
  readonly deletionProtection: boolean;
  readonly rrsa: boolean;
}

/** The load balancer of the private API address. */
export interface BalancerHandoverFact {
  readonly id: string;
  readonly name: string;
  readonly spec: string;
  /** PayBySpec, PayByCLCU. */
  readonly chargeType: string;
  readonly addressType: string;
  readonly vSwitch: string;
  readonly deleteProtection: string;
}

export interface NodePoolFact {
  readonly id: string;
  readonly name: string;
  /** ess, edge, lingjun. */
  readonly type: string;
  readonly vSwitches: readonly string[];
  readonly instanceTypes: readonly string[];
  readonly instanceChargeType: string;
}

export interface BucketHandoverFact {
  readonly name: string;
  readonly storageClass: string;
}

/** A policy that holds, or could hold, the masters' grant on the bucket; `roles` have it. */
export interface PolicyHandoverFact {
  readonly name: string;
  /** The default version's text. */
  readonly document: string;
  readonly roles: readonly string[];
}

/** The policies that were looked for; `role` is null where the cluster names no role of its masters. */
export interface GrantHandoverFact {
  readonly role: string | null;
  readonly policies: readonly PolicyHandoverFact[];
}
