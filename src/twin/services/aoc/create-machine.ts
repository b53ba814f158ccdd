import type { Identifiers } from '../../identifiers.ts';
import { minutes } from '../../time.ts';
import type { AocMachine, AocNic } from '../../world-schema.ts';
import { identify, mac, uuid } from './identity.ts';
import type { LiveCenterCluster, LiveDisk, LiveMachine, LiveNic } from './live-aoc.ts';

export const gib = (count: number): number => Math.round(count * 1024 ** 3);

interface Making {
  readonly ids: Identifiers;
  readonly cluster: LiveCenterCluster;
  /** Where the world begins, virtual ms. */
  readonly start: number;
  /** Of the machine among all. */
  readonly index: number;
}

function createNic(told: AocNic, what: string, { ids, cluster }: Making): LiveNic {
  const type = told.type ?? 'VLAN';
  const named = cluster.networks.find(({ name }) => name === told.network) ?? cluster.networks[0];
  return {
    network: type === 'VLAN' ? named : undefined,
    mac: told.mac ?? mac(ids, what),
    ip: told.ip,
    type,
    model: told.model ?? 'VIRTIO',
  };
}

const createDisks = ({ name, disks = [{}] }: AocMachine, what: string, { ids }: Making): readonly LiveDisk[] =>
  disks.map((disk, index) => ({
    volume: { ...identify(ids, `${what} volume ${index}`), name: `${name}-${index + 1}` },
    size: gib(disk.GiB ?? 100),
    used: gib(disk.usedGiB ?? (disk.GiB ?? 100) / 2),
    policy: disk.policy ?? 'REPLICA_2_THIN_PROVISION',
    sharing: disk.sharing ?? false,
  }));

const toolsOf = ({ tools, os = 'linux' }: AocMachine): string =>
  tools ?? (os === 'linux' || os === 'windows' ? 'RUNNING' : 'NOT_RUNNING');

/** What guest tools say while the guest does not run. */
export const toolsAtRest = (tools: string): string => (tools === 'RUNNING' ? 'NOT_RUNNING' : tools);

/** One that is off has a host too: the one it was on last, which a cold migration within the cluster changes. */
const hostOf = ({ host }: AocMachine, { cluster, index }: Making): LiveMachine['host'] =>
  cluster.hosts.find(({ name }) => name === host) ?? cluster.hosts[index % Math.max(1, cluster.hosts.length)];

/** What it has: disks, NICs, devices, snapshots. */
function createBelongings(
  told: AocMachine,
  what: string,
  making: Making,
): Pick<LiveMachine, 'disks' | 'image' | 'nics' | 'devices' | 'snapshots'> {
  const made = (kind: string): ReturnType<typeof identify> => identify(making.ids, `${what} ${kind}`);
  return {
    disks: createDisks(told, what, making),
    image: told.image,
    nics: (told.nics ?? [{}]).map((nic, at) => createNic(nic, `${what} nic ${at}`, making)),
    devices: (told.devices ?? []).map((device, at) => ({ ...made(`device ${at}`), ...device })),
    snapshots: (told.snapshots ?? []).map(({ name, hoursAgo = 24 }, at) => ({
      ...made(`snapshot ${at}`),
      name,
      at: making.start - minutes(60 * hoursAgo),
    })),
  };
}

export function createMachine(told: AocMachine, making: Making): LiveMachine {
  const { ids, cluster, start, index } = making;
  const what = `machine ${index}`;
  const tools = toolsOf(told);
  return {
    ...createBelongings(told, what, making),
    ...identify(ids, what, told),
    name: told.name,
    biosUuid: told.biosUuid ?? uuid(ids, `${what} bios`),
    cluster,
    created: start - 90 * 86_400_000,
    host: hostOf(told, making),
    status: told.status ?? 'RUNNING',
    cpuModel: told.cpuModel === undefined ? cluster.cpuModel : (told.cpuModel ?? ''),
    guestCpuModel: told.guestCpuModel ?? null,
    os: told.os ?? 'linux',
    runningTools: tools,
    tools: (told.status ?? 'RUNNING') === 'RUNNING' ? tools : toolsAtRest(tools),
    vcpu: told.vcpu ?? 4,
    memory: gib(told.memoryGiB ?? 8),
    protected: told.protected ?? false,
    inRecycleBin: told.inRecycleBin ?? false,
    internal: told.internal ?? false,
    usage: told.usage ?? null,
    lock: told.busy ?? null,
    ha: told.ha ?? true,
    labels: told.labels ?? {},
    copyMs: minutes(told.copyMinutes ?? 10),
    deltaMs: minutes(told.deltaMinutes ?? 2),
    heedsShutdown: told.shutdown === undefined ? tools === 'RUNNING' : told.shutdown === 'clean',
    handShutdownMs: told.handShutdownMinutes === undefined ? undefined : minutes(told.handShutdownMinutes),
    failure: told.fail,
    syncs: 0,
    failed: 0,
    lastShutdown: null,
  };
}

/** `count` machines alike, each with a name and ids of its own. */
export function expand(told: AocMachine): readonly AocMachine[] {
  const { count, ...one } = told;
  return count === undefined
    ? [one]
    : Array.from({ length: count }, (_, index) => ({ ...one, name: `${one.name}-${index + 1}` }));
}
