import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { listOf } from '../dedicated-facts.ts';
import type { MasterPodFact } from '../fact-shapes.ts';
import { lastEviction, podSteps } from '../journeys/dedicated/pods.ts';
import { situationOf } from '../journeys/dedicated/situation.ts';
import { onlyDedicated } from './columns.ts';
import { inLine, plural } from './fact-values.ts';

const at = '/spec/masters/systemPods';

const podWords = ({ namespace, name, node, owner, loses }: MasterPodFact): string =>
  inLine(
    `${namespace}/${name} on ${node}, of ${owner || 'nobody'}${loses === null ? '' : `: an eviction would lose it (${loses})`}`,
  );

const systemPodsGone = (subject: CheckSubject): Judgement => {
  const situation = situationOf(subject);
  const { facts } = subject.observed;
  const pods = listOf(facts, 'masters.systemPods');
  const replaced = listOf(facts, 'masters.staticPods').length;
  if (pods.length === 0)
    return {
      verdict: 'pass',
      summary: `0 system pods on masters; ${plural(replaced, 'static pod')} of the control plane, replaced by managed ones`,
      at,
    };
  const counted = `${plural(pods.length, 'system pod')} on masters; 0 allowed`;
  const detail = pods.map(podWords).join('\n');
  const lost = pods.filter(({ loses }) => loses !== null);
  const evicts = situation.spec.masters.systemPods === 'evict';
  const later = lastEviction(podSteps(situation));
  if (lost.length === 0 && later !== null)
    return { verdict: 'later', later, summary: `${counted}: the plan evicts them, without force`, detail, at };
  const byHand = `move ${lost.length === 1 ? 'it' : 'them'} by hand: give each a controller, or its data another place`;
  return {
    verdict: 'fail',
    summary: lost.length === 0 ? counted : `${counted}; ${lost.length} of them an eviction would lose`,
    detail,
    remedy: `${lost.length > 0 ? byHand : 'masters.systemPods: evict, or move them by hand'}; or waive ACK117 with a reason and an expiry`,
    at: evicts ? '/spec/clusterId' : at,
  };
};

/** A system pod that comes back elsewhere takes its service with it: ACK117 is about that. */
const isMovable = (facts: CheckSubject['observed']['facts'], pod: string): boolean =>
  listOf(facts, 'masters.systemPods').some(
    ({ namespace, name, loses }) => loses === null && `${namespace}/${name}` === pod,
  );

const dying = ({ observed: { facts } }: CheckSubject): readonly string[] => [
  ...listOf(facts, 'masters.yourPods').map(({ namespace, name, node }) => `pod ${namespace}/${name} on ${node}`),
  ...listOf(facts, 'masters.volumes').map(
    ({ name, node, claim }) => `volume ${name} on ${node}${claim === '' ? '' : `, claimed by ${claim}`}`,
  ),
  ...listOf(facts, 'masters.backends')
    .filter(({ pods }) => !pods.every((pod) => isMovable(facts, pod)))
    .map(
      ({ kind, name, service, pods }) =>
        `${kind} ${name}: service ${service} is served only on masters: ${pods.join(', ')}`,
    ),
  ...listOf(facts, 'masters.balanced').map(
    ({ loadBalancer, name }) => `load balancer ${loadBalancer}${name === '' ? '' : ` (${name})`} has masters behind it`,
  ),
];

const nothingDies = (subject: CheckSubject): Judgement => {
  const found = dying(subject).map(inLine);
  if (found.length === 0)
    return { verdict: 'pass', summary: 'no pod, volume, webhook or load balancer of yours hangs on the masters' };
  const one = found.length === 1;
  return {
    verdict: 'fail',
    summary: `${plural(found.length, 'thing')} of yours ${one ? 'hangs' : 'hang'} on the masters and would die there; 0 allowed: ${found[0] ?? ''}`,
    ...(one ? {} : { detail: found.join('\n') }),
    remedy: 'move them to workers, then plan again; or waive ACK131 with a reason and an expiry',
    at: '/spec/clusterId',
  };
};

/** ACK117, ACK131: what runs on the masters besides the control plane. */
export const podChecks: readonly Check[] = [
  {
    code: 'ACK117',
    explains:
      'The page of 2021 wants all pods of kube-system and of the control plane on workers, but those of DaemonSets; the current page does not mention it. Static pods cannot move: they are replaced. With masters.systemPods: evict the plan closes the masters, evicts pod by pod by the Eviction API (budgets are honoured, nothing is forced), and opens what it closed.',
    demands: 'no system pods on masters but those of DaemonSets and static ones',
    stage: 'journey',
    waivable: true,
    facts: ['masters.systemPods', 'masters.staticPods'],
    applies: onlyDedicated,
    judge: systemPodsGone,
  },
  {
    code: 'ACK131',
    explains:
      'The masters leave the cluster. The page of 2021 speaks of kube-system only; pods of any namespace, local volumes, the pods that serve webhooks and API services, and load balancers that send to masters end with them just so.',
    demands: 'nothing of yours dies with the masters',
    stage: 'journey',
    waivable: true,
    facts: ['masters.yourPods', 'masters.systemPods', 'masters.volumes', 'masters.backends', 'masters.balanced'],
    applies: onlyDedicated,
    judge: nothingDies,
  },
];
