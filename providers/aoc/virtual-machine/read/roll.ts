import type { Desired } from '../../../../src/core/desired.ts';
import { finalName, specOf } from '../spec.ts';
import { inPortions } from '../../in-portions.ts';
import type { Aoc, Where } from '../../clients/aoc.ts';
import type { AocCluster, AocHost, Disk, Machine, Nic, Task, Vlan } from '../../clients/rows.ts';
import { allOf, andThen, type Reading, type Source } from '../../../wire/reading.ts';

/** The networks for machines of one cluster, by its id. */
export interface ClusterNetworks {
  readonly cluster: string;
  readonly networks: readonly Vlan[];
}

/** All rows that the targets of one operation center need: a few lists, however many targets there are. */
export interface Roll {
  readonly clusters: Reading<readonly AocCluster[]>;
  readonly machines: Reading<readonly Machine[]>;
  readonly nics: Reading<readonly Nic[]>;
  readonly vlans: Reading<readonly ClusterNetworks[]>;
}

/** What only a journey asks for. */
export interface JourneyRoll {
  readonly hosts: Reading<readonly AocHost[]>;
  readonly disks: Reading<readonly Disk[]>;
  readonly shared: Reading<readonly string[]>;
  readonly tasks: Reading<readonly Task[]>;
  readonly version: Reading<string>;
}

const unique = (all: readonly string[]): readonly string[] => [...new Set(all)].sort();

const namesOf = (all: readonly Desired[]): readonly string[] =>
  all.flatMap((desired) => {
    const spec = specOf(desired);
    return [spec.machine.name, finalName(spec)].filter((name): name is string => name !== null);
  });

/** Ids of those that are named by nothing else: a machine that has a name too is found by that, within its cluster. */
const idsOf = (all: readonly Desired[]): readonly string[] =>
  all.flatMap((desired) => {
    const { id, name } = specOf(desired).machine;
    return id === null || name !== null ? [] : [id];
  });

const clusterNames = (all: readonly Desired[]): readonly string[] =>
  unique(all.flatMap((desired) => [specOf(desired).machine.cluster, specOf(desired).placement.cluster]));

const proof: Source = { call: 'get-vms', request: '', at: '' };

/** Machines by their ids alone. No ids, no call. */
export const machinesById = (aoc: Aoc, ids: readonly string[]): Promise<Reading<readonly Machine[]>> =>
  inPortions(ids, proof, (some) => aoc.machines({ id_in: some }));

/** By name within the clusters at hand, and by id: never by a name alone. */
const machinesOf = async (
  aoc: Aoc,
  all: readonly Desired[],
  { clusters, source }: { readonly clusters: readonly AocCluster[]; readonly source: Source },
): Promise<Reading<readonly Machine[]>> => {
  const within = clusters.map(({ id }) => id);
  if (within.length === 0) return { ok: true, value: [], source };
  const named = await inPortions(namesOf(all), source, (names) =>
    aoc.machines({ cluster: { id_in: within }, name_in: names }),
  );
  const byId = await inPortions(idsOf(all), source, (ids) => aoc.machines({ id_in: ids }));
  if (!named.ok) return named;
  if (!byId.ok || byId.value.length === 0) return byId.ok ? named : byId;
  // A machine that is named by its id alone may have a copy of the same name.
  const asked = new Set(namesOf(all));
  const others = await inPortions(
    byId.value.map(({ name }) => name).filter((name) => !asked.has(name)),
    source,
    (names) => aoc.machines({ cluster: { id_in: within }, name_in: names }),
  );
  if (!others.ok) return others;
  const rows = [...named.value, ...byId.value, ...others.value];
  return { ...others, value: [...new Map(rows.map((row) => [row.id, row])).values()] };
};

const byMachine = <T>(
  machines: Reading<readonly Machine[]>,
  ask: (where: Where) => Promise<Reading<readonly T[]>>,
): Promise<Reading<readonly T[]>> =>
  andThen(machines, (rows, source) =>
    inPortions(
      rows.map(({ id }) => id),
      source,
      (ids) => ask({ vm: { id_in: ids } }),
    ),
  );

/** One list a cluster: a network's row names its virtual switch and not whose that is. */
const networksOf = async (aoc: Aoc, { id }: AocCluster): Promise<Reading<ClusterNetworks>> => {
  const reading = await aoc.vlans({ type: 'VM', vds: { cluster: { id } } });
  return reading.ok ? { ...reading, value: { cluster: id, networks: reading.value } } : reading;
};

/** Reads what every plan and drift needs. */
export const readRoll = async (aoc: Aoc, all: readonly Desired[]): Promise<Roll> => {
  const clusters = await aoc.clusters({ name_in: clusterNames(all) });
  const machines = await andThen(clusters, (found, source) => machinesOf(aoc, all, { clusters: found, source }));
  const vlans = andThen(clusters, async (found, source) =>
    allOf(await Promise.all(found.map((one) => networksOf(aoc, one))), source),
  );
  const nics = byMachine(machines, (where) => aoc.nics(where));
  return { clusters, machines, nics: await nics, vlans: await vlans };
};

const open = ['PENDING', 'EXECUTING', 'PAUSED'];

/** Reads what a journey needs beyond that. */
export const readJourneyRoll = async (
  aoc: Aoc,
  all: readonly Desired[],
  { clusters, machines }: Roll,
): Promise<JourneyRoll> => {
  const targets = new Set(all.map((desired) => specOf(desired).placement.cluster));
  const hosts = andThen(clusters, (found) =>
    aoc.hosts({ cluster: { id_in: found.filter(({ name }) => targets.has(name)).map(({ id }) => id) } }),
  );
  const disks = byMachine(machines, (where) => aoc.disks(where));
  const shared = andThen(await disks, (rows, source) =>
    inPortions(
      rows.map(({ volumeId }) => volumeId).filter((id) => id !== ''),
      source,
      (ids) => aoc.sharedVolumes({ id_in: ids, sharing: true }),
    ),
  );
  const tasks = andThen(machines, (rows, source) =>
    inPortions(
      rows.map(({ id }) => id),
      source,
      (ids) => aoc.tasks({ resource_id_in: ids, status_in: open }),
    ),
  );
  const version = aoc.version();
  return {
    hosts: await hosts,
    disks: await disks,
    shared: await shared,
    tasks: await tasks,
    version: await version,
  };
};
