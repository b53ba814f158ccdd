import { describe, expect, it } from 'vitest';
import { withGates } from '../../src/core/gates.ts';
import type { StepDraft } from '../../src/core/kind.ts';
import { assertSound, faultsOf } from '../../src/core/plan-soundness.ts';
import { isGate, type ActStep, type GateStep, type Step } from '../../src/core/step.ts';
import { contracts, draft, heat, journeyOf } from './sample-kind.ts';

const precheck = draft('precheck', { type: 'check' });
const prove = draft('prove', { type: 'check', needs: ['heat'] });
const drain = draft('drain');
const grant = draft('grant');

const gated = (...steps: readonly StepDraft[]): readonly Step[] => withGates('Pool/prod', journeyOf(steps), contracts);
const ids = (steps: readonly Step[]): string => steps.map(({ id }) => id.slice('prod/'.length)).join(' ');

describe('what runs when a step failed', () => {
  const withIfFailed = (name: string, more: readonly StepDraft[]): readonly string[] =>
    faultsOf(withGates('Pool/prod', journeyOf([{ ...heat, ifFailed: [name] }, ...more]), contracts));

  it.each([
    { name: 'revoke', more: [draft('revoke')], fault: null, reason: 'it can be taken back' },
    { name: 'nothing', more: [], fault: 'is no change of its target', reason: 'it is not there' },
    {
      name: 'check',
      more: [draft('check', { type: 'check', operation: 'pool.precheck/1' })],
      fault: 'is no change',
      reason: 'it is a check',
    },
    { name: 'drain', more: [draft('drain')], fault: 'cannot be undone', reason: 'it is for ever' },
    {
      name: 'revoke',
      more: [draft('revoke', { needs: ['heat'] })],
      fault: 'waits for it',
      reason: 'it waits for what failed',
    },
  ])('is sound or not: $reason', ({ name, more, fault }) => {
    const faults = withIfFailed(name, more);
    if (fault === null) expect(faults).toEqual([]);
    else expect(faults.join()).toContain(fault);
  });

  it('stands behind no gate', () => {
    const steps = withGates('Pool/prod', journeyOf([{ ...heat, ifFailed: ['revoke'] }, draft('revoke')]), contracts);
    expect(steps.at(-1)).toMatchObject({ id: 'prod/revoke', needs: [] });
  });
});

describe('where gates stand', () => {
  it.each([
    {
      steps: [precheck, heat, prove],
      order: 'precheck commit heat prove',
      reason: 'nothing is written before: one gate',
    },
    { steps: [heat], order: 'commit heat', reason: 'a gate even with nothing before it' },
    {
      steps: [precheck, grant, drain, heat, prove],
      order: 'precheck prepare grant drain commit heat prove',
      reason: 'before the first write, and before the point of no return',
    },
    { steps: [precheck, drain], order: 'precheck prepare drain', reason: 'no point of no return: no second gate' },
    { steps: [precheck], order: 'precheck', reason: 'a gate that would guard nothing is left out' },
    {
      steps: [grant, precheck, heat],
      order: 'prepare grant precheck commit heat',
      reason: 'a check after the first write stays behind its gate',
    },
    { steps: [heat, drain], order: 'commit heat drain', reason: 'what comes after is behind the same gate' },
  ])('is $order: $reason', ({ steps, order }) => {
    const found = gated(...steps);
    expect(ids(found)).toBe(order);
    expect(faultsOf(found)).toEqual([]);
  });

  it('covers exactly what is for ever behind it', () => {
    const gates = gated(precheck, grant, drain, heat, draft('drain', { id: 'drain-again' }), prove).filter(isGate);
    expect(gates.map(({ covers }) => covers)).toEqual([['prod/drain'], ['prod/heat', 'prod/drain-again']]);
  });

  it('needs all that comes before, and all behind needs it', () => {
    const steps = gated(precheck, drain, heat, prove);
    const commit = steps.find(({ id }) => id === 'prod/commit')!;
    expect(commit.needs).toEqual(['prod/precheck', 'prod/drain']);
    for (const id of ['prod/heat', 'prod/prove'])
      expect(steps.find((step) => step.id === id)?.needs).toContain('prod/commit');
  });

  it('takes reversibility, undo and times from the contract, whatever the journey', () => {
    expect(gated(grant)[1]).toMatchObject({
      reversibility: 'reversible',
      undo: 'pool.revoke/1',
      again: 'harmless',
    });
  });

  it('is a bug where a gate has no words, or a step no contract', () => {
    const wordless = journeyOf([heat], { gates: {} });
    expect(() => withGates('Pool/prod', wordless, contracts)).toThrow('needs words for its gate commit');
    expect(() => gated(draft('melt'))).toThrow('pool.melt/1 has no contract');
  });
});

describe('a sound plan', () => {
  const steps = gated(precheck, drain, heat);
  const change = (id: string, more: Partial<ActStep> | Partial<GateStep>): readonly Step[] =>
    steps.map((step) => (step.id === id ? ({ ...step, ...more } as Step) : step));

  it('is what a journey with its gates is', () => {
    expect(() => {
      assertSound(steps);
    }).not.toThrow();
  });

  it.each([
    {
      broken: change('prod/commit', { covers: [] }),
      fault: 'prod/heat cannot be undone and is covered by 0 gates; 1 is right',
      reason: 'no gate names the one-way step',
    },
    {
      broken: change('prod/prepare', { covers: [] }),
      fault: 'prod/drain cannot be undone and is covered by 0 gates; 1 is right',
      reason: 'no gate names the permanent step',
    },
    {
      broken: change('prod/heat', { needs: ['prod/drain'] }),
      fault: 'prod/heat cannot be undone and is covered by 0 gates; 1 is right',
      reason: 'the gate that names it need not be passed',
    },
    {
      broken: change('prod/prepare', { covers: ['prod/drain', 'prod/heat'] }),
      fault: 'prod/heat cannot be undone and is covered by 2 gates; 1 is right',
      reason: 'two gates name it',
    },
    {
      broken: change('prod/precheck', { needs: ['prod/heat'] }),
      fault: 'the steps need each other in a circle, or need a step that is not there',
      reason: 'a circle',
    },
    {
      broken: change('prod/heat', { needs: ['prod/commit', 'prod/gone'] }),
      fault: 'the steps need each other in a circle, or need a step that is not there',
      reason: 'a need that is no step',
    },
    { broken: change('prod/drain', { id: 'prod/heat' }), fault: 'two steps are called prod/heat', reason: 'twice' },
  ])('is not one where $reason', ({ broken, fault }) => {
    expect(faultsOf(broken)).toContain(fault);
    expect(() => {
      assertSound(broken);
    }).toThrow(fault);
  });
});
