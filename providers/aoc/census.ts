import type { Census, CensusPlace, LeftOut, Living } from '../../src/core/census.ts';
import { notRead } from '../wire/gathered.ts';
import type { Centers } from './centers.ts';
import type { Where } from './clients/aoc.ts';
import type { Machine } from './clients/rows.ts';
import { labelsOf, readPopulation, type Population } from './population.ts';

const whyNot = ({ internal, inRecycleBin, name }: Machine): string | null => {
  if (internal) return 'it is a machine of the system itself';
  if (inRecycleBin) return 'it is in the recycle bin';
  return name === '' ? 'it has no name' : null;
};

const keyOf = ({ cluster, name }: Machine): string => JSON.stringify([cluster.name, name]);

/** By its name, as people speak of it; a name that several of its cluster bear means none of them. */
const machineIn = (row: Machine, isShared: boolean): Readonly<Record<string, string>> =>
  isShared ? { cluster: row.cluster.name, id: row.id } : { cluster: row.cluster.name, name: row.name };

const livingIn =
  (center: string, population: Population, shared: ReadonlySet<string>) =>
  (row: Machine): Living => ({
    id: row.id,
    name: row.name,
    labels: Object.fromEntries(labelsOf(row, population).map(({ key, value }) => [key, value])),
    spec: {
      operationCenter: center,
      machine: machineIn(row, shared.has(keyOf(row))),
      placement: { cluster: row.cluster.name },
    },
    stands: `${row.status}, in ${row.cluster.name}`,
  });

const sharedKeys = (rows: readonly Machine[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const key of rows.map(keyOf)) (seen.has(key) ? shared : seen).add(key);
  return shared;
};

const inOrder = (a: Machine, b: Machine): number => {
  const [first, second] = [`${keyOf(a)}${a.id}`, `${keyOf(b)}${b.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
};

/** A deleted row is history. */
const sorted = (center: string, population: Population): Census => {
  const rows = population.machines.filter(({ status }) => status !== 'DELETED').sort(inOrder);
  const free = rows.filter((row) => whyNot(row) === null);
  const leftOut = rows.flatMap((row): readonly LeftOut[] => {
    const why = whyNot(row);
    return why === null ? [] : [{ id: row.id, name: row.name || row.id, why }];
  });
  return { is: 'read', living: free.map(livingIn(center, population, sharedKeys(free))), leftOut };
};

/** The clusters whose machines are meant; where none is named, all that are ACOS clusters: no others' machines move. */
const whereOf = (cluster: string | undefined): Where =>
  cluster === undefined ? { type_in: ['SMTX_OS'] } : { name_in: [cluster] };

/** The machines of an operation center, by three lists, page by page. */
export const census = async (centers: Centers, place: CensusPlace): Promise<Census> => {
  if (place.by !== 'center') throw new Error('machines are listed by operation center');
  const { center: name, cluster } = place;
  const center = centers.of(name);
  if (!center.ok) return { is: 'unread', unread: notRead([], `operation center ${name}`, center.failure).unread };
  const population = await readPopulation(center.center.aoc, whereOf(cluster));
  if (!population.ok) return { is: 'unread', unread: notRead([], population.call, population.failure).unread };
  return sorted(name, population.value);
};
