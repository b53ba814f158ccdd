import type { AocGroup } from '../../world-schema.ts';
import { freeMemory, guestsOf } from './host-row.ts';
import type { LiveAoc, LiveHost, LiveMachine } from './live-aoc.ts';
import { isMember } from './other-rows.ts';

type ChosenHost = { readonly ok: true; readonly host: LiveHost } | { readonly ok: false; readonly code: string };

const isUsable = ({ status, maintenance }: LiveHost): boolean =>
  (status === 'CONNECTED_HEALTHY' || status === 'CONNECTED_WARNING') && maintenance === 'IN_USE';

/** What a machine needs, and what a host offers (acos.md §2, inferred there); of a model that the center does not know nothing speaks against it. */
const fitsCpu = ({ guestCpuModel, cpuModel }: LiveMachine, { cpuModels }: LiveHost): boolean =>
  [...cpuModels, ''].includes(guestCpuModel ?? cpuModel);

function allows(group: AocGroup, aoc: LiveAoc, host: LiveHost, machine: LiveMachine): boolean {
  if (group.enabled === false || !isMember(group, machine)) return true;
  if (group.mustHosts !== undefined && !group.mustHosts.includes(host.name)) return false;
  if (group.mustNotHosts?.includes(host.name) === true) return false;
  const others = aoc.machines.filter(
    (other) => other !== machine && other.status === 'RUNNING' && isMember(group, other),
  );
  if (group.together === 'MUST_SAME') return others.every((other) => other.host === host);
  return group.together !== 'MUST_DIFFERENT' || others.every((other) => other.host !== host);
}

interface Asked {
  readonly hosts: readonly LiveHost[];
  /** Memory is moved, so the new CPU must have what the guest found on the old one. */
  readonly needsCpu: boolean;
  /** It will run there. */
  readonly needsMemory: boolean;
}

/**
 * The host with the most free memory of those that can take a machine, else why there is none: the names of the filters are
 * those seen in errors of tasks (acos.md §1.3); the first two are named nowhere and made up.
 */
export function chooseHost(aoc: LiveAoc, machine: LiveMachine, { hosts, needsCpu, needsMemory }: Asked): ChosenHost {
  const hasRoom = (host: LiveHost): boolean =>
    guestsOf(aoc, host).includes(machine) || freeMemory(aoc, host) >= machine.memory;
  const filters: readonly (readonly [code: string, fits: (host: LiveHost) => boolean])[] = [
    ['HostStatusFilter', isUsable],
    ['HostCpuModelFilter', (host) => !needsCpu || fitsCpu(machine, host)],
    ['PlacementGroupMustFilter', (host) => aoc.groups.every((group) => allows(group, aoc, host, machine))],
    ['HostAvailableMemoryFilter', (host) => !needsMemory || hasRoom(host)],
  ];
  let left = hosts;
  for (const [code, fits] of filters) {
    left = left.filter(fits);
    if (left.length === 0) return { ok: false, code };
  }
  const [host] = left.toSorted((one, other) => freeMemory(aoc, other) - freeMemory(aoc, one));
  return host === undefined ? { ok: false, code: 'HostStatusFilter' } : { ok: true, host };
}
