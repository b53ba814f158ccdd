import type { Pending } from '../../pending.ts';
import type {
  AocFailure,
  AocGroup,
  AocLink,
  AocLimits,
  AocMinutes,
  AocUndocumented,
  AocUser,
} from '../../world-schema.ts';

/** A place in the center: Tower's id and the cluster's own. */
export interface Identity {
  readonly id: string;
  readonly localId: string;
}

export interface AocNetworkState extends Identity {
  readonly name: string;
  readonly tag: number;
  readonly type: string;
}

export interface LiveHost extends Identity {
  readonly name: string;
  readonly address: string;
  readonly cluster: LiveCenterCluster;
  readonly cpuModel: string;
  readonly cpuModels: readonly string[];
  readonly vendor: string;
  readonly memory: number;
  status: string;
  maintenance: string;
}

/** A cluster that the center manages. */
export interface LiveCenterCluster extends Identity {
  readonly name: string;
  readonly address: string;
  readonly type: string;
  readonly hypervisor: string;
  readonly version: string;
  readonly architecture: string;
  readonly cpuModel: string;
  readonly connectState: string;
  readonly stretch: boolean;
  readonly hosts: readonly LiveHost[];
  readonly vds: Identity & { readonly name: string };
  readonly networks: readonly AocNetworkState[];
  /** Bytes; machines that come take of it. */
  freeBytes: number;
}

/** Ids of disks and NICs are made anew at each sync (acos.md §1.2); volumes and MACs stay. */
export interface LiveDisk {
  readonly volume: Identity & { readonly name: string };
  readonly size: number;
  readonly used: number;
  readonly policy: string;
  /** Of policy EC, where somebody said how. */
  readonly ec?: { readonly k: number; readonly m: number; readonly thin: boolean } | undefined;
  readonly sharing: boolean;
}

export interface LiveNic {
  readonly network: AocNetworkState | undefined;
  readonly mac: string;
  readonly ip: string | undefined;
  readonly type: 'VLAN' | 'VPC';
  readonly model: string;
}

export interface LiveDevice extends Identity {
  readonly kind: 'gpu' | 'usb' | 'pci';
  readonly name: string;
}

export interface LiveSnapshot extends Identity {
  readonly name: string;
  readonly at: number;
}

/** What of a machine no call of the twin changes. */
export interface MachineNature extends Identity {
  readonly biosUuid: string;
  readonly cluster: LiveCenterCluster;
  readonly created: number;
  /** Empty: not known. */
  readonly cpuModel: string;
  readonly guestCpuModel: string | null;
  readonly os: 'linux' | 'windows' | 'unknown' | 'none';
  /** vm_tools_status while it runs. */
  readonly runningTools: string;
  readonly vcpu: number;
  readonly memory: number;
  readonly protected: boolean;
  readonly internal: boolean;
  readonly usage: string | null;
  readonly ha: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly snapshots: readonly LiveSnapshot[];
  /** Virtual ms. */
  readonly copyMs: number;
  readonly deltaMs: number;
  readonly heedsShutdown: boolean;
  /** Somebody shuts its guest down so long after its staged migration began to wait for that, virtual ms. */
  readonly handShutdownMs: number | undefined;
  readonly failure: AocFailure | undefined;
  readonly image: string | undefined;
}

export type MachineStatus = 'RUNNING' | 'STOPPED' | 'SUSPENDED' | 'UNKNOWN' | 'DELETED';

export interface LiveMachine extends MachineNature {
  /** These two change when a copy takes them over. */
  id: string;
  localId: string;
  readonly disks: readonly LiveDisk[];
  readonly nics: readonly LiveNic[];
  name: string;
  host: LiveHost | undefined;
  status: MachineStatus;
  tools: string;
  /** entityAsyncStatus. */
  lock: 'CREATING' | 'UPDATING' | 'DELETING' | null;
  inRecycleBin: boolean;
  devices: readonly LiveDevice[];
  /** Counts what changed it: each makes ids of disks and NICs anew. */
  syncs: number;
  /** So many of its migrations have failed as the world tells. */
  failed: number;
  lastShutdown: number | null;
}

export interface LiveStep {
  readonly key: string;
  readonly unit: 'BYTE' | 'PERCENT';
  readonly total: number;
  /** Virtual ms between which it runs; undefined: not begun. */
  span?: { readonly from: number; readonly to: number };
  /** Where it stopped for good. */
  stoppedAt?: number;
  finished: boolean;
}

export type TaskState = 'PENDING' | 'EXECUTING' | 'PAUSED' | 'SUCCESSED' | 'FAILED';

export interface LiveAocTask {
  readonly id: string;
  readonly mutation: string;
  readonly resourceId: string;
  readonly cluster: LiveCenterCluster | undefined;
  readonly user: AocUser | undefined;
  readonly description: string;
  readonly args: unknown;
  readonly created: number;
  readonly steps: LiveStep[];
  status: TaskState;
  started: number | null;
  finished: number | null;
  error: { readonly code: string; readonly message: string } | undefined;
  /** get-tasks that asked for it and did not see it yet. */
  hiddenFor: number;
  /** What goes on for it now. */
  pending?: Pending | undefined;
}

/** Something that is to happen at a time. */
export interface Appointment {
  readonly at: number;
  readonly order: number;
  readonly act: (at: number) => void;
  /** Of what somebody waits for; what happens by itself has none and waits for nobody. */
  readonly pending: Pending | undefined;
}

export interface LiveAoc {
  readonly name: string;
  /** Major, minor, patch. */
  readonly version: readonly [number, number, number];
  readonly users: readonly AocUser[];
  readonly clusters: readonly LiveCenterCluster[];
  machines: readonly LiveMachine[];
  readonly groups: readonly AocGroup[];
  readonly links: readonly AocLink[];
  readonly limits: AocLimits;
  readonly minutes: Required<AocMinutes>;
  readonly undocumented: Required<Omit<AocUndocumented, 'defaultPage'>> & Pick<AocUndocumented, 'defaultPage'>;
  readonly tasks: LiveAocTask[];
  /** Those that copy to another host, waiting or running. */
  readonly migrations: LiveMigration[];
  readonly tokens: Map<string, AocUser>;
  agenda: readonly Appointment[];
  /** Counts, for ids. */
  made: number;
  readonly stale: Map<string, { readonly rows: readonly Row[]; left: number }>;
}

export type Row = Readonly<Record<string, unknown>>;

/** A migration that is asked for and not over. */
export interface LiveMigration {
  readonly task: LiveAocTask;
  readonly machine: LiveMachine;
  readonly from: LiveHost | undefined;
  readonly to: LiveHost;
  /** Of a migration to another cluster: the machine that is being made there. */
  readonly copy?: LiveMachine | undefined;
  readonly type: 'within' | 'LIVE_MIGRATE' | 'COLD_MIGRATE' | 'CUTOVER_MIGRATE';
  readonly deleteSource: boolean;
  running: boolean;
  /** Where a staged one is. */
  phase: 'copy' | 'waiting' | 'shutdown' | 'delta' | 'restart';
  readonly begin: (at: number) => void;
}

export const isAtLeast = ({ version }: LiveAoc, major: number, minor: number): boolean =>
  version[0] > major || (version[0] === major && version[1] >= minor);
