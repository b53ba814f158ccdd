import { describe, expect, it } from 'vitest';
import { draft, heat } from '../core/sample-kind.ts';
import { poolWalk, precheck, prove } from './pool-walk.ts';

const behind = { ...heat, needs: ['precheck', 'grant'] };

/** A grant and a drain are prepared; heating waits for its own yes. */
const prepared = async (steps = [precheck, draft('grant'), draft('drain', { needs: ['grant'] }), behind, prove]) => {
  const pool = poolWalk({ steps });
  await pool.walk({ yes: ['prod/prepare'] });
  return pool;
};

describe('giving a run up', () => {
  it('takes back what can be, the last thing first, and says what stays', async () => {
    const pool = await prepared();
    expect(await pool.undo()).toEqual([
      { step: 'prod/heat', is: 'nothing' },
      { step: 'prod/drain', is: 'kept', why: 'it is for ever' },
      { step: 'prod/grant', is: 'undone' },
    ]);
    expect(pool.sent).toEqual(['prod/precheck', 'prod/grant', 'prod/drain', 'prod/revoke']);
  });

  it('is done once, however often it is asked for', async () => {
    const pool = await prepared();
    await pool.undo();
    expect((await pool.undo()).at(-1)).toEqual({ step: 'prod/grant', is: 'undone' });
    expect(pool.sent.filter((id) => id === 'prod/revoke')).toHaveLength(1);
  });

  it('goes on after a process that died between undoing and saying so', async () => {
    const pool = await prepared();
    pool.dies.add('prod/revoke');
    await expect(pool.undo()).rejects.toThrow('the process died');
    pool.dies.clear();
    expect((await pool.undo()).at(-1)).toEqual({ step: 'prod/grant', is: 'undone' });
    expect(pool.sent.filter((id) => id === 'prod/revoke')).toHaveLength(1);
  });

  it('leaves alone what was so before the run', async () => {
    const pool = poolWalk({ steps: [precheck, draft('grant'), behind, prove] });
    pool.before('prod/grant');
    await pool.walk({ yes: ['prod/prepare'] });
    expect((await pool.undo()).at(-1)).toEqual({ step: 'prod/grant', is: 'nothing' });
    expect(pool.sent).not.toContain('prod/revoke');
  });

  it('waits for a call of which no answer came, sends it no second time, and takes back what it did', async () => {
    const pool = poolWalk({ steps: [precheck, draft('grant'), behind, prove] });
    pool.dies.add('prod/grant');
    await expect(pool.walk({ yes: ['prod/prepare'] })).rejects.toThrow('the process died');
    pool.dies.clear();
    expect((await pool.undo()).at(-1)).toEqual({ step: 'prod/grant', is: 'undone' });
    expect(pool.sent.filter((id) => id === 'prod/grant')).toHaveLength(1);
  });

  it('stops where something cannot be undone now, since what came before may carry it', async () => {
    const pool = await prepared([precheck, draft('grant'), behind, prove]);
    pool.fails.add('prod/revoke');
    expect((await pool.undo()).at(-1)).toMatchObject({ step: 'prod/grant', is: 'stuck', outcome: { state: 'failed' } });
    expect(pool.types()).not.toContain('undone');
  });

  it('stops before the next thing when a person cancels', async () => {
    const pool = await prepared();
    expect((await pool.undo({ cancelled: () => true })).at(-1)).toMatchObject({ is: 'stuck' });
    expect(pool.sent).not.toContain('prod/revoke');
  });
});
