import { answer, refuse, type Answer } from '../service.ts';
import { findObstacle, readConfig, type AcrossConfig } from './across-config.ts';
import { identify } from './identity.ts';
import {
  isAtLeast,
  type LiveAoc,
  type LiveAocTask,
  type LiveCenterCluster,
  type LiveHost,
  type LiveMachine,
  type LiveStep,
} from './live-aoc.ts';
import { spaceFor } from './machine-state.ts';
import { failSoon } from './migrate.ts';
import { chooseHost } from './placement.ts';
import { enqueue } from './queue.ts';
import { bad, chooseMachines, locked, rowAt, textAt, type AocRequest, type Endpoint } from './request.ts';
import { planStages } from './stages.ts';
import { openTask } from './tasks.ts';

interface Journey {
  readonly request: AocRequest;
  readonly machine: LiveMachine;
  readonly target: LiveCenterCluster;
  readonly config: AcrossConfig;
  readonly wanted: LiveHost | undefined;
}

/**
 * The machine that is being made on the target. Whether it keeps its ids is not documented (acos.md §6.4): it gets new ones, as
 * both may be there at once; bios_uuid and MACs it keeps, as the guest must not notice. Snapshots, labels, groups stay behind.
 */
function createCopy({ request, machine, target, config }: Journey, host: LiveHost): LiveMachine {
  const { ids, aoc, now } = request;
  const what = `copy ${aoc.tasks.length}`;
  return {
    ...machine,
    ...identify(ids, what),
    name: config.newName ?? machine.name,
    cluster: target,
    host,
    created: now,
    status: 'STOPPED',
    tools: machine.runningTools === 'NOT_INSTALLED' ? 'NOT_INSTALLED' : 'NOT_RUNNING',
    lock: 'CREATING',
    disks: machine.disks.map((disk, index) => ({
      ...disk,
      volume: { ...identify(ids, `${what} volume ${index}`), name: disk.volume.name },
      ...config.policy,
    })),
    nics: machine.nics
      .filter(({ model }) => model !== 'SRIOV')
      .map((nic) => ({ ...nic, network: nic.network && config.networks.get(nic.network.localId) })),
    devices: [],
    snapshots: [],
    labels: {},
    image: undefined,
    failure: undefined,
    syncs: 0,
    failed: 0,
    lastShutdown: null,
  };
}

const bytes = (machine: LiveMachine): number => machine.disks.reduce((sum, { used }) => sum + used, 0);

/** What steps are called is not documented. */
function stepsOf({ machine, config }: Journey): LiveStep[] {
  const step = (key: string, total: number): LiveStep => ({ key, unit: 'BYTE', total, finished: false });
  const copy = step('MIGRATE_DATA', bytes(machine));
  if (config.type === 'COLD_MIGRATE') return [copy];
  if (config.type === 'LIVE_MIGRATE') return [copy, step('MIGRATE_MEMORY', machine.memory)];
  return [copy, step('MIGRATE_INCREMENT', Math.ceil(bytes(machine) / 50))];
}

const isCut = ({ links }: LiveAoc, one: LiveCenterCluster, other: LiveCenterCluster): boolean =>
  links.some(({ between }) => between.includes(one.name) && between.includes(other.name));

/** What only the work itself finds out. */
function findLateProblem(
  { request: { aoc }, machine, target, config }: Journey,
  copy: LiveMachine,
): string | undefined {
  const taken = aoc.machines.some(
    ({ cluster, name, inRecycleBin }) => cluster === target && name === copy.name && !inRecycleBin,
  );
  if (taken) return 'VM_DUPLICATED_NAME';
  if (spaceFor(copy) > target.freeBytes) return 'EAllocSpace';
  // "Hot needs a direct path" is inferred (acos.md §3.2); the code is made up.
  return config.type === 'LIVE_MIGRATE' && isCut(aoc, machine.cluster, target)
    ? 'JOB_VM_MIGRATE_NETWORK_UNREACHABLE'
    : undefined;
}

const words = { LIVE_MIGRATE: 'live', COLD_MIGRATE: 'cold', CUTOVER_MIGRATE: 'cutover' } as const;

function setOut(journey: Journey): LiveAocTask {
  const { request, machine, target, config, wanted } = journey;
  const { aoc, now, body } = request;
  const task = openTask(request, machine, {
    mutation: 'migrateVmAcrossCluster',
    description: `Migrate the virtual machine ${machine.name} to cluster ${target.name} by performing a ${words[config.type]} migration`,
    args: body,
    steps: stepsOf(journey),
  });
  const chosen = chooseHost(aoc, machine, {
    hosts: wanted === undefined ? target.hosts : [wanted],
    needsCpu: config.type === 'LIVE_MIGRATE',
    needsMemory: config.type !== 'COLD_MIGRATE',
  });
  const copy = chosen.ok ? createCopy(journey, chosen.host) : undefined;
  const late = chosen.ok ? copy && findLateProblem(journey, copy) : chosen.code;
  if (!chosen.ok || copy === undefined || late !== undefined) {
    failSoon(request, machine, task, late ?? 'HostStatusFilter');
    return task;
  }
  machine.lock = 'UPDATING';
  enqueue(aoc, planStages(aoc, { task, machine, copy, to: chosen.host, config }), now);
  return task;
}

function findTarget({ aoc, body }: AocRequest): LiveCenterCluster | Answer {
  const id = textAt(rowAt(body, 'data'), 'cluster_id');
  const target = aoc.clusters.find((cluster) => cluster.id === id);
  if (target === undefined) return refuse(404, '', 'Cluster not found.');
  if (target.type !== 'SMTX_OS')
    return bad(`Cluster ${target.name} of type ${target.type} cannot take virtual machines.`);
  return target.connectState === 'CONNECTED' ? target : bad(`Cluster ${target.name} is ${target.connectState}.`);
}

/** The host that the call names; that it belongs to the target is looked at since 4.0.0. */
function findHost(
  { aoc, body }: AocRequest,
  target: LiveCenterCluster,
): { readonly host: LiveHost | undefined } | Answer {
  const id = textAt(rowAt(body, 'data'), 'host_id');
  if (id === undefined || id === 'AUTO_SCHEDULE') return { host: undefined };
  const host = target.hosts.find((each) => each.id === id);
  return host !== undefined || !isAtLeast(aoc, 4, 0) ? { host } : bad(`The host is not in cluster ${target.name}.`);
}

const isAnswer = (value: object): value is Answer => 'ok' in value;

function migrateAcross(request: AocRequest): Answer {
  const found = chooseMachines(request);
  if (!found.ok) return found.answer;
  const target = findTarget(request);
  if (isAnswer(target)) return target;
  // When it answers 304 is not documented: here, when all are where they should go (acos.md §1.3).
  if (found.chosen.every(({ cluster }) => cluster === target)) return refuse(304, '', 'Not modified.');
  const host = findHost(request, target);
  if (isAnswer(host)) return host;
  const config = readConfig(rowAt(rowAt(request.body, 'data'), 'vm_config'), target, request.aoc);
  if (!config.ok) return bad(config.why);
  const busy = found.chosen.find(({ lock }) => lock !== null);
  if (busy !== undefined) return locked(busy);
  const why = found.chosen.map((machine) => findObstacle(machine, config.value)).find((each) => each !== undefined);
  if (why !== undefined) return bad(why);
  return answer(
    found.chosen.map((machine) => ({
      task_id: setOut({ request, machine, target, config: config.value, wanted: host.host }).id,
      data: request.graph.follow('vm', { id: machine.id }),
    })),
  );
}

export const acrossEndpoint: Endpoint = { kind: 'write', handle: migrateAcross };
