import { andThen, type Reading } from '../../wire/reading.ts';
import type { Aoc, Where } from '../clients/aoc.ts';
import type { Machine } from '../clients/rows.ts';
import type { VirtualMachineSetSpec } from './spec.ts';

/** Labels are told apart by the service: a machine's row has only their ids. */
const labelled = (labels: Readonly<Record<string, string>>): readonly Where[] =>
  Object.entries(labels).map(([key, value]) => ({ labels_some: { key, value } }));

/** The machines that a selector names, before any is excluded; null: there is no such cluster. Always within one cluster. */
export const readSelected = async (
  aoc: Aoc,
  { selector }: VirtualMachineSetSpec,
): Promise<Reading<readonly Machine[] | null>> => {
  const clusters = await aoc.clusters({ name_in: [selector.cluster] });
  return andThen<Awaited<typeof clusters> extends Reading<infer T> ? T : never, readonly Machine[] | null>(
    clusters,
    ([cluster], source) => {
      if (cluster === undefined) return { ok: true, value: null, source };
      const labels = labelled(selector.matchLabels);
      return aoc.machines({
        cluster: { id: cluster.id },
        ...(labels.length === 0 ? {} : { AND: [...labels] }),
        ...(selector.names === null ? {} : { name_in: [...selector.names] }),
      });
    },
  );
};
