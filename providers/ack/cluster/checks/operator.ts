import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf, listOf } from '../dedicated-facts.ts';
import { anyMigration } from './columns.ts';
import { few, inLine, plural } from './fact-values.ts';

/** Nothing is denied for certain: what is left hangs on conditions. */
const isOpen = (facts: CheckSubject['observed']['facts']): boolean =>
  listOf(facts, 'operator.kubernetes').length === 0 &&
  listOf(facts, 'operator.denied').every(({ is }) => is === 'undecidable');

const grant = (role: string | undefined): string =>
  role === undefined
    ? 'have them granted (RAM policy, cluster role), or name the role that applies: ONWARD_APPLY_ROLE'
    : 'have them granted to that role (RAM policy)';

/** Where another role will apply, nothing speaks against it yet: it is asked itself, at the gate. */
const askedLater = (caller: string, role: string, { observed: { facts } }: CheckSubject): Judgement => {
  const rest = 'what the API server allows it is asked at the gate';
  const read = factOf(facts, 'operator.denied') !== null;
  return {
    verdict: 'later',
    summary: `role ${role} applies, not ${caller}, and is asked at the gate for what it may do`,
    detail: read
      ? `Its RAM policies allow each call of this plan; ${rest}.`
      : `${caller} may not read its RAM policies; these and ${rest}.`,
  };
};

const open = (who: string, denied: readonly string[]): Judgement => ({
  verdict: 'unknown',
  summary: `whether ${who} holds ${few(denied, 1)} cannot be decided`,
  detail: `Its policies hang on conditions that only the service can weigh.\n${denied.join('\n')}`,
  remedy: 'grant them without such conditions, or run with another identity',
  at: '/spec/account',
});

const holdsAll = (subject: CheckSubject): Judgement => {
  const { facts } = subject.observed;
  const operator = factOf(facts, 'operator');
  const caller = inLine(`${operator?.type ?? ''} ${operator?.name ?? ''}`.trim());
  const role = operator?.appliesAs;
  const who = role === undefined ? caller : `role ${inLine(role)}`;
  const denied = [
    ...listOf(facts, 'operator.denied').map(({ action, resource }) => `${action} on ${resource}`),
    ...listOf(facts, 'operator.kubernetes').map(({ verb, resource }) => `Kubernetes: ${verb} ${resource}`),
  ].map(inLine);
  if (denied.length === 0 && role !== undefined) return askedLater(caller, inLine(role), subject);
  if (denied.length === 0) return { verdict: 'pass', summary: `${who} holds each permission the plan will use` };
  if (isOpen(facts)) return open(who, denied);
  return {
    verdict: 'fail',
    summary: `${who} lacks ${plural(denied.length, 'permission')} of this plan; 0 may lack: ${few(denied, 1)}`,
    ...(denied.length === 1 ? {} : { detail: denied.join('\n') }),
    remedy: grant(role),
    at: '/spec/account',
  };
};

/** ACK127: better refused now than in the middle. */
export const operatorChecks: readonly Check[] = [
  {
    code: 'ACK127',
    explains:
      'A permission that is missing would stop the run at its step, perhaps after what cannot be undone. The policies of the caller are weighed for each call of this plan, and the API server is asked for its own. Where policies cannot be listed it is unknown; the root account holds everything. Where ONWARD_APPLY_ROLE names the role that applies, its policies are weighed in place of the caller’s, as far as the caller may read them; each gate then asks the identity that is there.',
    demands: 'the operator holds each permission the plan will use',
    stage: 'journey',
    waivable: false,
    facts: ['operator', 'operator.denied', 'operator.kubernetes'],
    applies: anyMigration,
    judge: holdsAll,
  },
];
