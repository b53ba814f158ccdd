import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { lastOf, situationOf } from '../journeys/dedicated/situation.ts';
import { timezoneSteps } from '../journeys/dedicated/timezone.ts';
import { onlyDedicated } from './columns.ts';
import { text } from './fact-values.ts';

const hasTimezone = (subject: CheckSubject): Judgement => {
  const situation = situationOf(subject);
  const later = lastOf(timezoneSteps(situation));
  if (later === null) return { verdict: 'pass', summary: `time zone ${text(subject, 'cluster.timezone')} is set` };
  const summary = `no time zone is set; 1 is needed: the plan sets ${situation.spec.timeZone}`;
  const detail = 'It holds for nodes that are added from then on; the nodes there are now keep theirs.';
  return { verdict: 'later', later, summary, detail, remedy: 'another one: timeZone: ...', at: '/spec/timeZone' };
};

/** ACK106: a time zone, which the vendor's page demands before a dedicated cluster is migrated. */
export const timezoneChecks: readonly Check[] = [
  {
    code: 'ACK106',
    explains:
      'The page of 2021 said nothing of a time zone; the current one demands that the cluster has one before it is migrated. Onward sets the declared one (timeZone, Asia/Shanghai where nothing is said) and only where there is none. Another one can be set later; none again cannot.',
    demands: 'the cluster has a time zone',
    stage: 'journey',
    waivable: false,
    facts: ['cluster.timezone'],
    applies: onlyDedicated,
    judge: hasTimezone,
  },
];
