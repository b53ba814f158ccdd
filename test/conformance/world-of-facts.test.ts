import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { worldOfPlan } from '../../src/app/rehearse/world-of-plan.ts';
import { kinds } from '../../src/app/surroundings.ts';
import type { Json } from '../../src/core/fact.ts';
import type { Plan } from '../../src/core/plan.ts';
import { readWorld, type World } from '../../src/twin/world.ts';
import { onStage, worldOf } from '../golden/make-golden.ts';
import { scenarios } from '../golden/scenarios.ts';

const planned = (scenario: string, world: World): Promise<Plan> =>
  onStage(scenario, world, async ({ twin, plan }) => {
    const ports = Object.values(twin.ready.clusters).map(({ kubernetes }) => kubernetes);
    const text = ports.reduce(
      (all, url, at) => all.replaceAll(url, `http://127.0.0.1:${6443 + at}`),
      JSON.stringify((await plan()).plan),
    );
    return JSON.parse(text) as Plan;
  });

const again = (scenario: string, plan: Plan): Promise<Plan> => {
  const { document } = worldOfPlan(plan, kinds, 'plan.json');
  const read = readWorld(JSON.stringify(document), `${scenario} as it was observed`);
  if (!read.ok) throw new Error(JSON.stringify({ diagnostics: read.diagnostics, document }, null, 2));
  return planned(scenario, read.value);
};

const differences = (a: Plan, b: Plan): readonly string[] =>
  a.targets.flatMap(({ address, observed }) => {
    const other = b.targets.find((one) => one.address === address)?.observed;
    const names = new Set([...Object.keys(observed.facts), ...Object.keys(other?.facts ?? {})]);
    const facts = [...names].flatMap((name) => {
      const [left, right] = [observed.facts[name], other?.facts[name]] as (Json | undefined)[];
      return isDeepStrictEqual(left, right) ? [] : [`${name}: ${JSON.stringify(left)} -> ${JSON.stringify(right)}`];
    });
    return facts;
  });

const verdicts = (a: Plan, b: Plan): readonly string[] =>
  a.checks.flatMap(({ code, address, verdict }) => {
    const other = b.checks.find((one) => one.code === code && one.address === address);
    return other?.verdict === verdict ? [] : [`${code} ${address} ${verdict} -> ${other?.verdict}`];
  });

describe('a world made from what was observed', () => {
  it.each(scenarios)('of %s is observed as that was', async (scenario) => {
    const plan = await planned(scenario, worldOf(scenario));
    const other = await again(scenario, plan);
    expect([...differences(plan, other), ...verdicts(plan, other)]).toEqual([]);
  });
});
