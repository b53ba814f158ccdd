import type { Desired } from '../../../../src/core/desired.ts';
import type { Facts } from '../../../../src/core/fact.ts';
import type { Observed } from '../../../../src/core/observed.ts';
import type { WorldForm, WorldPart } from '../../../../src/core/world-part.ts';
import type { Aoc, AocCluster, AocHost, AocMachine, AocNetwork } from '../../../../src/generated/world.ts';
import { factOf, type ClusterFact, type HostFact, type MachineFact, type NicFact } from '../fact-shapes.ts';
import { specOf, type VirtualMachineSpec } from '../spec.ts';

const gib = 1024 ** 3;

/** It was read, and it is there. */
const isThere = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

type Row<T> = { readonly [K in keyof T]?: T[K] | undefined };

const given = <T extends object>(row: Row<T>): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as T;

/** What a host has left is known, and a world says what it has: with what this machine takes of it. */
const memoryOf = ({ name, memory }: HostFact, facts: Facts): number | undefined => {
  if (memory === null) return undefined;
  const here = [factOf(facts, 'vm.source'), factOf(facts, 'vm.copy')].filter((one) => one?.host === name);
  return here.reduce((sum, one) => sum + (one?.power === 'running' ? (one.memory ?? 0) : 0), memory) / gib;
};

const hostOf = (host: HostFact, facts: Facts): AocHost => {
  const { id, name, notUsable, compatible } = host;
  const why = notUsable?.split(' ').at(-1);
  return given<AocHost>({
    id,
    name,
    cpuModels: [...compatible],
    memoryGiB: memoryOf(host, facts),
    status: notUsable?.startsWith('it is in ') === false ? (why as AocHost['status']) : undefined,
    maintenance: notUsable?.startsWith('it is in ') === true ? (why as AocHost['maintenance']) : undefined,
  });
};

interface Inside {
  readonly hosts: AocHost[];
  readonly networks: AocNetwork[];
}

const clusterOf = (cluster: ClusterFact, { hosts, networks }: Inside): AocCluster =>
  given<AocCluster>({
    id: cluster.id,
    name: cluster.name,
    type: cluster.type as AocCluster['type'],
    hypervisor: cluster.hypervisor as AocCluster['hypervisor'],
    architecture: cluster.architecture as AocCluster['architecture'],
    connectState: cluster.connected as AocCluster['connectState'],
    version: cluster.version,
    freeGiB: cluster.space === null ? undefined : cluster.space / gib,
    hosts: hosts.length === 0 ? undefined : hosts,
    networks: networks.length === 0 ? undefined : networks,
  });

const networkOf = ({ localId, name, tag }: NonNullable<NicFact['network']>): AocNetwork =>
  given<AocNetwork>({ localId, name, tag: tag ?? undefined });

const powers = { running: 'RUNNING', stopped: 'STOPPED', suspended: 'SUSPENDED', unknown: 'UNKNOWN' } as const;

const busyIn = (notFree: string | null): AocMachine['busy'] =>
  /\((\w+)\)$/.exec(notFree ?? '')?.[1] as AocMachine['busy'];

/** What showed that a system is installed; where its tools do, no more need be said. */
const systemOf = ({ os, tools }: MachineFact): Pick<AocMachine, 'os'> => {
  if (os === null) return { os: tools === 'RUNNING' ? 'linux' : 'none' };
  return { os: os.says.includes('WINDOWS') ? 'windows' : 'linux' };
};

const several = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at + 1));

const nicsOf = (nics: readonly NicFact[]): AocMachine['nics'] =>
  nics.map(({ mac, type, model, network }) => ({
    mac,
    ...(type === 'vpc' ? { type: 'VPC' as const } : {}),
    ...(model === '' ? {} : { model: model as 'VIRTIO' }),
    ...(network === null ? {} : { network: network.name }),
  }));

interface Cards {
  readonly nics: readonly NicFact[];
  readonly images: number;
  readonly shared: number;
}

const disksOf = ({ provisioned }: MachineFact, { shared }: Cards): AocMachine['disks'] => {
  const size = provisioned === null ? 100 : provisioned / gib / (1 + shared);
  return [{ GiB: size }, ...several(shared, () => ({ GiB: size, sharing: true }))];
};

const devicesOf = ({ gpus, usbs }: MachineFact): AocMachine['devices'] => {
  const kinds = [...Array<'gpu'>(gpus).fill('gpu'), ...Array<'usb'>(usbs).fill('usb')];
  return kinds.length === 0 ? undefined : kinds.map((kind, at) => ({ kind, name: `${kind} ${at + 1}` }));
};

const machineOf = (machine: MachineFact, cards: Cards): AocMachine =>
  given<AocMachine>({
    id: machine.id,
    localId: machine.localId,
    name: machine.name,
    cluster: machine.cluster,
    host: machine.host === '' ? undefined : machine.host,
    status: powers[machine.power],
    cpuModel: machine.cpuModel === '' ? null : machine.cpuModel,
    ...systemOf(machine),
    tools: machine.tools === '' ? undefined : (machine.tools as AocMachine['tools']),
    memoryGiB: machine.memory === null ? undefined : machine.memory / gib,
    disks: disksOf(machine, cards),
    nics: nicsOf(cards.nics),
    image: cards.images > 0 ? 'image.iso' : undefined,
    devices: devicesOf(machine),
    protected: machine.protected || undefined,
    inRecycleBin: machine.notFree?.includes('recycle bin') === true || undefined,
    internal: machine.notFree?.includes('system itself') === true || undefined,
    busy: busyIn(machine.notFree),
    ha: machine.ha,
    labels: Object.fromEntries(several(machine.labels, (at) => [`label-${at}`, 'yes'] as const)),
    snapshots: several(machine.snapshots, (at) => ({ name: `snapshot-${at}` })),
  });

