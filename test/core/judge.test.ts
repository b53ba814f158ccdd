import { describe, expect, it } from 'vitest';
import type { Check, Judgement } from '../../src/core/check.ts';
import type { Waiver } from '../../src/core/desired.ts';
import type { ReadFailure } from '../../src/core/observed.ts';
import { isExpired, judge } from '../../src/core/judge.ts';
import { checkOf, desiredOf, observedOf } from './sample-kind.ts';

const at = '2026-11-28T02:00:00Z';
const waiver = (expires: string, code = 'POOL01'): Waiver => ({ code, reason: 'CHG1', expires });
const says = (judgement: Partial<Judgement>, more: Partial<Check> = {}): Check =>
  checkOf('POOL01', 'pool.idle', { judge: () => ({ verdict: 'fail', summary: 'busy', ...judgement }), ...more });

const judged = (check: Check, waivers: readonly Waiver[] = []) =>
  judge(check, { desired: desiredOf('prod', { waivers }), observed: observedOf({ 'pool.idle': false }) }, at);

describe('a check whose fact was not read', () => {
  const unread = (failure: ReadFailure, facts = ['pool.idle']) =>
    observedOf({}, { unread: [{ facts, call: 'DescribePool', why: 'HTTP 503', failure }] });
  const subject = (failure: ReadFailure) => ({ desired: desiredOf(), observed: unread(failure) });

  it('is unknown, and names the call and why; its judge is not asked', () => {
    const check = says({}, { judge: () => expect.fail('asked'), waivable: true });
    expect(judge(check, subject('server'), at)).toMatchObject({
      verdict: 'unknown',
      detail: 'DescribePool: HTTP 503',
      remedy: 'plan again',
    });
  });

  it('says which permission is missing when the read was refused', () => {
    expect(judge(says({}), subject('refused'), at).remedy).toContain('allow DescribePool');
  });

  it('cannot be waived: nobody knows what would be waived', () => {
    const desired = desiredOf('prod', { waivers: [waiver('2030-01-01')] });
    const observed = unread('server');
    expect(judge(says({}, { waivable: true }), { desired, observed }, at).verdict).toBe('unknown');
  });

  it('and that nobody reported unread is a bug', () => {
    expect(() => judge(says({}), { desired: desiredOf(), observed: observedOf({}) }, at)).toThrow(/POOL01.*pool\.idle/);
  });
});

describe('a waiver', () => {
  const cases = [
    { verdict: 'waived', waivable: true, waivers: [waiver('2026-11-28')], reason: 'its last day counts' },
    { verdict: 'fail', waivable: true, waivers: [waiver('2026-11-27')], reason: 'it has expired' },
    { verdict: 'fail', waivable: true, waivers: [waiver('2030-01-01', 'POOL02')], reason: 'it is for another check' },
    { verdict: 'fail', waivable: false, waivers: [waiver('2030-01-01')], reason: 'the check cannot be waived' },
    { verdict: 'fail', waivable: true, waivers: [], reason: 'there is none' },
  ] as const;
  it.each(cases)('makes a fail $verdict: $reason', ({ verdict, waivable, waivers }) => {
    expect(judged(says({}, { waivable }), waivers).verdict).toBe(verdict);
  });

  it('does not skip a fail that is too hard, and the check says so', () => {
    const result = judged(says({ hard: true, detail: '1.14.' }, { waivable: true }), [waiver('2030-01-01')]);
    expect(result).toMatchObject({ verdict: 'fail', detail: '1.14. No waiver can skip this.' });
  });

  it('shows its reason, its day and its place', () => {
    const result = judged(says({}, { waivable: true }), [waiver('2030-01-01', 'POOL09'), waiver('2026-12-01')]);
    expect(result.detail).toBe('Waived until 2026-12-01: CHG1');
    expect(result.at).toEqual({ file: 'prod.yaml/spec/waivers/1' });
  });

  it('that has expired is named where it stands', () => {
    const result = judged(says({}, { waivable: true }), [waiver('2026-11-01')]);
    expect(result).toMatchObject({ verdict: 'fail', detail: expect.stringContaining('2026-11-01') as string });
    expect(result.at).toEqual({ file: 'prod.yaml/spec/waivers/0' });
  });

  it.each(['pass', 'warn', 'ask', 'later'] as const)('leaves a verdict %s alone', (verdict) => {
    expect(judged(says({ verdict }, { waivable: true }), [waiver('2030-01-01')]).verdict).toBe(verdict);
  });

  it('lasts to the end of its day', () => {
    expect(isExpired(waiver('2026-11-28'), '2026-11-28T23:59:59Z')).toBe(false);
    expect(isExpired(waiver('2026-11-28'), '2026-11-29T00:00:00Z')).toBe(true);
  });
});

describe('a judged check', () => {
  it('holds the evidence of its own facts, its place, and the step that answers it later', () => {
    const observed = observedOf({ 'pool.idle': false, 'pool.size': 3 });
    const check = says({ verdict: 'later', later: 'precheck', at: '/spec/size' });
    expect(judge(check, { desired: desiredOf(), observed }, at)).toEqual({
      ...{ code: 'POOL01', address: 'Pool/prod', verdict: 'later', summary: 'busy', later: 'prod/precheck' },
      evidence: [{ fact: 'pool.idle', call: 'DescribePool', request: 'R-1', at }],
      at: { file: 'prod.yaml/spec/size' },
    });
  });
});
