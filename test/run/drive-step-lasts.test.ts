import { describe, expect, it } from 'vitest';
import { historyOf, isOpen } from '../../src/core/step-history.ts';
import { accepted, done, inFlight, notDone, stage, throttled, unanswered, unreadable, unsent } from './stage.ts';

const sends = (log: readonly string[]): number => log.filter((line) => line.startsWith('perform')).length;

describe('a step that takes long', () => {
  it('ends when the cloud throttles it for ever, and says that nothing was accepted', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone], answers: [throttled] });
    expect(outcome).toMatchObject({ state: 'unfinished', why: expect.stringContaining('never accepted') as string });
    expect(on.minutes()).toBeLessThan(120);
  });

  it('goes on without a window after a call that never left, and says in the journal why it did not', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone, notDone, notDone, done], answers: [unsent, accepted] });
    expect(outcome).toEqual({ state: 'done' });
    expect(on.types()).toEqual(['intended', 'unsent', 'progress', 'intended', 'sent', 'done']);
    expect(on.journal.lines()[1]).toMatchObject({ why: 'no credentials were found: nothing was sent' });
    expect(on.log).toContain('wait 7 s');
    expect(on.minutes()).toBeLessThan(1);
  });

  it('is not over, and can be resumed, where its call can never be sent; nothing is open then', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone], answers: [unsent] });
    expect(outcome).toEqual({ state: 'unfinished', why: 'no credentials were found: nothing was sent' });
    expect(on.types()).not.toContain('failed');
    expect(isOpen(historyOf(on.journal.lines(), 'prod/heat'))).toBe(false);
    expect(await on.play({ probes: [notDone, notDone, done], answers: [accepted] })).toEqual({ state: 'done' });
  });

  it('reads again for its whole budget once its call was sent, and concludes nothing', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone, inFlight, unreadable], answers: [accepted] });
    expect(outcome.state).toBe('unreadable');
    expect(on.minutes()).toBeGreaterThan(30);
    expect(sends(on.log)).toBe(1);
  });

  it('ends as unreadable, and sends nothing, where no answer tells the time by which a signed call is dead', async () => {
    const on = stage();
    const fence = { nonce: 'n', date: '2026-11-28T02:00:00Z' };
    on.journal.append({ type: 'intended', step: 'prod/heat', attempt: 1, fence }, true);
    const outcome = await on.play({ probes: [notDone], clock: 'unreadable' });
    expect(outcome.state).toBe('unreadable');
    expect(sends(on.log)).toBe(0);
    expect(on.journal.lines().at(-1)).toMatchObject({
      ...{ type: 'progress', says: "cannot be read: the cloud's clock is not known" },
    });
  });

  it('is probed and compared again when renewing its gate took a while', async () => {
    const on = stage();
    let renewed = false;
    const stillOpen = () => {
      if (!renewed)
        on.journal.append({ type: 'answered', step: 'other', code: 'X', verdict: 'pass', facts: {} }, false);
      renewed = true;
      return null;
    };
    expect(await on.play({ probes: [notDone, notDone, done] }, { stillOpen })).toEqual({ state: 'done' });
    expect(on.log.filter((line) => line === 'observe')).toHaveLength(2);
    expect(sends(on.log)).toBe(1);
  });

  it('asks its gate anew before a second call, and gives up on one yes after some', async () => {
    const on = stage();
    const asked: boolean[] = [];
    const stillOpen = (anew: boolean) => {
      asked.push(anew);
      return null;
    };
    const outcome = await on.play({ probes: [notDone], answers: [unanswered] }, { stillOpen });
    expect(outcome).toMatchObject({
      state: 'unfinished',
      why: expect.stringContaining('was accepted: connection reset; the cloud shows no trace') as string,
    });
    expect(sends(on.log)).toBeLessThanOrEqual(4);
    expect(asked).toEqual([false, ...asked.slice(1).map(() => true)]);
  });

  it('closes its dead intent when the plan went stale, so that nothing of it counts as under way', async () => {
    const on = stage();
    const facts = [{ 'pool.heated': false }, { 'pool.heated': 'elsewhere' }];
    const outcome = await on.play({ probes: [notDone], answers: [unanswered], facts });
    expect(outcome.state).toBe('stale');
    expect(on.journal.lines().at(-1)).toMatchObject({ type: 'failed', code: 'stale' });
    expect(await on.play({ probes: [notDone] })).toMatchObject({ state: 'stale' });
  });
});
