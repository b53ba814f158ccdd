import { describe, expect, it } from 'vitest';
import { apply } from '../../src/app/apply.ts';
import type { Desired } from '../../src/core/desired.ts';
import type { Plan } from '../../src/core/plan.ts';
import { decisionOf, digestOf } from '../../src/core/decision.ts';
import { isGate, type ActStep } from '../../src/core/step.ts';
import { sha256 } from '../../src/store/ports.ts';
import { came, fileOf, poolScene, refusal, whyOf, type PoolScene } from './pool-scene.ts';

/** A hash that anybody can work out: a forger writes new ones. */
const forge = (plan: Plan, changes: Partial<Plan>, decision: 'kept' | 'recomputed') => {
  const { digest, ...changed } = { ...plan, ...changes };
  const decided = decision === 'kept' ? changed : { ...changed, decision: decisionOf(changed, sha256) };
  const forged = { ...decided, digest: digestOf(decided, sha256) };
  expect(forged.digest).not.toBe(digest);
  return fileOf(forged);
};

const withoutGates = ({ steps }: Plan): Partial<Plan> => {
  const gates = steps.filter(isGate).map(({ id }) => id);
  const kept = steps.filter((step) => !isGate(step));
  return { steps: kept.map((step) => ({ ...step, needs: step.needs.filter((need) => !gates.includes(need)) })) };
};

const otherArgs = ({ steps }: Plan): Partial<Plan> => ({
  steps: steps.map((step) => (isGate(step) || step.id !== 'prod/heat' ? step : { ...step, args: { degrees: 99 } })),
});

const otherTarget = ({ targets }: Plan): Partial<Plan> => ({
  targets: targets.map((target) => ({ ...target, desired: { heated: true, pool: 'test' } })),
});

const reversible = ({ steps }: Plan): Partial<Plan> => ({
  steps: steps.map((step) => (isGate(step) ? step : { ...step, reversibility: null })),
});

const otherOperation = ({ steps }: Plan): Partial<Plan> => ({
  steps: steps.map((step) => (isGate(step) || step.id !== 'prod/prove' ? step : { ...step, operation: 'pool.heat/1' })),
});

const strayStep = ({ steps }: Plan): Partial<Plan> => ({
  steps: steps.map((step) => (step.id === 'prod/prove' ? { ...step, address: 'Pool/nobody' } : step)),
});

const onStep =
  (id: string, changes: Partial<ActStep>) =>
  ({ steps }: Plan): Partial<Plan> => ({
    steps: steps.map((step) => (isGate(step) || step.id !== id ? step : { ...step, ...changes })),
  });

const answeredElsewhere = ({ checks }: Plan): Partial<Plan> => ({
  checks: checks.map((check) => (check.later === undefined ? check : { ...check, later: 'prod/prove' })),
});

const gatesElsewhere = ({ steps }: Plan): Partial<Plan> => ({
  steps: steps.map((step) => (isGate(step) ? { ...step, address: 'Pool/test' } : step)),
});

const harmless = (plan: Plan): Partial<Plan> => withoutGates({ ...plan, ...reversible(plan) });

const withoutFailures = ({ checks, targets }: Plan): Partial<Plan> => ({
  applicable: true,
  targets: targets.map((target) => ({ ...target, applicable: true })),
  checks: checks.filter(({ verdict }) => verdict !== 'fail'),
});

const complete = ({ checks }: Plan): Partial<Plan> => ({
  complete: true,
  checks: checks.filter(({ verdict }) => verdict !== 'unknown'),
});

const asMade = (): void => undefined;
const busy = ({ cloud }: PoolScene): void => {
  cloud.facts['pool.idle'] = false;
};
const unread = ({ cloud }: PoolScene): void => {
  cloud.facts['pool.idle'] = undefined;
};

