import {
  isConfiguring,
  isShared,
  rankOf,
  sizeOf,
  startChange,
  type LiveLoadBalancer,
} from '../../live-load-balancer.ts';
import { flag } from '../../parameters.ts';
import { missing, reply } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';
import { withBalancer } from './find.ts';

const notAllowed = (why: string): Answer => refuse(400, 'Operation.NotAllowed', why);

const busyMessages = 'The specified load balancer is busy, please try again later.';

/** What stands in the way whatever is wanted: busy first, which passes by itself. */
function findObstacle(balancer: LiveLoadBalancer, now: number): Answer | undefined {
  const { upgrade } = balancer;
  if (balancer.busy < upgrade.busyTimes) {
    balancer.busy += 1;
    return refuse(400, upgrade.busyCode, busyMessages);
  }
  if (isConfiguring(balancer, now)) return refuse(400, 'ServiceIsConfiguring', busyMessages);
  if (balancer.unpaidOrder !== undefined) return notAllowed('The specified load balancer has an unfinished order.');
  if (balancer.status === 'locked') return notAllowed('The specified load balancer is locked.');
  return upgrade.refuse === null
    ? undefined
    : refuse(400, upgrade.refuse, 'The specified operation is not allowed for this load balancer.');
}

/** There is no way back to a shared instance, nor from paying by use; a subscription can only grow. */
function findSpecObstacle(balancer: LiveLoadBalancer, wanted: string, now: number): Answer | undefined {
  const { spec, chargeType } = sizeOf(balancer, now);
  const rank = rankOf(wanted);
  if (rank === undefined) return refuse(400, 'InvalidParameter', 'The specified LoadBalancerSpec is not valid.');
  if (chargeType === 'PayByCLCU' || rank === 0) {
    return refuse(400, 'ModifySpecNotAllowed', 'The specification of this load balancer cannot be changed to this.');
  }
  const shrinks = rank < (rankOf(spec) ?? 0);
  return balancer.payType === 'PrePay' && shrinks
    ? notAllowed('Prepay instance only permitted to increase its specification.')
    : undefined;
}

/** A cluster's API server is away while a shared instance moves to guaranteed resources. */
function interruptClusters(
  balancer: LiveLoadBalancer,
  { world }: ServiceRequest,
  span: { readonly from: number; readonly to: number },
): void {
  for (const cluster of world.clusters) {
    if (cluster.told.loadBalancer === balancer.id) cluster.interruptions.push(span);
  }
}

function changeSpec(balancer: LiveLoadBalancer, request: ServiceRequest, wanted: string): Answer {
  const { world, query } = request;
  const now = world.clock.now();
  const { spec } = sizeOf(balancer, now);
  if (wanted === spec) return reply(request);
  const order = balancer.payType === 'PrePay' ? `2${world.ids.hex(`${balancer.id} ${wanted}`, 14)}` : undefined;
  const orderId = order && BigInt(`0x${order}`).toString().slice(0, 15);
  if (orderId !== undefined && flag(query, 'AutoPay') !== true) {
    balancer.unpaidOrder = orderId;
    return reply(request, { OrderId: Number(orderId) });
  }
  const { from, to } = startChange(balancer, now, { spec: wanted, chargeType: 'PayBySpec' });
  if (isShared(spec)) interruptClusters(balancer, request, { from, to });
  return reply(request, orderId === undefined ? {} : { OrderId: Number(orderId) });
}

/** Answers at once; the spec shows when the change is done. A subscription answers an order, to be paid by hand without AutoPay. */
export const modifyLoadBalancerInstanceSpec = (request: ServiceRequest): Answer =>
  withBalancer(request, (balancer) => {
    const wanted = request.query.get('LoadBalancerSpec') ?? '';
    if (wanted === '') return missing('LoadBalancerSpec');
    const now = request.world.clock.now();
    return (
      findObstacle(balancer, now) ?? findSpecObstacle(balancer, wanted, now) ?? changeSpec(balancer, request, wanted)
    );
  });

/** Only from PayBySpec to PayByCLCU, without interruption, and never back. */
export const modifyLoadBalancerInstanceChargeType = (request: ServiceRequest): Answer =>
  withBalancer(request, (balancer) => {
    const wanted = request.query.get('InstanceChargeType') ?? '';
    if (wanted === '') return missing('InstanceChargeType');
    const now = request.world.clock.now();
    const { chargeType } = sizeOf(balancer, now);
    if (wanted !== 'PayByCLCU') return notAllowed('Only a change from PayBySpec to PayByCLCU is supported.');
    if (balancer.payType === 'PrePay') return notAllowed('A subscription cannot be changed to PayByCLCU.');
    const obstacle = findObstacle(balancer, now);
    if (obstacle !== undefined) return obstacle;
    if (chargeType === 'PayBySpec') startChange(balancer, now, { spec: 'slb.lcu.elastic', chargeType: 'PayByCLCU' });
    return reply(request);
  });
