import { exitOfPlan } from '../../src/app/exit-of.ts';
import type { CheckResult } from '../../src/core/check.ts';
import { exitCodes } from '../../src/core/exit-code.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Expected, ExpectedFleet } from './scenarios.ts';

/** How a plan lists a rule that this version does not make, or not all of. */
const isNotYet = ({ verdict, summary }: CheckResult): boolean =>
  verdict === 'warn' && summary.startsWith('not yet checked by this version');

const verdictsOf = (checks: readonly CheckResult[]): Readonly<Record<string, string>> => {
  const verdicts: Record<string, string> = {};
  for (const { code, verdict } of checks) {
    // A code that is judged twice shows in the comparison.
    const before = verdicts[code];
    verdicts[code] = before === undefined ? verdict : `${before}, ${verdict}`;
  }
  return verdicts;
};

/** How many targets move, in which waves, and when it ends; nothing where the project says nothing of it. */
const fleetIn = ({ waves = [], stopOn, targets }: Plan): { readonly fleet?: ExpectedFleet } => {
  const limits = Object.fromEntries(
    targets.flatMap((target) => target.limits ?? []).map(({ of, atMost }) => [of, atMost]),
  );
  if (waves.length === 0 && stopOn === undefined && Object.keys(limits).length === 0) return {};
  const inWave = (name: string): readonly string[] =>
    targets.filter(({ wave }) => wave === name).map(({ address }) => address);
  const told = waves.map(({ name, soak = 'none' }) => [name, { soak, targets: inWave(name) }] as const);
  return { fleet: { waves: Object.fromEntries(told), stopOn: stopOn ?? null, limits } };
};

/** What a plan says, in the words of `expected.yaml`. */
export const gistOf = (plan: Plan): Omit<Expected, 'says'> => ({
  exit: exitCodes[exitOfPlan(plan, { detailed: false })].code,
  complete: plan.complete,
  applicable: plan.applicable,
  pointOfNoReturn: plan.pointOfNoReturn,
  steps: plan.steps.map(({ id }) => id),
  changes: plan.changes.map(({ id, before, after, impact }) => ({ id, before, after, impact })),
  targets: Object.fromEntries(
    plan.targets.map(({ address, journey, pointOfNoReturn }) => {
      const checks = plan.checks.filter((check) => check.address === address);
      const notYet = checks.filter(isNotYet).map(({ code }) => code);
      const made = checks.filter((check) => !isNotYet(check));
      const left = plan.leftBehind.filter((entry) => entry.address === address);
      const duties = left.map(({ what, duty }) => duty?.id ?? what);
      return [address, { journey, pointOfNoReturn, checks: verdictsOf(made), notYet, duties }];
    }),
  ),
  ...fleetIn(plan),
});
