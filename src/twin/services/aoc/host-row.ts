import type { LiveAoc, LiveCenterCluster, LiveHost, LiveMachine, Row } from './live-aoc.ts';
import { thin } from './vm-row.ts';

const reserved = 16 * 1024 ** 3;

/** Who takes memory of a host: all that run or are suspended on it. */
export const guestsOf = (aoc: LiveAoc, host: LiveHost): readonly LiveMachine[] =>
  aoc.machines.filter(
    (machine) => machine.host === host && (machine.status === 'RUNNING' || machine.status === 'SUSPENDED'),
  );

const memoryOf = (machines: readonly LiveMachine[]): number => machines.reduce((sum, { memory }) => sum + memory, 0);

export const freeMemory = (aoc: LiveAoc, host: LiveHost): number => host.memory - memoryOf(guestsOf(aoc, host));

function loadOf(host: LiveHost, machines: readonly LiveMachine[]): Row {
  const guests = machines.filter(({ status }) => status === 'RUNNING' || status === 'SUSPENDED');
  const taken = memoryOf(guests);
  const counted = (status: string): number => machines.filter((machine) => machine.status === status).length;
  return {
    allocatable_memory_bytes: host.memory - taken,
    total_memory_bytes: host.memory + reserved,
    os_memory_bytes: reserved,
    used_memory_bytes: taken + reserved,
    provisioned_memory_bytes: memoryOf(machines),
    running_pause_vm_memory_bytes: taken,
    provisioned_cpu_cores: guests.reduce((sum, { vcpu }) => sum + vcpu, 0),
    vms: machines.map(thin),
    vm_num: machines.length,
    running_vm_num: counted('RUNNING'),
    stopped_vm_num: counted('STOPPED'),
    suspended_vm_num: counted('SUSPENDED'),
  };
}

const metal: Row = {
  chunk_id: '1',
  cpu_fan_speed: [5400, 5400],
  cpu_fan_speed_unit: 'RPM',
  cpu_temperature_celsius: [45, 46],
  cpu_hz_per_core: 2_400_000_000,
  total_cpu_cores: 64,
  total_cpu_hz: 153_600_000_000,
  total_cpu_sockets: 2,
  model: 'Rack Server',
  serial: null,
  nested_virtualization: false,
  nic_count: 4,
  lsm_cap_disk_safe_umount: true,
  failure_data_space: 0,
  hdd_data_capacity: 0,
  hdd_disk_count: 0,
  pmem_dimm_capacity: 0,
  pmem_dimm_count: 0,
  pmem_disk_count: 0,
  ssd_data_capacity: 8 * 1024 ** 4,
  ssd_disk_count: 8,
  total_cache_capacity: 0,
  total_data_capacity: 8 * 1024 ** 4,
  used_data_space: 1024 ** 4,
};

export function hostRow(host: LiveHost, machines: readonly LiveMachine[]): Row {
  const { id, localId, name, address, cluster } = host;
  return {
    ...metal,
    id,
    local_id: localId,
    name,
    management_ip: address,
    data_ip: address,
    access_ip: null,
    cluster: thin(cluster),
    status: host.status,
    connect_status: /^CONNECTED_(HEALTHY|WARNING)$/.test(host.status) ? 'CONNECTED' : 'DISCONNECTED',
    // IDLE is a host of no cluster; maintenance is in host_state.
    state: host.maintenance === 'REMOVING' ? 'REMOVING' : 'IN_USE',
    host_state: { state: host.maintenance, enter_maintenance_time: '', maintenance_job_id: '' },
    compatible_cpu_models: host.cpuModels,
    cpu_model: host.cpuModel,
    cpu_vendor: host.vendor,
    cpu_brand: `${host.vendor} ${host.cpuModel}`,
    entityAsyncStatus: null,
    labels: [],
    ...loadOf(host, machines),
  };
}

const usable = 32 * 1024 ** 4;

export const spaceOf = ({ freeBytes }: LiveCenterCluster): Row => ({
  total_data_capacity: usable,
  // What there may be less what is used is what is free; §2 names valid_data_space for the check of room.
  valid_data_space: usable,
  used_data_space: usable - freeBytes,
  failure_data_space: 0,
});

export function clusterRow(cluster: LiveCenterCluster, machines: readonly LiveMachine[]): Row {
  const { id, localId, name, address, hosts, vds } = cluster;
  const models = [...new Set(hosts.flatMap(({ cpuModels }) => cpuModels))];
  return {
    id,
    local_id: localId,
    name,
    ip: address,
    management_vip: address,
    type: cluster.type,
    hypervisor: cluster.hypervisor,
    version: cluster.version,
    architecture: cluster.architecture,
    connect_state: cluster.connectState,
    stretch: cluster.stretch,
    current_cpu_model: cluster.cpuModel,
    recommended_cpu_models: models.filter((model) => hosts.every(({ cpuModels }) => cpuModels.includes(model))),
    total_cpu_models: models,
    auto_converge: true,
    dns: ['223.5.5.5'],
    ntp_servers: ['ntp.example.com'],
    license_type: 'PERPETUAL',
    entityAsyncStatus: null,
    hosts: hosts.map((host) => ({ ...thin(host), management_ip: host.address })),
    host_num: hosts.length,
    vdses: [thin(vds)],
    vms: machines.map(thin),
    vm_num: machines.length,
    labels: [],
    ...spaceOf(cluster),
  };
}
