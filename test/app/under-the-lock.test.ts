import { describe, expect, it } from 'vitest';
import { apply } from '../../src/app/apply.ts';
import { resume } from '../../src/app/resume.ts';
import type { PlanFile } from '../../src/app/read-plan.ts';
import type { JournalRecord } from '../../src/core/journal.ts';
import { value } from '../store/samples.ts';
import type { Asked } from './pool-cloud.ts';
import { came, diesAt, poolScene, refusal, runOf, untilDeath, whyOf, type PoolScene } from './pool-scene.ts';

const minute = 60_000;
const key = 'pool:1:prod';
const heats = ({ cloud }: PoolScene): number => cloud.sent.filter((id) => id === 'prod/heat').length;

/** Does something elsewhere the first time that the cloud is asked this, and then lets the cloud answer. */
const meanwhile = ({ cloud }: PoolScene, when: Asked, act: () => Promise<void>): void => {
  cloud.before = async (asked) => {
    if (asked !== when) return;
    cloud.before = () => undefined;
    await act();
    cloud.before = () => undefined;
  };
};

/** A run that waits at its gate, and another plan for the same pool. */
const twoPlans = async () => {
  const here = poolScene();
  const file = await here.plan();
  expect(came(await here.apply(file))).toBe('open parked');
  here.cloud.pass(1000);
  const other = await here.plan();
  /** The other plan is applied and dies with its call signed: it may have been sent, and no answer is known. */
  const rival = async (): Promise<void> => {
    here.cloud.before = diesAt('perform prod/heat');
    await untilDeath(here.apply(other, { approve: other.plan.decision }));
  };
  return { here, file, other, rival };
};

/** A run whose first call got no answer; its window is over. */
const unanswered = async () => {
  const here = poolScene();
  const file = await here.plan();
  here.cloud.before = diesAt('perform prod/heat');
  await untilDeath(here.apply(file, { approve: file.plan.decision }));
  here.cloud.before = () => undefined;
  here.cloud.pass(20 * minute);
  return { here, file };
};

const approved = ({ plan }: PlanFile) => ({ approve: plan.decision });

describe('a call that another run signed after the first look', () => {
  it('keeps a resume from sending: it looks again once it holds the target, and lets it go', async () => {
    const { here, file, rival } = await twoPlans();
    meanwhile(here, 'observe', rival);
    const resumed = await here.resume(file, approved(file));
    expect(refusal(resumed)).toBe('RUN001 ambiguous');
    expect(whyOf(resumed)).toContain('may have sent prod/heat');
    expect(heats(here)).toBe(0);
    expect(value(await (await here.store()).holder(key))).toBeNull();
  });

  it('keeps an apply from being accepted: the plan is as it was', async () => {
    const { here, rival } = await twoPlans();
    here.cloud.pass(1000);
    const third = await here.plan();
    meanwhile(here, 'observe', rival);
    expect(refusal(await here.apply(third, approved(third)))).toBe('RUN001 ambiguous');
    expect(heats(here)).toBe(0);
    const store = await here.store();
    expect(refusal(await store.readRun(runOf(third)))).toContain('STO025');
    expect(value(await store.holder(key))).toBeNull();
  });
});

