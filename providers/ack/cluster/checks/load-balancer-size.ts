import type { CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { ascending, rankOf } from '../../slb-specs.ts';
import type { SlbFact } from '../fact-shapes.ts';
import { fitOf, loadBalancerSteps, specWord, type Fit } from '../journeys/dedicated/load-balancer.ts';
import { lastOf, situationOf, type Situation } from '../journeys/dedicated/situation.ts';
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

const mended = (fit: Extract<Fit, { slb: SlbFact }>, situation: Situation, later: string): Judgement => {
  const { spec: wanted, ifSpecRefused } = situation.spec.apiServerLoadBalancer;
  const small = nowWords(fit.slb, wanted);
  const why = ifSpecRefused === 'payByLcu' ? 'ifSpecRefused: payByLcu' : 'declared';
  if (fit.is === 'lcu')
    return { verdict: 'later', later, summary: `${small}: the plan bills it by LCU (${why}), for ever`, at };
  return {
    verdict: 'later',
    later,
    summary: `${small}: the plan raises it, for ever`,
    detail: 'Where the service sells it no longer the step is refused; then ifSpecRefused: payByLcu.',
    at,
  };
};

const asItIs = ({ is, slb }: Extract<Fit, { slb: SlbFact }>, wanted: string): Judgement => {
  const name = inLine(`SLB ${slb.id} is ${specWord(slb.spec)}`);
  if (is === 'fits') {
    const byUse = slb.chargeType === 'PayByCLCU' || rankOf(slb.spec) === 'lcu';
    return {
      verdict: 'pass',
      summary: `${name}: ${byUse ? 'billed by LCU, it grows with its load' : `${wanted} or more`}`,
    };
  }
  if (is === 'no-rank')
    return {
      verdict: 'warn',
      summary: `${name}, which is in no table; unknown is not small`,
      remedy: `see in the console that it carries at least what ${wanted} does`,
      at,
    };
  return {
    verdict: 'fail',
    summary: `${nowWords(slb, wanted)}, and it is prepaid`,
    detail: 'Another specification of a subscription is an order with a price, which Onward does not place.',
    remedy: `order ${wanted} for ${inLine(slb.id)} in the SLB console, then plan again`,
    at,
  };
};

/** ACK110 */
export const bigEnough = (subject: CheckSubject): Judgement => {
  const situation = situationOf(subject);
  const { spec: wanted } = situation.spec.apiServerLoadBalancer;
  const fit = fitOf(situation);
  if (fit === null || !('slb' in fit)) return without(fit?.is ?? 'not-known', wanted);
  const later = lastOf(loadBalancerSteps(situation));
  return later === null ? asItIs(fit, wanted) : mended(fit, situation, later);
};
