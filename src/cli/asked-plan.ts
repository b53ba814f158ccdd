import { documentsOf } from '../app/documents.ts';
import type { PlanOptions } from '../app/plan.ts';
import { documentsOfShard, shardOf } from '../app/shard.ts';
import type { Desired } from '../core/desired.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import { noFleet } from '../core/fleet.ts';
import { text, type Values } from './command.ts';
import type { Terminal } from './terminal.ts';

/** What a plan is asked for: the documents, and which part of them in which order. */
export interface Asked {
  readonly desired: readonly Desired[];
  readonly options: Required<Pick<PlanOptions, 'project' | 'only'>>;
}

const listed = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Reads the documents that a plan is asked for, and of these the part that --shard and --only name. */
export const askedPlan = async (
  { host }: Terminal,
  args: readonly string[],
  values: Values,
): Promise<Result<Asked>> => {
  const shard = text(values, 'shard');
  const part = shard === undefined || shard === '' ? null : shardOf(shard);
  if (part?.ok === false) return part;
  const loaded = await documentsOf(host, args);
  if (!loaded.ok) return loaded;
  const { desired, project } = loaded.value;
  const chosen = part === null ? succeed(desired) : documentsOfShard(desired, part.value, project?.fleet ?? noFleet);
  if (!chosen.ok) return chosen;
  return succeed(
    { desired: chosen.value, options: { project, only: listed(text(values, 'only')) } },
    loaded.diagnostics,
  );
};
