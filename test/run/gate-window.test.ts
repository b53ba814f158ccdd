import { describe, expect, it } from 'vitest';
import type { Window } from '../../src/core/window.ts';
import { draft, heat } from '../core/sample-kind.ts';
import { poolWalk, type PoolWalk } from './pool-walk.ts';

/** The walk begins on Saturday at 02:00 UTC, 10:00 in Shanghai. */
const windowOf = (from: string, to: string, more: Partial<Window> = {}): Window => ({
  name: 'sat-night',
  timezone: 'Asia/Shanghai',
  allow: [{ days: ['Sat'], from, to }],
  onOverrun: 'finish',
  ...more,
});

const minutes = (count: number): number => count * 60_000;
const days = (count: number): number => minutes(count * 24 * 60);

/** A reversible step, then one that is for ever, and another one after it: drain and heat both disturb. */
const steps = [draft('grant'), draft('heat', { needs: ['grant'] }), draft('drain', { needs: ['heat'] })];
const yes = ['prod/prepare', 'prod/commit'];

const poolIn = (window: Window, more: object = {}): PoolWalk =>
  poolWalk({ steps, requires: [], commit: { window: 'sat-night', ...more }, windows: [window] });

const outcome = async (pool: PoolWalk, id: string, given: readonly string[] = yes) =>
  (await pool.walk({ yes: given })).outcomes.get(id);

const parkedLines = (pool: PoolWalk) => pool.journal.lines().filter(({ type }) => type === 'parked');

describe('a gate that keeps to a window', () => {
  it('opens while the window is open', async () => {
    const pool = poolIn(windowOf('10:00', '12:00'));
    expect(await outcome(pool, 'prod/drain')).toEqual({ state: 'done' });
  });

  it('stays shut before it, says when it opens in the zone of the window and in UTC, and opens then', async () => {
    const pool = poolIn(windowOf('22:00', '02:00'));
    expect(await outcome(pool, 'prod/commit')).toMatchObject({
      state: 'parked',
      why: 'GATE commit opens Sat 2026-11-28 22:00 +08 (2026-11-28T14:00:00Z) in window sat-night',
    });
    expect(pool.sent).toEqual(['prod/grant']);
    expect(parkedLines(pool)).toMatchObject([
      { step: 'prod/commit', gate: 'prod/commit', missing: ['window'], opensAt: '2026-11-28T14:00:00Z' },
    ]);
    pool.pass(minutes(12 * 60));
    expect(await outcome(pool, 'prod/drain')).toEqual({ state: 'done' });
  });

  it('keeps a yes that came before its time, so that a later run needs none', async () => {
    const pool = poolIn(windowOf('22:00', '02:00'));
    await pool.walk({ yes });
    pool.pass(minutes(12 * 60));
    expect(await outcome(pool, 'prod/drain', [])).toEqual({ state: 'done' });
  });

  it('says at once all that is missing', async () => {
    const pool = poolIn(windowOf('22:00', '02:00'));
    expect(await outcome(pool, 'prod/commit', ['prod/prepare'])).toMatchObject({
      why: expect.stringMatching(/waits for a yes, and opens Sat 2026-11-28 22:00 \+08/) as string,
    });
    expect(parkedLines(pool)).toMatchObject([{ missing: ['approval', 'window'] }]);
  });

  it('writes no second line while what it waits for stays the same, and one when it missed its window', async () => {
    const pool = poolIn(windowOf('22:00', '02:00'));
    for (let time = 0; time < 3; time += 1) await pool.walk({ yes });
    expect(parkedLines(pool)).toHaveLength(1);
    pool.pass(days(1));
    await pool.walk({ yes });
    expect(parkedLines(pool)).toMatchObject([{ opensAt: '2026-11-28T14:00:00Z' }, { opensAt: '2026-12-05T14:00:00Z' }]);
  });

  it('asks for its time again after a person thought until the window was over', async () => {
    const pool = poolIn(windowOf('10:00', '10:30'));
    const { outcomes } = await pool.walk({ yes, thinksMs: minutes(40) });
    expect(outcomes.get('prod/commit')).toMatchObject({ state: 'parked' });
    expect(pool.sent).toEqual(['prod/grant']);
  });

  it('waits both for its window and for the time that it was given', async () => {
    const pool = poolIn(windowOf('10:00', '12:00'), { notBefore: '2026-11-28T05:00:00Z' });
    await pool.walk({ yes });
    expect(parkedLines(pool)).toMatchObject([{ missing: ['window'], opensAt: '2026-12-05T02:00:00Z' }]);
  });

  it('lets a person do it by hand at any time', async () => {
    const pool = poolIn(windowOf('22:00', '02:00'), { byHand: 'heat', before: 'heat' });
    await pool.walk({ yes: ['prod/prepare'] });
    pool.before('prod/heat');
    expect((await outcome(pool, 'prod/commit', ['prod/prepare']))?.state).toBe('done');
  });

  it('keeps none where nothing behind it disturbs anybody', () => {
    const pool = poolWalk({
      steps,
      prepare: { window: 'sat-night' },
      commit: { window: 'sat-night' },
      windows: [windowOf('10:00', '12:00')],
    });
    const of = (id: string) => pool.plan.steps.find((step) => step.id === id);
    expect(of('prod/prepare')).not.toHaveProperty('window');
    expect(of('prod/commit')).toHaveProperty('window.name', 'sat-night');
  });
});

