import { describe, expect, it } from 'vitest';
import type { WalkReport } from '../../src/run/walk.ts';
import { draft, heat } from '../core/sample-kind.ts';
import { poolWalk, precheck, prove } from './pool-walk.ts';

const minute = 60_000;
const yes = ['prod/commit', 'prod/prepare', 'test/commit'];
const states = ({ outcomes }: WalkReport): Record<string, string> =>
  Object.fromEntries([...outcomes].map(([id, { state }]) => [id, state]));
const whyOf = ({ outcomes }: WalkReport, id: string): string => {
  const outcome = outcomes.get(id);
  return outcome === undefined || outcome.state === 'done' ? '' : outcome.why;
};

describe('a gate', () => {
  it('without a yes parks the run, and nothing behind it is sent', async () => {
    const pool = poolWalk();
    expect(states(await pool.walk())).toEqual({ 'prod/precheck': 'done', 'prod/commit': 'parked' });
    expect(pool.sent).toEqual(['prod/precheck']);
    expect(pool.journal.lines().at(-1)).toMatchObject({ type: 'parked', gate: 'prod/commit', missing: ['approval'] });
  });

  it('opens with a yes, which the journal keeps with its decision', async () => {
    const pool = poolWalk();
    const done = { 'prod/precheck': 'done', 'prod/commit': 'done', 'prod/heat': 'done', 'prod/prove': 'done' };
    expect(states(await pool.walk({ yes }))).toEqual(done);
    expect(pool.sent).toEqual(['prod/precheck', 'prod/heat']);
    expect(pool.journal.lines().find(({ type }) => type === 'approved')).toMatchObject({
      ...{ step: 'prod/commit', decision: pool.plan.decision, by: 'ann' },
    });
    expect(pool.types().indexOf('opened')).toBeLessThan(pool.types().lastIndexOf('intended'));
  });

  it('does not ask twice for a yes that was given', async () => {
    const pool = poolWalk();
    pool.facts['pool.idle'] = false;
    expect(states(await pool.walk({ yes }))['prod/commit']).toBe('blocked');
    pool.facts['pool.idle'] = true;
    expect(states(await pool.walk())['prod/heat']).toBe('done');
  });

  it('with a pre-check that is too old by this process’s own clock has it run again', async () => {
    const pool = poolWalk();
    await pool.walk({ yes, thinksMs: 11 * minute });
    expect(pool.sent).toEqual(['prod/precheck', 'prod/precheck', 'prod/heat']);
  });

  it.each([
    { minutes: 8, sent: ['prod/precheck', 'prod/heat'], reason: 'young enough' },
    { minutes: 11, sent: ['prod/precheck', 'prod/precheck', 'prod/heat'], reason: 'too old' },
  ])('with a pre-check of another process, $minutes minutes old by the cloud’s clock: $reason', async (given) => {
    const pool = poolWalk();
    await pool.walk();
    pool.pass(given.minutes * minute);
    await pool.walk({ yes });
    expect(pool.sent).toEqual(given.sent);
  });

  it('whose check fails when it is read again is blocked', async () => {
    const pool = poolWalk();
    pool.facts['pool.idle'] = false;
    const report = await pool.walk({ yes });
    expect(states(report)).toEqual({ 'prod/precheck': 'done', 'prod/commit': 'blocked' });
    expect(whyOf(report, 'prod/commit')).toContain('POOL03 pool.idle is false; true is demanded');
    expect(pool.sent).not.toContain('prod/heat');
  });

  it('whose check is no longer about the target is stale', async () => {
    const pool = poolWalk();
    await pool.walk();
    pool.pass(2 * minute);
    pool.facts['pool.heater'] = 'none';
    expect(states(await pool.walk({ yes }))['prod/commit']).toBe('stale');
    expect(pool.sent).not.toContain('prod/heat');
  });

  it('whose check cannot be read is unreadable, not blocked', async () => {
    const pool = poolWalk();
    pool.facts['pool.idle'] = undefined;
    expect(states(await pool.walk({ yes }))['prod/commit']).toBe('unreadable');
    expect(pool.sent).not.toContain('prod/heat');
  });

  it('with a pre-check that fails when it is run again is blocked', async () => {
    const pool = poolWalk();
    await pool.walk();
    pool.pass(11 * minute);
    pool.fails.add('prod/precheck');
    const report = await pool.walk({ yes });
    expect(states(report)['prod/commit']).toBe('blocked');
    expect(pool.sent).toEqual(['prod/precheck', 'prod/precheck']);
  });

  it('does not open on a requirement that nothing here can answer', async () => {
    const pool = poolWalk({ requires: [{ code: 'POOL99', maxAge: '60s' }] });
    const report = await pool.walk({ yes });
    expect(states(report)['prod/commit']).toBe('blocked');
    expect(whyOf(report, 'prod/commit')).toContain('POOL99');
  });

  it('is blocked when a waiver of its target has expired, and names the day', async () => {
    const waivers = [{ code: 'POOL03', reason: 'CHG1', expires: '2026-11-28' }];
    const pool = poolWalk({ waivers });
    await pool.walk();
    pool.pass(24 * 60 * minute);
    const report = await pool.walk({ yes });
    expect(whyOf(report, 'prod/commit')).toBe('the waiver of POOL03 expired on 2026-11-28');
    expect(pool.sent).not.toContain('prod/heat');
  });

  it('stays passed once its step was intended, whatever its checks would say since', async () => {
    const pool = poolWalk();
    pool.dies.add('prod/heat');
    await expect(pool.walk({ yes })).rejects.toThrow('the process died');
    pool.facts['pool.idle'] = false;
    expect(states(await pool.walk())['prod/heat']).toBe('done');
    expect(pool.sent.filter((id) => id === 'prod/heat')).toHaveLength(1);
  });

  it('cancelled by a person sends nothing', async () => {
    const pool = poolWalk();
    const report = await pool.walk({ yes, cancelled: () => pool.types().includes('done') });
    expect(states(report)['prod/commit']).toBe('cancelled');
    expect(pool.sent).toEqual(['prod/precheck']);
  });

  it('before the preparations and one before the point of no return are two', async () => {
    const pool = poolWalk({ steps: [precheck, draft('drain'), heat, prove] });
    expect(states(await pool.walk({ yes: ['prod/prepare'] }))).toMatchObject({
      ...{ 'prod/prepare': 'done', 'prod/drain': 'done', 'prod/commit': 'parked' },
    });
    expect(pool.sent).toEqual(['prod/precheck', 'prod/drain']);
  });
});

