import { error, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { PlanTarget } from '../core/plan.ts';
import type { RunSummary, Store } from '../store/store.ts';

/** When a run was over without having come to its end, by the cloud's clock; null where it was not. */
const endedShort = ({ setAside, state, last }: RunSummary): string | null => {
  if (setAside !== null) return setAside.at;
  return state === 'ended' && last?.type === 'ended' && last.outcome !== 'done' ? last.at : null;
};

/**
 * By the key of a target: the newest run that was aborted, failed or set aside. It is part of a plan's decision, so that a
 * new try needs a new yes, while planning again after nothing happened keeps the decision.
 */
export const earlierTries = async (store: Store): Promise<Result<ReadonlyMap<string, string>>> => {
  const runs = store.id === null ? succeed([]) : await store.listRuns();
  if (!runs.ok) return runs;
  const over = runs.value.flatMap((run) => {
    const at = endedShort(run);
    return at === null ? [] : [{ run, at }];
  });
  over.sort((a, b) => (a.at < b.at ? -1 : 1));
  return succeed(new Map(over.flatMap(({ run: { id, keys } }) => keys.map((key) => [key, id] as const))));
};

/** A run of the same target ended short after the plan was made: what was approved then was another try. */
export const triedSince = async (
  store: Store,
  targets: readonly Pick<PlanTarget, 'address' | 'key' | 'after'>[],
): Promise<readonly Diagnostic[]> => {
  const tries = await earlierTries(store);
  if (!tries.ok) return tries.diagnostics;
  return targets.flatMap(({ address, key, after }) => {
    const now = key === null ? undefined : tries.value.get(key);
    if (now === after) return [];
    const summary = `run ${now ?? after ?? ''} of this target ended without success, and the plan does not know it`;
    const detail = 'A new try is a new plan and a new yes. Nothing was sent.';
    return [error('RUN006', { summary, detail, address, remedy: 'plan again, and have the new plan reviewed' })];
  });
};
