import type { CensusDraft, Living } from '../../../src/core/census.ts';
import type { Json } from '../../../src/core/fact.ts';

/** What a person changes so that something is planned, by the edition that is. */
const hints: Readonly<Record<string, readonly string[]>> = {
  standard: ['It asks for what is, so that nothing is planned. edition: pro asks for the migration.'],
  dedicated: [
    'It asks for what is, so that nothing is planned. edition: pro asks for the migration, and needs a bucket on the way:',
    'migrationBucket: {name: ...}. What may be done to the masters is said under masters; onward plan says what is missing.',
  ],
  pro: ['It asks for what is, so that nothing is planned; drift says when that is no longer so.'],
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** A document for each cluster. */
export const clusterDrafts = (living: readonly Living[]): readonly CensusDraft[] =>
  living.map(({ id, name, spec, stands }) => ({
    from: name,
    or: id,
    spec,
    says: [`${name}: ${stands}.`, ...(hints[textOf(spec['edition'])] ?? [])],
  }));
