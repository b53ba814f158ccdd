import { inChainOrder } from '../core/chain-order.ts';
import { succeed, type Result } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Clock } from '../store/clock.ts';
import type { Lock, Reopened, Store, WritableStore } from '../store/store.ts';
import type { HeldRun } from './held-run.ts';
import { prepareSubjects } from './prepare-subjects.ts';
import type { PlanFile } from './read-plan.ts';
import type { RunOptions } from './run-options.ts';
import { letGo, takeFreeTargets } from './take-targets.ts';

/** A run that was accepted earlier. */
export interface Carried {
  readonly store: Store;
  readonly file: PlanFile;
  readonly run: string;
  /** What people call it. */
  readonly alias: string;
}

/** Opens the journal of a run whose targets are held, and writes down who took it from whom. */
const takeRun = async (
  store: WritableStore,
  { run, locks }: { run: string; locks: readonly Lock[] },
  { options, clock }: { options: RunOptions; clock: Clock },
): Promise<Result<Reopened>> => {
  const from = locks.find((lock) => lock.from !== null)?.from ?? null;
  const record = {
    type: 'taken' as const,
    owner: options.host.owner,
    from: from?.owner ?? null,
    why: from?.why ?? 'the target was free',
    tool: options.host.tool,
  };
  const journal = await store.openJournal(run, { record, clock });
  if (!journal.ok) await letGo(locks);
  return journal;
};

/** Takes hold of an accepted run: reads its targets, takes their locks when no other run's call may be under way, opens its journal. */
export const holdRun = async (
  { store, file, run }: Carried,
  kinds: readonly Kind[],
  options: RunOptions,
): Promise<Result<HeldRun>> => {
  const { plan } = file;
  const prepared = await prepareSubjects(plan, kinds, options, true);
  if (!prepared.ok) return prepared;
  const writable = await store.ensure();
  if (!writable.ok) return writable;
  const { clock, subjects, gone } = prepared.value;
  const locks = await takeFreeTargets(writable.value, plan, { run, options, clock });
  if (!locks.ok) return locks;
  const reopened = await takeRun(writable.value, { run, locks: locks.value }, { options, clock });
  if (!reopened.ok) return reopened;
  const { journal } = reopened.value;
  options.onLine(journal.first, false);
  const earlier = inChainOrder(reopened.value.run);
  return succeed({ plan, journal, earlier, locks: locks.value, subjects, gone });
};
