import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import { anyMigration, onlyDedicated } from './columns.ts';
import { plural } from './fact-values.ts';

/** The vendor's comparison of editions (2021); Pro's limit is today's as well. */
const proLimit = 5000;

const before = (subject: CheckSubject): string =>
  onlyDedicated(subject)
    ? 'for dedicated clusters none is told'
    : 'standard took 100 for a new cluster (2021), 10 (2025)';

const sizeFits = (subject: CheckSubject): Judgement => {
  const size = factOf(subject.observed.facts, 'cluster.size') ?? null;
  const limits = `Pro takes ${proLimit}; ${before(subject)}`;
  if (size === null)
    return {
      verdict: 'warn',
      summary: `the service does not say how many nodes there are; ${limits}`,
      at: '/spec/clusterId',
    };
  if (size <= proLimit) return { verdict: 'pass', summary: `${plural(size, 'node')}; ${limits}` };
  const remedy = 'ask the vendor for a higher limit by a ticket before';
  return { verdict: 'warn', summary: `${plural(size, 'node')}; ${limits}`, remedy, at: '/spec/clusterId' };
};

/** ACK129: the size against the limits of both editions. */
export const sizeChecks: readonly Check[] = [
  {
    code: 'ACK129',
    explains:
      "The vendor's comparison of 2021 names 5,000 nodes for Pro, 100 for a new standard cluster and 5,000 for one from before; today's pages name 10 for a standard one. It informs; the migration keeps the nodes as they are.",
    demands: 'the size fits the limits of the editions',
    stage: 'journey',
    waivable: false,
    facts: ['cluster.size'],
    applies: anyMigration,
    judge: sizeFits,
  },
];
