import { statusOfInstance, type LiveInstance } from '../../live-instance.ts';
import type { LiveWorld } from '../../live-world.ts';
import { jsonList } from '../../parameters.ts';
import { show } from '../../pending.ts';
import { answerNumbered, answerPage, invalid, reply } from '../rpc.ts';
import type { Answer, ServiceRequest } from '../service.ts';
import { instancesOf, withInstance } from './find.ts';

const created = '2021-06-01T02:00Z';

const never = '2099-12-31T15:59Z';

const locksOf = ({ told: { locked = 'none' } }: LiveInstance): readonly Record<string, string>[] =>
  locked === 'none' ? [] : [{ LockReason: locked, LockMsg: '' }];

function statusOf(instance: LiveInstance, world: LiveWorld): string {
  for (const { pending } of instance.reboots) show(pending);
  return statusOfInstance(instance, world.clock.now());
}

/** What list and single read have in common. */
function render(instance: LiveInstance, world: LiveWorld): Record<string, unknown> {
  const { id, told } = instance;
  return {
    InstanceId: id,
    InstanceName: instance.name,
    HostName: id.replace(/^i-/, 'iZ'),
    Description: '',
    RegionId: instance.region,
    ZoneId: instance.zone,
    Status: statusOf(instance, world),
    StoppedMode: instance.stoppedMode,
    InstanceChargeType: told.chargeType ?? 'PostPaid',
    CreationTime: created,
    ExpiredTime: told.expires ?? never,
    DeletionProtection: instance.deletionProtection,
    InstanceType: 'ecs.c6.xlarge',
    InstanceTypeFamily: 'ecs.c6',
    Cpu: 4,
    Memory: 8192,
    OSType: 'linux',
    OSName: 'Alibaba Cloud Linux 3.2104 LTS 64-bit',
    ImageId: 'aliyun_3_x64_20G_alibase_20241218.vhd',
    InstanceNetworkType: 'vpc',
    SpotStrategy: 'NoSpot',
    SecurityGroupIds: { SecurityGroupId: [instance.securityGroup] },
    VpcAttributes: {
      VpcId: instance.vpc,
      VSwitchId: instance.vSwitch,
      NatIpAddress: '',
      PrivateIpAddress: { IpAddress: [instance.address] },
    },
    PublicIpAddress: { IpAddress: [] },
    EipAddress: { AllocationId: '', IpAddress: '', InternetChargeType: '' },
    OperationLocks: { LockReason: locksOf(instance) },
    Tags: { Tag: [] },
  };
}

/** Given only when META_OPTIONS is among the additional attributes that are asked for. */
const metadataOf = ({ told: { httpTokens = 'optional' } }: LiveInstance): Record<string, unknown> => ({
  MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: httpTokens, HttpPutResponseHopLimit: 1 },
});

const wantsMetadata = ({ query }: ServiceRequest): boolean =>
  [...query].some(([name, value]) => name.startsWith('AdditionalAttributes') && value === 'META_OPTIONS');

const pages = { defaultSize: 10, largest: 100 };

export function describeInstances(request: ServiceRequest): Answer {
  const { world, query } = request;
  const ids = jsonList(query, 'InstanceIds');
  if (ids === undefined || ids.length > 100) return invalid('InstanceIds', 'it must be a JSON array of up to 100 ids');
  const same = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const wanted = instancesOf(request).filter(
    (instance) =>
      (ids.length === 0 || ids.includes(instance.id)) &&
      same('VpcId', instance.vpc) &&
      same('Status', statusOfInstance(instance, world.clock.now())),
  );
  const metadata = wantsMetadata(request);
  return answerPage(request, wanted, pages, ({ items, info }) => {
    const rows = items.map((each) => ({ ...render(each, world), ...(metadata && metadataOf(each)) }));
    return reply(request, { NextToken: '', ...info, Instances: { Instance: rows } });
  });
}

export function describeInstanceStatus(request: ServiceRequest): Answer {
  const { world, query } = request;
  const ids = [...query].filter(([name]) => name.startsWith('InstanceId.')).map(([, id]) => id);
  const wanted = instancesOf(request).filter(({ id }) => ids.length === 0 || ids.includes(id));
  return answerNumbered(request, wanted, { ...pages, largest: 50 }, ({ items, info }) => {
    const rows = items.map((each) => ({ InstanceId: each.id, Status: statusOf(each, world) }));
    return reply(request, { ...info, InstanceStatuses: { InstanceStatus: rows } });
  });
}

/** Of one instance. It has fewer keys than the list, and another for the network. */
export const describeInstanceAttribute = (request: ServiceRequest): Answer =>
  withInstance(request, (instance) => reply(request, render(instance, request.world)));

export function describeDisks(request: ServiceRequest): Answer {
  const { query } = request;
  const wanted = jsonList(query, 'DiskIds') ?? [];
  const of = query.get('InstanceId') ?? '';
  const disks = instancesOf(request)
    .filter(({ id }) => of === '' || id === of)
    .flatMap((instance) => instance.disks.map((disk) => ({ instance, disk })))
    .filter(({ disk }) => wanted.length === 0 || wanted.includes(disk.id));
  return answerPage(request, disks, pages, ({ items, info }) =>
    reply(request, {
      NextToken: '',
      ...info,
      Disks: {
        Disk: items.map(({ instance, disk }) => ({
          DiskId: disk.id,
          InstanceId: instance.id,
          RegionId: instance.region,
          ZoneId: instance.zone,
          Type: disk.type,
          Category: 'cloud_essd',
          Size: disk.sizeGiB,
          Status: 'In_use',
          Portable: disk.type === 'data',
          DeleteWithInstance: disk.deleteWithInstance,
          DiskChargeType: 'PostPaid',
          CreationTime: created,
        })),
      },
    }),
  );
}
