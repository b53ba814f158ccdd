import { describe, expect, it } from 'vitest';
import { readGoldenPlan, scenarios } from '../golden/scenarios.ts';
import { disagreements, extractors, factsOf } from './agree.ts';
import { dedicatedPlan } from './dedicated-plan.ts';
import { githubOf } from './findings/faces.ts';
import { allPlans } from './shown.ts';

const plans = [
  ...allPlans.filter(([name]) => name !== 'two targets'),
  ...scenarios.flatMap((name) => {
    const plan = readGoldenPlan(name);
    return plan === null ? [] : [[name, plan] as const];
  }),
];

describe.each(extractors)('the $face face', (extractor) => {
  it.each(plans)('says of steps, codes, standing and decision what the plan says: %s', (_, plan) => {
    expect(disagreements(plan, extractor)).toEqual([]);
  });
});

it.each(plans)('GitHub’s annotations say nothing that the plan does not say: %s', (_, plan) => {
  const facts = factsOf(plan);
  const text = githubOf(plan);
  expect(text).toContain(`decision ${facts.decision}`);
  const titles = [...text.matchAll(/title=((?:FAIL|ASK|UNKNOWN|WARN|WAIVED) [A-Z]+\d+)::/g)].map(([, title]) => title);
  for (const title of titles) expect(facts.codes).toContain(title);
  const [, standing = ''] = /^::notice title=([^:]*)::/.exec(text) ?? [];
  if (plan.targets.length === 1) expect([standing]).toEqual(facts.standings);
});

it('a face that left out a step, or said another verdict, would be caught', () => {
  const plan = dedicatedPlan();
  const [extractor] = extractors;
  const facts = factsOf(plan);
  const caught = (said: object): readonly string[] =>
    disagreements(plan, { face: 'a face', read: () => ({ ...extractor!.read(plan), ...said }) });
  expect(caught({ steps: facts.steps.slice(1) })).toHaveLength(1);
  expect(caught({ codes: [...facts.codes, 'FAIL ACK999'] })).toHaveLength(1);
  expect(caught({ decision: 'sha256:000000000000' })).toHaveLength(1);
  expect(caught({ standings: [] })).toHaveLength(1);
});
