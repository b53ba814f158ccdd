import type { AocNetworkState, LiveCenterCluster, LiveMachine, Row } from './live-aoc.ts';
import { nicId, thin } from './vm-row.ts';

export function vdsRow({ vds, name, id, networks }: LiveCenterCluster): Row {
  return {
    id: vds.id,
    local_id: vds.localId,
    name: vds.name,
    type: 'VM',
    internal: false,
    bond_mode: 'active-backup',
    ovsbr_name: 'ovsbr-vm',
    work_mode: null,
    cluster: { id, name },
    vlans: networks.map(thin),
    vlans_num: networks.length,
    entityAsyncStatus: null,
    labels: [],
  };
}

export function vlanRow(network: AocNetworkState, { vds }: LiveCenterCluster): Row {
  const { id, localId, name, tag, type } = network;
  return {
    id,
    local_id: localId,
    name,
    type,
    vlan_id: tag,
    mode_type: 'VLAN_ACCESS',
    network_ids: [String(tag)],
    vds: { id: vds.id, name: vds.name },
    entityAsyncStatus: null,
    labels: [],
  };
}

export const nicRows = (machine: LiveMachine): readonly Row[] =>
  machine.nics.map(({ network, mac, ip, type, model }, index) => ({
    id: nicId(machine, index),
    local_id: `${machine.localId}-${index}`,
    vm: thin(machine),
    vlan: network === undefined ? null : thin(network),
    type,
    model,
    mac_address: mac,
    ip_address: ip ?? null,
    guest_info_ip_addresses: ip === undefined ? [] : [ip],
    guest_info_ip_addresses_v6: [],
    enabled: true,
    mirror: false,
    order: index,
    vpc_nic:
      type === 'VPC' ? { id: `vpc-${nicId(machine, index)}`, local_id: machine.localId, ip_addresses: [] } : null,
    nic: null,
  }));
