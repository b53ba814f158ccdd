import { kindOf, type Address } from '../../core/address.ts';
import type { Kind } from '../../core/kind.ts';
import type { Contract } from '../../core/operation.ts';
import { ancestors } from '../../core/order.ts';
import type { Plan } from '../../core/plan.ts';
import { isGate, type ActStep, type Step } from '../../core/step.ts';
import { isWaveGate } from '../../core/wave-gates.ts';
import type { Rules } from './rules.ts';
import type { Row } from './sky.ts';

const actsOf = ({ steps }: Plan): readonly ActStep[] => steps.filter((step): step is ActStep => !isGate(step));

/** The gates right before a step: those behind which no further one stands before it. */
const gatesBefore = (steps: readonly Step[], id: string): readonly string[] => {
  const above = ancestors(steps, id);
  const gates = steps.filter((step) => isGate(step) && !isWaveGate(step) && above.has(step.id)).map((gate) => gate.id);
  return gates.filter((gate) => !gates.some((other) => other !== gate && ancestors(steps, other).has(gate)));
};

/** What a plan's kinds promise of its calls, and whom they are about. */
export interface PlanRules extends Rules {
  /** Whether a row is about a target. */
  readonly concerns: (address: Address, row: Row) => boolean;
}

export const rulesOf = (plan: Plan, kinds: readonly Kind[]): PlanRules => {
  const acts = actsOf(plan);
  const callsOf = ({ operation }: ActStep): readonly string[] =>
    kinds.find(({ contracts }) => contracts[operation] !== undefined)?.world?.calls[operation] ?? [];
  const contractsOf = (call: string): readonly Contract[] =>
    acts
      .filter((step) => callsOf(step).includes(call))
      .flatMap(
        ({ address, operation }) => kinds.find(({ name }) => name === kindOf(address))?.contracts[operation] ?? [],
      );
  const some = (call: string, is: (contract: Contract) => boolean): boolean => contractsOf(call).some(is);
  const said = new Map(
    plan.targets.map(({ address, key, desired }) => {
      const own = acts.filter((step) => step.address === address).map(({ args }) => args);
      return [address, JSON.stringify([key, desired, own])] as const;
    }),
  );
  const concerns = (address: Address, { about }: Row): boolean =>
    plan.targets.length === 1 || about.some((name) => name !== '' && said.get(address)?.includes(name) === true);
  const isCallOf = (step: ActStep, row: Row): boolean =>
    callsOf(step).includes(row.action) && concerns(step.address, row);
  const free = new Set(kinds.flatMap(({ precheck, world }) => world?.calls[precheck?.operation ?? ''] ?? []));
  return {
    isOnce: (call) => some(call, ({ reversibility, again }) => reversibility === 'one-way' || again === 'never'),
    isCareful: (call) => some(call, ({ again }) => again !== 'harmless'),
    dies: (call) => some(call, ({ again }) => again === 'after-window'),
    isFree: (call) => free.has(call),
    gatesOf: (row) => acts.filter((step) => isCallOf(step, row)).flatMap(({ id }) => gatesBefore(plan.steps, id)),
    // What a step made may have a name that no plan knows: then it is about one of those whose call it is.
    asked: (row) => {
      const own = acts.filter((step) => callsOf(step).includes(row.action));
      return own.length && Math.max(1, own.filter(({ address }) => concerns(address, row)).length);
    },
    isCallOf,
    concerns,
  };
};
