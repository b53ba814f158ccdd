import type { LoadBalancer } from '../../clients/slb-answers.ts';
import type { Slb } from '../../clients/slb.ts';
import { rankOf } from '../../slb-specs.ts';
import { fromState, type Ask, type Found, type Verdict } from './from-state.ts';
import type { Operation } from './operation.ts';
import { refuse } from './refusal.ts';

const demands = ['loadBalancer', 'region'] as const;

type At = Ask<(typeof demands)[number]>;

/** In an object of its own, for null is the service's word here that there is none. */
interface Seen {
  readonly balancer: LoadBalancer | null;
}

const placeOf = ({ texts }: At) => ({ id: texts.loadBalancer, region: texts.region });

const read = async ({ slb }: { readonly slb: Slb }, ask: At) => {
  const reading = await slb.describeLoadBalancerAttribute(placeOf(ask));
  return reading.ok ? { ...reading, value: { balancer: reading.value } } : reading;
};

const gone = ({ texts }: At): Verdict => ({
  is: 'wrong',
  code: 'Onward.NotThere',
  says: `there is no load balancer ${texts.loadBalancer}`,
});

const says = ({ id, spec, chargeType }: LoadBalancer): string =>
  `${id} LoadBalancerSpec=${spec} InstanceChargeType=${chargeType}`;

/** A prepaid one makes an order, which costs and may wait for its payment: that is a person's business. */
const prepaid = (_: unknown, { found: { balancer } }: Found<string, Seen>) =>
  balancer?.payType === 'PrePay'
    ? refuse('Onward.Prepaid', `${balancer.id} is a subscription: changing it makes an order; place it in the console`)
    : null;

/** Enough is: at least as large as wanted, or one that grows with its load. What has no known rank is never "too small". */
const judgeSpec = (balancer: LoadBalancer, wanted: string): Verdict => {
  const [now, then] = [rankOf(balancer.spec), rankOf(wanted)];
  const said = says(balancer);
  if (balancer.spec === wanted || now === 'lcu' || balancer.chargeType === 'PayByCLCU')
    return { is: 'done', says: said };
  if (typeof then !== 'number') return { is: 'wrong', code: 'Onward.BadArguments', says: `${wanted} is no known size` };
  if (typeof now !== 'number') return { is: 'unreadable', says: `${said} is no known size` };
  return { is: now >= then ? 'done' : 'not-done', says: said };
};

/** ModifyLoadBalancerInstanceSpec, upwards only. Permanent: a shared one never becomes shared again. */
export const upgradeSlb: Operation = fromState({
  demands: [...demands, 'spec'],
  read,
  judge: ({ balancer }, ask) => (balancer === null ? gone(ask) : judgeSpec(balancer, ask.texts.spec)),
  guard: prepaid,
  write: ({ slb }, { ask }, fence) => slb.modifySpec(placeOf(ask), ask.texts.spec, fence),
});

/** ModifyLoadBalancerInstanceChargeType to PayByCLCU. Permanent, without interruption. */
export const slbPayByLcu: Operation = fromState({
  demands,
  read,
  judge: ({ balancer }, ask) => {
    if (balancer === null) return gone(ask);
    const isSo = balancer.chargeType === 'PayByCLCU' || rankOf(balancer.spec) === 'lcu';
    return { is: isSo ? 'done' : 'not-done', says: says(balancer) };
  },
  guard: prepaid,
  write: ({ slb }, { ask }, fence) => slb.modifyChargeType(placeOf(ask), fence),
});
