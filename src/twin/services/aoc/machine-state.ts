import { toolsAtRest } from './create-machine.ts';
import type { LiveAoc, LiveHost, LiveMachine } from './live-aoc.ts';

export function run(machine: LiveMachine, host: LiveHost | undefined = machine.host): void {
  machine.status = 'RUNNING';
  machine.host = host;
  machine.tools = machine.runningTools;
  machine.syncs += 1;
}

export function stop(machine: LiveMachine, at: number): void {
  machine.status = 'STOPPED';
  machine.tools = toolsAtRest(machine.tools);
  machine.lastShutdown = at;
  machine.syncs += 1;
}

export function move(machine: LiveMachine, host: LiveHost): void {
  machine.host = host;
  machine.syncs += 1;
}

/** What its disks take, as often as they are kept. */
export const spaceFor = ({ disks }: LiveMachine): number =>
  disks.reduce((sum, { size, used, policy, ec }) => {
    const coded = ec === undefined ? 1.5 : (ec.k + ec.m) / ec.k;
    const times = Number(/REPLICA_(\d)/.exec(policy)?.[1] ?? coded);
    return sum + (policy.endsWith('THICK_PROVISION') || ec?.thin === false ? size : used) * times;
  }, 0);

export function addMachine(aoc: LiveAoc, machine: LiveMachine): void {
  aoc.machines = [...aoc.machines, machine];
  machine.cluster.freeBytes -= spaceFor(machine);
}

export function removeMachine(aoc: LiveAoc, machine: LiveMachine): void {
  if (!aoc.machines.includes(machine)) return;
  aoc.machines = aoc.machines.filter((other) => other !== machine);
  machine.cluster.freeBytes += spaceFor(machine);
}

/** Whether the world wants a migration of it to fail here; counts it if so. */
export function takeFailure(
  machine: LiveMachine,
  phase: NonNullable<NonNullable<LiveMachine['failure']>['phase']>,
): { readonly code: string; readonly message: string } | undefined {
  const { failure } = machine;
  if (failure === undefined || (failure.phase ?? 'copy') !== phase) return undefined;
  if (machine.failed >= (failure.times ?? Infinity)) return undefined;
  machine.failed += 1;
  const code = failure.code ?? 'JOB_VM_MIGRATE_FAILED';
  return { code, message: failure.message ?? code };
}
