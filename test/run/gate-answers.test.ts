import { describe, expect, it } from 'vitest';
import type { WalkReport } from '../../src/run/walk.ts';
import { checkOf, draft, heat } from '../core/sample-kind.ts';
import { poolWalk, precheck, prove, type PoolWalk } from './pool-walk.ts';

const minute = 60_000;
const yes = ['prod/prepare', 'prod/commit'];
const stateOf = ({ outcomes }: WalkReport, id: string): string | undefined => outcomes.get(id)?.state;
const intended = ({ journal }: PoolWalk): readonly string[] =>
  journal.lines().flatMap((line) => (line.type === 'intended' ? [line.step.slice('prod/'.length)] : []));

const again = draft('precheck-again', { type: 'check', operation: 'pool.precheck/1', needs: ['drain'] });
const twice = [precheck, draft('drain', { needs: ['precheck'] }), again, { ...heat, needs: ['precheck-again'] }, prove];

/** POOL07 is mended by the step `drain`. */
const mended = checkOf('POOL07', 'pool.idle', {
  judge: ({ observed }) =>
    observed.facts['pool.idle'] === false
      ? { verdict: 'pass', summary: 'it is mended' }
      : { verdict: 'later', summary: 'drain mends it', later: 'drain' },
});
const drained = { steps: twice, checks: [mended], requires: [{ code: 'POOL07', maxAge: '60s' as const }] };

describe('a pre-check that is made twice', () => {
  it('answers the second gate by its second step, young enough', async () => {
    const pool = poolWalk({ steps: twice });
    expect(stateOf(await pool.walk({ yes }), 'prod/heat')).toBe('done');
    expect(intended(pool)).toEqual(['precheck', 'drain', 'precheck-again', 'heat']);
  });

  it('is made again by its second step where that is too old, not by the first', async () => {
    const pool = poolWalk({ steps: twice });
    await pool.walk({ yes: ['prod/prepare'] });
    pool.pass(11 * minute);
    await pool.walk({ yes });
    expect(intended(pool)).toEqual(['precheck', 'drain', 'precheck-again', 'precheck-again', 'heat']);
  });
});

describe('what a gate reads', () => {
  const layout = {
    checks: [checkOf('POOL09', 'pool.idle')],
    requires: [
      { code: 'POOL05', maxAge: '10m' as const },
      { code: 'POOL09', maxAge: '1h' as const },
    ],
  };

  it('is refused before a step runs again for it', async () => {
    const pool = poolWalk(layout);
    await pool.walk({});
    pool.pass(11 * minute);
    pool.facts['pool.idle'] = false;
    expect(stateOf(await pool.walk({ yes }), 'prod/commit')).toBe('blocked');
    expect(intended(pool)).toEqual(['precheck']);
  });

  it('is read once more where it grew too old while a step ran', async () => {
    const pool = poolWalk();
    await pool.walk({});
    pool.pass(11 * minute);
    pool.on.set('prod/precheck', () => {
      pool.pass(2 * minute);
      pool.facts['pool.idle'] = false;
    });
    expect(stateOf(await pool.walk({ yes }), 'prod/commit')).toBe('blocked');
    expect(intended(pool)).toEqual(['precheck', 'precheck']);
  });
});

describe('a check that a change mends', () => {
  it('is read again at the gate, and the change is not sent again for it', async () => {
    const pool = poolWalk(drained);
    pool.on.set('prod/drain', () => (pool.facts['pool.idle'] = false));
    const report = await pool.walk({ yes });
    expect(stateOf(report, 'prod/heat')).toBe('done');
    expect(pool.sent.filter((id) => id === 'prod/drain')).toHaveLength(1);
    expect(pool.journal.lines()).toContainEqual(expect.objectContaining({ type: 'answered', code: 'POOL07' }));
  });

  it('shuts the gate where the change did not mend it', async () => {
    const pool = poolWalk(drained);
    const report = await pool.walk({ yes });
    expect(stateOf(report, 'prod/commit')).toBe('blocked');
    expect(pool.sent).not.toContain('prod/heat');
  });

  it('shuts the gate for good where the target is no longer what it is about', async () => {
    const stranger = checkOf('POOL08', 'pool.salty', { applies: () => false });
    const pool = poolWalk({ checks: [stranger], requires: [{ code: 'POOL08', maxAge: '60s' }] });
    expect(stateOf(await pool.walk({ yes }), 'prod/commit')).toBe('stale');
  });
});

describe('what follows the first step that a gate covers', () => {
  it('is not asked what the gate asked, which may rightly look otherwise since', async () => {
    const after = draft('drain', { needs: ['prove'] });
    const pool = poolWalk({ steps: [precheck, { ...heat, needs: ['precheck'] }, prove, after] });
    pool.on.set('prod/heat', () => {
      pool.facts['pool.idle'] = false;
      pool.pass(20 * minute);
    });
    expect(stateOf(await pool.walk({ yes }), 'prod/drain')).toBe('done');
    expect(intended(pool)).toEqual(['precheck', 'heat', 'drain']);
  });
});
