import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Json } from '../../src/core/fact.ts';
import type { JournalLine } from '../../src/core/journal.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { OnwardJournalLine } from '../../src/generated/journal.ts';
import type { OnwardPlan } from '../../src/generated/plan.ts';
import { validateJournal, validatePlan } from '../../src/generated/validators.cjs';

/** Every key a type has at any depth, and nothing else: `Keys<A>` and `Keys<B>` are equal when A and B have the same shape. */
type Keys<T> = Json extends T
  ? 'any'
  : T extends readonly (infer Item)[]
    ? { readonly item: Keys<Item> }
    : T extends object
      ? string extends keyof T
        ? 'any'
        : { readonly [Name in keyof T]: Keys<T[Name]> }
      : T extends string
        ? string
        : T;

const evidence = { fact: 'cluster.edition', call: 'DescribeClusterDetail', request: 'A-1', at: '2026-11-22T00:00:00Z' };

const plan: Plan = {
  format: 'onward.plan/1',
  digest: `sha256:${'0'.repeat(64)}`,
  decision: `sha256:${'1'.repeat(64)}`,
  createdAt: '2026-11-22T00:00:00Z',
  tool: 'onward 0.1.0',
  store: null,
  storeAs: 'default',
  complete: true,
  applicable: true,
  targets: [
    {
      address: 'AckCluster/prod',
      key: 'ack:1:cn-hangzhou:c1',
      account: '1234567890123456',
      desired: { edition: 'pro', waivers: [] },
      applicable: true,
      observed: {
        state: 'present',
        at: '2026-11-22T00:00:00Z',
        facts: { 'cluster.edition': 'standard', 'cluster.tags': [{ a: null }] },
        evidence: [evidence],
        unread: [{ facts: ['x'], call: 'GetX', why: 'no answer', failure: 'network', code: 'DOC001', request: 'A-2' }],
      },
      pointOfNoReturn: 'prod/migrate',
      journey: 'standard -> pro',
      wanted: { 'cluster.edition': 'pro' },
      waivers: [{ code: 'ACK104', reason: 'why', expires: '2026-12-01' }],
    },
  ],
  changes: [
    {
      id: 'prod/cluster.edition',
      address: 'AckCluster/prod',
      fact: 'cluster.edition',
      before: 'standard',
      after: 'pro',
      impact: 'migrate',
      until: 'end',
    },
  ],
  checks: [
    {
      code: 'ACK105',
      address: 'AckCluster/prod',
      verdict: 'later',
      summary: 's',
      detail: 'd',
      evidence: [evidence],
      remedy: 'r',
      at: { file: 'a.yaml', line: 1, column: 2 },
      later: 'prod/precheck',
    },
  ],
  steps: [
    {
      id: 'prod/commit',
      type: 'gate',
      address: 'AckCluster/prod',
      title: 't',
      needs: [],
      because: [],
      question: 'q',
      covers: ['prod/migrate'],
      requires: [{ code: 'ACK105', maxAge: '10m' }],
      opensOn: null,
    },
    {
      id: 'prod/migrate',
      type: 'change',
      address: 'AckCluster/prod',
      title: 't',
      needs: ['prod/commit'],
      because: ['prod/cluster.edition'],
      operation: 'ack.migrate/1',
      args: { cluster: 'c1' },
      reversibility: 'one-way',
      undo: null,
      again: 'after-window',
      expects: [{ fact: 'cluster.edition', equals: 'standard' }],
      duration: { p50: '10m', p90: '15m' },
      downtime: { what: 'API server', p50: '5m', p90: '10m' },
      ifFailed: [],
    },
  ],
  pointOfNoReturn: 'prod/migrate',
  leftBehind: [
    {
      address: 'AckCluster/prod',
      what: 'w',
      billed: true,
      remedy: 'r',
      code: 'ACK124',
      due: '7d',
      fact: 'duty.masterInstances',
      duty: { id: 'masterInstances', ends: 'read', args: { instances: ['i-1'] } },
      attested: 'a',
    },
  ],
  gains: [{ address: 'AckCluster/prod', topic: 't', before: 'b', after: 'a', source: 's' }],
  notices: [{ address: 'AckCluster/prod', says: 's' }],
  cost: { fee: { usd: 66 } },
  diagnostics: [
    { code: 'PLN002', severity: 'warning', summary: 's', detail: 'd', at: { file: 'f' }, address: 'A/b', remedy: 'r' },
  ],
};

