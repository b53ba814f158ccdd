import { utc } from '../../time.ts';
import type { LiveDevice, LiveHost, LiveMachine, Row } from './live-aoc.ts';

/** As other things name what they belong to. */
export const thin = ({ id, name }: { readonly id: string; readonly name: string }): Row => ({ id, name });

export const thinHost = (host: LiveHost | undefined): Row | null =>
  host === undefined ? null : { ...thin(host), management_ip: host.address };

export const nicId = ({ id, syncs }: LiveMachine, index: number): string => `${id}n${syncs}x${index}`;
export const diskId = ({ id, syncs }: LiveMachine, index: number): string => `${id}d${syncs}x${index}`;

export const labelId = (key: string, value: string): string => `label-${key}-${value}`;

/** The systems that guest tools report, as they report them. */
const systems = {
  linux: { guest_os_type: 'LINUX', os: 'Rocky Linux 9.4', kernel_info: '5.14.0-427.el9.x86_64' },
  windows: { guest_os_type: 'WINDOWS', os: 'Windows Server 2022', kernel_info: '10.0.20348' },
  unknown: { guest_os_type: 'UNKNOWN', os: null, kernel_info: null },
  none: { guest_os_type: 'UNKNOWN', os: null, kernel_info: null },
} as const;

/** `os` and `kernel_info` come from guest tools, `guest_os_type` from a person: without tools only that is left. */
function systemOf({ os, tools }: LiveMachine): Row {
  const system = systems[os];
  return tools === 'NOT_INSTALLED' ? { ...system, os: null, kernel_info: null } : system;
}

const devicesOf = (devices: readonly LiveDevice[], kind: LiveDevice['kind']): readonly Row[] =>
  devices.filter((device) => device.kind === kind).map(thin);

function placeOf(machine: LiveMachine, groups: readonly Row[]): Row {
  const { cluster, host, labels, snapshots, nics, disks, image } = machine;
  const volumes = disks.length + (image === undefined ? 0 : 1);
  return {
    cluster: thin(cluster),
    host: thinHost(host),
    node_ip: host?.address ?? '',
    vm_nics: nics.map((_, index) => ({ id: nicId(machine, index) })),
    vm_disks: Array.from({ length: volumes }, (_, index) => ({ id: diskId(machine, index) })),
    vm_placement_group: groups,
    labels: Object.entries(labels).map(([key, value]) => ({ id: labelId(key, value), key, value })),
    snapshots: snapshots.map(thin),
    snapshot_plan: null,
    backup_plans: [],
    isolation_policy: null,
    folder: null,
  };
}

function sizeOf({ disks }: LiveMachine): Row {
  const size = disks.reduce((sum, disk) => sum + disk.size, 0);
  const used = disks.reduce((sum, disk) => sum + disk.used, 0);
  return { provisioned_size: size, size, used_size: used, logical_size_bytes: used, unique_size: used };
}

function standingOf(machine: LiveMachine): Row {
  const { id, localId, name } = machine;
  return {
    id,
    local_id: localId,
    bios_uuid: machine.biosUuid,
    name,
    original_name: name,
    description: '',
    status: machine.status,
    entityAsyncStatus: machine.lock,
    in_recycle_bin: machine.inRecycleBin,
    internal: machine.internal,
    internal_product: machine.usage,
    protected: machine.protected,
    vm_usage: machine.usage,
    ha: machine.ha,
    ha_priority: null,
    local_created_at: utc(machine.created),
    last_shutdown_time: machine.lastShutdown === null ? null : utc(machine.lastShutdown),
    deleted_at: null,
  };
}

function shapeOf(machine: LiveMachine): Row {
  const { devices, nics, vcpu, memory } = machine;
  return {
    cpu: { cores: vcpu, sockets: 1 },
    vcpu,
    cpu_model: machine.cpuModel,
    guest_cpu_model: machine.guestCpuModel,
    memory,
    vm_tools_status: machine.tools,
    vm_tools_version: machine.tools === 'NOT_INSTALLED' ? null : '3.2.0',
    hostname: null,
    ips: nics.flatMap(({ ip }) => ip ?? []).join(','),
    dns_servers: null,
    gpu_devices: devicesOf(devices, 'gpu'),
    usb_devices: devicesOf(devices, 'usb'),
    pci_nics: devicesOf(devices, 'pci'),
    out_uninstall_usb: [],
    firmware: 'BIOS',
    clock_offset: machine.os === 'windows' ? 'LOCALTIME' : 'UTC',
    win_opt: machine.os === 'windows',
    nested_virtualization: false,
    video_type: 'VGA',
  };
}

/** All of a machine that changes, so that its row is made anew only then: a page of a thousand would take a tenth of a second. */
const changeable = (machine: LiveMachine): readonly unknown[] => [
  machine.id,
  machine.name,
  machine.host,
  machine.status,
  machine.tools,
  machine.lock,
  machine.inRecycleBin,
  machine.devices,
  machine.syncs,
  machine.lastShutdown,
];

const made = new WeakMap<LiveMachine, { readonly of: readonly unknown[]; readonly row: Row }>();

/**
 * A Vm with all that its model requires (acos.md §5) and all that decides a migration (§2). `groups`, the placement groups it is
 * in, follow from its name.
 */
export function vmRow(machine: LiveMachine, groups: readonly Row[]): Row {
  const of = changeable(machine);
  const known = made.get(machine);
  if (known?.of.every((value, index) => value === of[index]) === true) return known.row;
  const row = {
    ...standingOf(machine),
    ...placeOf(machine, groups),
    ...sizeOf(machine),
    ...systemOf(machine),
    ...shapeOf(machine),
  };
  made.set(machine, { of, row });
  return row;
}
