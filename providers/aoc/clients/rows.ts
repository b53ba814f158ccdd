import { flagIn, listIn, numberIn, objectIn, objectsIn, textIn, type JsonObject } from '../../wire/json.ts';

/** A thin reference as the API nests it: `{id, name}`. */
export interface Ref {
  readonly id: string;
  readonly name: string;
}

/** A virtual machine (`Vm`). '' and null where the service does not say. */
export interface Machine {
  readonly id: string;
  readonly localId: string;
  readonly name: string;
  /** RUNNING, STOPPED, SUSPENDED, UNKNOWN, DELETED. */
  readonly status: string;
  readonly cluster: Ref;
  readonly host: Ref;
  readonly inRecycleBin: boolean;
  readonly internal: boolean;
  readonly protected: boolean;
  /** The service's name of the operation under way (UPDATING); null: free. */
  readonly busy: string | null;
  readonly guestOsType: string;
  readonly os: string;
  readonly kernel: string;
  readonly tools: string;
  /** What the guest was given: `guest_cpu_model` where set, else `cpu_model`. */
  readonly cpuModel: string;
  readonly memory: number | null;
  readonly provisioned: number | null;
  readonly gpus: number;
  readonly pciNics: number;
  readonly usbs: number;
  readonly nicIds: readonly string[];
  readonly snapshots: number;
  /** By their ids: nested rows are thin, so what they say stands in the list of labels. */
  readonly labels: readonly string[];
  readonly groups: readonly string[];
  readonly ha: boolean;
}

const refIn = (row: JsonObject, name: string): Ref => {
  const ref = objectIn(row, name);
  return { id: textIn(ref, 'id'), name: textIn(ref, 'name') };
};

const count = (row: JsonObject, name: string): number => (listIn(row, name) ?? []).length;
const ids = (row: JsonObject, name: string): readonly string[] => objectsIn(row, name).map((one) => textIn(one, 'id'));

export const machineIn = (row: JsonObject): Machine => ({
  id: textIn(row, 'id'),
  localId: textIn(row, 'local_id'),
  name: textIn(row, 'name'),
  status: textIn(row, 'status'),
  cluster: refIn(row, 'cluster'),
  host: refIn(row, 'host'),
  inRecycleBin: flagIn(row, 'in_recycle_bin') === true,
  internal: flagIn(row, 'internal') === true,
  protected: flagIn(row, 'protected') === true,
  busy: textIn(row, 'entityAsyncStatus') || null,
  guestOsType: textIn(row, 'guest_os_type'),
  os: textIn(row, 'os'),
  kernel: textIn(row, 'kernel_info'),
  tools: textIn(row, 'vm_tools_status'),
  cpuModel: textIn(row, 'guest_cpu_model') || textIn(row, 'cpu_model'),
  memory: numberIn(row, 'memory'),
  provisioned: numberIn(row, 'provisioned_size'),
  gpus: count(row, 'gpu_devices'),
  pciNics: count(row, 'pci_nics'),
  usbs: count(row, 'usb_devices'),
  nicIds: ids(row, 'vm_nics'),
  snapshots: count(row, 'snapshots'),
  labels: ids(row, 'labels'),
  groups: ids(row, 'vm_placement_group'),
  ha: flagIn(row, 'ha') === true,
});

/** A label: a key and a value that machines carry. `value` is '' where it has none. */
export interface Label {
  readonly id: string;
  readonly key: string;
  readonly value: string;
}

export const labelIn = (row: JsonObject): Label => ({
  id: textIn(row, 'id'),
  key: textIn(row, 'key'),
  value: textIn(row, 'value'),
});

/** A cluster that the operation center manages. */
export interface AocCluster {
  readonly id: string;
  readonly name: string;
  /** SMTX_OS is an ACOS cluster; SMTX_ELF, SMTX_ZBS, BLUESHARK are others. */
  readonly type: string;
  readonly hypervisor: string;
  readonly architecture: string;
  readonly connected: string;
  readonly version: string;
  readonly currentCpuModel: string;
  /** Bytes that can still be written; null where it does not say. */
  readonly space: number | null;
}

