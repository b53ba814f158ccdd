import { documentsOf } from '../app/documents.ts';
import { documentsOfShard, shardOf, type Shard } from '../app/shard.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import { text, type Values } from './command.ts';
import type { Terminal } from './terminal.ts';

export type Documents = Extract<Awaited<ReturnType<typeof documentsOf>>, { ok: true }>['value'];

/** The documents that a command names, and of these the part that --shard names. */
export type AskedDocuments = Documents & { readonly shard: Shard | null };

export const askedDocuments = async (
  { host }: Terminal,
  args: readonly string[],
  values: Values,
): Promise<Result<AskedDocuments>> => {
  const given = text(values, 'shard') ?? '';
  const shard = given === '' ? succeed(null) : shardOf(given);
  if (!shard.ok) return shard;
  const loaded = await documentsOf(host, args);
  if (!loaded.ok) return loaded;
  const { desired } = loaded.value;
  const chosen = shard.value === null ? desired : documentsOfShard(desired, shard.value);
  return succeed({ ...loaded.value, desired: chosen, shard: shard.value }, loaded.diagnostics);
};
