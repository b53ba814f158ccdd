import { fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { inChainOrder } from '../core/chain-order.ts';
import { historyOf } from '../core/step-history.ts';
import { glanceAt } from './plan-glance.ts';
import type { OpenIntent, StoredRun } from './store.ts';

/** The steps of a run that work on one target and must not be sent twice. */
const onceSteps = (run: StoredRun, key: string): readonly string[] => {
  const { targets, steps } = glanceAt(run.plan);
  const addresses = targets.filter((target) => target.key === key).map(({ address }) => address);
  return steps.filter(({ address, once }) => once && addresses.includes(address)).map(({ id }) => id);
};

/** The open intents of one run on one target. */
const openIntentsOf = (run: StoredRun, key: string): readonly OpenIntent[] => {
  const lines = inChainOrder(run);
  return onceSteps(run, key).flatMap((step) => {
    const { last, since, at } = historyOf(lines, step);
    if (last !== 'intended' && last !== 'sent' && last !== 'throttled') return [];
    return [{ run: run.id, alias: run.alias, step, at: since?.at ?? at ?? '', last }];
  });
};

/** Over many runs; a run that cannot be read fails the whole, because it may hold an open intent. */
export const openIntentsIn = (runs: readonly Result<StoredRun>[], key: string): Result<readonly OpenIntent[]> => {
  const diagnostics: Diagnostic[] = runs.flatMap((run) => run.diagnostics);
  if (runs.some((run) => !run.ok)) return fail(...diagnostics);
  return succeed(
    runs.flatMap((run) => (run.ok ? openIntentsOf(run.value, key) : [])),
    diagnostics,
  );
};
