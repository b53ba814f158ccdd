import { createPending, isInFlight, type Pending } from './pending.ts';
import type { WorldListener, WorldLoadBalancer } from './world-schema.ts';

type Told = Required<Omit<WorldLoadBalancer, 'chargeType' | 'upgrade'>>;

/** A change of spec or charge type, from accepted to in force. */
export interface LoadBalancerChange {
  readonly from: number;
  readonly to: number;
  readonly spec: string;
  readonly chargeType: ChargeType;
  readonly pending: Pending;
}

type ChargeType = 'PayBySpec' | 'PayByCLCU';

/** A load balancer as it goes. */
export interface LiveLoadBalancer extends Omit<Told, 'deleteProtection' | 'modificationProtection' | 'listeners'> {
  /** Their `acl` is the id of an access control list; "" is none. */
  readonly listeners: readonly Required<WorldListener>[];
  readonly vpc: string;
  readonly vSwitch: string;
  deleteProtection: Told['deleteProtection'];
  modificationProtection: Told['modificationProtection'];
  readonly upgrade: Required<NonNullable<WorldLoadBalancer['upgrade']>>;
  /** So many changes have been refused as busy. */
  busy: number;
  /** An order that nobody has paid: while there is one, no other change is taken. */
  unpaidOrder: string | undefined;
  readonly first: { readonly spec: string; readonly chargeType: ChargeType };
  readonly changes: LoadBalancerChange[];
}

const usualListener = {
  port: 6443,
  protocol: 'tcp',
  status: 'running',
  backendPort: 6443,
  aclStatus: 'off',
  aclType: 'white',
  acl: '',
  unhealthy: [],
} as const satisfies LiveLoadBalancer['listeners'][number];

export interface Around {
  readonly name: string;
  readonly region: string;
  readonly vpc: string;
  readonly vSwitch: string;
  readonly backends: readonly string[];
  readonly address: string;
}

const upgradeOf = ({ upgrade = {} }: WorldLoadBalancer): LiveLoadBalancer['upgrade'] => ({
  refuse: null,
  busyTimes: 0,
  busyCode: 'OperationBusy',
  seconds: 20,
  ...upgrade,
});

export function createLoadBalancer(told: WorldLoadBalancer, around: Around): LiveLoadBalancer {
  const spec = told.spec ?? (told.chargeType === 'PayByCLCU' ? 'slb.lcu.elastic' : 'slb.s1.small');
  return {
    id: told.id,
    name: told.name ?? around.name,
    region: told.region ?? around.region,
    status: told.status ?? 'active',
    spec,
    payType: told.payType ?? 'PayOnDemand',
    address: told.address ?? around.address,
    addressType: told.addressType ?? 'intranet',
    deleteProtection: told.deleteProtection ?? 'off',
    modificationProtection: told.modificationProtection ?? 'NonProtection',
    listeners: (told.listeners ?? [{}]).map((listener) => ({ ...usualListener, ...listener })),
    backends: told.backends ?? [...around.backends],
    vpc: around.vpc,
    vSwitch: around.vSwitch,
    upgrade: upgradeOf(told),
    busy: 0,
    unpaidOrder: undefined,
    first: { spec, chargeType: told.chargeType ?? (spec === 'slb.lcu.elastic' ? 'PayByCLCU' : 'PayBySpec') },
    changes: [],
  };
}

/** Spec and charge type as they are in force. */
export function sizeOf({ first, changes }: LiveLoadBalancer, now: number): LiveLoadBalancer['first'] {
  return changes.findLast(({ to }) => to <= now) ?? first;
}

export const isConfiguring = ({ changes }: LiveLoadBalancer, now: number): boolean =>
  changes.some(({ pending }) => isInFlight(pending, now));

/** Guaranteed specifications, least first (SLB specification catalogue); their order is not that of their letters. */
const ranks = [
  'slb.s0.share',
  'slb.s1.small',
  'slb.s2.small',
  'slb.s2.medium',
  'slb.s3.small',
  'slb.s3.medium',
  'slb.s3.large',
  'slb.s3.xlarge',
  'slb.s3.xxlarge',
];

/** Undefined for a spec that the catalogue does not list. A load balancer paid by use has none. */
export function rankOf(spec: string): number | undefined {
  const rank = ranks.indexOf(spec);
  return rank < 0 ? undefined : rank;
}

export const isShared = (spec: string): boolean => spec === '' || rankOf(spec) === 0;

export function startChange(
  balancer: LiveLoadBalancer,
  now: number,
  { spec, chargeType }: LiveLoadBalancer['first'],
): LoadBalancerChange {
  const to = now + balancer.upgrade.seconds * 1_000;
  const change: LoadBalancerChange = { from: now, to, spec, chargeType, pending: createPending([to]) };
  balancer.changes.push(change);
  return change;
}
