import { describe, expect, it } from 'vitest';
import { chooseRun } from '../../src/app/resume.ts';
import type { PlanFile } from '../../src/app/read-plan.ts';
import { value } from '../store/samples.ts';
import { came, diesAt, poolScene, refusal, statesOf, untilDeath, whyOf, type PoolScene } from './pool-scene.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const approved = ({ plan }: PlanFile) => ({ approve: plan.decision });

const parked = async (names: readonly string[] = ['prod']) => {
  const here = poolScene();
  const file = await here.plan(names);
  expect(came(await here.apply(file))).toBe('open parked');
  return { here, file };
};

/** Does this when the last step of the plan is looked at: all that follows is the look at the end state. */
const atTheEnd = ({ cloud }: PoolScene, act: () => void): void => {
  cloud.before = (asked) => {
    if (asked === 'probe prod/prove' && cloud.sent.includes('prod/heat')) act();
  };
};

describe('an end state', () => {
  it('that cannot be read is no end: a resume sends nothing, looks again and ends well', async () => {
    const { here, file } = await parked();
    atTheEnd(here, () => here.cloud.states.set('prod', 'unreadable'));
    const first = await here.resume(file, approved(file));
    expect(came(first)).toBe('open error');
    expect(value(first).findings).toMatchObject([{ code: 'RUN008', remedy: 'onward resume' }]);
    expect((await here.lines(file)).filter((line) => line.startsWith('ended'))).toEqual([]);
    here.cloud.before = () => undefined;
    here.cloud.states.clear();
    const sent = [...here.cloud.sent];
    expect(came(await here.resume(file))).toBe('ended done');
    expect(here.cloud.sent).toEqual(sent);
  });

  it('of which a person did not wait for the look is no end either: cancelled, not partly applied', async () => {
    const { here, file } = await parked();
    here.cloud.facts['pool.heated'] = false;
    let proved = false;
    const onLine = (line: { readonly type: string; readonly step?: string }): void => {
      proved ||= line.type === 'done' && line.step === 'prod/prove';
    };
    expect(came(await here.resume(file, { ...approved(file), cancelled: () => proved, onLine }))).toBe(
      'open cancelled',
    );
    expect((await here.lines(file)).filter((line) => line.startsWith('ended'))).toEqual([]);
  });

  it('that differs is the run’s last word, which a resume repeats', async () => {
    const { here, file } = await parked();
    here.cloud.facts['pool.heated'] = false;
    expect(came(await here.resume(file, approved(file)))).toBe('ended partial');
    expect((await here.lines(file)).at(-1)).toBe('ended partial');
    delete here.cloud.facts['pool.heated'];
    expect(came(await here.resume(file))).toBe('ended partial');
  });
});

describe('a run that went stale', () => {
  it('at its pre-check is over: nothing finds it as open, and drift tells again what differs', async () => {
    const here = poolScene();
    const file = await here.plan();
    here.cloud.facts['pool.size'] = 6;
    const applied = await here.apply(file, approved(file));
    expect(came(applied)).toBe('ended stale');
    expect(statesOf(applied)['prod/precheck']).toBe('stale');
    expect((await here.lines(file)).at(-1)).toBe('ended stale');
    expect(here.cloud.sent).toEqual([]);
    expect(refusal(await chooseRun(await here.store(), null, 'resume'))).toBe('RUN005 usage');
    expect(value(await here.drift()).rows).toMatchObject([{ class: 'outside', fact: 'pool.heated' }]);
    expect(came(await here.resume(file))).toBe('ended stale');
  });

  it('at its gate, since a waiver has expired, is over', async () => {
    const here = poolScene();
    here.cloud.facts['pool.idle'] = false;
    const file = await here.plan(['prod'], [{ code: 'POOL03', reason: 'CHG1', expires: '2026-11-28' }]);
    expect(came(await here.apply(file))).toBe('open parked');
    here.cloud.pass(day);
    const resumed = await here.resume(file, approved(file));
    expect(came(resumed)).toBe('ended stale');
    expect(statesOf(resumed)).toMatchObject({ 'prod/commit': 'stale' });
    expect((await here.stored(file)).state).toBe('ended');
  });

  it('in one of its targets is over when the others are done', async () => {
    const { here, file } = await parked(['prod', 'zeta']);
    here.cloud.states.set('prod', 'absent');
    const resumed = await here.resume(file, approved(file));
    expect(came(resumed)).toBe('ended stale');
    expect(statesOf(resumed)).toMatchObject({ 'prod/commit': 'stale', 'zeta/heat': 'done', 'zeta/prove': 'done' });
    expect(here.cloud.sent).not.toContain('prod/heat');
  });
});

