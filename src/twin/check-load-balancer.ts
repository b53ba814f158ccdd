import type { Row, Subject } from './check-row.ts';
import { isShared, sizeOf, type LiveLoadBalancer } from './live-load-balancer.ts';

const ofBalancer =
  (isFine: (balancer: LiveLoadBalancer, subject: Subject) => boolean, message: string): Row['find'] =>
  (subject) =>
    subject.balancer === undefined || isFine(subject.balancer, subject)
      ? []
      : [{ resource: subject.balancer.id, message }];

const apiListener = ({ listeners }: LiveLoadBalancer) => listeners.find(({ port }) => port === 6443);

function aclIsSane(balancer: LiveLoadBalancer, { world }: Subject): boolean {
  const { aclStatus = 'off', aclType, acl } = apiListener(balancer) ?? {};
  const entries = world.network.acls.find(({ id }) => id === acl)?.entries ?? [];
  return aclStatus === 'off' || aclType === 'black' || entries.length > 0;
}

/** The load balancer of the API server. */
export const balancerRows: readonly Row[] = [
  {
    group: 'SLB',
    name: 'SLBInstanceExist',
    find: ({ cluster: { told }, balancer }) =>
      told.loadBalancer.startsWith('nlb-') || balancer !== undefined
        ? []
        : [{ resource: told.loadBalancer, message: 'the load balancer of the API server does not exist' }],
  },
  {
    group: 'SLB',
    name: 'SLBInstanceStatus',
    find: ofBalancer(({ status }) => status === 'active', 'the load balancer is not active'),
  },
  {
    group: 'SLB',
    name: 'SLBInstanceSpec',
    find: ofBalancer((balancer, { now }) => {
      const { spec, chargeType } = sizeOf(balancer, now);
      return chargeType === 'PayByCLCU' || !isShared(spec);
    }, 'the load balancer must be of slb.s1.small or higher'),
  },
  {
    group: 'SLB',
    name: 'SLBListener',
    find: ofBalancer((balancer) => {
      const listener = apiListener(balancer);
      return listener?.protocol === 'tcp' && listener.status === 'running';
    }, 'there is no running listener of TCP 6443'),
  },
  {
    group: 'SLB',
    name: 'SLBBackendServers',
    find: ofBalancer(
      ({ backends }, { masters }) => masters.every(({ instance }) => backends.includes(instance)),
      'not all masters are behind it',
    ),
  },
  {
    group: 'SLB',
    name: 'SLBListenerAcl',
    find: ofBalancer(aclIsSane, 'the access control list of the listener lets nobody in'),
  },
];
