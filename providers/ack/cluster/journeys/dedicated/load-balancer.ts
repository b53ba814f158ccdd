import { rankOf } from '../../../slb-specs.ts';
import { factOf } from '../../dedicated-facts.ts';
import type { SlbFact } from '../../fact-shapes.ts';
import { pick, unchanged } from '../expectations.ts';
import { change, type Draft, type Situation } from './situation.ts';

/** The least specification of all: slb.s1.small, whatever a document declares. */
const least = 1;

/** How the private load balancer stands against what is declared. */
export type Fit =
  | { readonly is: 'not-slb' | 'not-known' }
  | { readonly is: 'declared-small' | 'declared-unknown' }
  | { readonly is: 'fits' | 'no-rank' | 'prepaid' | 'upgrade' | 'lcu'; readonly slb: SlbFact };

const measured = (slb: SlbFact, wanted: number | 'lcu', ifSpecRefused: 'fail' | 'payByLcu'): Fit => {
  const rank = rankOf(slb.spec);
  if (slb.chargeType === 'PayByCLCU' || rank === 'lcu') return { is: 'fits', slb };
  if (rank === 'unknown') return { is: 'no-rank', slb };
  if (wanted !== 'lcu' && rank >= wanted) return { is: 'fits', slb };
  if (slb.payType === 'PrePay') return { is: 'prepaid', slb };
  return { is: wanted === 'lcu' || ifSpecRefused === 'payByLcu' ? 'lcu' : 'upgrade', slb };
};

/** null where a read is missing. */
export const fitOf = ({ spec, facts }: Situation): Fit | null => {
  const endpoint = factOf(facts, 'cluster.endpoint');
  const slb = factOf(facts, 'slb');
  const { spec: asked, ifSpecRefused } = spec.apiServerLoadBalancer;
  if (endpoint === undefined || slb === undefined) return null;
  if (endpoint.kind === 'nlb' || endpoint.kind === 'dns') return { is: 'not-slb' };
  if (slb === null) return { is: 'not-known' };
  const wanted = rankOf(asked);
  if (wanted === 'unknown') return { is: 'declared-unknown' };
  if (wanted !== 'lcu' && wanted < least) return { is: 'declared-small' };
  return measured(slb, wanted, ifSpecRefused);
};

/** What a specification is called where it has no name. */
export const specWord = (spec: string): string => (spec === '' ? 'shared' : spec);

/** The private load balancer of the API server, raised to what is declared or billed by use. For ever. */
export const loadBalancerSteps = (situation: Situation): readonly Draft[] => {
  const { spec, facts } = situation;
  const fit = fitOf(situation);
  if (fit?.is !== 'upgrade' && fit?.is !== 'lcu') return [];
  const { slb } = fit;
  const to = spec.apiServerLoadBalancer.spec;
  const args = { loadBalancer: slb.id, region: spec.region };
  const upgrade = { operation: 'ack.upgrade-slb/1', to, args: { ...args, spec: to } };
  const lcu = { operation: 'ack.slb-pay-by-lcu/1', to: 'billed by LCU', args };
  const chosen = fit.is === 'upgrade' ? upgrade : lcu;
  return [
    change({
      id: 'slb',
      operation: chosen.operation,
      title: `SLB ${slb.id} ${specWord(slb.spec)} -> ${chosen.to}`,
      args: chosen.args,
      expects: [...unchanged(facts), ...pick(facts, ['slb.spec', 'slb.chargeType'])],
    }),
  ];
};
