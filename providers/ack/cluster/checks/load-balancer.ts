import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { ascending } from '../../slb-specs.ts';
import { factOf } from '../dedicated-facts.ts';
import type { SlbFact } from '../fact-shapes.ts';
import { fitOf, loadBalancerSteps, specWord, type Fit } from '../journeys/dedicated/load-balancer.ts';
import { lastOf, situationOf } from '../journeys/dedicated/situation.ts';
import { anyMigration, onlyDedicated, onlyStandard } from './columns.ts';
import { balancerStands } from './load-balancer-health.ts';
import { inLine } from './fact-values.ts';

const at = '/spec/apiServerLoadBalancer/spec';
const known = ascending.slice(1).join(', ');

const nowWords = ({ id, spec }: SlbFact, wanted: string): string =>
  inLine(`SLB ${id} is ${specWord(spec)}; ${wanted} or more is needed`);

const without = (is: Exclude<Fit, { slb: SlbFact }>['is'], wanted: string): Judgement => {
  switch (is) {
    case 'not-slb':
      return { verdict: 'pass', summary: 'no SLB answers at the private API address: no specification to look at' };
    case 'not-known':
      return {
        verdict: 'unknown',
        summary: 'it is not known which load balancer answers at the private API address',
        remedy: 'see in the console what the API server endpoint is; a ticket to the vendor where it shows none',
        at: '/spec/clusterId',
      };
    case 'declared-small':
      return {
        verdict: 'fail',
        summary: `${wanted} is declared; slb.s1.small is the least`,
        remedy: `spec: one of ${known}`,
        at,
      };
    case 'declared-unknown':
      return {
        verdict: 'fail',
        summary: `${wanted} is no specification that can be ranked`,
        remedy: `spec: one of ${known}`,
        at,
      };
  }
};

const bigEnough = (subject: CheckSubject): Judgement => {
  const situation = situationOf(subject);
  const { spec: wanted, ifSpecRefused } = situation.spec.apiServerLoadBalancer;
  const fit = fitOf(situation);
  if (fit === null || !('slb' in fit)) return without(fit?.is ?? 'not-known', wanted);
  const { slb } = fit;
  const later = lastOf(loadBalancerSteps(situation)) ?? '';
  switch (fit.is) {
    case 'fits': {
      const billed = slb.chargeType === 'PayByCLCU' ? 'billed by LCU, which grows with its load' : `${wanted} or more`;
      return { verdict: 'pass', summary: inLine(`SLB ${slb.id} is ${specWord(slb.spec)}: ${billed}`) };
    }
    case 'no-rank':
      return {
        verdict: 'warn',
        summary: inLine(`SLB ${slb.id} is ${slb.spec}, which is in no table; unknown is not small`),
        remedy: `see in the console that it carries at least what ${wanted} does`,
        at,
      };
    case 'prepaid':
      return {
        verdict: 'fail',
        summary: `${nowWords(slb, wanted)}, and it is prepaid`,
        detail: 'Another specification of a subscription is an order with a price, which Onward does not place.',
        remedy: `order ${wanted} for ${inLine(slb.id)} in the SLB console, then plan again`,
        at,
      };
    case 'upgrade':
      return {
        verdict: 'later',
        later,
        summary: `${nowWords(slb, wanted)}: the plan raises it, for ever`,
        detail: 'Where the service sells it no longer the step is refused; then ifSpecRefused: payByLcu.',
        at,
      };
    case 'lcu': {
      const why = ifSpecRefused === 'payByLcu' ? 'ifSpecRefused: payByLcu' : 'declared';
      return {
        verdict: 'later',
        later,
        summary: `${nowWords(slb, wanted)}: the plan bills it by LCU (${why}), for ever`,
        at,
      };
    }
  }
};

const whatAnswers = (subject: CheckSubject): Judgement => {
  const endpoint = factOf(subject.observed.facts, 'cluster.endpoint');
  const name = inLine(endpoint?.id ?? 'without an id');
  const apart = 'the rules on SLB (ACK110, ACK111) do not apply';
  if (endpoint?.kind === 'slb') return { verdict: 'pass', summary: `the API server is behind SLB ${name}` };
  if (endpoint?.kind === 'nlb') return { verdict: 'pass', summary: `the API server is behind NLB ${name}: ${apart}` };
  if (endpoint?.kind === 'dns') return { verdict: 'pass', summary: `the API server is behind internal DNS: ${apart}` };
  return {
    verdict: 'warn',
    summary: 'neither the cluster nor its resources say what answers at the private API address',
    remedy: 'see in the console whether it is an SLB, an NLB or internal DNS',
    at: '/spec/clusterId',
  };
};

const stands: Pick<Check, 'code' | 'demands' | 'stage' | 'waivable' | 'explains' | 'judge'> = {
  code: 'ACK111',
  explains:
    "What the vendor's own check looks at: the SLB exists and is active, listens on TCP 6443, its access control lets the right ones in. Of a dedicated cluster the backends must be exactly the masters.",
  demands: 'the API server SLB is active, TCP 6443, backends the masters, not modification-protected',
  stage: 'journey',
  waivable: false,
  judge: balancerStands,
};

/** ACK110, ACK111, ACK128: what answers at the private API address. */
export const loadBalancerChecks: readonly Check[] = [
  {
    code: 'ACK110',
    explains:
      'The page of 2021 demands an internal SLB of at least slb.s1.small; the current page does not mention it, and shared instances are no longer sold. Onward holds to it: a shared instance promises nothing while the API server moves. PayByCLCU is enough. The order of the names is not the order of the sizes; Onward ranks by a table.',
    demands: 'the internal API server SLB is at least as declared, never below slb.s1.small',
    stage: 'journey',
    waivable: false,
    facts: ['cluster.endpoint', 'slb'],
    applies: onlyDedicated,
    judge: bigEnough,
  },
  { ...stands, facts: ['cluster.endpoint', 'slb', 'masters.nodes'], applies: onlyDedicated },
  { ...stands, facts: ['cluster.endpoint', 'slb'], applies: onlyStandard },
  {
    code: 'ACK128',
    demands: 'it is said what the API server is behind: SLB, NLB or internal DNS',
    stage: 'journey',
    waivable: false,
    facts: ['cluster.endpoint'],
    applies: anyMigration,
    judge: whatAnswers,
  },
];
