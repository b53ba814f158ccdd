import { describe, expect, it } from 'vitest';
import { isGate } from '../../src/core/step.ts';
import { draft } from '../core/sample-kind.ts';
import { poolWalk, type PoolWalk } from './pool-walk.ts';

/** A copy that takes its time, and then a shutdown behind a gate of its own. */
const steps = [draft('grant'), draft('drain', { needs: ['grant'] })];
const shutdown = { id: 'shutdown', before: 'drain', ownYes: true, byHand: 'drain', requires: [] } as const;
const poolWith = (more: object = {}): PoolWalk => poolWalk({ steps, commit: { ...shutdown, ...more } });
const yes = ['prod/prepare', 'prod/shutdown'];

const stateOf = async (pool: PoolWalk, given: readonly string[], step: string): Promise<string | undefined> =>
  (await pool.walk({ yes: given })).outcomes.get(step)?.state;

describe('a gate that asks for a yes of its own', () => {
  it('stands where its journey puts it, covers the step behind it, and is called as the journey says', () => {
    const gate = poolWith()
      .plan.steps.filter(isGate)
      .find(({ id }) => id === 'prod/shutdown');
    expect(gate).toMatchObject({
      title: 'GATE shutdown',
      needs: ['prod/grant'],
      covers: ['prod/drain'],
      ownYes: true,
      byHand: 'prod/drain',
    });
  });

  it('is not opened by a yes from before it was reached, and is by one from afterwards', async () => {
    const pool = poolWith();
    expect(await stateOf(pool, yes, 'prod/shutdown')).toBe('parked');
    expect(pool.sent).toEqual(['prod/grant']);
    expect(await stateOf(pool, yes, 'prod/drain')).toBe('done');
    expect(pool.sent).toEqual(['prod/grant', 'prod/drain']);
  });

  it('stays shut without one, however often the run goes on', async () => {
    const pool = poolWith();
    for (let time = 0; time < 3; time += 1)
      expect(await stateOf(pool, ['prod/prepare'], 'prod/shutdown')).toBe('parked');
    expect(pool.sent).toEqual(['prod/grant']);
  });

  it('asks for none once the cloud shows that a person did by hand what it would ask for', async () => {
    const pool = poolWith();
    expect(await stateOf(pool, ['prod/prepare'], 'prod/shutdown')).toBe('parked');
    pool.before('prod/drain');
    expect(await stateOf(pool, ['prod/prepare'], 'prod/drain')).toBe('done');
    expect(pool.sent).toEqual(['prod/grant']);
  });

  it('stays shut until its time, by the cloud’s clock', async () => {
    const pool = poolWith({ notBefore: '2026-11-28T03:00:00Z' });
    await pool.walk({ yes });
    expect(await stateOf(pool, yes, 'prod/shutdown')).toBe('parked');
    pool.pass(60 * 60_000);
    expect(await stateOf(pool, yes, 'prod/drain')).toBe('done');
  });
});
