import { numberIn, textIn, type JsonObject } from '../../wire/json.ts';
import { mapReading, type Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import { readRpcPages, type RpcList } from './rpc-pages.ts';
import { createRpc } from './rpc.ts';

export interface VSwitch {
  readonly id: string;
  /** Pending, Available. */
  readonly status: string;
  readonly cidr: string;
  readonly zoneId: string;
  readonly availableAddresses: number | null;
}

export interface Eip {
  readonly id: string;
  readonly address: string;
  /** Associating, Unassociating, InUse, Available, … */
  readonly status: string;
  readonly instanceId: string;
  readonly instanceType: string;
}

/** The calls of VPC (RPC, 2016-04-28; ACK API reference, §3.6) that Onward uses. */
export interface Vpc {
  /** All of one VPC. */
  describeVSwitches(region: string, vpcId: string): Promise<Reading<readonly VSwitch[]>>;
  /** Those bound to one classic load balancer. */
  describeEipAddresses(region: string, loadBalancerId: string): Promise<Reading<readonly Eip[]>>;
}

const vSwitches: RpcList = { outer: 'VSwitches', inner: 'VSwitch', size: 50, by: 'number' };
const eips: RpcList = { outer: 'EipAddresses', inner: 'EipAddress', size: 50, by: 'number' };

const vSwitchIn = (row: JsonObject): VSwitch => ({
  id: textIn(row, 'VSwitchId'),
  status: textIn(row, 'Status'),
  cidr: textIn(row, 'CidrBlock'),
  zoneId: textIn(row, 'ZoneId'),
  availableAddresses: numberIn(row, 'AvailableIpAddressCount'),
});

const eipIn = (row: JsonObject): Eip => ({
  id: textIn(row, 'AllocationId'),
  address: textIn(row, 'IpAddress'),
  status: textIn(row, 'Status'),
  instanceId: textIn(row, 'InstanceId'),
  instanceType: textIn(row, 'InstanceType'),
});

export const createVpc = (session: Session): Vpc => {
  const rpc = createRpc(session, 'VPC');
  return {
    describeVSwitches: async (region, vpcId) => {
      const call = { region, action: 'DescribeVSwitches', query: { VpcId: vpcId } };
      return mapReading(await readRpcPages(rpc, call, vSwitches), (rows) => rows.map(vSwitchIn), 'rows');
    },
    describeEipAddresses: async (region, loadBalancerId) => {
      const query = { AssociatedInstanceType: 'SlbInstance', AssociatedInstanceId: loadBalancerId };
      const call = { region, action: 'DescribeEipAddresses', query };
      return mapReading(await readRpcPages(rpc, call, eips), (rows) => rows.map(eipIn), 'rows');
    },
  };
};
