import fc from 'fast-check';
import { decide, type Decision, type Question } from '../../../providers/ack/policy/decide.ts';
import {
  hasStatement,
  readDocument,
  sizeOf,
  textOf,
  withoutStatement,
  withStatement,
  type PolicyStatement,
} from '../../../providers/ack/policy/document.ts';
import type { Json } from '../../../src/core/fact.ts';
import {
  allow,
  deny,
  longPattern,
  patternOf,
  plainPolicies,
  policies,
  question,
  type LongPattern,
} from '../inputs/policies.ts';
import { law, type Law } from '../law.ts';
import { withinTime } from '../within-time.ts';

const words: readonly Decision[] = ['denied', 'undecidable', 'allowed'];

const is = (found: unknown, wanted: unknown, what: string): void => {
  if (found !== wanted) throw new Error(`${what}: ${String(found)} instead of ${String(wanted)}`);
};

/** How far a decision lets somebody go. */
const reach = (decision: Decision): number => words.indexOf(decision);

const everywhere = { Effect: 'Deny', Action: '*', Resource: '*' } as const;

const documentOf = (statements: readonly Json[]): Json => ({ Version: '1', Statement: statements });

const shuffled = <T>(all: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.shuffledSubarray([...all], { minLength: all.length });

const isJudged = async ({ all, asked }: { all: readonly Json[]; asked: Question }): Promise<void> => {
  const decision = await withinTime(() => decide(all, asked));
  if (reach(decision) === -1) throw new Error(`${decision} is no decision`);
  is(decide([...all, documentOf([everywhere])], asked), 'denied', 'with a Deny of everything behind it');
  is(decide([documentOf([everywhere]), ...all], asked), 'denied', 'with a Deny of everything before it');
};

const anyOrder = ({ all, again, asked }: { all: readonly Json[]; again: readonly Json[]; asked: Question }): void => {
  is(decide(again, asked), decide(all, asked), 'the policies in another order');
};

const oneMore = ({ all, more, asked }: { all: readonly Json[]; more: Json; asked: Question }): void => {
  const [before, after] = [all, [...all, more]].map((some) => reach(decide([documentOf(some)], asked)));
  const isAllow = (more as { Effect?: unknown }).Effect === 'Allow';
  if (isAllow && after! < before!) throw new Error('an Allow more took something away');
  if (!isAllow && after! > before!) throw new Error('a Deny more gave something');
};

/** What is added is there once, and taken back again leaves the rest; whatever else the document holds. */
const isKept = ({ text, more }: { text: string; more: PolicyStatement }): void => {
  const document = readDocument(text);
  if (document === null || hasStatement(document, more)) return;
  const once = withStatement(document, more);
  is(hasStatement(once, more), true, 'a statement that was added');
  is(textOf(withStatement(once, more)), textOf(once), 'added a second time');
  is(hasStatement(withoutStatement(once, more), more), false, 'a statement that was taken back');
  is(sizeOf(once), Buffer.byteLength(textOf(once)), 'the size of it');
};

const orders = fc.record({ all: plainPolicies, asked: question }).chain(({ all, asked }) =>
  shuffled(all).map((again) => ({
    all: [documentOf(all)],
    again: again.map((one) => documentOf([one])),
    asked,
  })),
);

const orderOfAll = fc
  .record({ all: policies, asked: question })
  .chain(({ all, asked }) => shuffled(all).map((again) => ({ all, again, asked })));

interface Long {
  readonly action: LongPattern;
  readonly resource: LongPattern;
  readonly effect: string;
}

const isJudgedAtLength = ({ action, resource, effect }: Long): Promise<void> =>
  isJudged({
    all: [documentOf([{ Effect: effect, Action: patternOf(action), Resource: patternOf(resource) }])],
    asked: { action: 'oss:PutObject', resource: 'acs:oss:*:1234:etcd-prod/*' },
  });

export const policyLaws: readonly Law[] = [
  law(
    { name: 'policies: each is judged, and a Deny of everything wins', tries: 4000 },
    fc.record({ all: policies, asked: question }),
    isJudged,
  ),
  law({ name: 'policies: the order of statements does not matter', tries: 3000 }, orders, anyOrder),
  law({ name: 'policies: the order of policies does not matter', tries: 2000 }, orderOfAll, anyOrder),
  law(
    { name: 'policies: an Allow more takes nothing away, a Deny more gives nothing', tries: 4000 },
    fc.record({ all: plainPolicies, more: fc.oneof(allow, deny), asked: question }),
    oneMore,
  ),
  law(
    { name: 'policies: a long pattern is judged', tries: 60 },
    fc.record({ action: longPattern, resource: longPattern, effect: fc.constantFrom('Allow', 'Deny') }),
    isJudgedAtLength,
  ),
  law(
    { name: 'policies: a statement is added once and taken back, whatever stands beside it', tries: 2000 },
    fc.record({
      text: policies.map((all) => JSON.stringify(all[0] ?? null)),
      more: allow as fc.Arbitrary<PolicyStatement>,
    }),
    isKept,
  ),
];
