import { describe, expect, it } from 'vitest';
import type { Chaos } from '../../src/app/rehearse/chaos.ts';
import type { Plan } from '../../src/core/plan.ts';
import { makeGolden } from '../golden/make-golden.ts';
import { rehearsed, wellRehearsed } from './rehearsing.ts';

describe('a rehearsal in which nothing goes wrong', () => {
  it.each([
    {
      scenario: 'ready',
      once: 1,
      what: 'api',
      seconds: 420,
      gates: ['prod-hangzhou/commit yes'],
      reason: 'a migration',
    },
    {
      scenario: 'dedicated-ready',
      once: 4,
      what: 'api',
      seconds: 420,
      gates: ['prod-hangzhou/commit yes'],
      reason: 'and three Node objects',
    },
    {
      scenario: 'ready-with-probes',
      once: 1,
      what: 'api',
      seconds: 420,
      gates: ['prod-hangzhou/commit yes'],
      reason: 'its own services are asked of nobody',
    },
    { scenario: 'vm-hot', once: 1, what: 'machine', seconds: 0, gates: ['erp-db/move yes'], reason: 'it runs on' },
    {
      scenario: 'vm-cold',
      once: 1,
      what: 'machine',
      seconds: 600,
      gates: ['erp-db/move yes', 'erp-db/shutdown hand'],
      reason: 'the twin does what a person would',
    },
    {
      scenario: 'vm-staged',
      once: 2,
      what: 'machine',
      seconds: 180,
      gates: ['erp-db/move yes', 'erp-db/shutdown yes'],
      reason: 'the copy and the rest',
    },
  ])('says of $scenario how it ends, what is away how long, and who was asked: $reason', async (told) => {
    const { model, exit } = await wellRehearsed(told.scenario);
    expect(exit).toBe('done');
    expect(model.calm.broken).toEqual([]);
    const [target] = model.calm.targets;
    expect(target).toMatchObject({ ended: 'done', once: told.once, absence: { what: told.what } });
    expect(target?.absence?.seconds).toBeGreaterThanOrEqual(told.seconds);
    expect(target?.absence?.seconds).toBeLessThan(told.seconds + 120);
    expect(model.calm.gates.map(({ gate, by }) => `${gate} ${by}`)).toEqual(told.gates);
  });

  it('waits for the times that the plan names, and moves each machine that may be moved', async () => {
    const { model, exit } = await wellRehearsed('vm-set');
    expect(exit).toBe('blocked');
    expect(model.calm.waited).toBeGreaterThan(6 * 86_400);
    expect(model.calm.targets.map(({ ended }) => ended === 'done')).toEqual([true, true, false, true, true]);
    // One of its machines is moved in two parts, the second of which names a task and no machine.
    expect(model.calm.targets.map(({ once }) => once)).toEqual([1, 2, 0, 1, 1]);
  });

  it('shows that a guest without tools is not shut down by asking it', async () => {
    const { model, exit } = await wellRehearsed('vm-cold-guest');
    expect(exit).toBe('error');
    expect(model.calm.targets[0]?.ended).toContain('the guest did not shut down in time');
  });

  it('says what nobody read', async () => {
    const { model } = await wellRehearsed('ready');
    expect(model.assumed.map(({ says }) => says)).toContain("the vendor's next pre-check finds nothing");
  });
});

/** Dozens of runs a test, on machines that others use too. */
const patience = { timeout: 300_000 };

describe('a rehearsal in which much goes wrong', patience, () => {
  const chaos: Chaos = { lives: 4, seed: 5, life: null };

  it.each(['ready', 'vm-staged', 'vm-set'])('keeps all promises of %s', async (scenario) => {
    const { model } = await wellRehearsed(scenario, { chaos });
    expect(model.chaos?.broken).toEqual([]);
    expect(model.chaos?.ends.reduce((sum, { lives }) => sum + lives, 0)).toBe(4);
  });

  it('takes no machine for moved that is listed on the other side and still being copied', async () => {
    const { model } = await wellRehearsed('vm-cold-off', { chaos: { lives: 60, seed: 3, life: 7 } });
    expect(model.chaos?.broken).toEqual([]);
  });

  it('is the same again with the same seed, and one life of it alone', async () => {
    const first = await wellRehearsed('vm-hot', { chaos });
    const again = await wellRehearsed('vm-hot', { chaos });
    expect(again.model.chaos).toEqual(first.model.chaos);
    const one = await wellRehearsed('vm-hot', { chaos: { ...chaos, life: 3 } });
    expect(one.model.chaos).toMatchObject({ lives: 1, life: 3, broken: [] });
  });
});

describe('a plan that could not be applied', () => {
  it.each([
    { scenario: 'blocked-by-version', code: 'PLN006', reason: 'a check stands in the way' },
    { scenario: 'unreadable', code: 'PLN001', reason: 'a read failed' },
  ])('is not rehearsed: $reason', async ({ scenario, code }) => {
    const { plan } = await makeGolden(scenario);
    const result = await rehearsed(plan);
    expect(result.diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it('is not rehearsed where no one world could hold it', async () => {
    const { plan } = await makeGolden('vm-hot');
    const [target] = plan.targets;
    const tooLarge = {
      ...plan,
      targets: [
        {
          ...target,
          observed: { ...target?.observed, facts: { ...target?.observed.facts, 'center.version': 'next' } },
        },
      ],
    };
    const result = await rehearsed(tooLarge as unknown as Plan);
    expect(result.diagnostics.map((one) => one.code)).toEqual(['TWN010']);
  });
});
