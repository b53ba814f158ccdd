import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { notices } from '../journeys/notices.ts';
import { specOf } from '../spec.ts';

const attested = ({ desired }: CheckSubject, name: 'allowList' | 'backup'): string | null =>
  specOf(desired).attestations?.[name] ?? null;

const allowList = (subject: CheckSubject): Judgement => {
  const word = attested(subject, 'allowList');
  const summary =
    word === null
      ? 'no allow-list ticket is needed: only dedicated clusters ever needed one'
      : `attested, though only dedicated clusters ever needed it: ${word}`;
  return { verdict: 'pass', summary, ...(word === null ? {} : { at: '/spec/attestations/allowList' }) };
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
    judge: allowList,
  },
  {
    code: 'ACK130',
    demands: 'a backup younger than 24 h is attested',
    stage: 'journey',
    waivable: false,
    facts: [],
    judge: backup,
  },
  {
    code: 'ACK190',
    demands: 'the notices of the migration are acknowledged in the gate’s question',
    stage: 'journey',
    waivable: false,
    facts: [],
    judge: () => ({
      verdict: 'pass',
      summary: `${notices.length} notices, acknowledged by the yes at the gate`,
      detail: notices.join('\n'),
    }),
  },
];
