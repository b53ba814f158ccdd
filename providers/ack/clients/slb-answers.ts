import { numberIn, objectsIn, objectIn, rowsIn, textIn, type JsonObject } from '../../wire/json.ts';
import { rankOf } from '../slb-specs.ts';

/** Words as the service writes them; '' where it wrote none. */
export interface LoadBalancer {
  readonly id: string;
  readonly name: string;
  /** active, inactive, locked. */
  readonly status: string;
  readonly spec: string;
  readonly rank: ReturnType<typeof rankOf>;
  /** PayBySpec or PayByCLCU; absent where the instance is prepaid, and on some sites. */
  readonly chargeType: string;
  /** PayOnDemand or PrePay. */
  readonly payType: string;
  readonly address: string;
  /** intranet, internet. */
  readonly addressType: string;
  readonly vpcId: string;
  readonly vSwitchId: string;
  /** on, off. */
  readonly deleteProtection: string;
  /** NonProtection, ConsoleProtection. */
  readonly modificationProtection: string;
  readonly modificationProtectionReason: string;
  /** null in a row of the list, which does not have them. */
  readonly listeners: readonly { readonly port: number | null; readonly protocol: string }[] | null;
  readonly backends: readonly Backend[] | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** A server behind a load balancer: `id` is an ECS instance's, a network interface's (type eni) or an address (type ip). */
export interface Backend {
  readonly id: string;
  readonly ip: string;
  readonly type: string;
  readonly port: number | null;
  readonly weight: number | null;
}

export interface TcpListener {
  readonly port: number | null;
  readonly backendPort: number | null;
  /** running, stopped, … */
  readonly status: string;
  /** on, off. */
  readonly aclStatus: string;
  /** white: only the list; black: all but the list. */
  readonly aclType: string;
  /** One id, or several with commas. */
  readonly aclId: string;
  /** '' where the default group of the load balancer serves. */
  readonly vServerGroupId: string;
  /** on, off. */
  readonly healthCheck: string;
}

export interface Acl {
  readonly entries: readonly { readonly cidr: string; readonly comment: string }[];
  /** How many there are; more than `entries` where one page did not hold them. */
  readonly total: number | null;
}

export interface BackendHealth {
  readonly id: string;
  readonly ip: string;
  /** normal, abnormal, unavailable. */
  readonly health: string;
}

const backendIn = (row: JsonObject): Backend => ({
  id: textIn(row, 'ServerId'),
  ip: textIn(row, 'ServerIp'),
  type: textIn(row, 'Type'),
  port: numberIn(row, 'Port'),
  weight: numberIn(row, 'Weight'),
});

export const backendsIn = (body: JsonObject): readonly Backend[] | null =>
  rowsIn(body, 'BackendServers', 'BackendServer')?.map(backendIn) ?? null;

export const loadBalancerIn = (row: JsonObject): LoadBalancer => ({
  id: textIn(row, 'LoadBalancerId'),
  name: textIn(row, 'LoadBalancerName'),
  status: textIn(row, 'LoadBalancerStatus'),
  spec: textIn(row, 'LoadBalancerSpec'),
  rank: rankOf(textIn(row, 'LoadBalancerSpec')),
  chargeType: textIn(row, 'InstanceChargeType'),
  payType: textIn(row, 'PayType'),
  address: textIn(row, 'Address'),
  addressType: textIn(row, 'AddressType'),
  vpcId: textIn(row, 'VpcId'),
  vSwitchId: textIn(row, 'VSwitchId'),
  deleteProtection: textIn(row, 'DeleteProtection'),
  modificationProtection: textIn(row, 'ModificationProtectionStatus'),
  modificationProtectionReason: textIn(row, 'ModificationProtectionReason'),
  listeners:
    rowsIn(row, 'ListenerPortsAndProtocol', 'ListenerPortAndProtocol')?.map((one) => ({
      port: numberIn(one, 'ListenerPort'),
      protocol: textIn(one, 'ListenerProtocol'),
    })) ?? null,
  backends: backendsIn(row),
  tags: objectsIn(objectIn(row, 'Tags'), 'Tag').map((tag) => ({
    key: textIn(tag, 'TagKey') || textIn(tag, 'Key'),
    value: textIn(tag, 'TagValue') || textIn(tag, 'Value'),
  })),
});

export const listenerIn = (body: JsonObject): TcpListener => ({
  port: numberIn(body, 'ListenerPort'),
  backendPort: numberIn(body, 'BackendServerPort'),
  status: textIn(body, 'Status'),
  aclStatus: textIn(body, 'AclStatus'),
  aclType: textIn(body, 'AclType'),
  aclId: textIn(body, 'AclId'),
  vServerGroupId: textIn(body, 'VServerGroupId'),
  healthCheck: textIn(body, 'HealthCheck'),
});

export const aclIn = (body: JsonObject): Acl | null => {
  const entries = rowsIn(body, 'AclEntrys', 'AclEntry');
  if (entries === null) return null;
  return {
    entries: entries.map((entry) => ({ cidr: textIn(entry, 'AclEntryIP'), comment: textIn(entry, 'AclEntryComment') })),
    total: numberIn(body, 'TotalAclEntry'),
  };
};

export const healthIn = (row: JsonObject): BackendHealth => ({
  id: textIn(row, 'ServerId'),
  ip: textIn(row, 'ServerIp'),
  health: textIn(row, 'ServerHealthStatus'),
});