describe('a pre-check', () => {
  it('for which the permission was missing can be tried again', async () => {
    const here = poolScene();
    const file = await here.plan();
    const why = 'no permission for RunCheck';
    here.cloud.answers.set('prod/precheck', { is: 'refused', code: 'Forbidden', request: 'R', why, denied: true });
    const denied = await here.apply(file, approved(file));
    expect(came(denied)).toBe('open credentials');
    expect(statesOf(denied)['prod/precheck']).toBe('denied');
    here.cloud.answers.clear();
    expect(came(await here.resume(file, approved(file)))).toBe('ended done');
  });
});

describe('a target that is gone', () => {
  it('ends the run when it is the only one and no call is open', async () => {
    const { here, file } = await parked();
    here.cloud.states.set('prod', 'absent');
    expect(came(await here.resume(file, approved(file)))).toBe('ended stale');
    expect(here.cloud.sent).toEqual(['prod/precheck']);
  });

  it('with an open call is ambiguous until a person has answered for it; then the run ends', async () => {
    const here = poolScene();
    const file = await here.plan();
    here.cloud.before = diesAt('perform prod/heat');
    await untilDeath(here.apply(file, approved(file)));
    here.cloud.before = () => undefined;
    here.cloud.states.set('prod', 'absent');
    const resumed = await here.resume(file, approved(file));
    expect(came(resumed)).toBe('open ambiguous');
    expect(statesOf(resumed)['prod/heat']).toBe('ambiguous');
    const { safe } = await here.status(file);
    expect(safe.map(({ command }) => command).join('\n')).toContain('--step prod/heat --as not-sent');
    expect((await here.settle(file, 'not-sent prod/heat')).ok).toBe(true);
    expect(came(await here.resume(file))).toBe('ended error');
    expect(here.cloud.sent).toEqual(['prod/precheck']);
  });

  it('with an open call keeps the run open, and the other target goes on to its end', async () => {
    const here = poolScene();
    const file = await here.plan(['prod', 'zeta']);
    here.cloud.before = async (asked) => {
      if (asked !== 'perform prod/heat') return;
      // The other one's call is on its way by then, so that both are in the journal when the process dies.
      await expect.poll(() => here.cloud.sent).toContain('zeta/heat');
      throw new Error('the process died');
    };
    await expect(here.apply(file, approved(file))).rejects.toThrow('the process died');
    here.cloud.before = () => undefined;
    here.cloud.states.set('prod', 'absent');
    const resumed = await here.resume(file, approved(file));
    expect(came(resumed)).toBe('open ambiguous');
    expect(statesOf(resumed)).toMatchObject({ 'prod/heat': 'ambiguous', 'zeta/heat': 'done', 'zeta/prove': 'done' });
    expect((await here.settle(file, 'not-sent prod/heat')).ok).toBe(true);
    expect((await here.resume(file)).ok).toBe(true);
    expect((await here.stored(file)).state).toBe('ended');
    expect(here.cloud.sent.filter((id) => id.endsWith('heat'))).toEqual(['zeta/heat']);
  });

  it('after its one-way step was done leaves the run partly applied, and over', async () => {
    const { here, file } = await parked();
    atTheEnd(here, () => {
      throw new Error('the process died');
    });
    await expect(here.resume(file, approved(file))).rejects.toThrow('the process died');
    here.cloud.before = () => undefined;
    here.cloud.states.set('prod', 'absent');
    const resumed = await here.resume(file);
    expect(came(resumed)).toBe('ended partial');
    expect(statesOf(resumed)).toMatchObject({ 'prod/heat': 'done', 'prod/prove': 'stale' });
  });

  it('keeps an apply from being accepted', async () => {
    const here = poolScene();
    const file = await here.plan(['prod', 'zeta']);
    here.cloud.states.set('prod', 'absent');
    const refused = await here.apply(file, approved(file));
    expect(refusal(refused)).toBe('RUN006 stale');
    expect(whyOf(refused)).toBe('the target is no longer there');
    expect(here.cloud.sent).toEqual([]);
  });
});

describe('a run that has ended', () => {
  it('answers again what was not done, and why', async () => {
    const { here, file } = await parked();
    here.cloud.answers.set('prod/heat', { is: 'refused', code: 'Busy', request: 'R', why: 'not now' });
    expect(came(await here.resume(file, approved(file)))).toBe('ended error');
    const again = await here.resume(file);
    expect(came(again)).toBe('ended error');
    expect(value(again).outcomes.get('prod/heat')).toEqual({
      state: 'failed',
      why: 'refused, nothing happened: Busy: not now',
    });
  });
});
