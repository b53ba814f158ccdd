import { utc } from '../../time.ts';
import { spaceOf } from './host-row.ts';
import type { LiveCenterCluster, LiveDisk, LiveMachine, Row } from './live-aoc.ts';
import { diskId, thin } from './vm-row.ts';

const disk = (machine: LiveMachine, index: number, more: Row): Row => ({
  id: diskId(machine, index),
  vm: thin(machine),
  boot: index,
  bus: 'VIRTIO',
  type: 'DISK',
  device: null,
  disabled: false,
  key: index,
  serial: null,
  elf_image: null,
  svt_image: null,
  vm_volume: null,
  ...more,
});

export function diskRows(machine: LiveMachine): readonly Row[] {
  const { disks, image } = machine;
  const cdRom = { type: 'CD_ROM', bus: 'IDE', elf_image: { id: `image-${image ?? ''}`, name: image } };
  return [
    ...disks.map(({ volume }, index) => disk(machine, index, { vm_volume: thin(volume) })),
    ...(image === undefined ? [] : [disk(machine, disks.length, cdRom)]),
  ];
}

const replicasOf = (policy: string): number => Number(/REPLICA_(\d)/.exec(policy)?.[1] ?? 1);

const volumeRow = (
  machine: LiveMachine,
  { volume, size, used, policy, ec, sharing }: LiveDisk,
  index: number,
): Row => ({
  id: volume.id,
  local_id: volume.localId,
  name: volume.name,
  path: `/usr/share/smartx/volumes/${volume.localId}`,
  cluster: thin(machine.cluster),
  description: '',
  elf_storage_policy: policy,
  elf_storage_policy_replica_num: replicasOf(policy),
  elf_storage_policy_thin_provision: ec?.thin ?? !policy.endsWith('THICK_PROVISION'),
  elf_storage_policy_stripe_num: 4,
  elf_storage_policy_ec_k: ec?.k ?? null,
  elf_storage_policy_ec_m: ec?.m ?? null,
  entityAsyncStatus: machine.lock,
  local_created_at: utc(machine.created),
  mounting: true,
  sharing,
  size,
  used_size: used,
  unique_size: used,
  type: 'KVM_VOLUME',
  labels: [],
  vm_disks: [{ id: diskId(machine, index) }],
});

export const volumeRows = (machine: LiveMachine): readonly Row[] =>
  machine.disks.map((each, index) => volumeRow(machine, each, index));

export const storageRow = (cluster: LiveCenterCluster): Row => ({
  ...thin(cluster),
  type: cluster.type,
  stretch: cluster.stretch,
  free_data_space: cluster.freeBytes,
  ...spaceOf(cluster),
});
