import { minutes } from '../../time.ts';
import { answer, type Answer } from '../service.ts';
import { schedule } from './agenda.ts';
import type { LiveAocTask, LiveHost, LiveMachine, LiveMigration } from './live-aoc.ts';
import { move, takeFailure } from './machine-state.ts';
import { chooseHost } from './placement.ts';
import { enqueue, leave } from './queue.ts';
import { bad, chooseMachines, locked, rowAt, textAt, type AocRequest, type Endpoint } from './request.ts';
import { begin, fail, openTask, succeed } from './tasks.ts';

/** What ties a running machine to its host (acos.md §2). */
const isTied = ({ devices, nics }: LiveMachine): boolean =>
  devices.some(({ kind }) => kind !== 'usb') || nics.some(({ model }) => model === 'SRIOV');

/** How long a task takes to find out that it cannot. */
const refusalMs = 5_000;

/** Accepted, and soon failed: what only the scheduler sees. */
export function failSoon({ aoc, now }: AocRequest, machine: LiveMachine, task: LiveAocTask, code: string): void {
  machine.lock = 'UPDATING';
  begin(task, now);
  const end = (at: number): void => {
    machine.lock = null;
    fail(task, at, code, `${code}: no host can take the virtual machine ${machine.name}`);
  };
  schedule(aoc, now + refusalMs, end, task);
}

function findProblem(machine: LiveMachine, wanted: LiveHost | undefined): Answer | undefined {
  const { name, status, lock, inRecycleBin, internal, host } = machine;
  if (lock !== null) return locked(machine);
  if (inRecycleBin || internal) return bad(`VM ${name} cannot be migrated.`);
  if (status !== 'RUNNING' && status !== 'STOPPED') return bad(`VM ${name} is ${status} and cannot be migrated.`);
  if (wanted !== undefined && wanted === host) return bad(`VM ${name} is on host ${wanted.name} already.`);
  return status === 'RUNNING' && isTied(machine) ? bad(`VM ${name} has devices of its host.`) : undefined;
}

/** One machine to another host: hot when it runs, cold when it is off; no field says which (acos.md §1.5 a). */
function moveTo(request: AocRequest, machine: LiveMachine, wanted: LiveHost | undefined): LiveAocTask {
  const { aoc, now, body } = request;
  const hot = machine.status === 'RUNNING';
  const task = openTask(request, machine, {
    mutation: 'migrateVm',
    description: `Migrate the virtual machine ${machine.name} by performing a ${hot ? 'live' : 'cold'} migration`,
    args: body,
    steps: [{ key: 'MIGRATE_VM', unit: 'PERCENT', total: 100, finished: false }],
  });
  const hosts = wanted === undefined ? machine.cluster.hosts.filter((host) => host !== machine.host) : [wanted];
  const chosen = chooseHost(aoc, machine, { hosts, needsCpu: hot, needsMemory: hot });
  if (!chosen.ok) {
    failSoon(request, machine, task, chosen.code);
    return task;
  }
  machine.lock = 'UPDATING';
  const migration = plan(request, machine, task, chosen.host);
  enqueue(aoc, migration, now);
  return task;
}

function plan({ aoc }: AocRequest, machine: LiveMachine, task: LiveAocTask, to: LiveHost): LiveMigration {
  const finish = (at: number): void => {
    const failure = takeFailure(machine, 'copy') ?? takeFailure(machine, 'start');
    machine.lock = null;
    if (failure !== undefined) fail(task, at, failure.code, failure.message);
    else {
      move(machine, to);
      succeed(task, at);
    }
    leave(aoc, migration, at);
  };
  const migration: LiveMigration = {
    task,
    machine,
    from: machine.host,
    to,
    type: 'within',
    deleteSource: false,
    running: false,
    phase: 'copy',
    begin: (at) => {
      const until = at + minutes(aoc.minutes.move);
      for (const step of task.steps) step.span = { from: at, to: until };
      schedule(aoc, until, finish, task);
    },
  };
  return migration;
}

/** Where to: undefined is wherever there is room. */
function findWanted({ body, aoc }: AocRequest): { readonly host: LiveHost | undefined } | undefined {
  const id = textAt(rowAt(body, 'data'), 'host_id');
  if (id === undefined || id === 'AUTO_SCHEDULE') return { host: undefined };
  const host = aoc.clusters.flatMap(({ hosts }) => hosts).find((each) => each.id === id);
  return host && { host };
}

function migrateVm(request: AocRequest): Answer {
  const found = chooseMachines(request);
  if (!found.ok) return found.answer;
  const wanted = findWanted(request);
  if (wanted === undefined) return bad('The host does not exist.');
  const { host } = wanted;
  const elsewhere = host && found.chosen.find(({ cluster }) => cluster !== host.cluster);
  if (elsewhere !== undefined) return bad(`Host ${host?.name ?? ''} is not in the cluster of VM ${elsewhere.name}.`);
  const problem = found.chosen.map((machine) => findProblem(machine, host)).find((each) => each !== undefined);
  if (problem !== undefined) return problem;
  return answer(
    found.chosen.map((machine) => ({
      task_id: moveTo(request, machine, host).id,
      data: request.graph.follow('vm', { id: machine.id }),
    })),
  );
}

export const migrateEndpoint: Endpoint = { kind: 'write', handle: migrateVm };
