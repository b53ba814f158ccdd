import type { ActStep } from '../../src/core/step.ts';

/** The one-way step of the sample kind, as a plan holds it. */
export const heatStep = (more: Partial<ActStep> = {}): ActStep => ({
  id: 'prod/heat',
  type: 'change',
  address: 'Pool/prod',
  title: 'heat the pool',
  needs: [],
  because: ['pool.heated'],
  operation: 'pool.heat/1',
  args: { degrees: 28 },
  reversibility: 'one-way',
  undo: null,
  again: 'after-window',
  expects: [{ fact: 'pool.heated', equals: false }],
  duration: { p50: '1m', p90: '5m' },
  downtime: null,
  ifFailed: [],
  ...more,
});
