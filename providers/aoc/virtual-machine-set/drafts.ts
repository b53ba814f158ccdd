import type { CensusDraft, CensusFilter, Living } from '../../../src/core/census.ts';
import { memberOf } from '../../../src/core/merge.ts';

const clusterOf = ({ spec }: Living): string => {
  const cluster = memberOf(spec['placement'], 'cluster');
  return typeof cluster === 'string' ? cluster : '';
};

const unique = (all: readonly string[]): readonly string[] => [...new Set(all)];

/** By their labels where those were asked for: then a machine that gets them later belongs to the set, and the count says so. */
const selectorOf = (cluster: string, living: readonly Living[], { labels }: CensusFilter) =>
  labels === null ? { cluster, names: unique(living.map(({ name }) => name)) } : { cluster, matchLabels: labels };

const count = ({ length }: readonly Living[]): string => (length === 1 ? '1 machine' : `${length} machines`);

const draftOf = (cluster: string, living: readonly Living[], filter: CensusFilter): CensusDraft => ({
  from: [cluster, ...Object.values(filter.labels ?? {})].join(' '),
  or: 'machines',
  spec: {
    operationCenter: living[0]?.spec['operationCenter'] ?? '',
    selector: selectorOf(cluster, living, filter),
    expect: { machines: living.length },
    template: { spec: { placement: { cluster } } },
  },
  says: [
    `${count(living)} of ${cluster}.`,
    'It asks for where they are, so that nothing is planned. Another placement.cluster asks for the move of all of them:',
    'take those out first that are not to go, or ask for less of them, and make a set for each that goes another way.',
  ],
});

/** A document for each cluster. */
export const setDrafts = (living: readonly Living[], filter: CensusFilter): readonly CensusDraft[] =>
  unique(living.map(clusterOf)).map((cluster) =>
    draftOf(
      cluster,
      living.filter((one) => clusterOf(one) === cluster),
      filter,
    ),
  );
