import type { AocNetworkState, LiveAoc, LiveCenterCluster, LiveMachine, Row } from './live-aoc.ts';
import { isRow, textAt } from './request.ts';
import { readStoragePolicy, type StoragePolicy } from './storage-policy.ts';

/** vm_config of migrate-vm-across-cluster, understood. */
export interface AcrossConfig {
  readonly type: 'LIVE_MIGRATE' | 'COLD_MIGRATE' | 'CUTOVER_MIGRATE';
  /** Networks of the source to those of the target. */
  readonly networks: ReadonlyMap<string, AocNetworkState>;
  /** Undefined: each disk keeps its own. */
  readonly policy: StoragePolicy | undefined;
  readonly newName: string | undefined;
  readonly deleteSource: boolean;
  readonly removeDevices: boolean;
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

const no = (why: string): { readonly ok: false; readonly why: string } => ({ ok: false, why });

function readNetworks(config: Row, target: LiveCenterCluster): Read<AcrossConfig['networks']> {
  const given = config['network_mapping'];
  if (!Array.isArray(given)) return no('"network_mapping" is required.');
  const networks = new Map<string, AocNetworkState>();
  for (const entry of given as readonly unknown[]) {
    const from = isRow(entry) ? textAt(entry, 'src_vlan_local_id') : undefined;
    const to = isRow(entry) ? textAt(entry, 'dest_vlan_local_id') : undefined;
    const network = target.networks.find(({ localId, type }) => localId === to && type === 'VM');
    if (from === undefined || network === undefined)
      return no(`"network_mapping" names no network of cluster ${target.name}: ${to ?? ''}.`);
    networks.set(from, network);
  }
  return { ok: true, value: networks };
}

const types = ['LIVE_MIGRATE', 'COLD_MIGRATE', 'CUTOVER_MIGRATE'] as const;

export function readConfig(config: Row, target: LiveCenterCluster, aoc: LiveAoc): Read<AcrossConfig> {
  const type = types.find((each) => each === config['migrate_type']);
  if (type === undefined) return no(`"migrate_type" must be one of ${types.join(', ')}.`);
  const networks = readNetworks(config, target);
  if (!networks.ok) return networks;
  const policy = readStoragePolicy(config, aoc);
  if (!policy.ok) return policy;
  const value = {
    type,
    networks: networks.value,
    policy: policy.value,
    newName: textAt(config, 'new_name'),
    // The default is not documented (acos.md §6.5): the harmless one.
    deleteSource: config['delete_src_vm'] === true,
    removeDevices: config['remove_unmovable_devices'] === true,
  };
  return { ok: true, value };
}

/** Why a machine cannot be migrated so; what a scheduler finds out only later is not among it. */
export function findObstacle(machine: LiveMachine, config: AcrossConfig): string | undefined {
  const { name, status, nics, disks, devices } = machine;
  // Whether it would shut a running machine down is asked in acos.md §6.3, and assumed not.
  const wanted = config.type === 'COLD_MIGRATE' ? 'STOPPED' : 'RUNNING';
  if (status !== wanted) return `VM ${name} is ${status}: ${config.type} needs it ${wanted}.`;
  if (machine.inRecycleBin || machine.internal) return `VM ${name} cannot be migrated.`;
  if (machine.protected && config.deleteSource) return `VM ${name} is protected and cannot be deleted.`;
  if (config.type === 'CUTOVER_MIGRATE' && machine.os === 'none') return `VM ${name} has no operating system.`;
  if (nics.some(({ type }) => type === 'VPC')) return `VM ${name} has a VPC NIC, which cannot be mapped.`;
  const unmapped = nics.find(({ network }) => network !== undefined && !config.networks.has(network.localId));
  if (unmapped !== undefined) return `Network ${unmapped.network?.name ?? ''} of VM ${name} is not mapped.`;
  if (disks.some(({ sharing }) => sharing)) return `VM ${name} has a shared volume.`;
  const stuck = devices.length > 0 || nics.some(({ model }) => model === 'SRIOV');
  return stuck && !config.removeDevices ? `VM ${name} has devices that cannot move.` : undefined;
}
