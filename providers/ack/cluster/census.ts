import type { Census, CensusPlace, LeftOut, Living } from '../../../src/core/census.ts';
import { notRead } from '../../wire/gathered.ts';
import { inParallel } from '../../wire/in-parallel.ts';
import { objectsIn, textIn, type JsonObject } from '../../wire/json.ts';
import type { Cs } from '../clients/cs.ts';
import { lacks } from './cluster-facts.ts';
import { editionOf, tierOf } from './edition.ts';
import schema from './spec.schema.json' with { type: 'json' };

/** Details that are asked for at the same time, where a row of the list says too little. */
const width = 8;

const editions: readonly string[] = schema.properties.edition.enum;
const tiers: readonly string[] = schema.properties.tier.enum;
const idForm = new RegExp(schema.properties.clusterId.pattern);

/** A cluster on its way out is nobody's to move. */
const goingStates: readonly string[] = ['deleting', 'deleted'];

const nameOf = (row: JsonObject): string => textIn(row, 'name') || textIn(row, 'cluster_id');

const out = (row: JsonObject, why: string): LeftOut => ({ id: textIn(row, 'cluster_id'), name: nameOf(row), why });

const labelsOf = (row: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(objectsIn(row, 'tags').map((tag) => [textIn(tag, 'key'), textIn(tag, 'value')]));

const whyNot = (row: JsonObject, region: string): string | null => {
  const missing = lacks(row);
  if (missing !== null) return `the service does not say its ${missing}`;
  if (!idForm.test(textIn(row, 'cluster_id'))) return 'its id is not of the form that documents know';
  if (goingStates.includes(textIn(row, 'state'))) return `it is ${textIn(row, 'state')}`;
  const lies = textIn(row, 'region_id');
  if (lies !== region) return `it lies in ${lies}`;
  const edition = editionOf(row);
  return editions.includes(edition) ? null : `no document can say its edition, ${edition}`;
};

const living = (row: JsonObject): Living => {
  const edition = editionOf(row);
  const tier = tierOf(textIn(row, 'cluster_spec'));
  const clusterId = textIn(row, 'cluster_id');
  return {
    id: clusterId,
    name: nameOf(row),
    labels: labelsOf(row),
    spec: {
      clusterId,
      region: textIn(row, 'region_id'),
      edition,
      ...(edition === 'pro' && tiers.includes(tier) ? { tier } : {}),
    },
    stands: `${edition}, ${textIn(row, 'current_version')}, ${textIn(row, 'state')}`,
  };
};

/** A row and, where it could not be completed, why. */
interface Row {
  readonly row: JsonObject;
  readonly unread: string | null;
}

/** A row that lacks what decides the edition is asked for in detail. */
const completed = async (cs: Cs, row: JsonObject, region: string): Promise<Row> => {
  const id = textIn(row, 'cluster_id');
  if (id === '' || (lacks(row) === null && row['cluster_spec'] !== undefined)) return { row, unread: null };
  const detail = await cs.describeClusterDetail({ id, region });
  return detail.ok
    ? { row: detail.value, unread: null }
    : { row, unread: `${detail.call} could not be read: ${detail.failure.message}` };
};

const byName = (a: Living | LeftOut, b: Living | LeftOut): number => {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

/** The clusters of a region, by its one list. */
export const census = async (cs: Cs, place: CensusPlace): Promise<Census> => {
  if (place.by !== 'region') throw new Error('clusters are listed by region');
  const { region } = place;
  const rows = await cs.describeClustersForRegion(region);
  if (!rows.ok) return { is: 'unread', unread: notRead([], rows.call, rows.failure).unread };
  const whole = await inParallel(rows.value, width, (row) => completed(cs, row, region));
  const judged = whole.map(({ row, unread }) => ({ row, why: unread ?? whyNot(row, region) }));
  return {
    is: 'read',
    living: judged
      .filter(({ why }) => why === null)
      .map(({ row }) => living(row))
      .sort(byName),
    leftOut: judged.flatMap(({ row, why }) => (why === null ? [] : [out(row, why)])).sort(byName),
  };
};
