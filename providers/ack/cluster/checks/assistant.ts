import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { listOf } from '../dedicated-facts.ts';
import type { MasterAssistantFact } from '../fact-shapes.ts';
import { answersNow, assistantSteps } from '../journeys/dedicated/assistant.ts';
import { lastOf, situationOf } from '../journeys/dedicated/situation.ts';
import { onlyDedicated } from './columns.ts';
import { few, inLine, plural } from './fact-values.ts';

const at = '/spec/masters/cloudAssistant';

const sayOf = ({ id, answers, heartbeat }: MasterAssistantFact): string =>
  inLine(`${id}: ${answers === true ? 'status true' : 'status false'}, last heartbeat ${heartbeat || 'never'}`);

const undecided = (all: readonly MasterAssistantFact[], unknown: readonly MasterAssistantFact[]): Judgement => ({
  verdict: 'unknown',
  summary: `the service does not say whether Cloud Assistant answers on ${unknown.length} of ${plural(all.length, 'master')}`,
  detail: unknown.map(({ id }) => inLine(id)).join('\n'),
  remedy: 'see that the instances exist and run, then plan again',
  at,
});

const everyAnswers = (subject: CheckSubject): Judgement => {
  const all = listOf(subject.observed.facts, 'masters.assistant');
  const { at: readAt } = subject.observed;
  const unknown = all.filter((one) => answersNow(one, readAt) === null);
  const silent = all.filter((one) => answersNow(one, readAt) === false);
  if (unknown.length > 0) return undecided(all, unknown);
  if (silent.length === 0)
    return { verdict: 'pass', summary: `Cloud Assistant answers on ${plural(all.length, 'master')}` };
  const counted = `Cloud Assistant silent on ${silent.length} of ${plural(all.length, 'master')}; ${all.length} must answer`;
  const ids = few(silent.map(({ id }) => inLine(id)));
  const detail = silent.map(sayOf).join('\n');
  const later = lastOf(assistantSteps(situationOf(subject)));
  if (later !== null)
    return { verdict: 'later', later, summary: `${counted}: the plan installs it and REBOOTS ${ids}`, detail, at };
  const remedy = `install it by hand, or masters.cloudAssistant: install (REBOOTS ${ids})`;
  return { verdict: 'fail', summary: counted, detail, remedy, at };
};

/** ACK107: the vendor stops the masters and copies etcd by commands through Cloud Assistant. */
export const assistantChecks: readonly Check[] = [
  {
    code: 'ACK107',
    explains:
      'The vendor stops the control plane and copies etcd by commands that Cloud Assistant runs on every master; both the page of 2021 and the current one demand it, and old masters lack it. A status of true with a heartbeat of more than an hour ago counts as silent. After an installation the master is rebooted, one at a time, and only where masters.cloudAssistant says install.',
    demands: 'Cloud Assistant answers on every master',
    stage: 'journey',
    waivable: false,
    facts: ['masters.assistant'],
    applies: onlyDedicated,
    judge: everyAnswers,
  },
];
