import { read, write } from './rpc.ts';
import type { Service, ServiceRequest } from './service.ts';
import {
  describeLoadBalancerAttribute,
  describeLoadBalancers,
  setDeleteProtection,
  setModificationProtection,
} from './slb/balancers.ts';
import { modifyLoadBalancerInstanceChargeType, modifyLoadBalancerInstanceSpec } from './slb/changes.ts';
import {
  describeAccessControlListAttribute,
  describeAccessControlLists,
  describeHealthStatus,
  describeTcpListener,
} from './slb/listeners.ts';

const balancer = {
  target: 'LoadBalancerId',
  resources: ({ query }: ServiceRequest) => [`loadbalancer/${query.get('LoadBalancerId') ?? '*'}`],
};

const acl = { target: 'AclId', resources: ({ query }: ServiceRequest) => [`acl/${query.get('AclId') ?? '*'}`] };

/** Server Load Balancer, 2014-05-15. */
export const slb: Service = {
  product: 'SLB',
  style: 'RPC',
  version: '2014-05-15',
  host: 'slb.aliyuncs.com',
  forbidden: 'Forbidden.RAM',
  operations: [
    read('DescribeLoadBalancers', balancer, describeLoadBalancers),
    read('DescribeLoadBalancerAttribute', balancer, describeLoadBalancerAttribute),
    read('DescribeLoadBalancerTCPListenerAttribute', balancer, describeTcpListener),
    read('DescribeHealthStatus', balancer, describeHealthStatus),
    read('DescribeAccessControlLists', acl, describeAccessControlLists),
    read('DescribeAccessControlListAttribute', acl, describeAccessControlListAttribute),
    write('ModifyLoadBalancerInstanceSpec', balancer, modifyLoadBalancerInstanceSpec),
    write('ModifyLoadBalancerInstanceChargeType', balancer, modifyLoadBalancerInstanceChargeType),
    write('SetLoadBalancerDeleteProtection', balancer, setDeleteProtection),
    write('SetLoadBalancerModificationProtection', balancer, setModificationProtection),
  ],
};
