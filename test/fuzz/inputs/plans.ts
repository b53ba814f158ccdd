import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { decisionOf, digestOf } from '../../../src/core/decision.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { planText } from '../../../src/core/plan-text.ts';
import { sha256 } from '../../../src/store/ports.ts';
import { edits, spoiled, type Edit } from './edits.ts';
import { changed, changes, type Change } from './odd-values.ts';

/** Plans of each sort of journey, blocked and unread ones among them; names that forge are in one. */
const scenarios = [
  ...['ready', 'ready-with-probes', 'dedicated-ready', 'vm-hot', 'vm-set', 'hostile-names', 'nothing-to-do'],
  ...['unreadable', 'waived-with-expiry', 'vm-not-there', 'wrong-account', 'blocked-by-version'],
];

const texts = new Map(scenarios.map((name) => [name, readFileSync(`plans/${name}/plan.json`, 'utf8')]));

export const planTextOf = (of: string): string => texts.get(of) ?? '';

/** A plan's file after an accident. */
export interface SpoiledPlan {
  readonly of: string;
  readonly edits: readonly Edit[];
}

export const spoiledPlan: fc.Arbitrary<SpoiledPlan> = fc.record({ of: fc.constantFrom(...scenarios), edits });

export const bytesOfPlan = ({ of, edits: all }: SpoiledPlan): Uint8Array => spoiled(planTextOf(of), all);

/** A plan that somebody changed on purpose, and hashed again; with `decided` also what is approved was worked out anew. */
export interface ForgedPlan {
  readonly of: string;
  readonly changes: readonly Change[];
  readonly decided: boolean;
}

export const forgedPlan: fc.Arbitrary<ForgedPlan> = fc.record({
  of: fc.constantFrom(...scenarios),
  changes,
  decided: fc.boolean(),
});

/** Nobody can say what is decided where there is no list of steps; then the old word stays. */
const decisionAgain = (plan: Plan): Plan['decision'] => {
  try {
    return decisionOf(plan, sha256);
  } catch {
    return plan.decision;
  }
};

export const textOfForged = ({ of, changes: all, decided }: ForgedPlan): string => {
  const { digest, ...plan } = changed(JSON.parse(planTextOf(of)) as Plan, all);
  const body = decided ? { ...plan, decision: decisionAgain({ ...plan, digest }) } : plan;
  return planText({ ...body, digest: digestOf(body, sha256) });
};