/** The value with one more key in every map of it, one at a time, and the way to that map. */
const withOneKeyMore = (value: unknown, path = ''): readonly (readonly [string, unknown])[] => {
  if (typeof value !== 'object' || value === null) return [];
  const changed = Object.entries(value).flatMap(([key, child]) =>
    withOneKeyMore(child, `${path}/${key}`).map(([at, other]): readonly [string, unknown] => {
      const copy = structuredClone(value) as Record<string, unknown>;
      copy[key] = other;
      return [at, copy];
    }),
  );
  return Array.isArray(value) ? changed : [[path, { ...value, other: 1 }], ...changed];
};

describe('the schema of a plan', () => {
  it('has the shape of the type', () => {
    expectTypeOf<Keys<OnwardPlan>>().toEqualTypeOf<Keys<Plan>>();
  });

  it('accepts a plan with everything in it, and one with nothing in it', () => {
    expect(validatePlan(plan), JSON.stringify(validatePlan.errors)).toBe(true);
    const empty = {
      ...plan,
      targets: [],
      changes: [],
      checks: [],
      steps: [],
      leftBehind: [],
      gains: [],
      diagnostics: [],
    };
    expect(validatePlan(empty)).toBe(true);
  });

  it('refuses a key it does not know, wherever it stands but among facts, arguments and costs', () => {
    const accepted = withOneKeyMore(plan).filter(([, changed]) => validatePlan(changed));
    expect(accepted.map(([path]) => path)).toEqual([
      '/targets/0/desired',
      '/targets/0/observed/facts',
      '/targets/0/observed/facts/cluster.tags/0',
      '/targets/0/wanted',
      '/steps/1/args',
      '/leftBehind/0/duty/args',
      '/cost',
      '/cost/fee',
    ]);
  });

  it('refuses a plan that lacks anything', () => {
    for (const key of Object.keys(plan)) {
      expect(validatePlan(Object.fromEntries(Object.entries(plan).filter(([name]) => name !== key)))).toBe(false);
    }
  });
});

const line = { seq: 1, at: '2026-11-22T00:00:00.123Z', prev: 'a'.repeat(64) };
const owner = { host: 'h', boot: 'b', pid: 1, start: '1' };
const proof = { call: 'c', request: 'r', at: '2026-11-22T00:00:00Z', says: 's' };

const lines: readonly JournalLine[] = [
  { ...line, type: 'accepted', plan: 'p', decision: 'd', owner, executor: 'direct' },
  { ...line, type: 'taken', owner, from: null, why: 'w' },
  { ...line, type: 'taken', owner, from: owner, why: 'w' },
  { ...line, type: 'approved', step: 's', decision: 'd', by: 'b', via: 'v' },
  { ...line, type: 'opened', step: 's', checks: [{ code: 'ACK105', at: 'x' }] },
  { ...line, type: 'answered', step: 's', code: 'ACK105', verdict: 'pass', facts: { a: [1, null] } },
  { ...line, type: 'intended', step: 's', attempt: 1, fence: { nonce: 'n', date: 'd' } },
  { ...line, type: 'sent', step: 's', request: 'r', task: null },
  { ...line, type: 'refused', step: 's', code: 'c', request: 'r', why: 'w', throttled: false },
  { ...line, type: 'progress', step: 's', says: 's' },
  { ...line, type: 'done', step: 's', evidence: [proof], adopted: 'a', result: { a: 1 } },
  { ...line, type: 'done', step: 's', evidence: [] },
  { ...line, type: 'failed', step: 's', code: 'c', why: 'w', evidence: [proof] },
  { ...line, type: 'parked', step: 's', gate: 'g', missing: ['m'] },
  { ...line, type: 'settled', step: 's', as: 'not-sent', evidence: 'e', by: 'b' },
  { ...line, type: 'ended', outcome: 'done', exit: 0 },
];

describe('the schema of a journal', () => {
  it('has the shape of the type', () => {
    expectTypeOf<Keys<OnwardJournalLine>>().toEqualTypeOf<Keys<JournalLine>>();
  });

  it.each(lines)('accepts a line that records $type, and refuses it with a key more or less', (entry) => {
    expect(validateJournal(entry), JSON.stringify(validateJournal.errors)).toBe(true);
    expect(validateJournal({ ...entry, other: 1 })).toBe(false);
    expect(validateJournal({ ...entry, prev: undefined })).toBe(false);
    expect(validateJournal({ ...entry, type: 'other' })).toBe(false);
  });
});
