import { changeNumberOf } from '../../core/annotation.ts';
import { equal } from '../../core/canonical.ts';
import { dueAt } from '../../core/duty.ts';
import type { Facts } from '../../core/fact.ts';
import type { JournalLine } from '../../core/journal.ts';
import type { Plan, PlanTarget } from '../../core/plan.ts';
import type { TargetNow, ToldFact, ToldLeft, ToldTarget } from '../../core/report/report.ts';
import { inventoryCode } from '../../run/inventory.ts';
import { endedAt } from '../drift-history.ts';

interface Told {
  readonly plan: Plan;
  /** In the order of the chain. */
  readonly lines: readonly JournalLine[];
  readonly now: readonly TargetNow[];
}

const factsFrom = (
  facts: Facts,
  now: TargetNow | undefined,
  { from, equally }: { readonly from: ToldFact['from']; readonly equally: ToldFact['is'] },
): readonly ToldFact[] =>
  Object.entries(facts).map(([fact, before]) => {
    const value = now !== undefined && Object.hasOwn(now.facts, fact) ? now.facts[fact] : undefined;
    const is = value === undefined ? 'unread' : equal(value, before) ? equally : 'differs';
    return { fact, from, before, now: value ?? null, is };
  });

const leftAt = ({ plan, lines }: Told, target: PlanTarget): readonly ToldLeft[] => {
  const ended = endedAt({ alias: '', plan, lines }, target);
  return plan.leftBehind
    .filter(({ address }) => address === target.address)
    .map(({ what, billed, due, remedy, attested }) => {
      const at = ended === null ? null : dueAt(ended, due);
      return { what, billed, due: at === null ? null : new Date(at).toISOString(), remedy, attested: attested ?? null };
    });
};

const inventoryOf = ({ plan, lines }: Told, { address }: PlanTarget) => {
  const own = new Set(plan.steps.filter((step) => step.address === address).map(({ id }) => id));
  const line = lines.findLast((one) => one.type === 'answered' && one.code === inventoryCode && own.has(one.step));
  return line?.type === 'answered' ? line : null;
};

const targetOf = (told: Told, target: PlanTarget): ToldTarget => {
  const { address, key, account, journey, applicable, wanted, waivers } = target;
  const inventory = inventoryOf(told, target);
  const now = told.now.find((one) => one.address === address);
  return {
    address,
    key,
    account,
    journey,
    change: changeNumberOf(target),
    applicable,
    waivers: waivers.map(({ code, reason, expires }) => ({ code, reason, expires })),
    inventoryAt: inventory?.at ?? null,
    nowAt: now?.at ?? null,
    facts: [
      ...factsFrom(wanted, now, { from: 'document', equally: 'as-asked' }),
      ...factsFrom(inventory?.facts ?? {}, now, { from: 'inventory', equally: 'same' }),
    ],
    leftBehind: leftAt(told, target),
  };
};

/** Each target with its waivers, what was written down before its point of no return, what is now, and what stays behind. */
export const targetsIn = (told: Told): readonly ToldTarget[] => told.plan.targets.map((one) => targetOf(told, one));
