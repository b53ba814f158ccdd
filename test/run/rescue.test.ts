import { describe, expect, it } from 'vitest';
import { draft, heat } from '../core/sample-kind.ts';
import { poolWalk, precheck, prove } from './pool-walk.ts';
import type { WalkReport } from '../../src/run/walk.ts';

const states = ({ outcomes }: WalkReport): Record<string, string> =>
  Object.fromEntries([...outcomes].map(([id, { state }]) => [id, state]));

/** A journey that parks something, heats, and takes the parking back when heating failed. */
const withRescue = () =>
  poolWalk({
    steps: [
      precheck,
      draft('grant'),
      { ...heat, needs: ['precheck', 'grant'], ifFailed: ['revoke'] },
      prove,
      draft('revoke', { needs: ['grant'] }),
    ],
  });

const bothYes = ['prod/prepare', 'prod/commit'];

describe('a step for when another one fails', () => {
  it('does not run while all goes well', async () => {
    const pool = withRescue();
    const report = await pool.walk({ yes: bothYes });
    expect(states(report)['prod/prove']).toBe('done');
    expect(report.outcomes.has('prod/revoke')).toBe(false);
    expect(pool.sent).not.toContain('prod/revoke');
  });

  it('does not run while the gate before it waits', async () => {
    const pool = withRescue();
    await pool.walk({ yes: ['prod/prepare'] });
    expect(pool.sent).toEqual(['prod/precheck', 'prod/grant']);
  });

  it('runs once the other one failed for good, and once only over two processes', async () => {
    const pool = withRescue();
    pool.fails.add('prod/heat');
    expect(states(await pool.walk({ yes: bothYes }))).toMatchObject({ 'prod/heat': 'failed', 'prod/revoke': 'done' });
    expect(states(await pool.walk({ yes: bothYes }))['prod/revoke']).toBe('done');
    expect(pool.sent.filter((id) => id === 'prod/revoke')).toHaveLength(1);
  });

  it('runs when the other one went stale right before it was sent', async () => {
    const pool = poolWalk({
      steps: [
        precheck,
        draft('grant'),
        {
          ...heat,
          needs: ['precheck', 'grant'],
          expects: [{ fact: 'pool.heated', equals: 'somehow' }],
          ifFailed: ['revoke'],
        },
        draft('revoke', { needs: ['grant'] }),
      ],
    });
    expect(states(await pool.walk({ yes: bothYes }))).toMatchObject({ 'prod/heat': 'stale', 'prod/revoke': 'done' });
    expect(pool.sent).not.toContain('prod/heat');
  });
});

describe('a gate that covers two steps', () => {
  it('is made young before the first of them, and not asked again before the second', async () => {
    const pool = poolWalk({ steps: [precheck, { ...heat, needs: ['precheck'] }, draft('drain', { needs: ['heat'] })] });
    // What the gate required is no longer so once the first step took its effect.
    pool.on.set('prod/heat', () => {
      pool.facts['pool.idle'] = false;
      pool.pass(3_600_000);
    });
    const report = await pool.walk({ yes: ['prod/commit'] });
    expect(states(report)).toMatchObject({ 'prod/heat': 'done', 'prod/drain': 'done' });
    expect(pool.sent).toEqual(['prod/precheck', 'prod/heat', 'prod/drain']);
  });
});