describe('a plan that somebody changed and hashed again', () => {
  it.each([
    { change: withoutGates, world: asMade, reason: 'its gates were cut out' },
    { change: otherArgs, world: asMade, reason: 'its arguments are others' },
    { change: otherTarget, world: asMade, reason: 'what it asks for is another' },
    { change: reversible, world: asMade, reason: 'its one-way step calls itself harmless' },
    { change: otherOperation, world: asMade, reason: 'a step does something else' },
    { change: strayStep, world: asMade, reason: 'a step works on what is no target' },
    { change: onStep('prod/heat', { again: 'harmless' }), world: asMade, reason: 'its call may be sent again' },
    { change: onStep('prod/heat', { type: 'check' }), world: asMade, reason: 'its one-way step is a check' },
    {
      change: onStep('prod/heat', { address: 'Pool/test' }),
      world: asMade,
      reason: 'a step works on another target of it',
    },
    { change: gatesElsewhere, world: asMade, reason: 'a gate asks another target of it' },
    { change: answeredElsewhere, world: asMade, reason: 'a check is answered by another step' },
    { change: withoutFailures, world: busy, reason: 'the check that blocked it is gone' },
    { change: () => ({ complete: true }), world: unread, reason: 'it calls itself complete' },
    {
      change: onStep('prod/heat', { title: 'reads the pool again' }),
      world: asMade,
      reason: 'its step reads harmless',
    },
    { change: () => ({ pointOfNoReturn: null }), world: asMade, reason: 'no point of no return is drawn' },
    {
      change: () => ({ notices: [{ address: 'Pool/prod' as const, says: 'nothing is for ever' }] }),
      world: asMade,
      reason: 'it gives notice of something else',
    },
  ])('is refused with PLN004, and nothing is sent: $reason', async ({ change, world }) => {
    const here = poolScene();
    world(here);
    const { plan } = await here.plan(['prod', 'test']);
    const refused = await here.apply(forge(plan, change(plan), 'kept'), { approve: plan.decision });
    expect(refusal(refused)).toBe('PLN004 stale');
    expect(whyOf(refused)).toContain('altered');
    expect(here.cloud.sent).toEqual([]);
  });

  it.each([
    { change: withoutGates, reason: 'a one-way step without its gate is no plan of onward' },
    { change: strayStep, reason: 'nor is a step that works on no target' },
    { change: harmless, reason: 'nor one whose one-way step calls itself harmless' },
    { change: onStep('prod/heat', { again: 'harmless' }), reason: 'nor one whose call may be sent again at once' },
    { change: onStep('prod/heat', { type: 'check' }), reason: 'nor one whose check changes something' },
    { change: () => ({ pointOfNoReturn: null }), reason: 'nor one that hides its point of no return' },
  ])('with a new decision as well is refused all the same where it is unsound: $reason', async ({ change }) => {
    const here = poolScene();
    const { plan } = await here.plan();
    expect(refusal(await here.apply(forge(plan, change(plan), 'recomputed')))).toBe('PLN004 stale');
    expect(here.cloud.sent).toEqual([]);
  });

  it.each([
    { change: otherArgs, world: asMade, reason: 'other arguments' },
    { change: otherTarget, world: asMade, reason: 'another target' },
    { change: withoutFailures, world: busy, reason: 'a check less' },
    { change: complete, world: unread, reason: 'nothing unknown' },
  ])(
    'with a new decision as well is another plan, which the yes to the first does not open: $reason',
    async (given) => {
      const here = poolScene();
      given.world(here);
      const { plan } = await here.plan();
      const forged = forge(plan, given.change(plan), 'recomputed');
      expect(refusal(await here.apply(forged, { approve: plan.decision }))).toBe('PLN009 unapproved');
      expect(here.cloud.sent).toEqual([]);
    },
  );

  it('to lose a check still meets that check at its gate', async () => {
    const here = poolScene();
    busy(here);
    const { plan } = await here.plan();
    const forged = forge(plan, withoutFailures(plan), 'recomputed');
    expect(came(await here.apply(forged, { approve: forged.plan.decision }))).toBe('open blocked');
    expect(here.cloud.sent).toEqual(['prod/precheck']);
  });

  it('to work on another target than its key names is refused once that target was read', async () => {
    const here = poolScene();
    const kinds = [
      { ...here.cloud.kind, key: ({ spec }: Desired) => `pool:1:${spec['pool'] === 'test' ? 'test' : 'prod'}` },
    ];
    const { plan } = await here.plan();
    const forged = forge(plan, otherTarget(plan), 'recomputed');
    const refused = await apply(forged, kinds, here.options({ approve: forged.plan.decision }));
    expect(refusal(refused)).toBe('PLN004 stale');
    expect(whyOf(refused)).toContain('pool:1:prod');
    expect(here.cloud.sent).toEqual([]);
  });
});
