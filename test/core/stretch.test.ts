import { describe, expect, it } from 'vitest';
import { withGates } from '../../src/core/gates.ts';
import { isGate, type ActStep, type Limit, type Step } from '../../src/core/step.ts';
import { disturbs, gateAbove, needOf, stretchBehind } from '../../src/core/stretch.ts';
import { contracts, draft, heat, journeyOf } from './sample-kind.ts';

const minute = 60_000;

const steps: readonly Step[] = withGates(
  'Pool/prod',
  journeyOf([
    draft('precheck', { type: 'check' }),
    draft('grant', { needs: ['precheck'] }),
    { ...heat, needs: ['grant'], ifFailed: ['revoke'] },
    draft('prove', { type: 'check', needs: ['heat'] }),
    draft('revoke'),
  ]),
  contracts,
);
const idsBehind = (local: string): readonly string[] => {
  const gate = steps.filter(isGate).find(({ id }) => id === `prod/${local}`)!;
  return stretchBehind(steps, gate).map(({ id }) => id);
};

describe('the stretch behind a gate', () => {
  it('reaches up to the next gate, and leaves out what runs only when a step failed', () => {
    expect(idsBehind('prepare')).toEqual(['prod/grant']);
    expect(idsBehind('commit')).toEqual(['prod/heat', 'prod/prove']);
  });

  it('is that of the last gate above a step', () => {
    const above = (local: string) => gateAbove(steps, { id: `prod/${local}` })?.id ?? null;
    expect([above('precheck'), above('grant'), above('prove')]).toEqual([null, 'prod/prepare', 'prod/commit']);
  });
});

const act = (id: string, p90: ActStep['duration']['p90'], more: Partial<ActStep> = {}): ActStep => ({
  ...(steps.find((step) => step.id === 'prod/heat') as ActStep),
  id,
  needs: [],
  duration: { p50: '1m', p90 },
  ...more,
});

describe('what steps need', () => {
  const one: readonly Limit[] = [{ of: 'set', atMost: 1 }];
  const two: readonly Limit[] = [{ of: 'set', atMost: 2 }];

  it.each<{ reason: string; all: readonly ActStep[]; p90: number }>([
    { reason: 'nothing', all: [], p90: 0 },
    { reason: 'one after the other', all: [act('a', '5m'), act('b', '7m', { needs: ['a'] })], p90: 12 },
    { reason: 'side by side, the longest', all: [act('a', '5m'), act('b', '7m')], p90: 7 },
    {
      reason: 'the longest way through them',
      all: [act('a', '5m'), act('b', '7m'), act('c', '3m', { needs: ['a'] }), act('d', '1m', { needs: ['b', 'c'] })],
      p90: 9,
    },
    { reason: 'needs outside of them do not count', all: [act('a', '5m', { needs: ['elsewhere'] })], p90: 5 },
    {
      reason: 'by turns where only one may',
      all: [act('a', '5m', { limits: one }), act('b', '7m', { limits: one })],
      p90: 12,
    },
    {
      reason: 'by twos: the third begins when the first is done',
      all: ['a', 'b', 'c'].map((id, at) => act(id, at === 0 ? '2m' : '5m', { limits: two })),
      p90: 7,
    },
  ])('$reason', ({ all, p90 }) => {
    expect(needOf(all).p90).toBe(p90 * minute);
  });
});

describe('a step disturbs somebody', () => {
  it.each([
    { reversibility: null, downtime: false, is: false, reason: 'a look does not' },
    { reversibility: 'reversible', downtime: false, is: false, reason: 'what can be undone without loss does not' },
    { reversibility: 'reversible', downtime: true, is: true, reason: 'something is away meanwhile' },
    { reversibility: 'compensable', downtime: false, is: true, reason: 'something is lost by going back' },
    { reversibility: 'permanent', downtime: false, is: true, reason: 'there is no way back' },
    { reversibility: 'one-way', downtime: false, is: true, reason: 'it is sent once' },
  ] as const)('$reason', ({ reversibility, downtime, is }) => {
    expect(disturbs({ reversibility, downtime: downtime ? { what: 'pool', p50: '1m', p90: '2m' } : null })).toBe(is);
  });
});
