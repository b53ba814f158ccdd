import { hasAssistant, type LiveInstance } from '../../live-instance.ts';
import type { LiveWorld } from '../../live-world.ts';
import { jsonList, repeated } from '../../parameters.ts';
import { show } from '../../pending.ts';
import { utc } from '../../time.ts';
import { answerPage, invalid, reply } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';
import { instancesOf, withInstances } from './find.ts';

/** The client reports about every two minutes; the last report is this old. */
const heartbeat = 45_000;

/** true and false are texts here (DescribeCloudAssistantStatus reference). */
function renderStatus(instance: LiveInstance, world: LiveWorld): Record<string, unknown> {
  for (const { pending } of instance.reboots) show(pending);
  const now = world.clock.now();
  const answers = hasAssistant(instance, now);
  return {
    InstanceId: instance.id,
    CloudAssistantStatus: answers ? 'true' : 'false',
    CloudAssistantVersion: answers ? '2.2.3.857' : '',
    LastHeartbeatTime: answers ? utc(now - heartbeat) : '',
    LastInvokedTime: '',
    ActiveTaskCount: 0,
    InvocationCount: 0,
    OSType: 'Linux',
    SupportSessionManager: answers,
  };
}

export function describeCloudAssistantStatus(request: ServiceRequest): Answer {
  const { world, query } = request;
  const ids = repeated(query, 'InstanceId');
  if (ids.length > 50)
    return refuse(403, 'InstanceIds.ExceedLimit', 'The number of instance ids exceeds the limit of 50.');
  const wanted = instancesOf(request).filter(({ id }) => ids.length === 0 || ids.includes(id));
  return answerPage(request, wanted, { defaultSize: 10, largest: 50 }, ({ items, info }) =>
    reply(request, {
      NextToken: '',
      ...info,
      InstanceCloudAssistantStatusSet: {
        InstanceCloudAssistantStatus: items.map((each) => renderStatus(each, world)),
      },
    }),
  );
}

/** Effective only after the instance has been restarted. */
export const installCloudAssistant = (request: ServiceRequest): Answer =>
  withInstances(request, { largest: 50, unknown: 'InvalidInstance.NotFound' }, (instances) => {
    for (const instance of instances) instance.assistantInstalled = request.world.clock.now();
    return reply(request);
  });

export function describeInstanceRamRole(request: ServiceRequest): Answer {
  const { query } = request;
  const ids = jsonList(query, 'InstanceIds');
  if (ids === undefined || ids.length > 50) return invalid('InstanceIds', 'it must be a JSON array of up to 50 ids');
  const role = query.get('RamRoleName') ?? '';
  if (ids.length === 0 && role === '') return invalid('InstanceIds', 'it or RamRoleName must be given');
  const wanted = instancesOf(request).filter(
    ({ id, ramRole }) => (ids.length === 0 || ids.includes(id)) && (role === '' || ramRole === role),
  );
  return reply(request, {
    RegionId: query.get('RegionId') ?? '',
    TotalCount: wanted.length,
    InstanceRamRoleSets: {
      InstanceRamRoleSet: wanted.map(({ id, ramRole }) => ({ InstanceId: id, RamRoleName: ramRole })),
    },
  });
}
