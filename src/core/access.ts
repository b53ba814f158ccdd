/** One act in a cluster, as RBAC names it. `group` is '' for the core API; `subresource` as in eviction. */
export interface Act {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Without one: in all of them, or of what lies in none. */
  readonly namespace?: string;
  readonly name?: string;
}

/** An action that a policy of the cloud must allow, and on what: patterns with `*`, all of which it needs. */
export interface Permit {
  readonly action: string;
  readonly resource: string;
}

/** Who asks: `plan` only reads, as a pull request's pipeline does; `apply` may do all that its journeys may need. */
export type Role = 'plan' | 'apply';

/** The least that a document needs to be worked with: of the account, and of the cluster that it names. */
export interface Access {
  readonly permits: readonly Permit[];
  readonly acts: readonly Act[];
  /** The cluster in which the acts are. */
  readonly cluster: string;
}
