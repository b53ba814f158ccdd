import { describe, expect, it } from 'vitest';
import type { PlanFile } from '../../src/app/read-plan.ts';
import { came, poolScene, refusal, type PoolScene } from './pool-scene.ts';

const approved = ({ plan }: PlanFile) => ({ approve: plan.decision });

const aborted = async (here: PoolScene): Promise<PlanFile> => {
  const file = await here.plan();
  expect(came(await here.apply(file))).toBe('open parked');
  expect((await here.abort(file)).ok).toBe(true);
  here.cloud.pass(1000);
  return file;
};

const failed = async (here: PoolScene): Promise<PlanFile> => {
  const file = await here.plan();
  here.cloud.answers.set('prod/heat', { is: 'refused', code: 'Busy', request: 'R', why: 'not now' });
  expect(came(await here.apply(file, approved(file)))).toBe('ended error');
  here.cloud.answers.clear();
  here.cloud.pass(1000);
  return file;
};

describe('a new try', () => {
  it.each([
    { ended: aborted, reason: 'was aborted' },
    { ended: failed, reason: 'failed' },
  ])('after a run that $reason is a new decision: yesterday’s yes does not open it', async ({ ended }) => {
    const here = poolScene();
    const before = await ended(here);
    const next = await here.plan();
    expect(next.plan.decision).not.toBe(before.plan.decision);
    expect(refusal(await here.apply(next, approved(before)))).toBe('PLN009 unapproved');
    expect(came(await here.apply(next, approved(next)))).toBe('ended done');
  });

  it('is a new plan: one that was made before the run ended is stale', async () => {
    const here = poolScene();
    const file = await here.plan();
    expect(came(await here.apply(file))).toBe('open parked');
    here.cloud.pass(1000);
    const second = await here.plan();
    expect(second.plan.decision).toBe(file.plan.decision);
    expect((await here.abort(file)).ok).toBe(true);
    expect(refusal(await here.apply(second, approved(file)))).toBe('RUN006 stale');
    expect(here.cloud.sent).toEqual(['prod/precheck']);
  });

  it('is none while nothing happened: planning again keeps the decision, also after an earlier try', async () => {
    const here = poolScene();
    const first = await here.plan();
    here.cloud.pass(1000);
    expect((await here.plan()).plan.decision).toBe(first.plan.decision);
    await aborted(here);
    const next = await here.plan();
    here.cloud.pass(1000);
    expect((await here.plan()).plan.decision).toBe(next.plan.decision);
  });
});