export const clusterIn = (row: JsonObject): AocCluster => ({
  id: textIn(row, 'id'),
  name: textIn(row, 'name'),
  type: textIn(row, 'type'),
  hypervisor: textIn(row, 'hypervisor'),
  architecture: textIn(row, 'architecture'),
  connected: textIn(row, 'connect_state'),
  version: textIn(row, 'version'),
  currentCpuModel: textIn(row, 'current_cpu_model'),
  space: numberIn(row, 'valid_data_space'),
});

export interface AocHost {
  readonly id: string;
  readonly name: string;
  readonly cluster: Ref;
  readonly status: string;
  /** IN_USE, ENTERING_MAINTENANCE_MODE, MAINTENANCE_MODE, REMOVING; '' where it does not say. */
  readonly state: string;
  readonly compatible: readonly string[];
  readonly memory: number | null;
}

export const hostIn = (row: JsonObject): AocHost => ({
  id: textIn(row, 'id'),
  name: textIn(row, 'name'),
  cluster: refIn(row, 'cluster'),
  status: textIn(row, 'status'),
  state: textIn(objectIn(row, 'host_state'), 'state') || textIn(row, 'state'),
  compatible: (listIn(row, 'compatible_cpu_models') ?? []).filter((model) => typeof model === 'string'),
  memory: numberIn(row, 'allocatable_memory_bytes'),
});

/** A network of machines: `localId` is what a mapping names, never `id`. */
export interface Vlan {
  readonly id: string;
  readonly localId: string;
  readonly name: string;
  readonly tag: number | null;
  readonly type: string;
}

export const vlanIn = (row: JsonObject): Vlan => ({
  id: textIn(row, 'id'),
  localId: textIn(row, 'local_id'),
  name: textIn(row, 'name'),
  tag: numberIn(row, 'vlan_id'),
  type: textIn(row, 'type'),
});

/** A NIC; its id changes with each sync, so a machine and a MAC address tell who it is. */
export interface Nic {
  readonly machineId: string;
  readonly mac: string;
  /** VLAN or VPC; '' is VLAN. */
  readonly type: string;
  readonly model: string;
  readonly vlan: Ref;
}

export const nicIn = (row: JsonObject): Nic => ({
  machineId: textIn(objectIn(row, 'vm'), 'id'),
  mac: textIn(row, 'mac_address'),
  type: textIn(row, 'type'),
  model: textIn(row, 'model'),
  vlan: refIn(row, 'vlan'),
});

export interface Disk {
  readonly machineId: string;
  /** DISK or CD_ROM. */
  readonly type: string;
  readonly volumeId: string;
  readonly hasImage: boolean;
}

export const diskIn = (row: JsonObject): Disk => ({
  machineId: textIn(objectIn(row, 'vm'), 'id'),
  type: textIn(row, 'type'),
  volumeId: textIn(objectIn(row, 'vm_volume'), 'id'),
  hasImage: textIn(objectIn(row, 'elf_image'), 'id') !== '',
});

/** One stage of a task, in units of its own. */
export interface TaskStage {
  readonly key: string;
  readonly current: number | null;
  readonly total: number | null;
  readonly perSecond: number | null;
  readonly unit: string;
  readonly finished: boolean;
}

export interface Task {
  readonly id: string;
  /** PENDING, EXECUTING, PAUSED, SUCCESSED (so spelled), FAILED. */
  readonly status: string;
  readonly description: string;
  readonly mutation: string;
  readonly resourceId: string;
  readonly createdAt: string;
  readonly finishedAt: string;
  readonly error: string;
  readonly stages: readonly TaskStage[];
  readonly args: JsonObject;
}

const stageIn = (row: JsonObject): TaskStage => ({
  key: textIn(row, 'key'),
  current: numberIn(row, 'current'),
  total: numberIn(row, 'total'),
  perSecond: numberIn(row, 'per_second'),
  unit: textIn(row, 'unit'),
  finished: flagIn(row, 'finished') === true,
});

export const taskIn = (row: JsonObject): Task => ({
  id: textIn(row, 'id'),
  status: textIn(row, 'status'),
  description: textIn(row, 'description'),
  mutation: textIn(row, 'resource_mutation'),
  resourceId: textIn(row, 'resource_id'),
  createdAt: textIn(row, 'local_created_at'),
  finishedAt: textIn(row, 'finished_at'),
  error: [textIn(row, 'error_code'), textIn(row, 'error_message')].filter((text) => text !== '').join(': '),
  stages: objectsIn(row, 'steps').map(stageIn),
  args: objectIn(row, 'args'),
});
