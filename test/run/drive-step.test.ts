import { describe, expect, it } from 'vitest';
import {
  accepted,
  done,
  failed,
  inFlight,
  notDone,
  refused,
  stage,
  throttled,
  unanswered,
  unreadable,
  type Stage,
} from './stage.ts';

const sends = ({ log }: Stage): number => log.filter((line) => line.startsWith('perform')).length;
const waits = ({ log }: Stage): number => log.filter((line) => line.startsWith('wait')).length;

describe('a one-way step', () => {
  it('probes, compares, looks at the gate, writes its intent, looks at the lock, sends, and ends by evidence', async () => {
    const { play, log, journal } = stage();
    expect(await play({ probes: [notDone, inFlight, done] })).toEqual({ state: 'done' });
    expect(log).toEqual([
      'probe',
      'observe',
      'look at the gate',
      'intended, durable',
      'look at the lock',
      'perform n0 2026-11-28T02:00:00Z',
      'sent',
      'look at the lock',
      'probe since 2026-11-28T02:00:00Z T-1',
      'progress',
      'wait 240 s',
      'look at the lock',
      'probe since 2026-11-28T02:00:00Z T-1',
      'done, durable',
    ]);
    expect(journal.lines().at(-1)).toMatchObject({ type: 'done', evidence: [{ says: 'task T-1 succeeded' }] });
  });

  it('writes down what its call will make vanish, on the disk before it is sent', async () => {
    const on = stage();
    const loses = { what: 'version v1', text: '{"Statement":[]}' };
    await on.play({ probes: [{ is: 'not-done', proof: [], loses }, done] });
    expect(on.journal.lines()[0]).toMatchObject({ type: 'intended', loses });
    expect(on.log.indexOf('intended, durable')).toBeLessThan(on.log.findIndex((line) => line.startsWith('perform')));
  });

  it('answers from its record without a call', async () => {
    const on = stage();
    await on.play({ probes: [notDone, done] });
    const asked = on.log.length;
    expect(await on.play({ probes: [notDone] })).toEqual({ state: 'done' });
    expect(on.log.length).toBe(asked);
  });

  it('is done where it was so before, and sends nothing', async () => {
    const on = stage();
    expect(await on.play({ probes: [done] })).toEqual({ state: 'done' });
    expect(on.log).toEqual(['probe', 'done, durable']);
    expect(on.journal.lines()[0]).toMatchObject({ adopted: 'was so before this run' });
  });

  it.each([
    { probe: inFlight, says: /not started by this plan/, reason: 'somebody else’s call is under way' },
    { probe: failed, says: /./, reason: 'somebody else’s call failed' },
  ])('is stale where $reason', async ({ probe, says }) => {
    const on = stage();
    expect(await on.play({ probes: [probe] })).toMatchObject({
      state: 'stale',
      why: expect.stringMatching(says) as string,
    });
    expect(on.log).toEqual(['probe']);
  });

  it('is stale where a fact moved, and says from what to what', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone], facts: [{ 'pool.heated': true }] });
    expect(outcome).toEqual({ state: 'stale', why: 'pool.heated moved from false to true since the plan' });
    expect(on.types()).toEqual([]);
  });

  it('fails by the refusal’s own words, once a probe says that nothing happened', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone], answers: [refused] });
    expect(outcome).toMatchObject({ state: 'failed', why: 'refused, nothing happened: ErrClusterState: not now' });
    expect(on.types()).toEqual(['intended', 'refused', 'failed']);
  });

  it('waits as long as a throttling cloud asks, then signs another call', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone, notDone, notDone, done], answers: [throttled, accepted] });
    expect(outcome).toEqual({ state: 'done' });
    expect(on.log.filter((line) => /perform|wait/.test(line))).toEqual([
      'perform n0 2026-11-28T02:00:00Z',
      'wait 7 s',
      'perform n3 2026-11-28T02:00:07Z',
    ]);
  });

  it('asks for the cloud’s clock where it is not known, and intends nothing without it', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone], clock: 'unreadable' })).toMatchObject({ state: 'unreadable' });
    expect(on.log).toEqual(['probe', 'observe', 'look at the gate', 'read clock']);
  });

  it('intends nothing where its gate has closed', async () => {
    const on = stage();
    const shut = { state: 'blocked', why: 'ACK103 not idle' } as const;
    expect(await on.play({ probes: [notDone] }, { stillOpen: () => shut })).toEqual(shut);
    expect(on.types()).toEqual([]);
  });

  it('sends nothing when another runner took over, though its intent stands', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone] }, { stillOurs: () => false })).toMatchObject({ state: 'fenced' });
    expect(on.types()).toEqual(['intended']);
    expect(sends(on)).toBe(0);
  });
});

