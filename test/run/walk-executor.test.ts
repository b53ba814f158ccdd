import { describe, expect, it } from 'vitest';
import { direct } from '../../src/run/direct.ts';
import type { Executor } from '../../src/run/executor.ts';
import { poolWalk } from './pool-walk.ts';

const yes = ['prod/commit'];
const interruption = { code: 'ENG001', summary: 'the engine was killed' };

describe('what an executor says of itself', () => {
  it('is believed when steps are missing: the run is interrupted, and a resume does the rest once', async () => {
    const pool = poolWalk();
    const killed: Executor = () => Promise.resolve({ interrupted: interruption });
    const report = await pool.walk({ yes, executor: killed });
    expect(report.interrupted).toEqual(interruption);
    expect(report.outcomes.get('prod/heat')?.state).not.toBe('done');
    expect(pool.sent).not.toContain('prod/heat');
    const resumed = await pool.walk({ yes });
    expect(resumed.interrupted).toBeUndefined();
    expect(resumed.outcomes.get('prod/heat')).toEqual({ state: 'done' });
  });

  it('is not believed against the journal: what the lifecycle did is done', async () => {
    const pool = poolWalk();
    const confused: Executor = async (leg, perform) => {
      await direct(leg, perform);
      return { interrupted: interruption };
    };
    const report = await pool.walk({ yes, executor: confused });
    expect(report.interrupted).toBeUndefined();
    expect(report.outcomes.get('prod/prove')).toEqual({ state: 'done' });
  });

  it('is waited for no longer than its steps: one that was begun is driven to its end', async () => {
    const pool = poolWalk();
    const hasty: Executor = ({ steps }, perform) => {
      for (const { id } of steps) void perform(id);
      return Promise.resolve({ interrupted: interruption });
    };
    const report = await pool.walk({ yes, executor: hasty });
    expect(report.outcomes.get('prod/heat')).toEqual({ state: 'done' });
  });

  it('is not taken for success when it did nothing and says nothing', async () => {
    const pool = poolWalk();
    const idle: Executor = () => Promise.resolve({});
    const report = await pool.walk({ yes, executor: idle });
    expect(report.outcomes.get('prod/heat')).toMatchObject({ state: 'unfinished' });
    expect((await pool.walk({ yes })).outcomes.get('prod/heat')).toEqual({ state: 'done' });
  });

  it('may ask twice for one step: it is sent once', async () => {
    const pool = poolWalk();
    const twice: Executor = async (leg, perform) => {
      await Promise.all(leg.steps.flatMap(({ id }) => [perform(id), perform(id)]));
      return {};
    };
    await pool.walk({ yes, executor: twice });
    expect(pool.sent.filter((id) => id === 'prod/heat')).toHaveLength(1);
  });
});