describe('settle', () => {
  it('holds the target while it asks the cloud: no second attempt is sent in between', async () => {
    const { here, file } = await unanswered();
    meanwhile(here, 'probe prod/heat', async () => {
      expect(refusal(await here.resume(file, approved(file)))).toBe('STO020 locked');
    });
    expect((await here.settle(file, 'not-sent prod/heat')).ok).toBe(true);
    expect(heats(here)).toBe(0);
  });

  it('judges what is there under the lock: an attempt that was sent before it is not closed', async () => {
    const { here, file } = await unanswered();
    meanwhile(here, 'observe', async () => {
      const cancelled = (): boolean => heats(here) > 0;
      expect(came(await here.resume(file, { ...approved(file), cancelled }))).toBe('open cancelled');
    });
    const settled = await here.settle(file, 'not-sent prod/heat');
    expect(refusal(settled)).toContain('RUN003');
    expect(whyOf(settled)).toContain('the cloud shows it in-flight');
    expect(await here.lines(file)).not.toContain('settled');
    expect(came(await here.resume(file))).toBe('ended done');
    expect(heats(here)).toBe(1);
  });

  it('as sent is refused once the step was seen done, so that an ended run stays ended', async () => {
    const { here, file } = await unanswered();
    meanwhile(here, 'observe', async () => {
      expect(came(await here.resume(file, approved(file)))).toBe('ended done');
    });
    const settled = await here.settle(file, 'sent prod/heat');
    expect(refusal(settled)).toContain('RUN004');
    expect((await here.stored(file)).state).toBe('ended');
  });

  it('is refused when a writer that had lost the run spoke while the cloud was asked', async () => {
    const { here, file } = await unanswered();
    const { owner } = here.options().host;
    const clock = (): string => new Date(here.cloud.now()).toISOString();
    const record: JournalRecord = { type: 'taken', owner, from: null, why: 'test' };
    const former = value(await (await here.store()).openJournal(runOf(file), { record, clock })).journal;
    const fence = { nonce: 'late', date: clock() };
    meanwhile(here, 'probe prod/heat', async () => {
      value(await former.append({ type: 'intended', step: 'prod/heat', attempt: 2, fence }, { durable: true }));
      value(await former.close());
    });
    const settled = await here.settle(file, 'not-sent prod/heat');
    expect(whyOf(settled)).toContain('the journal grew meanwhile');
    expect(await here.lines(file)).not.toContain('settled');
  });

  it.each([
    { clockKnown: false, as: 'refused', reason: 'the signed call may still arrive, for all that is known' },
    { clockKnown: true, as: 'settled', reason: 'its window is over' },
  ])('as not sent is $as where the cloud’s clock is known: $clockKnown; $reason', async ({ clockKnown, as }) => {
    const { here, file } = await unanswered();
    here.cloud.clockKnown = clockKnown;
    const settled = await here.settle(file, 'not-sent prod/heat');
    expect(settled.ok ? 'settled' : 'refused').toBe(as);
    if (!clockKnown) expect(whyOf(settled)).toContain("the cloud's clock is not known");
    expect((await here.lines(file)).includes('settled')).toBe(clockKnown);
  });
});

describe('a run that an older version began', () => {
  it('is resumed also where this version would ask for one fact more; a new apply is not', async () => {
    const here = poolScene();
    const file = await here.plan();
    const desiredFacts = () => ({ 'pool.heated': true, 'pool.size': 5 });
    const newer = [{ ...here.cloud.kind, desiredFacts }];
    expect(refusal(await apply(file, newer, here.options()))).toBe('PLN004 stale');
    expect(came(await here.apply(file))).toBe('open parked');
    expect(came(await resume(runOf(file), newer, here.options(approved(file))))).toBe('ended done');
  });
});

describe('a run with an operation that this version does not know', () => {
  it('is not resumed: nothing is sent, and the version that knows it can go on', async () => {
    const here = poolScene();
    const file = await here.plan();
    expect(came(await here.apply(file))).toBe('open parked');
    const known = Object.entries(here.cloud.kind.contracts).filter(([operation]) => operation !== 'pool.prove/1');
    const contracts = Object.fromEntries(known);
    const older = [{ ...here.cloud.kind, contracts }];
    const resumed = await resume(runOf(file), older, here.options(approved(file)));
    expect(refusal(resumed)).toBe('PLN008 stale');
    expect(whyOf(resumed)).toContain('pool.prove/1');
    expect(heats(here)).toBe(0);
    expect(await here.lines(file)).not.toContain('taken');
    expect(came(await here.resume(file, approved(file)))).toBe('ended done');
  });
});
