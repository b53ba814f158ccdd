import type { Facts, Json } from '../../../src/core/fact.ts';

/** The shapes of a machine's facts, as `observe` promises them and checks read them. Names are the center's. */

export type Power = 'running' | 'stopped' | 'suspended' | 'unknown';

/** One machine as it is now. */
export interface MachineFact {
  readonly id: string;
  readonly localId: string;
  readonly name: string;
  readonly cluster: string;
  readonly clusterId: string;
  readonly host: string;
  readonly power: Power;
  /** Why it is not free (an operation under way, recycle bin, system machine); null: it is. */
  readonly notFree: string | null;
  readonly protected: boolean;
  /** RUNNING, NOT_RUNNING, NOT_INSTALLED, RESTRICTION, '' */
  readonly tools: string;
  /** What shows that an operating system is installed; null: nothing does. */
  readonly os: { readonly strength: 'strong' | 'weak'; readonly says: string } | null;
  /** '' where the service does not say. */
  readonly cpuModel: string;
  /** Bytes. */
  readonly memory: number | null;
  readonly provisioned: number | null;
  readonly gpus: number;
  readonly pciNics: number;
  readonly usbs: number;
  readonly snapshots: number;
  readonly labels: number;
  readonly groups: number;
  readonly ha: boolean;
}

export interface ClusterFact {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly hypervisor: string;
  readonly architecture: string;
  readonly connected: string;
  readonly version: string;
  /** Bytes that can still be written; null where it does not say. */
  readonly space: number | null;
}

export interface HostFact {
  readonly id: string;
  readonly name: string;
  /** Why it cannot take a machine now; null: it can. */
  readonly notUsable: string | null;
  readonly compatible: readonly string[];
  readonly memory: number | null;
}

export interface NicFact {
  readonly mac: string;
  readonly type: 'vlan' | 'vpc';
  readonly model: string;
  readonly network: { readonly localId: string; readonly name: string; readonly tag: number | null } | null;
}

export interface NetworkFact {
  readonly localId: string;
  readonly name: string;
  readonly tag: number | null;
}

export interface TaskFact {
  readonly id: string;
  readonly status: string;
  readonly says: string;
  readonly createdAt: string;
}

interface Shapes {
  readonly 'vm.cluster': string;
  readonly 'vm.name': string;
  readonly 'vm.power': Power;
  readonly 'vm.hostAllowed': boolean;
  readonly 'vm.networksAllowed': boolean;
  /** Where it runs, as cluster/host; null: in one place at most. */
  readonly 'vm.twice': readonly string[] | null;
  /** What no move may change. Bytes; MAC addresses in order. */
  readonly 'vm.make': { readonly memory: number | null; readonly macs: readonly string[] };
  readonly 'vm.source': MachineFact | null;
  readonly 'vm.copy': MachineFact | null;
  readonly 'vm.candidates': readonly { readonly id: string; readonly name: string; readonly cluster: string }[];
  readonly 'cluster.source': ClusterFact | null;
  readonly 'cluster.target': ClusterFact | null;
  readonly 'target.hosts': readonly HostFact[];
  readonly 'target.networks': readonly NetworkFact[];
  readonly 'vm.nics': readonly NicFact[];
  /** Volumes that other machines hold as well, and images in a drive. */
  readonly 'vm.shared': readonly string[];
  readonly 'vm.images': number;
  readonly 'vm.tasks': readonly TaskFact[];
  /** The machine of the final name on the target that is not this one's copy; null: the name is free. */
  readonly 'target.namesake': { readonly id: string; readonly power: Power } | null;
  readonly 'center.version': string;
}

/** A fact in its shape; undefined where it was not read, from which nothing may be concluded. */
export const factOf = <Name extends keyof Shapes>(facts: Facts, name: Name): Shapes[Name] | undefined =>
  facts[name] as unknown as Shapes[Name] | undefined;

/** A shape is JSON: the interfaces hold nothing else. */
export const plain = (value: unknown): Json => value as Json;
