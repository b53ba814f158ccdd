import type { Check } from '../../src/core/check.ts';
import type { Desired } from '../../src/core/desired.ts';
import type { Facts } from '../../src/core/fact.ts';
import type { Journey, Kind, StepDraft } from '../../src/core/kind.ts';
import type { Observed } from '../../src/core/observed.ts';
import type { Contract } from '../../src/core/operation.ts';

/** A kind as small as can be: a pool that becomes heated, for ever. */
const contract = (operation: string, more: Partial<Contract> = {}): Contract => ({
  operation,
  sends: true,
  reversibility: null,
  undo: null,
  again: 'harmless',
  duration: { p50: '1m', p90: '5m' },
  downtime: null,
  budget: '45m',
  poll: '4m',
  ...more,
});

export const contracts: Readonly<Record<string, Contract>> = {
  'pool.precheck/1': contract('pool.precheck/1'),
  'pool.drain/1': contract('pool.drain/1', { reversibility: 'permanent' }),
  'pool.grant/1': contract('pool.grant/1', { reversibility: 'reversible', undo: 'pool.revoke/1' }),
  'pool.empty/1': contract('pool.empty/1', { reversibility: 'compensable', leavesDown: true }),
  'pool.revoke/1': contract('pool.revoke/1', { reversibility: 'reversible', undo: 'pool.grant/1' }),
  'pool.heat/1': contract('pool.heat/1', { reversibility: 'one-way', again: 'after-window' }),
  'pool.prove/1': contract('pool.prove/1', { sends: false }),
};

export const draft = (id: string, more: Partial<StepDraft> = {}): StepDraft => ({
  id,
  type: 'change',
  operation: `pool.${id}/1`,
  title: `${id} the pool`,
  because: ['pool.heated'],
  args: {},
  expects: [],
  needs: [],
  ...more,
});

export const journeyOf = (steps: readonly StepDraft[], more: Partial<Journey> = {}): Journey => ({
  name: 'cold-to-heated',
  title: 'cold -> heated',
  steps,
  gates: {
    prepare: { question: 'Prepare?', requires: [] },
    commit: { question: 'Heat it for ever?', requires: [] },
  },
  gains: [],
  leftBehind: [],
  notices: [],
  unchecked: [],
  ...more,
});

/** A check that passes when a fact is true. */
export const checkOf = (code: string, fact: string, more: Partial<Check> = {}): Check => ({
  code,
  demands: `${fact} is true`,
  stage: 'target',
  waivable: false,
  facts: [fact],
  judge: ({ observed }) =>
    observed.facts[fact] === true
      ? { verdict: 'pass', summary: `${fact} is true` }
      : { verdict: 'fail', summary: `${fact} is false; true is demanded`, remedy: `make ${fact} true` },
  ...more,
});

export const heat = draft('heat', { expects: [{ fact: 'pool.heated', equals: false }], args: { degrees: 28 } });

export const sampleKind = (more: Partial<Kind> = {}): Kind => ({
  name: 'Pool',
  schema: {},
  validateSpec: () => [],
  facts: [
    { name: 'pool.heated', title: 'heated', role: 'state', impact: 'migrate' },
    { name: 'pool.size', title: 'size', role: 'state' },
    { name: 'pool.idle', title: 'idle', role: 'journey' },
  ],
  desiredFacts: () => ({ 'pool.heated': true }),
  checks: [],
  route: (_, observed) =>
    observed.facts['pool.heated'] === true ? { is: 'nothing' } : { is: 'due', journey: journeyOf([heat]) },
  key: ({ name }) => `pool:1:${name}`,
  identity: ({ name }) => name,
  contracts,
  lint: () => [],
  driver: () => Promise.reject(new Error('no driver here')),
  ...more,
});

export const desiredOf = (name = 'prod', more: Partial<Desired> = {}): Desired => ({
  address: `Pool/${name}`,
  kind: 'Pool',
  name,
  labels: {},
  annotations: {},
  spec: { heated: true },
  waivers: [],
  place: (pointer) => ({ file: `${name}.yaml${pointer}` }),
  origin: () => 'document',
  ...more,
});

export const observedOf = (facts: Facts, more: Partial<Observed> = {}): Observed => ({
  state: 'present',
  at: '2026-11-28T02:00:00Z',
  facts,
  evidence: Object.keys(facts).map((fact) => ({
    fact,
    call: 'DescribePool',
    request: 'R-1',
    at: '2026-11-28T02:00:00Z',
  })),
  unread: [],
  ...more,
});
