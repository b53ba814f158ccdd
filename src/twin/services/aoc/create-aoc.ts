import type { Identifiers } from '../../identifiers.ts';
import { minutes } from '../../time.ts';
import type { Aoc, AocCluster, AocHost, AocTask } from '../../world-schema.ts';
import { createMachine, expand, gib } from './create-machine.ts';
import { graphOf } from './graph.ts';
import { identify } from './identity.ts';
import { scheduleHappenings } from './happenings.ts';
import type { LiveAoc, LiveAocTask, LiveCenterCluster, LiveHost, LiveMachine } from './live-aoc.ts';

interface Place {
  readonly ids: Identifiers;
  readonly index: number;
}

function createHost(told: AocHost, at: number, cluster: LiveCenterCluster, { ids, index }: Place): LiveHost {
  const cpuModel = told.cpuModel ?? cluster.cpuModel;
  return {
    ...identify(ids, `cluster ${index} host ${at}`, told),
    name: told.name ?? `${cluster.name}-${at + 1}`,
    address: `10.${index + 1}.0.${11 + at}`,
    cluster,
    cpuModel,
    cpuModels: told.cpuModels ?? [cpuModel],
    vendor: told.vendor ?? 'Intel',
    memory: gib(told.memoryGiB ?? 512),
    status: told.status ?? 'CONNECTED_HEALTHY',
    maintenance: told.maintenance ?? 'IN_USE',
  };
}

function createCluster(told: AocCluster, place: Place): LiveCenterCluster {
  const { ids, index } = place;
  const hosts: LiveHost[] = [];
  const cluster: LiveCenterCluster = {
    ...identify(ids, `cluster ${index}`, told),
    name: told.name,
    address: `10.${index + 1}.0.10`,
    type: told.type ?? 'SMTX_OS',
    hypervisor: told.hypervisor ?? 'ELF',
    version: told.version ?? '6.2.0',
    architecture: told.architecture ?? 'X86_64',
    cpuModel: told.cpuModel ?? 'cascadelake',
    connectState: told.connectState ?? 'CONNECTED',
    stretch: told.stretch ?? false,
    hosts,
    vds: { ...identify(ids, `cluster ${index} vds`), name: `${told.name}-vds` },
    networks: (told.networks ?? [{ name: 'default' }]).map((network, at) => ({
      ...identify(ids, `cluster ${index} network ${at}`, network),
      name: network.name,
      tag: network.tag ?? 0,
      type: network.type ?? 'VM',
    })),
    freeBytes: gib(told.freeGiB ?? 10_240),
  };
  hosts.push(...(told.hosts ?? [{}, {}, {}]).map((host, at) => createHost(host, at, cluster, place)));
  return cluster;
}

function createPastTask(told: AocTask, index: number, { ids, machines, start }: Past): LiveAocTask {
  const machine = machines.find(({ name }) => name === told.machine);
  const created = start - minutes(told.minutesAgo ?? 60);
  const status = told.status ?? 'SUCCESSED';
  const over = status === 'SUCCESSED' || status === 'FAILED';
  const code = told.errorCode ?? 'JOB_VM_MIGRATE_FAILED';
  return {
    id: told.id ?? identify(ids, `past task ${index}`).id,
    mutation: told.mutation ?? 'updateVm',
    resourceId: machine?.id ?? '',
    cluster: machine?.cluster,
    user: undefined,
    description: told.description ?? `Update the virtual machine ${machine?.name ?? ''}`,
    args: {},
    created,
    steps: [],
    status,
    started: status === 'PENDING' ? null : created,
    finished: over ? created + minutes(1) : null,
    error: status === 'FAILED' ? { code, message: code } : undefined,
    hiddenFor: 0,
  };
}

interface Past {
  readonly ids: Identifiers;
  readonly machines: readonly LiveMachine[];
  readonly start: number;
}

function createMachines(
  told: Aoc,
  clusters: readonly LiveCenterCluster[],
  past: Omit<Past, 'machines'>,
): LiveMachine[] {
  return (told.machines ?? []).flatMap(expand).flatMap((machine, index) => {
    const cluster = clusters.find(({ name }) => name === machine.cluster);
    return cluster === undefined ? [] : [createMachine(machine, { ...past, cluster, index })];
  });
}

function parseVersion(text: string): LiveAoc['version'] {
  const [major = 4, minor = 6, patch = 0] = text.split('.').map(Number);
  return [major, minor, patch];
}

const usualMinutes: LiveAoc['minutes'] = { power: 0.2, shutdown: 1, shutdownTimeout: 5, move: 1, restart: 1 };

const usual: LiveAoc['undocumented'] = {
  bearer: 'accepted',
  cutoverSignal: 'paused',
  guestShutdown: 'advances',
  shutdownCall: 'locked',
  stopTask: 'own',
  copyIds: 'new',
  newPolicyFields: 'refused',
  abortLeavesSource: 'asItIs',
  lateTasks: 0,
  noMatch: 'notFound',
  deletedSource: 'gone',
  abortLeaves: 'nothing',
  progressScale: 100,
};

/** The operation center of a world. `start` is where virtual time begins. */
export function createAoc(told: Aoc, { ids, start }: Omit<Past, 'machines'>): LiveAoc {
  const clusters = (told.clusters ?? []).map((cluster, index) => createCluster(cluster, { ids, index }));
  const machines = createMachines(told, clusters, { ids, start });
  const users = told.users ?? [{ username: 'root', password: 'twin-secret' }];
  const aoc: LiveAoc = {
    name: told.name ?? 'hz',
    version: parseVersion(told.version ?? '4.6.0'),
    users,
    clusters,
    machines,
    groups: told.placementGroups ?? [],
    links: told.links ?? [],
    limits: told.limits ?? {},
    minutes: { ...usualMinutes, ...told.minutes },
    undocumented: { ...usual, ...told.undocumented },
    tasks: (told.tasks ?? []).map((task, index) => createPastTask(task, index, { ids, machines, start })),
    migrations: [],
    tokens: new Map(users.flatMap((user) => (user.apiKey === undefined ? [] : [[user.apiKey, user]]))),
    agenda: [],
    made: 0,
    stale: new Map(),
  };
  scheduleHappenings(aoc, told.happenings ?? [], start);
  // Rows of machines are kept: to make those of a thousand takes a quarter of a second, which the first client would wait for.
  graphOf(aoc, start).rows('vms');
  return aoc;
}
