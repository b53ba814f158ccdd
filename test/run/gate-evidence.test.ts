import { describe, expect, it } from 'vitest';
import type { JournalLine } from '../../src/core/journal.ts';
import { poolWalk, type PoolWalk } from './pool-walk.ts';

const minute = 60_000;
const yes = ['prod/commit'];

const openedIn = ({ journal }: PoolWalk) => {
  const opened = journal.lines().findLast((line) => line.type === 'opened');
  if (opened?.type !== 'opened') throw new Error('the gate never opened');
  return { at: opened.at, passed: Object.fromEntries(opened.checks.map(({ code, at }) => [code, at])) };
};

const precheckedAt = ({ journal }: PoolWalk): string => {
  const done = journal.lines().find((line) => line.type === 'done' && line.step === 'prod/precheck');
  return done?.type === 'done' ? (done.evidence.at(-1)?.at ?? '') : '';
};

const answered = ({ journal }: PoolWalk): number => journal.lines().filter(({ type }) => type === 'answered').length;

describe('what a gate keeps as evidence', () => {
  it('is when each check passed, not when the gate opened: in an earlier process', async () => {
    const pool = poolWalk();
    await pool.walk();
    pool.pass(8 * minute);
    await pool.walk({ yes });
    const { at, passed } = openedIn(pool);
    expect(passed).toEqual({ POOL03: at, POOL05: precheckedAt(pool) });
    expect(Date.parse(at) - Date.parse(passed['POOL05'] ?? '')).toBeGreaterThanOrEqual(8 * minute);
  });

  it('and in the same one', async () => {
    const pool = poolWalk();
    await pool.walk({ yes, thinksMs: 8 * minute });
    const { at, passed } = openedIn(pool);
    expect(Date.parse(at) - Date.parse(passed['POOL05'] ?? '')).toBe(8 * minute);
    expect(passed['POOL03']).toBe(at);
  });
});

describe('a check that is read at a gate', () => {
  it('is as old as the read before it began: after a slow one it is read again before the call', async () => {
    const pool = poolWalk();
    pool.on.set('observe', () => {
      pool.on.delete('observe');
      pool.pass(minute + 1000);
    });
    await pool.walk({ yes });
    expect(answered(pool)).toBe(2);
    expect(pool.sent).toEqual(['prod/precheck', 'prod/heat']);
  });

  it('is read once where the answer comes at once', async () => {
    const pool = poolWalk();
    await pool.walk({ yes });
    expect(answered(pool)).toBe(1);
  });
});

describe('the word of a writer that had lost the run, whatever number it bears', () => {
  /** Gives the conclusion of the pre-check a number of another epoch, as a late line has in its place in the chain. */
  const renumber = ({ journal }: PoolWalk): void => {
    const lines = journal.lines() as JournalLine[];
    const at = lines.findIndex((line) => line.type === 'done' && line.step === 'prod/precheck');
    lines[at] = { ...lines[at]!, seq: 999 };
  };

  it('makes no old pre-check young, and stands for no new attempt', async () => {
    const pool = poolWalk();
    await pool.walk();
    renumber(pool);
    pool.pass(11 * minute);
    await pool.walk({ yes });
    expect(pool.sent).toEqual(['prod/precheck', 'prod/precheck', 'prod/heat']);
  });
});
