import type { Facts } from '../../../../src/core/fact.ts';
import type { Expectation } from '../../../../src/core/step.ts';

/** Those of the named facts that were read, as they are: what must be as reviewed when a call is sent. */
export const pick = (facts: Facts, names: readonly string[]): readonly Expectation[] =>
  names.flatMap((fact) => (facts[fact] === undefined ? [] : [{ fact, equals: facts[fact] }]));

const running: Expectation = { fact: 'cluster.state', equals: 'running' };

/** What must be as reviewed when the migration is sent, and (but for type, edition and spec) as before when it is proven. */
export const kept = ['account.id', 'cluster.type', 'cluster.version', 'cluster.region', 'api.address'];

/**
 * What must hold before anything is sent. `migration.last` makes a yes good for one try: after a migration that failed and
 * was rolled back the cluster looks as before, and yet it is another plan and another decision.
 */
export const before = (facts: Facts): readonly Expectation[] => [
  ...pick(facts, [...kept, 'cluster.edition', 'migration.last']),
  running,
];

/** The same cluster, still what it was, and idle: what every preparation expects besides the fact that it changes. */
export const unchanged = (facts: Facts): readonly Expectation[] => [
  ...pick(facts, ['account.id', 'cluster.type', 'cluster.region', 'cluster.edition', 'api.address']),
  running,
];

/** The same cluster, now Pro: what every step after the migration expects. */
export const arrived = (facts: Facts): readonly Expectation[] => [
  ...pick(facts, ['account.id', 'cluster.region', 'api.address']),
  { fact: 'cluster.edition', equals: 'pro' },
  running,
];
