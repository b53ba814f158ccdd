import { read } from './rpc.ts';
import type { Operation, Service, ServiceRequest } from './service.ts';
import { describeEipAddresses, describeNatGateways, describeVpcs, describeVSwitches } from './vpc/network.ts';

/** A call's target is the id it filters by; RAM's name of the kind comes before it. */
const kind = (target: string, name: string): Pick<Operation, 'target' | 'resources'> => ({
  target,
  resources: ({ query }: ServiceRequest) => [`${name}/${query.get(target) ?? '*'}`],
});

/** Virtual Private Cloud, 2016-04-28. */
export const vpc: Service = {
  product: 'VPC',
  style: 'RPC',
  version: '2016-04-28',
  host: 'vpc.aliyuncs.com',
  forbidden: 'Forbidden.RAM',
  operations: [
    read('DescribeVpcs', kind('VpcId', 'vpc'), describeVpcs),
    read('DescribeVSwitches', kind('VSwitchId', 'vswitch'), describeVSwitches),
    read(
      'DescribeEipAddresses',
      { ...kind('AllocationId', 'eip'), target: 'AssociatedInstanceId' },
      describeEipAddresses,
    ),
    read('DescribeNatGateways', kind('NatGatewayId', 'natgateway'), describeNatGateways),
  ],
};
