import type { PlanOptions } from '../app/plan.ts';
import type { Desired } from '../core/desired.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import { askedDocuments } from './asked-documents.ts';
import { text, type Values } from './command.ts';
import type { Terminal } from './terminal.ts';

/** What a plan is asked for: the documents, and which part of them in which order. */
export interface Asked {
  readonly desired: readonly Desired[];
  readonly options: Required<Pick<PlanOptions, 'project' | 'only' | 'shard'>>;
}

const listed = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Reads the documents that a plan is asked for, and of these the part that --shard and --only name. */
export const askedPlan = async (
  terminal: Terminal,
  args: readonly string[],
  values: Values,
): Promise<Result<Asked>> => {
  const loaded = await askedDocuments(terminal, args, values);
  if (!loaded.ok) return loaded;
  const { desired, project, shard } = loaded.value;
  return succeed({ desired, options: { project, shard, only: listed(text(values, 'only')) } }, loaded.diagnostics);
};
