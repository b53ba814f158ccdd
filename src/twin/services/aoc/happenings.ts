import { minutes } from '../../time.ts';
import type { AocHappening } from '../../world-schema.ts';
import { schedule } from './agenda.ts';
import type { LiveAoc, LiveMachine } from './live-aoc.ts';
import { move, removeMachine, run } from './machine-state.ts';
import { chooseHost } from './placement.ts';
import { lockOf } from './queue.ts';
import { goOffFromWithin } from './stages.ts';

/** An id says which; of a name the cluster may be needed, else the first counts. */
const findMachine = (aoc: LiveAoc, { machine, cluster }: AocHappening): LiveMachine | undefined =>
  aoc.machines.find(({ id }) => id === machine) ??
  aoc.machines.find((each) => each.name === machine && (cluster === undefined || each.cluster.name === cluster));

/** High availability takes a running machine to another host without a task that anybody asked for. */
function moveByHa(aoc: LiveAoc, machine: LiveMachine, name: string | undefined): void {
  const others = machine.cluster.hosts.filter((host) => host !== machine.host);
  const hosts = name === undefined ? others : others.filter((host) => host.name === name);
  const chosen = chooseHost(aoc, machine, { hosts, needsCpu: false, needsMemory: true });
  if (chosen.ok) move(machine, chosen.host);
}

/** Does it; false: there is no such machine. */
export function happen(aoc: LiveAoc, happening: AocHappening, at: number): boolean {
  const machine = findMachine(aoc, happening);
  if (machine === undefined) return false;
  switch (happening.act) {
    case 'haMove':
      moveByHa(aoc, machine, happening.host);
      break;
    case 'guestShutdown':
    case 'powerOff':
      goOffFromWithin(aoc, machine, at);
      break;
    case 'powerOn':
      run(machine);
      break;
    case 'lock':
      machine.lock = 'UPDATING';
      break;
    case 'unlock':
      machine.lock = lockOf(aoc, machine);
      break;
    case 'remove':
      removeMachine(aoc, machine);
  }
  return true;
}

export function scheduleHappenings(aoc: LiveAoc, happenings: readonly AocHappening[], start: number): void {
  for (const happening of happenings)
    schedule(aoc, start + minutes(happening.afterMinutes ?? 0), (at) => void happen(aoc, happening, at));
}
