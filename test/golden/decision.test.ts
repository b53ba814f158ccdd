import { beforeAll, describe, expect, it } from 'vitest';
import { decisionOf, digestOf } from '../../src/core/decision.ts';
import type { Plan } from '../../src/core/plan.ts';
import { sha256 } from './golden-host.ts';
import { onStage, worldOf } from './make-golden.ts';
import { normalise } from './normalise.ts';
import { isVariant, scenarios } from './scenarios.ts';

const requestsOf = ({ targets }: Plan): readonly string[] =>
  targets.flatMap(({ observed }) => observed.evidence.map(({ request }) => request));

/** Two plans of one twin, as two runs of `onward plan` make them. */
const planTwice = (scenario: string, laterMs = 0) => {
  const world = worldOf(scenario);
  const now = new Date(Date.parse(world.now ?? '') + laterMs).toISOString();
  return onStage(scenario, { ...world, now }, async ({ twin, plan }) => {
    const [first, second] = [(await plan()).plan, (await plan()).plan];
    return { first, second, normalised: normalise(first, twin.ready) };
  });
};

/** Each is planned four times; of the variants the one with every kind of step stands for all. */
const isPlannedTwice = (scenario: string): boolean =>
  // Of what nobody could read no request id is told.
  scenario !== 'vm-set-unreadable' && (!isVariant(scenario) || scenario === 'dedicated-everything-wrong');

const planned = scenarios.filter(isPlannedTwice);

describe.each(planned)('%s', (scenario) => {
  let now: Awaited<ReturnType<typeof planTwice>>;
  let later: typeof now;
  beforeAll(async () => {
    now = await planTwice(scenario);
    later = await planTwice(scenario, 3_600_000);
  });

  it('is planned again to the same decision, though other request ids prove it', () => {
    expect(requestsOf(now.second)).not.toEqual(requestsOf(now.first));
    expect(now.second.decision).toBe(now.first.decision);
    expect(now.second.digest).not.toBe(now.first.digest);
  });

  it('is planned an hour later to the same decision', () => {
    expect(later.normalised.createdAt).not.toBe(now.normalised.createdAt);
    expect(later.normalised.decision).toBe(now.normalised.decision);
    expect(later.normalised.digest).not.toBe(now.normalised.digest);
  });

  it('carries its own digest and decision before anything is written as fixed', () => {
    const { digest, ...rest } = now.first;
    expect(digestOf(rest, sha256)).toBe(digest);
    expect(decisionOf(now.first, sha256)).toBe(now.first.decision);
  });
});

describe('the decisions', () => {
  it('differ wherever a yes would accept something else', async () => {
    const accepted = ['ready', 'ready-from-empty-spec', 'waived-with-expiry'];
    const decisions: string[] = [];
    for (const scenario of accepted) decisions.push((await planTwice(scenario)).normalised.decision);
    expect(new Set(decisions).size).toBe(accepted.length);
  });
});
