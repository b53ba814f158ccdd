import { andThen, both, mapReading, type Reading } from '../wire/reading.ts';
import type { Aoc, Where } from './clients/aoc.ts';
import type { Label, Machine } from './clients/rows.ts';
import { inPortions } from './in-portions.ts';

/** What is known of clusters' machines: their rows, and what their labels say, by the labels' ids. */
export interface Population {
  readonly machines: readonly Machine[];
  readonly labels: ReadonlyMap<string, Label>;
}

export const labelsOf = ({ labels: ids }: Machine, { labels }: Population): readonly Label[] =>
  ids.flatMap((id) => labels.get(id) ?? []);

/**
 * What the labels of machines say. The reference lists `Vm.labels`, says that nested rows are thin, and gives every resource a list
 * of its own; that a label's row has `key` and `value` is in the published types. So they are read by their ids, in one list a portion.
 */
const readLabels = (aoc: Aoc, machines: Reading<readonly Machine[]>): Promise<Reading<readonly Label[]>> =>
  andThen(machines, (rows, source) =>
    inPortions(
      rows.flatMap(({ labels }) => labels),
      source,
      (ids) => aoc.labels({ id_in: ids }),
    ),
  );

/** All machines of the clusters that fit, page by page, deleted ones and the system's own among them. */
export const readPopulation = async (aoc: Aoc, where: Where): Promise<Reading<Population>> => {
  const clusters = await aoc.clusters(where);
  const machines = await andThen(clusters, (found, source) =>
    found.length === 0
      ? { ok: true, value: [], source }
      : aoc.machines({ cluster: { id_in: found.map(({ id }) => id).sort() } }),
  );
  const population = both(await readLabels(aoc, machines), machines);
  return mapReading(
    population,
    ([labels, rows]) => ({ machines: rows, labels: new Map(labels.map((label) => [label.id, label])) }),
    'machines',
  );
};
