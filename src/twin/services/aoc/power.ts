import { minutes } from '../../time.ts';
import { answer, type Answer } from '../service.ts';
import { schedule } from './agenda.ts';
import { isAtLeast, type LiveAoc, type LiveAocTask, type LiveMachine, type MachineStatus } from './live-aoc.ts';
import { run } from './machine-state.ts';
import { chooseHost } from './placement.ts';
import { lockOf } from './queue.ts';
import { bad, chooseMachines, locked, rowAt, textAt, type AocRequest, type Endpoint } from './request.ts';
import { goOff } from './stages.ts';
import { begin, fail, openTask, succeed } from './tasks.ts';

/** One power operation: from which states, what for, and what it does to a machine that it finds so. */
interface PowerAct {
  readonly mutation: string;
  readonly verb: string;
  readonly from: readonly MachineStatus[];
  /** The machine is as it would become. */
  readonly done?: MachineStatus;
  readonly perform: (power: Performing) => void;
}

interface Performing {
  readonly aoc: LiveAoc;
  readonly machine: LiveMachine;
  readonly task: LiveAocTask;
  readonly body: AocRequest['body'];
  /** The task is over: at this time, with this error or none. */
  readonly end: (at: number, code?: string) => void;
  readonly after: (count: number, act: (at: number) => void) => void;
}

function start({ aoc, machine, body, after, end }: Performing): void {
  const wanted = textAt(rowAt(body, 'data'), 'host_id');
  const { hosts } = machine.cluster;
  after(aoc.minutes.power, (at) => {
    const chosen = chooseHost(aoc, machine, {
      hosts: wanted === undefined || wanted === 'AUTO_SCHEDULE' ? hosts : hosts.filter(({ id }) => id === wanted),
      needsCpu: false,
      needsMemory: true,
    });
    if (chosen.ok) run(machine, chosen.host);
    end(at, chosen.ok ? undefined : chosen.code);
  });
}

/** A guest that does not listen lets the task fail, and runs on (acos.md §1.3). */
function shutDown({ aoc, machine, after, end }: Performing): void {
  if (machine.heedsShutdown)
    after(aoc.minutes.shutdown, (at) => {
      goOff(aoc, machine, at, true);
      end(at);
    });
  else
    after(aoc.minutes.shutdownTimeout, (at) => {
      end(at, 'JOB_VM_SHUTDOWN_TIMEOUT');
    });
}

const powerOff = ({ aoc, machine, after, end }: Performing): void => {
  after(aoc.minutes.power, (at) => {
    goOff(aoc, machine, at, true);
    end(at);
  });
};

const suspend = ({ aoc, machine, after, end }: Performing): void => {
  after(aoc.minutes.power, (at) => {
    machine.status = 'SUSPENDED';
    end(at);
  });
};

/** Resumed, or started anew where it is. */
const runOn = ({ aoc, machine, after, end }: Performing): void => {
  after(aoc.minutes.power, (at) => {
    run(machine);
    end(at);
  });
};

const acts: Readonly<Record<string, PowerAct>> = {
  'start-vm': { mutation: 'startVm', verb: 'Start', from: ['STOPPED'], done: 'RUNNING', perform: start },
  'shutdown-vm': { mutation: 'shutDownVm', verb: 'Shut down', from: ['RUNNING'], done: 'STOPPED', perform: shutDown },
  'poweroff-vm': {
    mutation: 'poweroffVm',
    verb: 'Power off',
    from: ['RUNNING', 'SUSPENDED', 'UNKNOWN'],
    done: 'STOPPED',
    perform: powerOff,
  },
  'suspend-vm': {
    mutation: 'suspendVm',
    verb: 'Suspend',
    from: ['RUNNING'],
    done: 'SUSPENDED',
    perform: suspend,
  },
  'resume-vm': { mutation: 'resumeVm', verb: 'Resume', from: ['SUSPENDED'], perform: runOn },
  'restart-vm': { mutation: 'restartVm', verb: 'Restart', from: ['RUNNING'], perform: runOn },
  'force-restart-vm': {
    mutation: 'forceRestartVm',
    verb: 'Force restart',
    from: ['RUNNING'],
    perform: runOn,
  },
};

/** A staged migration waits for its shutdown, and the world lets an ordinary one count (acos.md §6.2). */
const isWaitedFor = ({ migrations, undocumented }: LiveAoc, machine: LiveMachine): boolean =>
  undocumented.shutdownCall === 'advances' &&
  migrations.some((migration) => migration.machine === machine && migration.phase === 'waiting');

/** Since 4.7.0 the API looks first (acos.md §1.4); before that, nothing to do is done at once, without a task. */
function findProblem(act: PowerAct, machine: LiveMachine, aoc: LiveAoc): Answer | undefined {
  if (machine.lock !== null && !(act.done === 'STOPPED' && isWaitedFor(aoc, machine))) return locked(machine);
  if (machine.inRecycleBin) return bad(`VM ${machine.name} is in the recycle bin.`);
  const idle = machine.status === act.done && !isAtLeast(aoc, 4, 7);
  if (act.from.includes(machine.status) || idle) return undefined;
  return bad(`VM ${machine.name} is ${machine.status}: ${act.verb} is not possible.`);
}

function performOn(act: PowerAct, machine: LiveMachine, request: AocRequest): { readonly task_id: string | null } {
  const { aoc, now, body } = request;
  if (!act.from.includes(machine.status)) return { task_id: null };
  const { mutation, verb } = act;
  const task = openTask(request, machine, {
    mutation,
    description: `${verb} the virtual machine ${machine.name}`,
    args: body,
  });
  machine.lock = 'UPDATING';
  begin(task, now);
  const end = (at: number, code?: string): void => {
    machine.lock = lockOf(aoc, machine);
    if (code === undefined) succeed(task, at);
    else fail(task, at, code, `${code}: ${verb} the virtual machine ${machine.name} failed`);
  };
  const after = (count: number, then: (at: number) => void): void => {
    schedule(aoc, now + minutes(count), then, task);
  };
  act.perform({ aoc, machine, task, body, end, after });
  return { task_id: task.id };
}

function power(act: PowerAct, request: AocRequest): Answer {
  const found = chooseMachines(request);
  if (!found.ok) return found.answer;
  const problem = found.chosen
    .map((machine) => findProblem(act, machine, request.aoc))
    .find((each) => each !== undefined);
  if (problem !== undefined) return problem;
  // `data` is a placeholder: the machine as it was, of which only the id may be relied on (acos.md §1.3).
  return answer(
    found.chosen.map((machine) => ({
      ...performOn(act, machine, request),
      data: request.graph.follow('vm', { id: machine.id }),
    })),
  );
}

export const powerEndpoints: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  Object.entries(acts).map(([name, act]) => [
    name,
    { kind: 'write' as const, handle: (request: AocRequest) => power(act, request) },
  ]),
);
