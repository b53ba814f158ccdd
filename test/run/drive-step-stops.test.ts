import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/core/journal.ts';
import { done, failed, inFlight, notDone, stage, unanswered, type Stage } from './stage.ts';

const sends = ({ log }: Stage): number => log.filter((line) => line.startsWith('perform')).length;

describe('a person who cancels', () => {
  it('before the call: nothing is intended', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone] }, { cancelled: () => on.log.includes('look at the gate') })).toEqual({
      state: 'cancelled',
      why: 'cancelled before the call was sent',
    });
    expect(on.types()).toEqual([]);
  });

  it('while the cloud’s clock is read: nothing is intended', async () => {
    const on = stage();
    const cancelled = (): boolean => on.log.includes('read clock');
    expect(await on.play({ probes: [notDone], clock: 'known when asked for' }, { cancelled })).toMatchObject({
      state: 'cancelled',
    });
    expect(on.types()).toEqual([]);
  });

  it('after the call: hears that it goes on in the cloud, and a resume does not send it again', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone, inFlight] }, { cancelled: () => on.log.includes('sent') });
    expect(outcome).toMatchObject({
      state: 'cancelled',
      why: expect.stringContaining('goes on in the cloud') as string,
    });
    expect(await on.play({ probes: [inFlight, done] })).toEqual({ state: 'done' });
    expect(sends(on)).toBe(1);
  });
});

describe('a store that refuses a line', () => {
  const refuses = (type: JournalRecord['type']) => (record: JournalRecord) => record.type === type;

  it('before the call: nothing is sent', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone] }, { refuses: refuses('intended') })).toMatchObject({ state: 'store' });
    expect(sends(on)).toBe(0);
  });

  it.each(['sent', 'progress', 'done'] as const)('of type %s: stops, and a resume finds the call', async (type) => {
    const on = stage();
    const probes = [notDone, inFlight, done];
    expect(await on.play({ probes }, { refuses: refuses(type) })).toMatchObject({ state: 'store' });
    expect(await on.play({ probes: [done] })).toEqual({ state: 'done' });
    expect(sends(on)).toBe(1);
  });
});

describe('a person who settles an ambiguous step', () => {
  const ambiguous = async (): Promise<Stage> => {
    const on = stage();
    const never = { step: { again: 'never' } } as const;
    expect(await on.play({ probes: [notDone], answers: [unanswered] }, never)).toMatchObject({ state: 'ambiguous' });
    return on;
  };
  const settle = (on: Stage, as: 'sent' | 'not-sent') =>
    on.journal.append({ type: 'settled', step: 'prod/heat', as, evidence: 'the console', by: 'ann' }, true);

  it('as sent: it is waited for, and never sent again', async () => {
    const on = await ambiguous();
    settle(on, 'sent');
    expect(await on.play({ probes: [notDone, inFlight, done] })).toEqual({ state: 'done' });
    expect(sends(on)).toBe(1);
  });

  it('as not sent: it has failed, and is not sent either', async () => {
    const on = await ambiguous();
    settle(on, 'not-sent');
    const asked = on.log.length;
    expect(await on.play({ probes: [notDone] })).toMatchObject({ state: 'failed' });
    expect(on.log.length).toBe(asked);
  });
});

describe('a check', () => {
  const step = {
    type: 'check',
    operation: 'pool.precheck/1',
    reversibility: null,
    again: 'harmless',
    expects: [],
  } as const;
  const proving = { type: 'check', operation: 'pool.prove/1', reversibility: null, expects: [] } as const;

  it('runs again as a new attempt, and keeps its earlier result', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone, failed] }, { step })).toMatchObject({ state: 'failed' });
    expect(await on.play({ probes: [notDone, done] }, { step })).toMatchObject({ state: 'failed' });
    expect(await on.play({ probes: [notDone, done] }, { step, afresh: 3 })).toEqual({ state: 'done' });
    expect(on.types()).toEqual(['intended', 'sent', 'failed', 'intended', 'sent', 'done']);
  });

  it('that only reads intends nothing, and waits for its proof', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone, notDone, done] }, { step: proving })).toEqual({ state: 'done' });
    expect(on.types()).toEqual(['progress', 'done']);
    expect(sends(on)).toBe(0);
  });

  it('that only reads has failed when the proof does not come', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone] }, { step: proving });
    expect(outcome).toMatchObject({ state: 'failed', why: 'not as it should be: no task' });
  });
});
