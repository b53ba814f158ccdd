import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { unreadRemedy } from '../../../../src/core/unread-remedy.ts';
import { routeOfSubject } from '../journeys/route-of-subject.ts';
import { specOf } from '../spec.ts';
import { text } from './fact-values.ts';

const exists = (subject: CheckSubject): Judgement => {
  const { desired, observed } = subject;
  const { clusterId: id, region } = specOf(desired);
  if (observed.state === 'unreadable') {
    const [unread] = observed.unread;
    return {
      verdict: 'unknown',
      summary: `cluster ${id} could not be read`,
      detail: unread === undefined ? 'No read succeeded.' : `${unread.call}: ${unread.why}`,
      remedy: unread === undefined ? 'plan again' : unreadRemedy(unread),
      at: '/spec/clusterId',
    };
  }
  if (observed.state === 'absent')
    return {
      verdict: 'fail',
      summary: `there is no cluster ${id} in region ${region}`,
      detail: 'The cloud said so itself; this is not a read that failed.',
      remedy: 'correct clusterId or region, or use credentials that see this cluster',
      at: '/spec/clusterId',
    };
  const found = text(subject, 'cluster.region');
  if (found !== region)
    return {
      verdict: 'fail',
      summary: `the cluster lies in region ${found}; ${region} is declared`,
      remedy: `region: ${found}`,
      at: '/spec/region',
    };
  return { verdict: 'pass', summary: `cluster ${id} exists in ${region} and is readable`, at: '/spec/clusterId' };
};

const hasJourney = (subject: CheckSubject): Judgement => {
  const route = routeOfSubject(subject);
  if (route.is === 'nothing')
    return { verdict: 'pass', summary: `the cluster is ${route.edition} already; nothing to do`, at: '/spec/edition' };
  if (route.is === 'due') {
    const within = route.journey === 'tier' ? 'Pro, tier ' : '';
    const summary = `a journey leads from ${within}${route.from} to ${route.to}`;
    return { verdict: 'pass', summary, at: route.journey === 'tier' ? '/spec/tier' : '/spec/edition' };
  }
  return {
    verdict: 'fail',
    summary: `${route.from} -> ${route.to}: ${route.why}`,
    remedy: route.remedy,
    at: '/spec/edition',
  };
};

/** ACK101, ACK102: the cluster itself, and whether a journey leads to what is desired. */
export const targetChecks: readonly Check[] = [
  {
    code: 'ACK101',
    explains:
      'Everything else is read from the cluster, so it is looked for first. A cluster that is not found may be deleted, lie in another region or be hidden from these credentials: that is told apart as far as the cloud tells it, and a read that failed makes the plan incomplete, never the cluster absent.',
    remedy: 'Compare clusterId and region with the console; `onward doctor` says what these credentials may read.',
    demands: 'the cluster exists, is readable, and lies in the declared region',
    stage: 'target',
    waivable: false,
    facts: [],
    judge: exists,
  },
  {
    code: 'ACK102',
    explains:
      'Onward knows the ways from standard and from dedicated to Pro, and from one tier of Pro to another. For what is asked beyond these it has no way, and from Pro back to another edition the vendor has none.',
    remedy: 'Ask for an edition or a tier that a way leads to; the edition that the cluster has asks for nothing.',
    demands: 'a journey leads from what it is to what is desired',
    stage: 'target',
    waivable: false,
    facts: ['cluster.edition'],
    judge: hasJourney,
  },
];
