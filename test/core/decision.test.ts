import { planText } from '../../src/core/plan-text.ts';
import { describe, expect, it } from 'vitest';
import { buildPlan, type PlanInput } from '../../src/core/build-plan.ts';
import { decisionOf, digestOf, short } from '../../src/core/decision.ts';
import type { Plan } from '../../src/core/plan.ts';
import { isGate, type ActStep, type GateStep } from '../../src/core/step.ts';
import { sha256 } from '../../src/store/ports.ts';
import { checkOf, desiredOf, observedOf, sampleKind } from './sample-kind.ts';

const kind = sampleKind({
  checks: [
    checkOf('POOL01', 'pool.idle'),
    checkOf('POOL02', 'pool.idle', { judge: () => ({ verdict: 'warn', summary: 'a backup is old' }) }),
  ],
});
const waivers = [{ code: 'POOL09', reason: 'CHG1', expires: '2026-12-01' }];

const input: PlanInput = {
  subjects: [
    {
      kind,
      desired: desiredOf('prod', { waivers }),
      observed: observedOf({ 'pool.heated': false, 'pool.idle': true }),
    },
  ],
  store: null,
  storeAs: 'default',
  createdAt: '2026-11-28T02:00:00Z',
  tool: 'onward 0.1.0',
  diagnostics: [],
  sha256,
  prices: {},
};

const plan: Plan = buildPlan(input);

const [target] = plan.targets;
const withTarget = (more: object): Plan => ({ ...plan, targets: [{ ...target!, ...more }] });
const withAct = (more: Partial<ActStep>): Plan => ({
  ...plan,
  steps: plan.steps.map((step) => (isGate(step) ? step : { ...step, ...more })),
});
const withGate = (more: Partial<GateStep>): Plan => ({
  ...plan,
  steps: plan.steps.map((step) => (isGate(step) ? { ...step, ...more } : step)),
});
const withCheck = (code: string, more: object): Plan => ({
  ...plan,
  checks: plan.checks.map((check) => (check.code === code ? { ...check, ...more } : check)),
});

const later = '2027-01-01T00:00:00Z';
const evidence = [{ fact: 'pool.idle', call: 'DescribePool', request: 'R-2', at: later }];

describe('the decision', () => {
  it.each([
    { other: { ...plan, createdAt: later }, reason: 'another time' },
    { other: { ...plan, tool: 'onward 0.1.1' }, reason: 'a patch version' },
    { other: { ...plan, store: 'store-1' }, reason: 'the same store, which has an id by now' },
    { other: withTarget({ observed: { ...target!.observed, at: later, evidence } }), reason: 'another evidence' },
    { other: withCheck('POOL01', { evidence, at: { file: 'moved/prod.yaml', line: 9 } }), reason: 'another path' },
    { other: withCheck('POOL01', { verdict: 'later' }), reason: 'a check that a yes does not accept' },
    { other: withCheck('POOL02', { summary: 'said otherwise', evidence }), reason: 'other words' },
    { other: withAct({ duration: { p50: '2m', p90: '9m' } }), reason: 'another duration' },
    { other: withAct({ because: ['pool.size'] }), reason: 'another reason' },
    { other: withTarget({ annotations: { 'onward/change': 'CHG2' } }), reason: 'another number of the change request' },
    { other: { ...plan, gains: [], leftBehind: [], cost: { a: 1 } }, reason: 'what is only told' },
  ])('stays the same with $reason', ({ other }) => {
    expect(decisionOf(other, sha256)).toBe(plan.decision);
  });

  it.each([
    { other: withTarget({ desired: { heated: true, note: 1 } }), reason: 'a document that says something else' },
    { other: { ...plan, complete: false }, reason: 'a read that failed' },
    { other: withCheck('POOL01', { verdict: 'fail' }), reason: 'a check that fails' },
    { other: withAct({ args: { degrees: 29 } }), reason: 'an argument' },
    { other: withAct({ title: 'warm it' }), reason: 'the words that a step is read by' },
    { other: withGate({ title: 'GATE to a read' }), reason: 'the words that a gate is read by' },
    { other: { ...plan, notices: [{ address: target!.address, says: 'harmless' }] }, reason: 'a notice' },
    { other: { ...plan, changes: [] }, reason: 'a change less' },
    { other: { ...plan, pointOfNoReturn: null }, reason: 'no point of no return' },
    { other: withAct({ expects: [{ fact: 'pool.heated', equals: null }] }), reason: 'an expectation' },
    { other: withAct({ operation: 'pool.heat/2' }), reason: 'an operation' },
    { other: withAct({ reversibility: 'permanent' }), reason: 'a reversibility' },
    { other: withAct({ downtime: { what: 'water', p50: '1m', p90: '2m' } }), reason: 'a downtime' },
    { other: withAct({ ifFailed: ['prod/undo'] }), reason: 'what happens after a failure' },
    { other: withAct({ needs: [] }), reason: 'an order' },
    { other: withGate({ question: 'Sure?' }), reason: 'a question' },
    { other: withGate({ covers: [] }), reason: 'what a yes covers' },
    { other: withGate({ requires: [{ code: 'POOL01', maxAge: '60s' }] }), reason: 'what a gate requires' },
    { other: { ...plan, steps: plan.steps.slice(0, 1) }, reason: 'a step less' },
    { other: { ...plan, steps: [...plan.steps].reverse() }, reason: 'another order of steps' },
    { other: withTarget({ key: 'pool:1:other' }), reason: 'another target' },
    { other: withTarget({ wanted: { 'pool.heated': 'very' } }), reason: 'another wish' },
    { other: withTarget({ waivers: [] }), reason: 'a waiver less' },
    {
      other: withTarget({ waivers: [{ ...waivers[0], expires: '2027-01-01' }] }),
      reason: 'a waiver that lasts longer',
    },
    { other: withCheck('POOL01', { verdict: 'waived' }), reason: 'a check that is set aside' },
    { other: withCheck('POOL02', { verdict: 'pass' }), reason: 'a warning less' },
    { other: { ...plan, storeAs: 'oss://acme/ack' }, reason: 'another store' },
  ])('is another one with $reason', ({ other }) => {
    expect(decisionOf(other, sha256)).not.toBe(plan.decision);
  });

  it('is shown and typed as 12 hex digits', () => {
    expect(plan.decision).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(short(plan.decision)).toBe(plan.decision.slice(7, 19));
  });
});

describe('what a document says to Onward alone', () => {
  it('travels with the plan, and what others attached to it does not', () => {
    const annotations = { 'onward/change': 'CHG1', 'team.example.com/token': 'hidden' };
    const noted = buildPlan({
      ...input,
      subjects: input.subjects.map((subject) => ({ ...subject, desired: desiredOf('prod', { waivers, annotations }) })),
    });
    expect(noted.targets[0]?.annotations).toEqual({ 'onward/change': 'CHG1' });
    expect([noted.decision === plan.decision, noted.digest === plan.digest]).toEqual([true, false]);
    expect(target).not.toHaveProperty('annotations');
  });
});

describe('the digest', () => {
  const { digest, ...rest } = plan;

  it('is over the rest of the file', () => {
    expect(digestOf(JSON.parse(JSON.stringify(rest)) as typeof rest, sha256)).toBe(digest);
  });

  it('is over all lines of the file but the last two, so that anybody can work it out', () => {
    const before = planText(plan).split('\n').slice(0, -3).join('\n');
    expect(digest).toBe(`sha256:${sha256(`${before}\n`)}`);
  });
});
