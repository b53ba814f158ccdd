import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf, listOf } from '../dedicated-facts.ts';
import { anyMigration } from './columns.ts';
import { few, inLine, plural } from './fact-values.ts';

/** Nothing is denied for certain: what is left hangs on conditions. */
const isOpen = (facts: CheckSubject['observed']['facts']): boolean =>
  listOf(facts, 'operator.kubernetes').length === 0 &&
  listOf(facts, 'operator.denied').every(({ is }) => is === 'undecidable');

const holdsAll = ({ observed: { facts } }: CheckSubject): Judgement => {
  const operator = factOf(facts, 'operator');
  const who = inLine(`${operator?.type ?? ''} ${operator?.name ?? ''}`.trim());
  const denied = [
    ...listOf(facts, 'operator.denied').map(({ action, resource }) => `${action} on ${resource}`),
    ...listOf(facts, 'operator.kubernetes').map(({ verb, resource }) => `Kubernetes: ${verb} ${resource}`),
  ].map(inLine);
  if (denied.length === 0) return { verdict: 'pass', summary: `${who} holds each permission the plan will use` };
  if (isOpen(facts))
    return {
      verdict: 'unknown',
      summary: `whether ${who} holds ${few(denied, 1)} cannot be decided`,
      detail: `Its policies hang on conditions that only the service can weigh.\n${denied.join('\n')}`,
      remedy: 'grant them without such conditions, or run with another identity',
      at: '/spec/account',
    };
  return {
    verdict: 'fail',
    summary: `${who} lacks ${plural(denied.length, 'permission')} of this plan; 0 may lack: ${few(denied, 1)}`,
    ...(denied.length === 1 ? {} : { detail: denied.join('\n') }),
    remedy: 'have them granted (RAM policy, cluster role), or run with an identity that holds them',
    at: '/spec/account',
  };
};

/** ACK127: better refused now than in the middle. */
export const operatorChecks: readonly Check[] = [
  {
    code: 'ACK127',
    explains:
      'A permission that is missing would stop the run at its step, perhaps after what cannot be undone. The policies of the caller are weighed for each call of this plan, and the API server is asked for its own. Where policies cannot be listed it is unknown; the root account holds everything.',
    demands: 'the operator holds each permission the plan will use',
    stage: 'journey',
    waivable: false,
    facts: ['operator', 'operator.denied', 'operator.kubernetes'],
    applies: anyMigration,
    judge: holdsAll,
  },
];