describe('a window that closes over what it let begin', () => {
  const short = (more: Partial<Window> = {}): Window => windowOf('10:00', '10:20', more);

  it('is not begun after it, though the gate was opened within it', async () => {
    const compared = { ...heat, needs: ['grant'] };
    const pool = poolWalk({
      steps: [draft('grant'), compared],
      requires: [],
      commit: { window: 'sat-night' },
      windows: [short()],
    });
    pool.on.set('prod/grant', () => {
      pool.pass(minutes(18));
    });
    pool.on.set('observe', () => {
      pool.pass(minutes(3));
    });
    const { outcomes } = await pool.walk({ yes });
    expect(outcomes.get('prod/commit')).toEqual({ state: 'done' });
    expect(outcomes.get('prod/heat')).toMatchObject({
      state: 'parked',
      why: 'heat the pool opens Sat 2026-12-05 10:00 +08 (2026-12-05T02:00:00Z) in window sat-night',
    });
    expect(pool.sent).toEqual(['prod/grant']);
    pool.on.clear();
    pool.pass(days(7) - minutes(21));
    expect(await outcome(pool, 'prod/heat', [])).toEqual({ state: 'done' });
  });

  it('brings what has begun to its end where onOverrun is finish', async () => {
    const pool = poolIn(short());
    pool.on.set('prod/heat', () => {
      pool.pass(minutes(60));
    });
    expect(await outcome(pool, 'prod/drain')).toEqual({ state: 'done' });
  });

  it('stops before the next step that disturbs where it is park, and goes on at the next opening', async () => {
    const pool = poolIn(short({ onOverrun: 'park' }));
    pool.on.set('prod/heat', () => {
      pool.pass(minutes(60));
    });
    expect(await outcome(pool, 'prod/drain')).toMatchObject({ state: 'parked' });
    expect(pool.sent).toEqual(['prod/grant', 'prod/heat']);
    expect(parkedLines(pool)).toMatchObject([
      { step: 'prod/drain', gate: 'prod/commit', missing: ['window'], opensAt: '2026-12-05T02:00:00Z' },
    ]);
    await pool.walk({ yes });
    expect(parkedLines(pool)).toHaveLength(1);
    pool.pass(days(7) - minutes(60));
    expect(await outcome(pool, 'prod/drain', [])).toEqual({ state: 'done' });
    expect(pool.sent).toEqual(['prod/grant', 'prod/heat', 'prod/drain']);
  });

  it('lets what disturbs nobody run on where it is park', async () => {
    const back = [draft('heat'), draft('revoke', { needs: ['heat'] })];
    const pool = poolWalk({
      steps: back,
      requires: [],
      commit: { window: 'sat-night' },
      windows: [short({ onOverrun: 'park' })],
    });
    pool.on.set('prod/heat', () => {
      pool.pass(minutes(60));
    });
    expect(await outcome(pool, 'prod/revoke')).toEqual({ state: 'done' });
  });

  it('never leaves down what a later step brings up again', async () => {
    const pool = poolWalk({
      steps: [draft('empty'), draft('heat', { needs: ['empty'] })],
      requires: [],
      commit: { window: 'sat-night', before: 'empty' },
      windows: [short({ onOverrun: 'park' })],
    });
    pool.on.set('prod/empty', () => {
      pool.pass(minutes(60));
    });
    expect(await outcome(pool, 'prod/heat')).toEqual({ state: 'done' });
  });

  it('lets the gate open only when enough is left where it is park', async () => {
    const pool = poolIn(windowOf('08:00', '10:05', { onOverrun: 'park' }));
    expect(await outcome(pool, 'prod/commit')).toMatchObject({
      state: 'parked',
      why: 'GATE commit needs more than is left of window sat-night, and opens again Sat 2026-12-05 08:00 +08 (2026-12-05T00:00:00Z)',
    });
    expect(pool.sent).toEqual(['prod/grant']);
  });
});
