import { sizeOf, type LiveLoadBalancer } from '../../live-load-balancer.ts';
import type { LiveWorld } from '../../live-world.ts';
import { show } from '../../pending.ts';
import { answerNumbered, invalid, reply } from '../rpc.ts';
import type { Answer, ServiceRequest } from '../service.ts';
import { backendsOf, type Backend } from './backends.ts';
import { balancersOf, withBalancer } from './find.ts';

/** What list and single read have in common. InstanceChargeType means something for PayOnDemand only. */
function render(balancer: LiveLoadBalancer, world: LiveWorld): Record<string, unknown> {
  for (const { pending } of balancer.changes) show(pending);
  const { spec, chargeType } = sizeOf(balancer, world.clock.now());
  return {
    LoadBalancerId: balancer.id,
    LoadBalancerName: balancer.name,
    LoadBalancerStatus: balancer.status,
    LoadBalancerSpec: spec,
    ...(balancer.payType === 'PayOnDemand' && { InstanceChargeType: chargeType }),
    PayType: balancer.payType,
    Address: balancer.address,
    AddressType: balancer.addressType,
    AddressIPVersion: 'ipv4',
    NetworkType: balancer.addressType === 'intranet' ? 'vpc' : 'classic',
    VpcId: balancer.addressType === 'intranet' ? balancer.vpc : '',
    VSwitchId: balancer.addressType === 'intranet' ? balancer.vSwitch : '',
    RegionId: balancer.region,
    RegionIdAlias: balancer.region,
    MasterZoneId: `${balancer.region}-h`,
    SlaveZoneId: `${balancer.region}-i`,
    DeleteProtection: balancer.deleteProtection,
    ModificationProtectionStatus: balancer.modificationProtection,
    ModificationProtectionReason: balancer.modificationProtection === 'NonProtection' ? '' : 'managed by ACK',
    CreateTime: '2021-06-01T02:00Z',
    Tags: { Tag: [] },
  };
}

const renderBackend = ({ id, address, type }: Backend): Record<string, unknown> => ({
  ServerId: id,
  ServerIp: address,
  Type: type,
  Weight: 100,
  Description: '',
});

export const describeLoadBalancerAttribute = (request: ServiceRequest): Answer =>
  withBalancer(request, (balancer) =>
    reply(request, {
      ...render(balancer, request.world),
      ListenerPorts: { ListenerPort: balancer.listeners.map(({ port }) => port) },
      ListenerPortsAndProtocol: {
        ListenerPortAndProtocol: balancer.listeners.map(({ port, protocol }) => ({
          ListenerPort: port,
          ListenerProtocol: protocol,
          Description: '',
        })),
      },
      BackendServers: { BackendServer: backendsOf(balancer, request.world).map(renderBackend) },
    }),
  );

/** LoadBalancerId takes up to ten ids with commas between them. */
export function describeLoadBalancers(request: ServiceRequest): Answer {
  const { world, query } = request;
  const ids = (query.get('LoadBalancerId') ?? '').split(',').filter((id) => id !== '');
  if (ids.length > 10) return invalid('LoadBalancerId', 'it takes up to 10 ids');
  const same = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const wanted = balancersOf(request).filter(
    (balancer) =>
      (ids.length === 0 || ids.includes(balancer.id)) &&
      same('Address', balancer.address) &&
      same('AddressType', balancer.addressType) &&
      same('VpcId', balancer.vpc) &&
      same('VSwitchId', balancer.vSwitch) &&
      same('LoadBalancerName', balancer.name),
  );
  const rules = { defaultSize: 50, largest: 100, together: true };
  return answerNumbered(request, wanted, rules, ({ items, info }) =>
    reply(request, { ...info, LoadBalancers: { LoadBalancer: items.map((each) => render(each, world)) } }),
  );
}

/** Names the protection of deletion; a call that deletes is not among the twin's. */
export const setDeleteProtection = (request: ServiceRequest): Answer =>
  withBalancer(request, (balancer) => {
    const wanted = request.query.get('DeleteProtection');
    if (wanted !== 'on' && wanted !== 'off') return invalid('DeleteProtection', 'it must be on or off');
    balancer.deleteProtection = wanted;
    return reply(request);
  });

export const setModificationProtection = (request: ServiceRequest): Answer =>
  withBalancer(request, (balancer) => {
    const wanted = request.query.get('ModificationProtectionStatus');
    if (wanted !== 'NonProtection' && wanted !== 'ConsoleProtection') {
      return invalid('ModificationProtectionStatus', 'it must be NonProtection or ConsoleProtection');
    }
    balancer.modificationProtection = wanted;
    return reply(request);
  });