describe('an intent without an answer', () => {
  const crashed = async (again: 'after-window' | 'never'): Promise<Stage> => {
    const on = stage();
    await on.play({ probes: [notDone] }, { step: { again }, stillOurs: () => false });
    on.log.length = 0;
    return on;
  };

  it('is waited for until the request is dead, and two looks half a minute apart agree', async () => {
    const on = await crashed('after-window');
    const probes = [...Array<typeof notDone>(8).fill(notDone), done];
    expect(await on.play({ probes })).toEqual({ state: 'done' });
    const at = on.log.findIndex((line) => line.startsWith('perform'));
    expect(on.log.slice(0, at).filter((line) => line.startsWith('wait'))).toEqual([
      ...Array<string>(5).fill('wait 240 s'),
      'wait 30 s',
    ]);
    expect(on.log[at]).toBe('perform n3 2026-11-28T02:20:30Z');
    const until = on.journal.lines().find(({ type }) => type === 'progress');
    expect(until).toMatchObject({ says: expect.stringContaining('until 2026-11-28T02:16:00Z') as string });
  });

  it('is sent again also where waiting for a dead call takes longer than the call itself may', async () => {
    const on = await crashed('after-window');
    const probes = [...Array<typeof notDone>(8).fill(notDone), done];
    expect(await on.play({ probes }, { contract: { budget: '5m' } })).toEqual({ state: 'done' });
    expect(sends(on)).toBe(1);
  });

  it('becomes ambiguous then, where the call is never repeated', async () => {
    const on = await crashed('never');
    expect(await on.play({ probes: [notDone] }, { step: { again: 'never' } })).toMatchObject({ state: 'ambiguous' });
    expect(on.minutes()).toBeGreaterThan(16);
    expect(sends(on)).toBe(0);
  });

  it('is adopted as soon as the cloud shows it', async () => {
    const on = await crashed('after-window');
    expect(await on.play({ probes: [notDone, inFlight, done] })).toEqual({ state: 'done' });
    expect(on.journal.lines().at(-1)).toMatchObject({
      type: 'done',
      adopted: 'found in the cloud; its answer never came',
    });
    expect(sends(on)).toBe(0);
  });

  it('starts the count of agreeing looks anew when one fails in between', async () => {
    const on = await crashed('after-window');
    const early = Array<typeof notDone>(6).fill(notDone);
    const probes = [...early, unreadable, notDone, notDone, done];
    expect(await on.play({ probes })).toEqual({ state: 'done' });
    expect(on.log.filter((line) => line === 'wait 30 s')).toHaveLength(2);
  });

  it('is not sent again into another world', async () => {
    const on = await crashed('after-window');
    const outcome = await on.play({ probes: [notDone], facts: [{ 'pool.heated': true }] });
    expect(outcome).toMatchObject({ state: 'stale' });
    expect(sends(on)).toBe(0);
  });

  it('is what an unanswered call leaves behind', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone, inFlight, done], answers: [unanswered] })).toEqual({ state: 'done' });
    expect(on.types().slice(0, 2)).toEqual(['intended', 'progress']);
    expect(sends(on)).toBe(1);
  });
});

describe('a step that does not come to an end', () => {
  it('is unreadable after twelve failed reads where nothing was sent', async () => {
    const on = stage();
    expect(await on.play({ probes: [unreadable] })).toMatchObject({ state: 'unreadable' });
    expect(on.log.filter((line) => line === 'probe')).toHaveLength(12);
    expect(waits(on)).toBe(11);
  });

  it('is unreadable where its facts cannot be read, with a wait before each new try', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone], facts: [null] })).toMatchObject({ state: 'unreadable' });
    expect(waits(on)).toBeGreaterThan(0);
    expect(waits(on)).toBe(on.log.filter((line) => line === 'observe').length - 1);
    expect(on.log).not.toContain('intended, durable');
  });

  it('goes on where its facts could not be read at first', async () => {
    const on = stage();
    const outcome = await on.play({ probes: [notDone, notDone, done], facts: [{}, { 'pool.heated': false }] });
    expect(outcome).toEqual({ state: 'done' });
    expect(on.log.slice(0, 6)).toEqual(['probe', 'observe', 'progress', 'wait 240 s', 'probe', 'observe']);
  });

  it('is unfinished when its budget is used up in flight, and goes on later without a second call', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone, inFlight] })).toMatchObject({ state: 'unfinished' });
    expect(on.minutes()).toBeGreaterThanOrEqual(45);
    expect(await on.play({ probes: [inFlight, done] })).toEqual({ state: 'done' });
    expect(sends(on)).toBe(1);
  });

  it('is ambiguous when an accepted call never shows, and stays so when it is resumed', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone] })).toMatchObject({ state: 'ambiguous' });
    expect(await on.play({ probes: [notDone] })).toMatchObject({ state: 'ambiguous' });
    expect(sends(on)).toBe(1);
  });

  it('is unreadable, never ambiguous, when the cloud is away after the call', async () => {
    const on = stage();
    expect(await on.play({ probes: [notDone, unreadable] })).toMatchObject({ state: 'unreadable' });
    expect(await on.play({ probes: [unreadable, done] })).toEqual({ state: 'done' });
    expect(sends(on)).toBe(1);
  });
});