describe('a failure', () => {
  it('stops only what needs it: another target goes on', async () => {
    const pool = poolWalk({ targets: ['prod', 'test'] });
    pool.fails.add('prod/heat');
    expect(states(await pool.walk({ yes }))).toMatchObject({
      ...{ 'prod/heat': 'failed', 'prod/prove': 'skipped', 'test/heat': 'done', 'test/prove': 'done' },
    });
  });

  it('of a one-way step is for good: a resume answers it from the record', async () => {
    const pool = poolWalk();
    pool.fails.add('prod/heat');
    await pool.walk({ yes });
    pool.fails.delete('prod/heat');
    const report = await pool.walk({ yes });
    expect(states(report)['prod/heat']).toBe('failed');
    expect(whyOf(report, 'prod/heat')).toBe('prod/heat went wrong');
    expect(pool.sent.filter((id) => id === 'prod/heat')).toHaveLength(1);
  });

  it('of a pre-check blocks, and a resume runs it again', async () => {
    const pool = poolWalk();
    pool.fails.add('prod/precheck');
    expect(states(await pool.walk({ yes }))).toEqual({ 'prod/precheck': 'blocked', 'prod/commit': 'skipped' });
    pool.fails.delete('prod/precheck');
    expect(states(await pool.walk({ yes }))['prod/heat']).toBe('done');
    expect(pool.sent).toEqual(['prod/precheck', 'prod/precheck', 'prod/heat']);
  });

  it('of a proof is a failure, since what it proves was done', async () => {
    const pool = poolWalk();
    pool.fails.add('prod/prove');
    expect(states(await pool.walk({ yes }))['prod/prove']).toBe('failed');
  });
});

describe('a resume', () => {
  it('of a run that is done sends nothing', async () => {
    const pool = poolWalk({ targets: ['prod', 'test'] });
    const first = states(await pool.walk({ yes }));
    const sent = [...pool.sent];
    expect(states(await pool.walk({ yes }))).toEqual(first);
    expect(pool.sent).toEqual(sent);
  });

  it('of a run that died right after a call finds what it did', async () => {
    const pool = poolWalk();
    pool.dies.add('prod/heat');
    await expect(pool.walk({ yes })).rejects.toThrow();
    expect(states(await pool.walk({ yes }))).toMatchObject({ 'prod/heat': 'done', 'prod/prove': 'done' });
    expect(pool.sent).toEqual(['prod/precheck', 'prod/heat']);
  });
});

describe('a fact that moves', () => {
  it('while the pre-check runs again at the gate keeps the call from being sent', async () => {
    const pool = poolWalk();
    const slow = (): void => {
      pool.pass(11 * minute);
      pool.facts['pool.heated'] = true;
    };
    await pool.walk();
    pool.on.set('prod/precheck', slow);
    pool.pass(11 * minute);
    expect(states(await pool.walk({ yes }))['prod/heat']).toBe('stale');
    expect(pool.sent).not.toContain('prod/heat');
  });
});
