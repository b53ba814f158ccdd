import { kindOf, nameOf } from '../core/address.ts';
import type { CheckResult } from '../core/check.ts';
import type { Kind } from '../core/kind.ts';
import { ancestors } from '../core/order.ts';
import type { Plan } from '../core/plan.ts';
import { faultsOf } from '../core/plan-soundness.ts';
import { canonical } from '../core/canonical.ts';
import { isGate, type ActStep, type Step } from '../core/step.ts';
import { isWaveGate, waveGates } from '../core/wave-gates.ts';

/** Each step works on a target of the plan, and is called after it. */
const strays = ({ steps, targets }: Plan): readonly string[] => {
  const addresses = new Set(targets.map(({ address }) => address));
  const isHome = ({ id, address }: Step): boolean => addresses.has(address) && id.startsWith(`${nameOf(address)}/`);
  return steps
    .filter((step) => !isWaveGate(step) && !isHome(step))
    .map(({ id }) => `${id} works on no target of its own`);
};

/** A version of an operation is one promise: what can be taken back, and what may be sent again, is the contract's to say. */
const isAsPromised = (step: ActStep, kinds: readonly Kind[]): boolean => {
  const contract = kinds.find(({ name }) => name === kindOf(step.address))?.contracts[step.operation];
  if (contract === undefined) return false;
  const { reversibility, again, undo } = contract;
  return (
    step.reversibility === reversibility &&
    step.again === again &&
    step.undo === undo &&
    (step.type === 'change' || reversibility === null)
  );
};

const brokenPromises = ({ steps }: Plan, kinds: readonly Kind[]): readonly string[] =>
  steps.flatMap((step) =>
    isGate(step) || isAsPromised(step, kinds) ? [] : [`${step.id} is not what ${step.operation} promises`],
  );

/**
 * What a gate requires and a check answers is answered by one of its target that comes before the gate. A change answers
 * nothing: it mends, and the gate reads again.
 */
const isAnsweredBefore = ({ steps }: Plan, { code, address, later }: CheckResult): boolean => {
  const gates = steps
    .filter(isGate)
    .filter((gate) => gate.address === address && gate.requires.some((requirement) => requirement.code === code));
  const answer = steps.find(({ id }) => id === later);
  if (answer === undefined || isGate(answer) || answer.address !== address) return false;
  return answer.type === 'change' || gates.every((gate) => ancestors(steps, gate.id).has(answer.id));
};

const strayAnswers = (plan: Plan): readonly string[] =>
  plan.checks
    .filter((check) => check.later !== undefined && !isAnsweredBefore(plan, check))
    .map(({ code, later }) => `${code} cannot be answered by ${later ?? ''}`);

/** The point of no return is where the first one-way step is: a line drawn elsewhere, or not at all, is no line of ours. */
const strayPoints = ({ steps, targets, pointOfNoReturn }: Plan): readonly string[] => {
  const firstOf = (address?: string): string | null =>
    steps.find(
      (step) => !isGate(step) && step.reversibility === 'one-way' && (address ?? step.address) === step.address,
    )?.id ?? null;
  const wrong = targets.filter((target) => target.pointOfNoReturn !== firstOf(target.address));
  return [
    ...wrong.map(({ address }) => `the point of no return of ${address} is elsewhere`),
    ...(pointOfNoReturn === firstOf() ? [] : ['the point of no return is elsewhere']),
  ];
};

/** The gates between waves are what the waves of its targets make them. */
const strayWaves = ({ steps, waves = [], targets }: Plan): readonly string[] =>
  canonical(steps.filter(isWaveGate)) === canonical(waveGates(waves, targets))
    ? []
    : ['its waves do not wait for each other'];

/** What no plan of ours can be, in words: somebody else wrote it. Empty when it is sound. */
export const faultsOfPlan = (plan: Plan, kinds: readonly Kind[]): readonly string[] => {
  const faults = faultsOf(plan.steps);
  return faults.length > 0
    ? faults
    : [
        ...strays(plan),
        ...brokenPromises(plan, kinds),
        ...strayAnswers(plan),
        ...strayPoints(plan),
        ...strayWaves(plan),
      ];
};
