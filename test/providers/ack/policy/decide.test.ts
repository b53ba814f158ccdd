import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type Decision, type Question } from '../../../../providers/ack/policy/decide.ts';
import type { Json } from '../../../../src/core/fact.ts';

const put: Question = { action: 'oss:PutObject', resource: 'acs:oss:*:1234:etcd-prod/*' };
const all = { Action: '*', Resource: '*' };
const allow = (over: Readonly<Record<string, Json>> = {}) => ({ Effect: 'Allow', ...all, ...over });
const deny = (over: Readonly<Record<string, Json>> = {}) => ({ Effect: 'Deny', ...all, ...over });
const only = (over: Readonly<Record<string, Json>>) => ({ Effect: 'Allow', ...over });

interface Case {
  readonly reason: string;
  readonly statements: readonly Json[];
  readonly question?: Partial<Question>;
  readonly is: Decision;
}

const cases: readonly Case[] = [
  { reason: 'nothing allows it', statements: [], is: 'denied' },
  { reason: 'everything is allowed', statements: [allow()], is: 'allowed' },
  {
    reason: 'exactly this',
    statements: [allow({ Action: 'oss:PutObject', Resource: 'acs:oss:*:*:etcd-prod/*' })],
    is: 'allowed',
  },
  {
    reason: 'a list has it',
    statements: [
      allow({ Action: ['oss:GetObject', 'oss:PutObject'], Resource: ['acs:oss:*:*:x', 'acs:oss:*:*:etcd-prod/*'] }),
    ],
    is: 'allowed',
  },
  { reason: 'a wildcard in the action', statements: [allow({ Action: 'oss:Put*' })], is: 'allowed' },
  { reason: 'all of a product', statements: [allow({ Action: 'oss:*', Resource: 'acs:oss:*:*:*' })], is: 'allowed' },
  { reason: 'actions are compared without case', statements: [allow({ Action: 'OSS:putobject' })], is: 'allowed' },
  { reason: 'another action', statements: [allow({ Action: 'oss:GetObject' })], is: 'denied' },
  { reason: 'another product', statements: [allow({ Action: 'ecs:*' })], is: 'denied' },
  { reason: 'another bucket', statements: [allow({ Resource: 'acs:oss:*:*:other/*' })], is: 'denied' },
  {
    reason: 'the bucket is not what is in it',
    statements: [allow({ Resource: 'acs:oss:*:*:etcd-prod' })],
    is: 'denied',
  },
  {
    reason: 'a bucket whose name only begins alike',
    statements: [allow({ Resource: 'acs:oss:*:*:etcd-prod2/*' })],
    is: 'denied',
  },
  { reason: 'one character for one', statements: [allow({ Resource: 'acs:oss:*:*:etcd-pro?/*' })], is: 'allowed' },
  {
    reason: 'one character is not none',
    statements: [allow({ Resource: 'acs:oss:*:*:etcd-prod?/*' })],
    question: { resource: 'acs:oss:*:1234:etcd-prod/k' },
    is: 'denied',
  },
  {
    reason: 'only some of the objects asked for',
    statements: [allow({ Resource: 'acs:oss:*:*:etcd-prod/etcd_*' })],
    is: 'undecidable',
  },
  {
    reason: 'some of them, when only those are asked for',
    statements: [allow({ Resource: 'acs:oss:*:*:etcd-prod/etcd_*' })],
    question: { resource: 'acs:oss:*:1234:etcd-prod/etcd_c82_*' },
    is: 'allowed',
  },
  { reason: 'of another account', statements: [allow({ Resource: 'acs:oss:*:9999:etcd-prod/*' })], is: 'denied' },
  {
    reason: 'in one region, and asked for all',
    statements: [allow({ Resource: 'acs:oss:oss-cn-beijing:*:etcd-prod/*' })],
    is: 'undecidable',
  },
  { reason: 'all but something else', statements: [only({ NotAction: 'ram:*', Resource: '*' })], is: 'allowed' },
  { reason: 'all but this', statements: [only({ NotAction: ['ram:*', 'oss:Put*'], Resource: '*' })], is: 'denied' },
  {
    reason: 'everywhere but here',
    statements: [only({ Action: '*', NotResource: 'acs:oss:*:*:etcd-*' })],
    is: 'denied',
  },
  {
    reason: 'everywhere but elsewhere',
    statements: [only({ Action: '*', NotResource: 'acs:oss:*:*:logs/*' })],
    is: 'allowed',
  },
  {
    reason: 'everywhere but a part of it',
    statements: [only({ Action: '*', NotResource: 'acs:oss:*:*:etcd-prod/a*' })],
    is: 'undecidable',
  },
  { reason: 'a Deny wins, before it', statements: [deny({ Action: 'oss:Put*' }), allow()], is: 'denied' },
  { reason: 'a Deny wins, after it', statements: [allow(), deny()], is: 'denied' },
  { reason: 'a Deny of something else', statements: [allow(), deny({ Action: 'oss:DeleteObject' })], is: 'allowed' },
  {
    reason: 'a Deny of a part',
    statements: [allow(), deny({ Resource: 'acs:oss:*:*:etcd-prod/private/*' })],
    is: 'undecidable',
  },
  {
    reason: 'a Deny of a part of what nothing allows',
    statements: [deny({ Resource: 'acs:oss:*:*:etcd-prod/private/*' })],
    is: 'denied',
  },
  {
    reason: 'an Allow that may not hold',
    statements: [allow({ Condition: { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } } })],
    is: 'undecidable',
  },
  {
    reason: 'one that holds beside it',
    statements: [allow({ Condition: { IpAddress: {}, Unknown: { k: 'v' } } }), allow()],
    is: 'allowed',
  },
  {
    reason: 'a Deny that may hold',
    statements: [allow(), deny({ Condition: { Bool: { 'acs:SecureTransport': 'false' } } })],
    is: 'undecidable',
  },
  {
    reason: 'a Deny that does not hold',
    statements: [allow(), deny({ Condition: { Bool: { 'acs:SecureTransport': 'false' } } })],
    question: { context: { 'acs:SecureTransport': 'true' } },
    is: 'allowed',
  },
  {
    reason: 'a Deny that holds',
    statements: [allow(), deny({ Condition: { Bool: { 'acs:securetransport': [false] } } })],
    question: { context: { 'acs:SecureTransport': 'false' } },
    is: 'denied',
  },
  {
    reason: 'a condition on a text that holds',
    statements: [
      allow({ Condition: { StringLike: { 'acs:Name': ['a', 'pro*'] }, StringNotEquals: { 'acs:Name': 'x' } } }),
    ],
    question: { context: { 'acs:Name': 'prod' } },
    is: 'allowed',
  },
  {
    reason: 'one of two conditions does not hold',
    statements: [allow({ Condition: { StringEquals: { 'acs:Name': 'prod', 'acs:Other': 'x' } } })],
    question: { context: { 'acs:Name': 'dev' } },
    is: 'denied',
  },
  {
    reason: 'an operator of JavaScript’s',
    statements: [allow({ Condition: { constructor: { 'acs:Name': 'x' } } })],
    question: { context: { 'acs:Name': 'x' } },
    is: 'undecidable',
  },
  { reason: 'an empty condition', statements: [allow({ Condition: {} })], is: 'allowed' },
  { reason: 'an unknown effect', statements: [allow(), { Effect: 'Perhaps', ...all }], is: 'undecidable' },
  {
    reason: 'a pattern as long as a policy',
    statements: [only({ Action: '*', Resource: ':*'.repeat(3000) })],
    is: 'denied',
  },
  { reason: 'no resource', statements: [only({ Action: '*' })], is: 'undecidable' },
  {
    reason: 'both Action and NotAction',
    statements: [only({ Action: '*', NotAction: 'x', Resource: '*' })],
    is: 'undecidable',
  },
  { reason: 'an action that is a number', statements: [allow({ Action: 7 })], is: 'undecidable' },
  { reason: 'a statement that is none', statements: ['Allow'], is: 'undecidable' },
  {
    reason: 'a bucket’s policy about somebody',
    statements: [allow(), deny({ Principal: ['2345'] })],
    is: 'undecidable',
  },
  { reason: 'a bucket’s policy about everybody', statements: [allow(), deny({ Principal: ['*'] })], is: 'denied' },
];

