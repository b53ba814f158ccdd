import { surroundingsOf } from '../../cluster.ts';
import type { LiveEip } from '../../live-network.ts';
import { answerNumbered, answerPage, reply } from '../rpc.ts';
import type { Answer, ServiceRequest } from '../service.ts';

const created = '2021-06-01T02:00:00Z';

const pages = { defaultSize: 10, largest: 50 };

type Row = Readonly<Record<string, unknown>>;

/** Whether a filter of the query, a value or several with commas between them, lets the row through. */
const lets = (query: URLSearchParams, name: string, value: string): boolean =>
  (query.get(name) ?? '') === '' || (query.get(name) ?? '').split(',').includes(value);

export function describeVSwitches(request: ServiceRequest): Answer {
  const { world, query } = request;
  const wanted = world.network.vSwitches.filter(
    ({ id, vpc, region }) =>
      lets(query, 'VSwitchId', id) && lets(query, 'VpcId', vpc) && lets(query, 'RegionId', region),
  );
  return answerNumbered(request, wanted, pages, ({ items, info }) =>
    reply(request, {
      ...info,
      VSwitches: {
        VSwitch: items.map(({ id, vpc, region, cidr, status, freeAddresses }) => ({
          VSwitchId: id,
          VSwitchName: id,
          VpcId: vpc,
          ZoneId: `${region}-h`,
          CidrBlock: cidr,
          Status: status,
          AvailableIpAddressCount: freeAddresses,
          IsDefault: false,
          CreationTime: created,
        })),
      },
    }),
  );
}

export function describeVpcs(request: ServiceRequest): Answer {
  const { world, query } = request;
  const all = [
    ...world.clusters.map(({ told }) => ({ vpc: surroundingsOf(told, world.ids).vpc, region: told.region })),
    ...world.network.vSwitches,
  ];
  const unique = all.filter(({ vpc }, index) => all.findIndex((each) => each.vpc === vpc) === index);
  const wanted = unique.filter(({ vpc, region }) => lets(query, 'VpcId', vpc) && lets(query, 'RegionId', region));
  const switchesOf = (vpc: string): readonly string[] =>
    world.network.vSwitches.filter((each) => each.vpc === vpc).map(({ id }) => id);
  return answerNumbered(request, wanted, pages, ({ items, info }) =>
    reply(request, {
      ...info,
      Vpcs: {
        Vpc: items.map(({ vpc, region }) => ({
          VpcId: vpc,
          VpcName: vpc,
          RegionId: region,
          CidrBlock: '192.168.0.0/16',
          Status: 'Available',
          IsDefault: false,
          VSwitchIds: { VSwitchId: switchesOf(vpc) },
          CreationTime: created,
        })),
      },
    }),
  );
}

/** As the product names what an EIP is bound to. */
function bindingOf({ instance }: LiveEip): Row {
  const types: Readonly<Record<string, string>> = { lb: 'SlbInstance', i: 'EcsInstance', ngw: 'Nat' };
  return {
    InstanceId: instance,
    InstanceType: types[instance.split('-')[0] ?? ''] ?? '',
    Status: instance === '' ? 'Available' : 'InUse',
  };
}

export function describeEipAddresses(request: ServiceRequest): Answer {
  const { world, query } = request;
  const wanted = world.network.eips.filter((eip) => {
    const { InstanceType: type } = bindingOf(eip);
    return (
      lets(query, 'RegionId', eip.region) &&
      lets(query, 'AllocationId', eip.id) &&
      lets(query, 'EipAddress', eip.address) &&
      lets(query, 'AssociatedInstanceId', eip.instance) &&
      lets(query, 'AssociatedInstanceType', String(type))
    );
  });
  return answerNumbered(request, wanted, { ...pages, largest: 100 }, ({ items, info }) =>
    reply(request, {
      ...info,
      EipAddresses: {
        EipAddress: items.map((eip) => ({
          AllocationId: eip.id,
          IpAddress: eip.address,
          RegionId: eip.region,
          ...bindingOf(eip),
          Bandwidth: '5',
          InternetChargeType: 'PayByTraffic',
          ChargeType: 'PostPaid',
          AllocationTime: created,
          OperationLocks: { LockReason: [] },
        })),
      },
    }),
  );
}

export function describeNatGateways(request: ServiceRequest): Answer {
  const { world, query } = request;
  const wanted = world.network.natGateways.filter(
    ({ id, vpc, region }) =>
      lets(query, 'NatGatewayId', id) && lets(query, 'VpcId', vpc) && lets(query, 'RegionId', region),
  );
  return answerPage(request, wanted, pages, ({ items, info }) =>
    reply(request, {
      ...info,
      NatGateways: {
        NatGateway: items.map(({ id, vpc, region }) => ({
          NatGatewayId: id,
          Name: id,
          VpcId: vpc,
          RegionId: region,
          Status: 'Available',
          NatType: 'Enhanced',
          NetworkType: 'internet',
          IpLists: {
            IpList: world.network.eips
              .filter(({ instance }) => instance === id)
              .map((eip) => ({ AllocationId: eip.id, IpAddress: eip.address, UsingStatus: 'UsedBySnatTable' })),
          },
          CreationTime: created,
        })),
      },
    }),
  );
}
