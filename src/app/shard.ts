import type { Desired } from '../core/desired.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Fleet } from '../core/fleet.ts';

/** One of `of` equal parts; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

const most = 10_000;

/** Reads `i/n` with 1 ≤ i ≤ n. */
export const shardOf = (text: string): Result<Shard> => {
  const [, index, of] = (/^([1-9][0-9]{0,4})\/([1-9][0-9]{0,4})$/.exec(text) ?? []).map(Number);
  if (index !== undefined && of !== undefined && index <= of && of <= most) return succeed({ index, of });
  return fail(
    error('USE001', {
      summary: `--shard ${JSON.stringify(text)} is not i/n with 1 <= i <= n <= ${most}`,
      remedy: 'count from 1: --shard 1/4 is the first of four',
    }),
  );
};

const byAddress = (a: Desired, b: Desired): number => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0);

/**
 * The documents of one shard: every n-th by address, so that all shards are equally large and each document is in exactly one.
 * By document, not by target: a set stays whole, with its limits.
 */
export const documentsOfShard = (documents: readonly Desired[], { index, of }: Shard): readonly Desired[] =>
  [...documents].sort(byAddress).filter((_, at) => at % of === index - 1);

/** A plan of one shard, of a project that moves its targets in waves, would wait for none of the other shards. */
export const shardOfWaves = ({ index, of }: Shard, { waves }: Fleet): Diagnostic | null =>
  waves.length === 0 || of === 1
    ? null
    : error('PLN037', {
        summary: `the project has ${waves.length} waves, and shard ${index}/${of} would wait for none of the other shards`,
        remedy: 'plan without --shard: waves move the targets of one plan batch by batch',
      });
