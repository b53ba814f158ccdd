import type { Answer, Fence } from '../../../src/core/operation.ts';
import { numberIn, rowsIn, textIn, type JsonObject } from '../../wire/json.ts';
import { mapReading, orAbsent, type Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import { readInPortions, readRpcPages } from './rpc-pages.ts';
import { createRpc, type Rpc } from './rpc.ts';
import {
  aclIn,
  backendsIn,
  healthIn,
  listenerIn,
  loadBalancerIn,
  type Acl,
  type Backend,
  type BackendHealth,
  type LoadBalancer,
  type TcpListener,
} from './slb-answers.ts';

/** One load balancer and the region whose endpoint is asked for it. */
export interface LoadBalancerTarget {
  readonly id: string;
  readonly region: string;
}

/** The calls of classic load balancers (RPC, 2014-05-15; ACK API reference, §3.6 and §4.3) that Onward uses. */
export interface Slb {
  /** null: the service says that there is none of this id. */
  describeLoadBalancerAttribute(target: LoadBalancerTarget): Promise<Reading<LoadBalancer | null>>;
  /** Without listeners and backends: the list does not have them. */
  describeLoadBalancersById(region: string, ids: readonly string[]): Promise<Reading<readonly LoadBalancer[]>>;
  describeLoadBalancersByAddress(
    region: string,
    at: { readonly address: string; readonly vpcId: string },
  ): Promise<Reading<readonly LoadBalancer[]>>;
  /** All of one VPC, without listeners and backends. Those that face the internet belong to no VPC. */
  describeLoadBalancersInVpc(region: string, vpcId: string): Promise<Reading<readonly LoadBalancer[]>>;
  /** For a port that the attribute lists: a missing listener is refused by words that are not documented. */
  describeTcpListener(target: LoadBalancerTarget, port: number): Promise<Reading<TcpListener>>;
  describeVServerGroup(region: string, group: string): Promise<Reading<readonly Backend[]>>;
  describeAcl(region: string, acl: string): Promise<Reading<Acl>>;
  describeHealth(target: LoadBalancerTarget, port: number): Promise<Reading<readonly BackendHealth[]>>;
  /** Permanent: a shared instance never becomes shared again, and traffic may drop for 10–30 s. A prepaid one makes an order. */
  modifySpec(target: LoadBalancerTarget, spec: string, fence: Fence): Promise<Answer>;
  /** Permanent: from PayBySpec to PayByCLCU, without interruption. */
  modifyChargeType(target: LoadBalancerTarget, fence: Fence): Promise<Answer>;
}

const list = { outer: 'LoadBalancers', inner: 'LoadBalancer', size: 100, by: 'number' } as const;

/** Ids that one DescribeLoadBalancers takes. */
const idsAtOnce = 10;

const toLoadBalancers = (rows: Reading<readonly JsonObject[]>): Reading<readonly LoadBalancer[]> =>
  mapReading(rows, (found) => found.map(loadBalancerIn), 'load balancers');

/** A good answer that names no load balancer is not one of this API. */
const named = (body: JsonObject): LoadBalancer | null =>
  textIn(body, 'LoadBalancerId') === '' ? null : loadBalancerIn(body);

type Balancers = Pick<
  Slb,
  | 'describeLoadBalancerAttribute'
  | 'describeLoadBalancersById'
  | 'describeLoadBalancersByAddress'
  | 'describeLoadBalancersInVpc'
>;

const createBalancers = (rpc: Rpc): Balancers => ({
  describeLoadBalancerAttribute: async ({ id, region }) => {
    const call = { region, action: 'DescribeLoadBalancerAttribute', query: { LoadBalancerId: id } };
    const reading = mapReading(await rpc.read(call), named, 'LoadBalancerId');
    return orAbsent(reading, /^InvalidLoadBalancerId\.NotFound/, rpc.stamp());
  },
  describeLoadBalancersById: async (region, ids) =>
    toLoadBalancers(
      await readInPortions(ids, idsAtOnce, (portion) => {
        const query = { LoadBalancerId: portion.join(',') };
        return readRpcPages(rpc, { region, action: 'DescribeLoadBalancers', query }, list);
      }),
    ),
  describeLoadBalancersByAddress: async (region, { address, vpcId }) => {
    const query = { Address: address, VpcId: vpcId };
    return toLoadBalancers(await readRpcPages(rpc, { region, action: 'DescribeLoadBalancers', query }, list));
  },
  describeLoadBalancersInVpc: async (region, vpcId) => {
    const call = { region, action: 'DescribeLoadBalancers', query: { VpcId: vpcId } };
    return toLoadBalancers(await readRpcPages(rpc, call, list));
  },
});

type Parts = Pick<Slb, 'describeTcpListener' | 'describeVServerGroup' | 'describeAcl' | 'describeHealth'>;

const createParts = (rpc: Rpc): Parts => ({
  describeTcpListener: async ({ id, region }, port) => {
    const query = { LoadBalancerId: id, ListenerPort: String(port) };
    const reading = await rpc.read({ region, action: 'DescribeLoadBalancerTCPListenerAttribute', query });
    const found = (body: JsonObject) => (numberIn(body, 'ListenerPort') === null ? null : listenerIn(body));
    return mapReading(reading, found, 'ListenerPort');
  },
  describeVServerGroup: async (region, group) => {
    const query = { VServerGroupId: group };
    const reading = await rpc.read({ region, action: 'DescribeVServerGroupAttribute', query });
    return mapReading(reading, backendsIn, 'list “BackendServers”');
  },
  describeAcl: async (region, acl) => {
    const query = { AclId: acl, PageSize: '50' };
    const reading = await rpc.read({ region, action: 'DescribeAccessControlListAttribute', query });
    return mapReading(reading, aclIn, 'list “AclEntrys”');
  },
  describeHealth: async ({ id, region }, port) => {
    const query = { LoadBalancerId: id, ListenerPort: String(port) };
    const reading = await rpc.read({ region, action: 'DescribeHealthStatus', query });
    return mapReading(
      reading,
      (body) => rowsIn(body, 'BackendServers', 'BackendServer')?.map(healthIn) ?? null,
      'list “BackendServers”',
    );
  },
});

/** By these codes the service says that it is busy with this instance and did nothing (§4.3). */
const busy = /^(SystemBusy|OperationBusy|ServiceIsStopping|BackendServer\.configuring|ServiceIsConfiguring)$/;
const busyMs = 5_000;

const orBusy = (answer: Answer): Answer => {
  if (answer.is !== 'refused' || !busy.test(answer.code)) return answer;
  const { code, request, why } = answer;
  return { is: 'throttled', code, request, why, afterMs: busyMs };
};

export const createSlb = (session: Session): Slb => {
  const rpc = createRpc(session, 'SLB');
  return {
    ...createBalancers(rpc),
    ...createParts(rpc),
    modifySpec: async ({ id, region }, spec, fence) => {
      const query = { LoadBalancerId: id, LoadBalancerSpec: spec };
      return orBusy(await rpc.write({ region, action: 'ModifyLoadBalancerInstanceSpec', query }, fence, 'OrderId'));
    },
    modifyChargeType: async ({ id, region }, fence) => {
      const query = { LoadBalancerId: id, InstanceChargeType: 'PayByCLCU' };
      return orBusy(await rpc.write({ region, action: 'ModifyLoadBalancerInstanceChargeType', query }, fence));
    },
  };
};
