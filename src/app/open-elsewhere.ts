import { error, type Diagnostic } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import type { Store } from '../store/store.ts';

const word = {
  sent: 'sent',
  intended: 'may have sent',
  throttled: 'will send again, for it was throttled,',
} as const;

/** One-way calls of other runs on a plan's targets that may be under way, as errors. `own` is the run that may have its own. */
export const openElsewhere = async (
  store: Store,
  plan: Pick<Plan, 'targets'>,
  own: string | null,
): Promise<readonly Diagnostic[]> => {
  if (store.id === null) return [];
  const found: Diagnostic[] = [];
  for (const { key, address } of plan.targets) {
    if (key === null) continue;
    const open = await store.openIntents(key);
    if (!open.ok) return open.diagnostics;
    for (const intent of open.value.filter(({ run }) => run !== own))
      found.push(
        error('RUN001', {
          summary: `run ${intent.alias} ${word[intent.last]} ${intent.step} at ${intent.at}, and it has not ended`,
          detail: 'While a one-way call may be under way, nothing else is applied to its target.',
          address,
          remedy: `onward resume ${intent.alias}`,
        }),
      );
  }
  return found;
};
