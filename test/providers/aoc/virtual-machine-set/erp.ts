import type { Desired } from '../../../../src/core/desired.ts';
import type { Json } from '../../../../src/core/fact.ts';
import { textIn } from '../../../../providers/wire/json.ts';
import type { Rows } from '../scripted-center.ts';

type Row = { readonly [field: string]: Json };

const cluster = (letter: string): Row => ({
  id: `cluster-${letter}`,
  name: `hz-${letter}`,
  type: 'SMTX_OS',
  hypervisor: 'ELF',
  architecture: 'X86_64',
  connect_state: 'CONNECTED',
  version: '6.2.0',
  valid_data_space: 2 ** 44,
});

const host = (name: string): Row => ({
  id: `host-${name}`,
  name,
  cluster: { id: `cluster-${name.charAt(0)}`, name: `hz-${name.charAt(0)}` },
  status: 'CONNECTED_HEALTHY',
  host_state: { state: 'IN_USE' },
  compatible_cpu_models: ['cascadelake'],
  allocatable_memory_bytes: 2 ** 38,
});

const network = (letter: string, name: string): Row => ({
  id: `vlan-${name}`,
  local_id: `local-${name}`,
  name,
  vlan_id: 10,
  type: 'VM',
  vds: { cluster: { id: `cluster-${letter}` } },
});

/** A machine of hz-a with the label app=erp; a test says what is otherwise. */
export const vm = (name: string, more: Row = {}): Row => ({
  id: `vm-${name}`,
  local_id: `uuid-${name}`,
  name,
  status: 'RUNNING',
  cluster: { id: 'cluster-a', name: 'hz-a' },
  host: { id: 'host-a1', name: 'a1' },
  in_recycle_bin: false,
  internal: false,
  protected: false,
  vm_tools_status: 'RUNNING',
  cpu_model: 'cascadelake',
  memory: 2 ** 32,
  provisioned_size: 2 ** 35,
  labels: [{ id: 'label-erp' }],
  ...more,
});

export const nicOf = (machine: Row, name = 'v10'): Row => ({
  id: `nic-${textIn(machine, 'id')}`,
  vm: { id: machine['id'] ?? '' },
  mac_address: `52:${textIn(machine, 'local_id')}`,
  type: 'VLAN',
  model: 'VIRTIO',
  vlan: { id: `vlan-${name}`, name },
});

/** What a center lists of these machines. */
export const centerOf = (machines: readonly Row[]): Rows => ({
  clusters: [cluster('a'), cluster('b')],
  hosts: [host('a1'), host('a2'), host('b1'), host('b2')],
  vms: machines,
  labels: [
    { id: 'label-crm', key: 'app', value: 'crm' },
    { id: 'label-erp', key: 'app', value: 'erp' },
    { id: 'label-tier', key: 'tier', value: 'gold' },
  ],
  vm_nics: machines.map((machine) => nicOf(machine)),
  vm_disks: [],
  vm_volumes: [],
  vlans: [network('a', 'v10'), network('b', 'v110')],
  tasks: [],
});

/** The set of this spec; places are the pointers that are asked for, in erp.yaml. */
export const setOf = (more: Row = {}, name = 'erp'): Desired => ({
  address: `VirtualMachineSet/${name}`,
  kind: 'VirtualMachineSet',
  name,
  labels: {},
  annotations: {},
  spec: {
    operationCenter: 'hz',
    selector: { cluster: 'hz-a', matchLabels: { app: 'erp' } },
    template: {
      spec: {
        placement: { cluster: 'hz-b' },
        network: 'direct',
        networks: [{ from: 'v10', to: 'v110' }],
        storagePolicy: 'REPLICA_2_THIN_PROVISION',
      },
    },
    ...more,
  },
  waivers: [],
  place: (pointer) => ({ file: `erp.yaml${pointer}` }),
  origin: () => 'document',
});
