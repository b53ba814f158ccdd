import type { Facts } from '../../../../src/core/fact.ts';
import { mapReading, type Reading } from '../../../wire/reading.ts';
import { gather, notRead, proven, together, type Gathered } from '../../../wire/gathered.ts';
import type { AocCluster, Machine, Nic, Vlan } from '../../clients/rows.ts';
import { plain, type TaskFact } from '../fact-shapes.ts';
import { facts } from '../facts.ts';
import { isCross, type VirtualMachineSpec } from '../spec.ts';
import { clusterFact, hostFact, machineFact, nicFacts, powerOf } from './machine-fact.ts';
import type { JourneyRoll, Roll } from './roll.ts';
import { currentOf, runningPlaces, whoIs, type Who } from './who.ts';

/** What the roll says of one target: who it is, and its facts. */
export interface Seen {
  readonly who: Who;
  readonly gathered: Gathered;
}

const named = (clusters: readonly AocCluster[], name: string): AocCluster | null =>
  clusters.find((cluster) => cluster.name === name) ?? null;

const clusterOrNull = (cluster: AocCluster | null) => plain(cluster === null ? null : clusterFact(cluster));

interface Current {
  readonly who: Who;
  readonly current: Machine;
  readonly own: ReturnType<typeof nicFacts>;
}

/** On no other networks than the pairs of the document lead to; where it is still at its source, none is asked for. */
const networksAllowed = (spec: VirtualMachineSpec, who: Who, nics: ReturnType<typeof nicFacts>): boolean => {
  if (!isCross(spec) || currentOf(who) !== who.copy || who.copy === null) return true;
  const allowed = spec.networks.map(({ to }) => to);
  return nics.every(({ network }) => network === null || allowed.includes(network.name));
};

/** How the machine is, wherever it is now. */
const currentFacts = (spec: VirtualMachineSpec, { who, current, own }: Current): Facts => {
  const { hosts } = spec.placement;
  return {
    'vm.cluster': current.cluster.name,
    'vm.host': current.host.name,
    'vm.hostAllowed': hosts.length === 0 || hosts.includes(current.host.name),
    'vm.name': current.name,
    'vm.power': powerOf(current.status),
    'vm.networksAllowed': networksAllowed(spec, who, own),
    'vm.make': { memory: current.memory, macs: own.map(({ mac }) => mac).sort() },
  };
};

const machineFacts = (spec: VirtualMachineSpec, who: Who, nics: readonly Nic[], vlans: readonly Vlan[]): Facts => {
  const current = currentOf(who);
  const own = nicFacts(
    nics.filter(({ machineId }) => machineId === current?.id),
    vlans,
  );
  return {
    ...(current === null ? {} : currentFacts(spec, { who, current, own })),
    'vm.twice': runningPlaces(who),
    'vm.source': plain(who.source === null ? null : machineFact(who.source)),
    'vm.copy': plain(who.copy === null ? null : machineFact(who.copy)),
    'vm.candidates': who.candidates.map(({ id, name, cluster }) => ({ id, name, cluster: cluster.name })),
    'vm.nics': plain(own),
    'target.namesake': who.namesake === null ? null : { id: who.namesake.id, power: powerOf(who.namesake.status) },
  };
};

/** All that is not known while nobody knows who the machine is. */
const machineNames = facts
  .filter(({ name, role }) => role === 'state' && !name.startsWith('cluster.'))
  .map(({ name }) => name);

/** What every plan and drift knows of one target; null: who it is could not be read. */
export const seenIn = (spec: VirtualMachineSpec, { clusters, machines, nics, vlans }: Roll): Seen | null => {
  if (!clusters.ok || !machines.ok) return null;
  const places = proven(
    {
      'cluster.source': clusterOrNull(named(clusters.value, spec.machine.cluster)),
      'cluster.target': clusterOrNull(named(clusters.value, spec.placement.cluster)),
    },
    clusters.source,
  );
  // Without the cards nobody knows whether a machine of the same name is this one.
  const cards = nics.ok ? vlans : nics;
  if (!nics.ok || !vlans.ok) {
    const failed = cards.ok ? null : notRead(machineNames, cards.call, cards.failure);
    const who = whoIs(spec, machines.value, []);
    return { who, gathered: together(failed === null ? [places] : [places, failed]) };
  }
  const who = whoIs(spec, machines.value, nics.value);
  const networks = vlans.value.flatMap((one) => one.networks);
  const known = proven(machineFacts(spec, who, nics.value, networks), machines.source);
  return { who, gathered: together([places, known]) };
};

const taskFact = ({
  id,
  status,
  description,
  createdAt,
}: JourneyRoll['tasks'] extends Reading<readonly (infer T)[]> ? T : never): TaskFact => ({
  id,
  status,
  says: description,
  createdAt,
});

const networksOf = ({ vlans, clusters }: Roll, spec: VirtualMachineSpec): Reading<readonly Vlan[]> =>
  clusters.ok
    ? mapReading(
        vlans,
        (all) =>
          all.find(({ cluster }) => cluster === named(clusters.value, spec.placement.cluster)?.id)?.networks ?? [],
        'networks',
      )
    : clusters;

/** What a journey asks for beyond that. */
export const journeyFacts = (spec: VirtualMachineSpec, { who }: Seen, roll: Roll, more: JourneyRoll): Gathered => {
  const id = who.source?.id ?? '';
  const ofMachine = <T extends { readonly machineId: string }>(rows: readonly T[]): readonly T[] =>
    rows.filter(({ machineId }) => machineId === id);
  return together([
    gather(['target.hosts'], more.hosts, (hosts) => ({
      'target.hosts': plain(hosts.filter(({ cluster }) => cluster.name === spec.placement.cluster).map(hostFact)),
    })),
    gather(['target.networks'], networksOf(roll, spec), (vlans) => ({
      'target.networks': vlans.map(({ localId, name, tag }) => ({ localId, name, tag })),
    })),
    gather(['vm.images'], more.disks, (disks) => ({
      'vm.images': ofMachine(disks).filter(({ hasImage }) => hasImage).length,
    })),
    gather(['vm.shared'], more.disks.ok ? more.shared : more.disks, (shared) => ({
      'vm.shared': plain(
        more.disks.ok
          ? ofMachine(more.disks.value)
              .map(({ volumeId }) => volumeId)
              .filter((volume) => (shared as readonly unknown[]).includes(volume))
          : [],
      ),
    })),
    gather(['vm.tasks'], more.tasks, (tasks) => ({
      'vm.tasks': plain(tasks.filter(({ resourceId }) => resourceId === id).map(taskFact)),
    })),
    gather(['center.version'], more.version, (version) => ({ 'center.version': version })),
  ]);
};
