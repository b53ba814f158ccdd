import type { Plan } from '../core/plan.ts';
import { isGate, type GateStep } from '../core/step.ts';
import { openStore } from './open-store.ts';
import { judgeGate, type Gathering } from './quorum.ts';
import type { StorePlace } from './store-place.ts';

const asking = ({ steps }: Plan): readonly GateStep[] =>
  steps.filter(isGate).filter(({ approvals }) => approvals !== undefined);

/** How far each gate is that the policy asks approvals for, in words: `1 of 2: alice; bob's expired`. Reads only. */
export const gatesApproved = async (gathering: Gathering, now: number): Promise<ReadonlyMap<string, string>> => {
  const words = new Map<string, string>();
  for (const gate of asking(gathering.plan)) {
    const verdict = await judgeGate(gathering, gate, now);
    const says = verdict.ok ? verdict.value.says : verdict.diagnostics.map(({ summary }) => summary).join('; ');
    words.set(gate.id, `approvals: ${says}`);
  }
  return words;
};

/** Whose yes to a plan counts now, by the store; undefined where that cannot be told here. */
export const approversOf = async (
  plan: Plan,
  { host, store }: Pick<Gathering, 'host'> & { readonly store: StorePlace },
): Promise<readonly string[] | undefined> => {
  const gates = asking(plan);
  const opened = gates.length === 0 ? null : await openStore(host, store.place);
  if (!opened?.ok) return undefined;
  const names = new Set<string>();
  for (const gate of gates) {
    const verdict = await judgeGate({ plan, host, store: opened.value }, gate, host.wall());
    if (!verdict.ok) return undefined;
    for (const { by } of verdict.value.counted) names.add(by);
  }
  return [...names];
};