const document = (statements: readonly Json[]): Json => ({ Version: '1', Statement: statements });

describe('a decision', () => {
  it.each(cases)('is $is: $reason', ({ statements, question = {}, is }) => {
    expect(decide([document(statements)], { ...put, ...question })).toBe(is);
    expect(decide([JSON.stringify(document(statements))], { ...put, ...question })).toBe(is);
    // Spread over several policies, or a lone statement without a list, it is the same.
    const each = statements.map((one) => ({ Version: '1', Statement: one }));
    expect(decide(each, { ...put, ...question })).toBe(is);
  });

  it('is open when a policy cannot be read, unless a readable one denies', () => {
    expect(decide(['{', document([allow()])], put)).toBe('undecidable');
    expect(decide(['{', document([deny()])], put)).toBe('denied');
  });
});

const name = fc.constantFrom('a', 'b', 'ab', 'a*', '*b', '?', '*', 'a?', 'ba*');
const concrete = fc.stringMatching(/^[ab]{0,4}$/);
const effect = fc.constantFrom('Allow', 'Deny');
const statement = fc.record({ Effect: effect, Action: fc.array(name, { maxLength: 3 }), Resource: name });
const policy = fc.array(statement, { maxLength: 5 });

/** What one statement says of one concrete request, by regular expressions: another way to the same answer. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);

describe('decisions of concrete requests', () => {
  it('agree with a naive reading: no Deny matches, and an Allow does', () => {
    fc.assert(
      fc.property(policy, concrete, concrete, (statements, action, resource) => {
        const hits = statements.filter(
          (one) => one.Action.some((each) => matches(each, action)) && matches(one.Resource, resource),
        );
        const is = hits.some((one) => one.Effect === 'Deny') || hits.length === 0 ? 'denied' : 'allowed';
        expect(decide([document(statements)], { action, resource })).toBe(is);
      }),
      { numRuns: 500 },
    );
  });

  it('are never surer for a pattern than for all it stands for', () => {
    fc.assert(
      fc.property(policy, concrete, concrete, concrete, (statements, action, head, tail) => {
        const asked = decide([document(statements)], { action, resource: `${head}*` });
        const one = decide([document(statements)], { action, resource: head + tail });
        if (asked !== 'undecidable') expect(one).toBe(asked);
      }),
      { numRuns: 500 },
    );
  });

  it('never turn to allowed by one more Deny, nor to denied by one more Allow', () => {
    fc.assert(
      fc.property(policy, statement, concrete, concrete, (statements, one, action, resource) => {
        const before = decide([document(statements)], { action, resource });
        const after = decide([document([...statements, one])], { action, resource });
        expect([before, one.Effect === 'Deny' ? 'denied' : 'allowed']).toContain(after);
      }),
    );
  });
});
