import { describe, expect, it } from 'vitest';
import { buildPlan } from '../../src/core/build-plan.ts';
import type { CheckSubject } from '../../src/core/check.ts';
import type { Kind } from '../../src/core/kind.ts';
import type { Observed } from '../../src/core/observed.ts';
import type { Plan } from '../../src/core/plan.ts';
import { sha256 } from '../../src/store/ports.ts';
import { checkOf, desiredOf, observedOf, sampleKind } from './sample-kind.ts';

const cold = observedOf({ 'pool.heated': false, 'pool.idle': true });
const plan = (kind: Kind = sampleKind(), observed: Observed = cold, names: readonly string[] = ['prod']): Plan =>
  buildPlan({
    subjects: names.map((name) => ({ kind, desired: desiredOf(name), observed })),
    store: null,
    storeAs: 'default',
    createdAt: '2026-11-28T02:00:00Z',
    tool: 'onward 0.1.0',
    diagnostics: [],
    sha256,
    prices: {},
  });

const saying = (verdict: 'pass' | 'fail' | 'warn' | 'ask' | 'later' | 'unknown'): Kind =>
  sampleKind({ checks: [checkOf('POOL01', 'pool.idle', { judge: () => ({ verdict, summary: verdict }) })] });

describe('a plan', () => {
  it('is the same for the same input, byte by byte', () => {
    expect(JSON.stringify(plan())).toBe(JSON.stringify(plan()));
  });

  it('draws the point of no return at the first one-way step', () => {
    expect(plan()).toMatchObject({ pointOfNoReturn: 'prod/heat', applicable: true, complete: true });
    expect(plan().steps.map(({ id }) => id)).toEqual(['prod/commit', 'prod/heat']);
  });

  it('of the end it leads to is empty: nothing differs, nothing is to do', () => {
    const end = plan(sampleKind(), observedOf({ 'pool.heated': true, 'pool.idle': true }));
    expect(end).toMatchObject({ changes: [], steps: [], applicable: false, pointOfNoReturn: null });
  });

  it('holds its targets side by side, without an arrow between them', () => {
    const { steps } = plan(sampleKind(), cold, ['prod', 'test']);
    expect(steps.map(({ id, needs }) => `${id}: ${needs.join(' ')}`)).toEqual([
      ...['prod/commit: ', 'prod/heat: prod/commit'],
      ...['test/commit: ', 'test/heat: test/commit'],
    ]);
  });

  it.each([
    { verdict: 'pass', applicable: true, complete: true, reason: 'nothing stands in the way' },
    { verdict: 'warn', applicable: true, complete: true, reason: 'a yes accepts it' },
    { verdict: 'later', applicable: true, complete: true, reason: 'its gate asks again' },
    { verdict: 'fail', applicable: false, complete: true, reason: 'it blocks' },
    { verdict: 'ask', applicable: false, complete: true, reason: 'a person’s word is missing' },
    { verdict: 'unknown', applicable: false, complete: false, reason: 'unknown is no pass' },
  ] as const)('with a check that says $verdict: $reason', ({ verdict, applicable, complete }) => {
    expect(plan(saying(verdict))).toMatchObject({ applicable, complete });
  });

  it('leaves out a check that is not about its target, and needs none of its facts', () => {
    const applies = ({ observed }: CheckSubject): boolean => observed.facts['pool.heated'] === true;
    const kind = sampleKind({ checks: [checkOf('POOL01', 'pool.idle'), checkOf('POOL02', 'pool.depth', { applies })] });
    expect(plan(kind).checks.map(({ code }) => code)).toEqual(['POOL01']);
    expect(() => plan(kind, observedOf({ 'pool.heated': true, 'pool.idle': true }))).toThrow('POOL02 needs pool.depth');
  });

  it('does not list a check that does not apply, nor ask for its facts', () => {
    const other = checkOf('POOL02', 'pool.salty', { applies: () => false });
    const checks = [checkOf('POOL01', 'pool.idle', { applies: () => true }), other];
    expect(plan(sampleKind({ checks })).checks.map(({ code }) => code)).toEqual(['POOL01']);
  });

  it('is incomplete where a read failed, and makes no change of it', () => {
    const unread = [{ facts: ['pool.heated'], call: 'DescribePool', why: '503', failure: 'server' }] as const;
    const found = plan(sampleKind(), observedOf({ 'pool.idle': true }, { unread }));
    expect(found).toMatchObject({ complete: false, applicable: false, changes: [] });
  });

  it('is incomplete where the target cannot be read at all, and plans nothing', () => {
    expect(plan(sampleKind(), observedOf({}, { state: 'unreadable' }))).toMatchObject({
      ...{ complete: false, applicable: false, steps: [] },
    });
  });

  it('says of a waiver of a passing check that nobody needs it', () => {
    const waivers = [{ code: 'POOL01', reason: 'CHG1', expires: '2030-01-01' }];
    const subject = { kind: saying('pass'), desired: desiredOf('prod', { waivers }), observed: cold };
    const base = {
      prices: {},
      store: null,
      storeAs: 'default',
      createdAt: '2026-11-28T02:00:00Z',
      tool: 'onward 0.1.0',
      sha256,
    };
    const found = buildPlan({ ...base, subjects: [subject], diagnostics: [] });
    expect(found.diagnostics).toMatchObject([{ code: 'PLN002', at: { file: 'prod.yaml/spec/waivers/0' } }]);
  });

  it('whose journey leaves a one-way step unguarded is never built', () => {
    const twice = plan().steps;
    expect(twice.length).toBe(2);
    const kind = sampleKind({ name: 'Pool' });
    expect(() => plan(kind, cold, ['prod', 'prod'])).toThrow('unsound plan: two steps are called');
  });
});
