import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { decisionOf, digestOf } from '../../src/core/decision.ts';
import type { Plan } from '../../src/core/plan.ts';

/** Golden plans of one target each, in all four standings; the heaviest comes most. */
const samples = ['dedicated-ready', 'ready', 'blocked-by-version', 'dedicated-ready', 'unreadable', 'nothing-to-do'];

/** What the target of every sample is called. */
const name = 'prod-hangzhou';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Read at each call: a plan that a test changes is its own. */
const sample = (scenario: string, as: string): Plan =>
  JSON.parse(readFileSync(join(cwd(), 'plans', scenario, 'plan.json'), 'utf8').replaceAll(name, as)) as Plan;

/** A plan file of so many clusters, `AckCluster/c-0001` on, as large as a real one: each is a whole golden plan under another name. */
export const fleetPlan = (count: number): Plan => {
  const plans = Array.from({ length: count }, (_, at) =>
    sample(samples[at % samples.length] ?? '', `c-${String(at + 1).padStart(4, '0')}`),
  );
  const [first] = plans;
  if (first === undefined) throw new Error('a fleet has one target at least');
  const joined: Plan = {
    ...first,
    complete: plans.every(({ complete }) => complete),
    applicable: false,
    targets: plans.flatMap(({ targets }) => targets),
    changes: plans.flatMap(({ changes }) => changes),
    checks: plans.flatMap(({ checks }) => checks),
    steps: plans.flatMap(({ steps }) => steps),
    leftBehind: plans.flatMap(({ leftBehind }) => leftBehind),
    gains: plans.flatMap(({ gains }) => gains),
    notices: plans.flatMap(({ notices }) => notices),
    diagnostics: plans.flatMap(({ diagnostics }) => diagnostics),
    cost: {},
  };
  const decided = { ...joined, decision: decisionOf(joined, sha256) };
  const rest = Object.fromEntries(Object.entries(decided).filter(([member]) => member !== 'digest'));
  return { ...decided, digest: digestOf(rest as unknown as Omit<Plan, 'digest'>, sha256) };
};
