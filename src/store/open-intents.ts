import { fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { inChainOrder } from '../core/chain-order.ts';
import { historyOf } from '../core/step-history.ts';
import { glanceAt } from './plan-glance.ts';
import type { OpenIntent, StoredRun } from './store.ts';

/** The steps of a run that work on one of these targets and must not be sent twice. */
const onceSteps = (run: StoredRun, keys: ReadonlySet<string>): readonly Pick<OpenIntent, 'step' | 'key'>[] => {
  const { targets, steps } = glanceAt(run.plan);
  const asked = new Map(
    targets.flatMap(({ address, key }) => (key !== null && keys.has(key) ? [[address, key] as const] : [])),
  );
  return steps.flatMap(({ id, address, once }) => {
    const key = once ? asked.get(address) : undefined;
    return key === undefined ? [] : [{ step: id, key }];
  });
};

/** The open intents of one run on these targets. */
const openIntentsOf = (run: StoredRun, keys: ReadonlySet<string>): readonly OpenIntent[] => {
  const lines = inChainOrder(run);
  return onceSteps(run, keys).flatMap(({ step, key }) => {
    const { last, since, at } = historyOf(lines, step);
    if (last !== 'intended' && last !== 'sent' && last !== 'throttled') return [];
    return [{ run: run.id, alias: run.alias, key, step, at: since?.at ?? at ?? '', last }];
  });
};

/** Over many runs; a run that cannot be read fails the whole, because it may hold an open intent. */
export const openIntentsIn = (
  runs: readonly Result<StoredRun>[],
  keys: ReadonlySet<string>,
): Result<readonly OpenIntent[]> => {
  const diagnostics: Diagnostic[] = runs.flatMap((run) => run.diagnostics);
  if (runs.some((run) => !run.ok)) return fail(...diagnostics);
  return succeed(
    runs.flatMap((run) => (run.ok ? openIntentsOf(run.value, keys) : [])),
    diagnostics,
  );
};
