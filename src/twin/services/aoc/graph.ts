import type { LiveAoc, LiveMachine, Row } from './live-aoc.ts';
import { clusterRow, hostRow } from './host-row.ts';
import { nicRows, vdsRow, vlanRow } from './network-rows.ts';
import { deviceRows, groupId, groupRow, isMember, labelRows, snapshotRows, taskRow } from './other-rows.ts';
import { diskRows, storageRow, volumeRows } from './storage-rows.ts';
import { vmRow } from './vm-row.ts';

interface Moment {
  readonly aoc: LiveAoc;
  readonly now: number;
}

const groupsOf = ({ groups }: LiveAoc, machine: LiveMachine): readonly Row[] =>
  groups.filter((group) => isMember(group, machine)).map((group) => ({ id: groupId(group), name: group.name }));

function groupBy<K>(machines: readonly LiveMachine[], keyOf: (machine: LiveMachine) => K): Map<K, LiveMachine[]> {
  const groups = new Map<K, LiveMachine[]>();
  for (const machine of machines) {
    const group = groups.get(keyOf(machine));
    if (group === undefined) groups.set(keyOf(machine), [machine]);
    else group.push(machine);
  }
  return groups;
}

const perMachine =
  (rows: (machine: LiveMachine) => readonly Row[]) =>
  ({ aoc }: Moment): readonly Row[] =>
    aoc.machines.flatMap(rows);

/** All that can be asked for, by the name in `get-<name>`, and how it is made of the world. */
const sources = {
  vms: ({ aoc }: Moment) => aoc.machines.map((machine) => vmRow(machine, groupsOf(aoc, machine))),
  hosts: ({ aoc }: Moment) => {
    const guests = groupBy(aoc.machines, ({ host }) => host);
    return aoc.clusters.flatMap(({ hosts }) => hosts.map((host) => hostRow(host, guests.get(host) ?? [])));
  },
  clusters: ({ aoc }: Moment) => {
    const machines = groupBy(aoc.machines, ({ cluster }) => cluster);
    return aoc.clusters.map((cluster) => clusterRow(cluster, machines.get(cluster) ?? []));
  },
  tasks: ({ aoc, now }: Moment) => aoc.tasks.map((task) => taskRow(task, aoc, now)),
  vdses: ({ aoc }: Moment) => aoc.clusters.map(vdsRow),
  vlans: ({ aoc }: Moment) =>
    aoc.clusters.flatMap((cluster) => cluster.networks.map((network) => vlanRow(network, cluster))),
  'vm-nics': perMachine(nicRows),
  'vm-disks': perMachine(diskRows),
  'vm-volumes': perMachine(volumeRows),
  'vm-snapshots': perMachine(snapshotRows),
  'gpu-devices': perMachine((machine) => deviceRows(machine, 'gpu')),
  'usb-devices': perMachine((machine) => deviceRows(machine, 'usb')),
  'pci-devices': perMachine((machine) => deviceRows(machine, 'pci')),
  'vm-placement-groups': ({ aoc }: Moment) => aoc.groups.map((group) => groupRow(group, aoc)),
  labels: ({ aoc }: Moment) => labelRows(aoc),
  'cluster-storage-info': ({ aoc }: Moment) => aoc.clusters.map(storageRow),
  organizations: ({ aoc }: Moment) => [
    {
      id: 'organization-1',
      name: aoc.name,
      clusters: aoc.clusters.map(({ id, name }) => ({ id, name })),
    },
  ],
} as const satisfies Readonly<Record<string, (moment: Moment) => readonly Row[]>>;

export type Resource = keyof typeof sources;
export const resources = Object.keys(sources) as readonly Resource[];

/** The resource behind a key that names other things, so that `where` can ask further than an answer tells. */
const relations: Readonly<Record<string, Resource>> = {
  cluster: 'clusters',
  clusters: 'clusters',
  host: 'hosts',
  hosts: 'hosts',
  vds: 'vdses',
  vdses: 'vdses',
  vlan: 'vlans',
  vlans: 'vlans',
  vm: 'vms',
  vms: 'vms',
  vm_nics: 'vm-nics',
  vm_disks: 'vm-disks',
  vm_volume: 'vm-volumes',
  vm_placement_group: 'vm-placement-groups',
  snapshots: 'vm-snapshots',
  gpu_devices: 'gpu-devices',
  usb_devices: 'usb-devices',
};

/** The world as rows that name each other by id, at one moment; each list is made once, when it is asked for. */
export interface Graph {
  readonly rows: (resource: Resource) => readonly Row[];
  /** The whole of what a row names under `key`, else what it says there. */
  readonly follow: (key: string, value: Row) => Row;
}

export function graphOf(aoc: LiveAoc, now: number): Graph {
  const lists = new Map<Resource, readonly Row[]>();
  const indexes = new Map<Resource, ReadonlyMap<unknown, Row>>();
  const rows = (resource: Resource): readonly Row[] => {
    const list = lists.get(resource) ?? sources[resource]({ aoc, now });
    lists.set(resource, list);
    return list;
  };
  const indexOf = (resource: Resource): ReadonlyMap<unknown, Row> => {
    const index = indexes.get(resource) ?? new Map(rows(resource).map((row) => [row['id'], row]));
    indexes.set(resource, index);
    return index;
  };
  const follow = (key: string, value: Row): Row => {
    const resource = relations[key];
    return (resource && indexOf(resource).get(value['id'])) ?? value;
  };
  return { rows, follow };
}