/** The networks that a machine is on belong to the cluster it is in. */
const networksOf = (facts: Facts, cluster: string): AocNetwork[] => {
  const here = factOf(facts, 'vm.cluster') === cluster ? (factOf(facts, 'vm.nics') ?? []) : [];
  return here.flatMap(({ network }) => (network === null ? [] : [networkOf(network)]));
};

const hostNames = (facts: Facts, cluster: string): AocHost[] =>
  [factOf(facts, 'vm.source'), factOf(facts, 'vm.copy')].flatMap((machine) =>
    machine?.cluster === cluster && machine.host !== '' ? [{ name: machine.host }] : [],
  );

const clustersOf = (facts: Facts): AocCluster[] => {
  const [source, target] = [factOf(facts, 'cluster.source'), factOf(facts, 'cluster.target')];
  const targetHosts = (factOf(facts, 'target.hosts') ?? []).map((host) => hostOf(host, facts));
  const known = [
    ...new Map([source, target].flatMap((one) => (isThere(one) ? [[one.name, one] as const] : []))).values(),
  ];
  return known.map((cluster) => {
    const isTarget = cluster.name === target?.name;
    const named = hostNames(facts, cluster.name).filter(({ name }) => !targetHosts.some((host) => host.name === name));
    const hosts = isTarget ? [...targetHosts, ...named] : hostNames(facts, cluster.name);
    const others = isTarget ? (factOf(facts, 'target.networks') ?? []).map(networkOf) : [];
    const own = networksOf(facts, cluster.name).filter(({ name }) => !others.some((one) => one.name === name));
    return clusterOf(cluster, { hosts, networks: [...others, ...own] });
  });
};

const machinesOf = (facts: Facts, { placement }: VirtualMachineSpec): AocMachine[] => {
  const cards = {
    nics: factOf(facts, 'vm.nics') ?? [],
    images: factOf(facts, 'vm.images') ?? 0,
    shared: factOf(facts, 'vm.shared')?.length ?? 0,
  };
  const here = factOf(facts, 'vm.cluster');
  // The other of two has the same cards, on networks that nobody read.
  const elsewhere = { ...cards, nics: cards.nics.map((nic) => ({ ...nic, network: null })) };
  const known = [factOf(facts, 'vm.source'), factOf(facts, 'vm.copy')].flatMap((machine) =>
    isThere(machine) ? [machineOf(machine, machine.cluster === here ? cards : elsewhere)] : [],
  );
  const others = (factOf(facts, 'vm.candidates') ?? []).filter(({ id }) => !known.some((one) => one.id === id));
  const own = [...known, ...others];
  const namesake = factOf(facts, 'target.namesake');
  const name = factOf(facts, 'vm.name');
  if (!isThere(namesake) || name === undefined) return own;
  return [...own, { name, cluster: placement.cluster, id: namesake.id, status: powers[namesake.power] }];
};

const tasksOf = (facts: Facts): Aoc['tasks'] =>
  (factOf(facts, 'vm.tasks') ?? []).map(({ id, status, says, createdAt }) => ({
    id,
    status: status as 'EXECUTING',
    description: says,
    machine: factOf(facts, 'vm.source')?.name ?? '',
    ...(createdAt === '' ? {} : {}),
  }));

const watchedOf = ({ newName }: VirtualMachineSpec, facts: Facts): WorldPart['watched'] => {
  const name = factOf(facts, 'vm.name');
  return name === undefined ? null : { what: 'machine', names: [name, ...(newName === null ? [] : [newName])] };
};

const worldOf = (desired: Desired, { facts }: Observed): WorldPart => {
  const spec = specOf(desired);
  const tasks = tasksOf(facts);
  const aoc = given<Aoc>({
    name: spec.operationCenter,
    version: factOf(facts, 'center.version'),
    clusters: clustersOf(facts),
    machines: machinesOf(facts, spec),
    tasks: tasks?.length === 0 ? undefined : tasks,
  });
  return {
    world: { aoc } as unknown as WorldPart['world'],
    assumed: ['a copy takes as long as a usual one', 'its guest does what it is asked, where its tools run'],
    watched: watchedOf(spec, facts),
  };
};

/** The calls of each operation that changes something (the operation center's API reference). */
const calls = {
  'aoc.migrate-hot/1': ['migrate-vm'],
  'aoc.migrate-cold/1': ['migrate-vm'],
  'aoc.move-hot/1': ['migrate-vm-across-cluster'],
  'aoc.move-cold/1': ['migrate-vm-across-cluster'],
  'aoc.move-and-delete/1': ['migrate-vm-across-cluster'],
  'aoc.copy/1': ['migrate-vm-across-cluster'],
  'aoc.abort-copy/1': ['abort-migrate-vm-across-cluster'],
  'aoc.cut-over/1': ['stop-vm-in-cutover-migration'],
  'aoc.cut-over-and-delete/1': ['stop-vm-in-cutover-migration'],
  'aoc.shut-down/1': ['shutdown-vm'],
  'aoc.cut-power/1': ['poweroff-vm'],
  'aoc.start/1': ['start-vm'],
} as const;

/** How a machine is rehearsed; nothing of ours shuts down a guest that a person is to shut down. */
export const worldForm: WorldForm = {
  of: worldOf,
  calls,
  byHand: ({ args }) => ({
    ask: 'POST /_twin/aoc',
    body: { machine: args['machine'] ?? '', act: 'guestShutdown' },
  }),
};
