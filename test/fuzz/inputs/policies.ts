import fc from 'fast-check';
import type { Json } from '../../../src/core/fact.ts';
import type { Question } from '../../../providers/ack/policy/decide.ts';
import { oddValue } from './odd-values.ts';

const action = fc.constantFrom(
  ...['oss:PutObject', 'oss:GetObject', 'oss:Put*', 'OSS:putobject', 'oss:*', '*', 'ram:*', '?ss:PutObject', '', '**'],
);
const resource = fc.constantFrom(
  ...['*', 'acs:oss:*:*:etcd-prod/*', 'acs:oss:*:*:etcd-prod', 'acs:oss:*:1234:etcd-*', 'acs:oss:*:9999:*'],
  ...[
    'acs:oss:cn-hangzhou:1234:etcd-prod/a*',
    'acs:oss:*:*:logs/*',
    'acs:*',
    'a:b:c:d:e:f:g',
    '',
    'acs:oss:*:*:?tcd-prod/*',
  ],
);
const list = (one: fc.Arbitrary<string>) => fc.oneof(one, fc.array(one, { maxLength: 3 }));

const condition: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    ...[{}, null, { Bool: { 'acs:SecureTransport': 'false' } }, { Bool: { 'acs:SecureTransport': [true] } }],
    ...[{ IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } }, { StringLike: { 'acs:Name': ['a*', 'b'] } }],
    ...[{ StringNotEquals: { 'acs:Name': 'prod' } }, { constructor: { 'acs:Name': 'x' } }, { Bool: 'x' }],
    ...[{ StringEquals: { 'acs:name': 'prod' } }, { StringEquals: {} }],
  ),
  fc.dictionary(fc.constantFrom('StringEquals', 'StringLike', 'Bool', '__proto__', 'DateLessThan'), oddValue),
);

const of = (effect: 'Allow' | 'Deny'): fc.Arbitrary<Json> =>
  fc.oneof(
    fc.record({ Effect: fc.constant(effect), Action: list(action), Resource: list(resource) }),
    fc.record(
      {
        Effect: fc.constant(effect),
        Action: list(action),
        NotAction: list(action),
        Resource: list(resource),
        NotResource: list(resource),
        Condition: condition,
        Principal: fc.oneof(list(fc.constantFrom('*', '1234', 'acs:ram::1234:root')), oddValue),
        NotPrincipal: list(fc.constantFrom('*', '1234')),
      },
      { requiredKeys: ['Effect'] },
    ),
  );

export const allow = of('Allow');
export const deny = of('Deny');

/** A statement as it may stand in a document that nobody proved. */
const anything: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: allow },
  { weight: 3, arbitrary: deny },
  {
    weight: 2,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'Effect',
        'Action',
        'NotAction',
        'Resource',
        'NotResource',
        'Condition',
        'Principal',
        '__proto__',
      ),
      oddValue,
    ),
  },
  { weight: 1, arbitrary: oddValue },
);

/** What a cloud may hand over as a policy: a document, its text, or neither. */
export const policies: fc.Arbitrary<readonly Json[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ Version: fc.constant('1'), Statement: fc.array(anything, { maxLength: 5 }) }) },
    { weight: 1, arbitrary: fc.record({ Version: oddValue, Statement: anything }) },
    { weight: 1, arbitrary: oddValue },
    { weight: 1, arbitrary: fc.array(anything, { maxLength: 3 }).map((Statement) => JSON.stringify({ Statement })) },
  ),
  { maxLength: 4 },
);

/** A document of statements each of which has an effect that is known. */
export const plainPolicies: fc.Arbitrary<readonly Json[]> = fc.array(fc.oneof(allow, deny), { maxLength: 6 });

export const question: fc.Arbitrary<Question> = fc.record(
  {
    action: fc.constantFrom('oss:PutObject', 'oss:GetObject', 'ram:CreateRole', 'oss:Put*'),
    resource: fc.constantFrom(
      ...['acs:oss:*:1234:etcd-prod/*', 'acs:oss:cn-hangzhou:1234:etcd-prod/a1', 'acs:oss:*:1234:etcd-prod', '*'],
    ),
    context: fc.dictionary(
      fc.constantFrom('acs:SecureTransport', 'acs:Name', 'acs:sourceip', '__proto__'),
      fc.constantFrom('true', 'false', 'prod', 'a1', ''),
    ),
  },
  { requiredKeys: ['action', 'resource'] },
);

/** A pattern that could make a matcher work long: as long as RAM takes, and longer. */
export interface LongPattern {
  readonly part: string;
  readonly times: number;
  readonly end: string;
}

export const longPattern: fc.Arbitrary<LongPattern> = fc.record({
  part: fc.constantFrom('*', '?', 'a', 'a*', '*a', '*?', '**', 'a:', ':*'),
  times: fc.constantFrom(1, 10, 100, 1000, 6144, 20_000),
  end: fc.constantFrom('', 'b', '*', '?'),
});

export const patternOf = ({ part, times, end }: LongPattern): string => part.repeat(times) + end;
