import type { AocCluster, AocHost, Machine, Nic, Vlan } from '../../clients/rows.ts';
import type { ClusterFact, HostFact, MachineFact, NicFact, Power } from '../fact-shapes.ts';

const powers: Readonly<Record<string, Power>> = { RUNNING: 'running', STOPPED: 'stopped', SUSPENDED: 'suspended' };

export const powerOf = (status: string): Power => powers[status] ?? 'unknown';

const notFreeOf = (machine: Machine): string | null => {
  if (machine.status === 'DELETED') return 'it is deleted';
  if (machine.inRecycleBin) return 'it is in the recycle bin';
  if (machine.internal) return 'it is a machine of the system itself';
  return machine.busy === null ? null : `an operation is under way (${machine.busy})`;
};

/** Running tools and what they report cannot be there without an operating system; a label was only typed by somebody. */
const osOf = ({ tools, os, kernel, guestOsType }: Machine): MachineFact['os'] => {
  if (tools === 'RUNNING') return { strength: 'strong', says: 'its guest tools run' };
  if (os !== '' || kernel !== '') return { strength: 'strong', says: `its tools reported ${os || kernel}` };
  return guestOsType === 'LINUX' || guestOsType === 'WINDOWS'
    ? { strength: 'weak', says: `it is labelled ${guestOsType}` }
    : null;
};

export const machineFact = (machine: Machine): MachineFact => ({
  id: machine.id,
  localId: machine.localId,
  name: machine.name,
  cluster: machine.cluster.name,
  clusterId: machine.cluster.id,
  host: machine.host.name,
  power: powerOf(machine.status),
  notFree: notFreeOf(machine),
  protected: machine.protected,
  tools: machine.tools,
  os: osOf(machine),
  cpuModel: machine.cpuModel,
  memory: machine.memory,
  provisioned: machine.provisioned,
  gpus: machine.gpus,
  pciNics: machine.pciNics,
  usbs: machine.usbs,
  snapshots: machine.snapshots,
  labels: machine.labels.length,
  groups: machine.groups.length,
  ha: machine.ha,
});

export const clusterFact = (cluster: AocCluster): ClusterFact => ({
  id: cluster.id,
  name: cluster.name,
  type: cluster.type,
  hypervisor: cluster.hypervisor,
  architecture: cluster.architecture,
  connected: cluster.connected,
  version: cluster.version,
  space: cluster.space,
});

/** States in which a host takes no machine (the center's maintenance, and what its published controllers leave out). */
const notUsableOf = ({ status, state }: AocHost): string | null => {
  if (['CONNECTED_ERROR', 'SESSION_EXPIRED', 'INITIALIZING', 'DISCONNECTED'].includes(status)) return `it is ${status}`;
  return ['ENTERING_MAINTENANCE_MODE', 'MAINTENANCE_MODE', 'REMOVING'].includes(state) ? `it is in ${state}` : null;
};

export const hostFact = (host: AocHost): HostFact => ({
  id: host.id,
  name: host.name,
  notUsable: notUsableOf(host),
  compatible: host.compatible,
  memory: host.memory,
});

export const nicFacts = (nics: readonly Nic[], vlans: readonly Vlan[]): readonly NicFact[] =>
  nics
    .map((nic): NicFact => {
      const vlan = vlans.find(({ id }) => id === nic.vlan.id);
      const network = vlan === undefined ? null : { localId: vlan.localId, name: vlan.name, tag: vlan.tag };
      return { mac: nic.mac, type: nic.type === 'VPC' ? 'vpc' : 'vlan', model: nic.model, network };
    })
    .sort((a, b) => (a.mac < b.mac ? -1 : 1));
