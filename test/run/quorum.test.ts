import { describe, expect, it } from 'vitest';
import { isGate } from '../../src/core/step.ts';
import type { QuorumAnswer } from '../../src/run/ports.ts';
import { draft } from '../core/sample-kind.ts';
import { poolWalk, type PoolWalk } from './pool-walk.ts';

const approvals = { prepare: 1, oneWay: 2, from: 'signatures', validFor: '14d' } as const;
const yes = (...names: readonly string[]): QuorumAnswer => ({
  is: 'met',
  by: names.join(', '),
  via: `${names.length} signatures`,
  approvals: names.map((by) => ({ by, at: '2026-11-28T02:00:00Z', how: 'signature' as const, key: `SHA256:${by}` })),
});
const short: QuorumAnswer = { is: 'short', says: '1 of 2: alice' };

const poolWith = (more: object = {}): PoolWalk => poolWalk({ approvals, ...more });
const stateOf = async (pool: PoolWalk, answer: QuorumAnswer, step = 'prod/commit', own: readonly string[] = []) =>
  (await pool.walk({ quorum: () => Promise.resolve(answer), yes: own })).outcomes.get(step);
const linesOf = ({ journal }: PoolWalk, type: string) => journal.lines().filter((line) => line.type === type);

describe('a gate that the policy asks approvals for', () => {
  it('says how many in the plan, by whether it covers a one-way step', () => {
    const pool = poolWalk({ approvals, steps: [draft('grant'), draft('heat', { needs: ['grant'] })] });
    expect(pool.plan.steps.filter(isGate).map((gate) => [gate.id, gate.approvals])).toEqual([
      ['prod/prepare', { needed: 1, of: 'prepare' }],
      ['prod/commit', { needed: 2, of: 'oneWay' }],
    ]);
  });

  it('asks nothing more than today where the policy needs nobody', async () => {
    const pool = poolWalk({ approvals: { ...approvals, oneWay: 0 } });
    expect(pool.plan.steps.filter(isGate).map((gate) => gate.approvals)).toEqual([undefined]);
    expect(await stateOf(pool, short, 'prod/commit', ['prod/commit'])).toEqual({ state: 'done' });
  });

  it('parks while they are not enough, and says how far it is', async () => {
    const pool = poolWith();
    expect(await stateOf(pool, short)).toMatchObject({
      state: 'parked',
      why: 'GATE commit waits for approvals: 1 of 2: alice',
    });
    expect(linesOf(pool, 'parked')).toMatchObject([{ missing: ['approval'], says: '1 of 2: alice' }]);
    expect(pool.sent).toEqual(['prod/precheck']);
  });

  it('does not take the yes of whoever runs it for one of them', async () => {
    const pool = poolWith();
    expect(await stateOf(pool, short, 'prod/commit', ['prod/commit'])).toMatchObject({ state: 'parked' });
    expect(linesOf(pool, 'approved')).toEqual([]);
  });

  it('stays shut where they cannot be judged, and where nobody can judge them', async () => {
    const pool = poolWith();
    expect(await stateOf(pool, { is: 'refused', says: 'the policy moved' })).toMatchObject({ state: 'unapproved' });
    expect((await pool.walk({ yes: ['prod/commit'] })).outcomes.get('prod/commit')).toMatchObject({
      state: 'unapproved',
    });
    expect(pool.sent).not.toContain('prod/heat');
  });

  it('opens with enough, and writes down who, how and with which key', async () => {
    const pool = poolWith();
    expect(await stateOf(pool, yes('alice', 'bob'), 'prod/heat')).toEqual({ state: 'done' });
    expect(linesOf(pool, 'approved')).toMatchObject([
      {
        step: 'prod/commit',
        by: 'alice, bob',
        via: '2 signatures',
        approvals: [{ key: 'SHA256:alice' }, { by: 'bob' }],
      },
    ]);
  });

  it('after a crash between yes and opening is judged anew: the same people are written once, fewer open nothing', async () => {
    const pool = poolWith();
    pool.on.set('observe', () => {
      throw new Error('the process died');
    });
    await expect(pool.walk({ quorum: () => Promise.resolve(yes('alice', 'bob')) })).rejects.toThrow('died');
    expect(linesOf(pool, 'approved')).toHaveLength(1);
    pool.on.clear();
    expect(await stateOf(pool, { is: 'short', says: "0 of 2; alice's expired" })).toMatchObject({ state: 'parked' });
    expect(pool.sent).not.toContain('prod/heat');
    expect(await stateOf(pool, yes('alice', 'bob'), 'prod/heat')).toEqual({ state: 'done' });
    expect(linesOf(pool, 'approved')).toHaveLength(1);
  });

  it('that asks for a yes of its own wants both, in either order', async () => {
    const steps = [draft('grant'), draft('drain', { needs: ['grant'] })];
    const pool = poolWith({ steps, commit: { id: 'shutdown', before: 'drain', ownYes: true, requires: [] } });
    const own = ['prod/shutdown'];
    expect(await stateOf(pool, yes('alice'), 'prod/shutdown', own)).toMatchObject({ state: 'parked' });
    expect(await stateOf(pool, short, 'prod/shutdown', own)).toMatchObject({ state: 'parked' });
    expect(await stateOf(pool, yes('alice'), 'prod/shutdown')).toMatchObject({ state: 'parked' });
    expect(await stateOf(pool, yes('alice'), 'prod/drain', own)).toEqual({ state: 'done' });
  });
});

describe('two gates', () => {
  it('are answered by the approvals of one decision, each written at its gate', async () => {
    const pool = poolWith({ steps: [draft('grant'), draft('heat', { needs: ['grant'] })], requires: [] });
    const walked = await pool.walk({ quorum: () => Promise.resolve(yes('alice', 'bob')) });
    expect(walked.outcomes.get('prod/heat')).toEqual({ state: 'done' });
    expect(linesOf(pool, 'approved').map((line) => 'step' in line && line.step)).toEqual([
      'prod/prepare',
      'prod/commit',
    ]);
  });
});
