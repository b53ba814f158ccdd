import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { situationOf } from '../journeys/dedicated/situation.ts';
import { dedicatedNotices, notices } from '../journeys/notices.ts';
import { specOf } from '../spec.ts';
import { anyMigration, onlyDedicated } from './columns.ts';
import { inLine } from './fact-values.ts';

const attested = ({ desired }: CheckSubject, name: 'allowList' | 'backup'): string | null =>
  specOf(desired).attestations[name] ?? null;

const ticket = '/spec/attestations/allowList';

const allowList = (subject: CheckSubject): Judgement => {
  const word = attested(subject, 'allowList');
  if (word !== null) return { verdict: 'pass', summary: `attested: ${inLine(word)}`, at: ticket };
  if (!onlyDedicated(subject))
    return { verdict: 'pass', summary: 'no allow-list ticket is needed: only dedicated clusters ever needed one' };
  return {
    verdict: 'ask',
    summary: 'allow-list ticket: its number, or why none is needed',
    detail:
      'The page of 2021 asks for a ticket, the current one does not. Without one the call may be refused; nothing is lost then.',
    remedy: 'attestations: {allowList: "ticket 55-0911"}, or {allowList: "not required: why"}',
    at: ticket,
  };
};

const backup = (subject: CheckSubject): Judgement => {
  const word = attested(subject, 'backup');
  if (word !== null)
    return { verdict: 'pass', summary: `a backup is attested: ${word}`, at: '/spec/attestations/backup' };
  return {
    verdict: 'warn',
    summary: 'no backup younger than 24 h is attested',
    detail: 'The vendor rolls a failed migration back by itself; nothing rolls a finished one back.',
    remedy: 'attestations: {backup: "what, when"}',
    at: '/spec',
  };
};

const noticed = (subject: CheckSubject): Judgement => {
  const told = onlyDedicated(subject) ? dedicatedNotices(situationOf(subject)) : notices;
  return {
    verdict: 'pass',
    summary: `${told.length} notices, acknowledged by the yes at the gate`,
    detail: told.join('\n'),
  };
};

/** ACK122, ACK130, ACK190: a person's word, and what a yes acknowledges. */
export const peopleChecks: readonly Check[] = [
  {
    code: 'ACK122',
    explains:
      'The page of 2021 asked for a ticket that puts a dedicated cluster on an allow-list; the current one does not mention it. Standard clusters never needed one.',
    demands: 'the allow-list ticket is given, or said not to be needed',
    stage: 'journey',
    waivable: false,
    facts: [],
    applies: anyMigration,
    judge: allowList,
  },
  {
    code: 'ACK130',
    explains:
      'A failed migration is rolled back by the vendor; nothing rolls a finished one back, and nothing brings back what is lost besides. No API tells whether there is a backup, so a person says it, and it stands in the plan for every reviewer. A warning: without it a yes accepts that there is none.',
    remedy: `Make a backup of the cluster's resources and volumes, then say which and when: attestations: {backup: "velero 2026-11-27"}.`,
    demands: 'a backup younger than 24 h is attested',
    stage: 'journey',
    waivable: false,
    facts: [],
    applies: anyMigration,
    judge: backup,
  },
  {
    code: 'ACK190',
    demands: "the notices of the migration are acknowledged in the gate's question",
    stage: 'journey',
    waivable: false,
    facts: [],
    applies: anyMigration,
    judge: noticed,
  },
];
