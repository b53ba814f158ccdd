import type { Address } from '../core/address.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import { grouped } from '../core/grouped.ts';
import type { Plan } from '../core/plan.ts';
import type { OpenIntent, Store } from '../store/store.ts';

const word = {
  sent: 'sent',
  intended: 'may have sent',
  throttled: 'will send again, for it was throttled,',
} as const;

const underWay = ({ alias, last, step, at }: OpenIntent, address: Address): Diagnostic =>
  error('RUN001', {
    summary: `run ${alias} ${word[last]} ${step} at ${at}, and it has not ended`,
    detail: 'While a one-way call may be under way, nothing else is applied to its target.',
    address,
    remedy: `onward resume ${alias}`,
  });

/** One-way calls of other runs on a plan's targets that may be under way, as errors. `own` is the run that may have its own. */
export const openElsewhere = async (
  store: Store,
  plan: Pick<Plan, 'targets'>,
  own: string | null,
): Promise<readonly Diagnostic[]> => {
  if (store.id === null) return [];
  const open = await store.openIntents(plan.targets.flatMap(({ key }) => key ?? []));
  if (!open.ok) return open.diagnostics;
  const others = grouped(
    open.value.filter(({ run }) => run !== own),
    ({ key }) => key,
  );
  return plan.targets.flatMap(({ key, address }) =>
    (others.get(key ?? '') ?? []).map((intent) => underWay(intent, address)),
  );
};
