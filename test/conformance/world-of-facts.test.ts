import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { desiredOf } from '../../src/app/desired-of.ts';
import { worldOfPlan } from '../../src/app/rehearse/world-of-plan.ts';
import { kinds } from '../../src/app/surroundings.ts';
import type { Plan } from '../../src/core/plan.ts';
import { readWorld, type World } from '../../src/twin/world.ts';
import { onStage, worldOf } from '../golden/make-golden.ts';
import { scenarios } from '../golden/scenarios.ts';

/** The addresses of API servers have ports that differ from twin to twin. */
const withoutPorts = (plan: Plan, servers: readonly string[]): Plan => {
  const hosts = servers.map((url) => new URL(url).host);
  return JSON.parse(
    hosts.reduce((text, host) => text.replaceAll(host, '127.0.0.1:6443'), JSON.stringify(plan)),
  ) as Plan;
};

const planned = (scenario: string, world: World, of?: Plan): Promise<Plan> =>
  onStage(scenario, world, async ({ twin, plan }) => {
    const made = await plan(of?.targets.map((target) => desiredOf(target, 'plan.json')));
    return withoutPorts(
      made.plan,
      Object.values(twin.ready.clusters).map(({ kubernetes }) => kubernetes),
    );
  });

const plannedAgain = (scenario: string, plan: Plan): Promise<Plan> => {
  const read = readWorld(JSON.stringify(worldOfPlan(plan, kinds, 'plan.json').document), 'the world of the plan');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return planned(scenario, read.value, plan);
};

/** Why a fact, or the verdict of a check, is otherwise in a world that was made from facts. */
const otherwise: Readonly<Record<string, string>> = {
  operator: 'a rehearsal has a key of its own, which may do all',
  'operator.denied': 'a rehearsal has a key of its own, which may do all',
  ACK127: 'a rehearsal has a key of its own, which may do all',
  'ram.candidates':
    "a policy's text is not in a plan: only what it decides is made again, and how large it would become where it can be",
};

/** The same, of some scenarios alone. */
const otherwiseThere: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'dedicated-elsewhere': { 'api.address': 'the load balancer of a cluster that goes nowhere was not read' },
  'dedicated-to-standard': { 'api.address': 'the load balancer of a cluster that goes nowhere was not read' },
  'dedicated-without-route': {
    'api.answers': 'a rehearsal reaches the API server whatever way this machine has to it',
    ACK132: 'a rehearsal reaches the API server whatever way this machine has to it',
  },
  'vm-name-taken': {
    'target.hosts': 'which host another machine of the name is on, and what it takes there, was not read',
  },
};

const isExpected = (scenario: string, name: string): boolean =>
  (otherwise[name] ?? otherwiseThere[scenario]?.[name]) !== undefined;

interface Difference {
  readonly name: string;
  readonly says: string;
}

/** What was not read is nothing that a world could have; a plan with it is not rehearsed. */
const factsThatDiffer = (a: Plan, b: Plan): readonly Difference[] =>
  a.targets.flatMap(({ address, observed }) => {
    const facts = b.targets.find((one) => one.address === address)?.observed.facts ?? {};
    const unread = new Set(observed.unread.flatMap((one) => one.facts));
    return [...new Set([...Object.keys(observed.facts), ...Object.keys(facts)])]
      .filter((name) => !unread.has(name) && !isDeepStrictEqual(observed.facts[name], facts[name]))
      .map((name) => ({
        name,
        says: `${address} ${name}: ${JSON.stringify(observed.facts[name])} -> ${JSON.stringify(facts[name])}`,
      }));
  });

const verdictsThatDiffer = (a: Plan, b: Plan): readonly Difference[] =>
  a.checks
    .filter(({ verdict }) => verdict !== 'unknown')
    .flatMap(({ code, address, verdict }) => {
      const other = b.checks.find((one) => one.code === code && one.address === address)?.verdict ?? 'not made';
      return other === verdict ? [] : [{ name: code, says: `${address} ${code}: ${verdict} -> ${other}` }];
    });

describe('a world made from what was observed', () => {
  const met = new Set<string>();

  it.each(scenarios)('of %s is observed as that was', async (scenario) => {
    const plan = await planned(scenario, worldOf(scenario));
    const other = await plannedAgain(scenario, plan);
    const differences = [...factsThatDiffer(plan, other), ...verdictsThatDiffer(plan, other)];
    for (const { name } of differences) met.add(otherwise[name] === undefined ? `${scenario} ${name}` : name);
    expect(differences.filter(({ name }) => !isExpected(scenario, name)).map(({ says }) => says)).toEqual([]);
  });

  it('differs wherever it is said to', () => {
    const said = Object.entries(otherwiseThere).flatMap(([scenario, names]) =>
      Object.keys(names).map((name) => `${scenario} ${name}`),
    );
    expect([...met].sort()).toEqual([...Object.keys(otherwise), ...said].sort());
  });
});
