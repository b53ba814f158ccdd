import { isUp, startReboot, statusOfInstance, type LiveInstance } from '../../live-instance.ts';
import { flag } from '../../parameters.ts';
import { missing, reply } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';
import { instancesOf, withInstance, withInstances } from './find.ts';

const wrongStatus = refuse(
  403,
  'IncorrectInstanceStatus',
  'The current status of the resource does not support this operation.',
);

const locked = refuse(
  403,
  'InstanceLockedForSecurity',
  'The specified operation is denied as your instance is locked for security reasons.',
);

const isLocked = ({ told }: LiveInstance): boolean => told.locked === 'security';

/** That a dry run would succeed is told as an error. */
const dryRun = (request: ServiceRequest): Answer | undefined =>
  flag(request.query, 'DryRun') === true
    ? refuse(400, 'DryRunOperation', 'The request would be taken: the flag DryRun is set.')
    : undefined;

export const rebootInstance = (request: ServiceRequest): Answer =>
  withInstance(request, (instance) => {
    const now = request.world.clock.now();
    if (isLocked(instance)) return locked;
    if (!isUp(instance, now)) return wrongStatus;
    const dry = dryRun(request);
    if (dry !== undefined) return dry;
    startReboot(instance, now);
    return reply(request);
  });

function stop(instance: LiveInstance, request: ServiceRequest): Record<string, string> {
  const previous = statusOfInstance(instance, request.world.clock.now());
  const row = { InstanceId: instance.id, PreviousStatus: previous };
  if (isLocked(instance)) return { ...row, Code: '403', Message: 'InstanceLockedForSecurity', CurrentStatus: previous };
  instance.power = 'Stopped';
  instance.stoppedMode = request.query.get('StoppedMode') === 'StopCharging' ? 'StopCharging' : 'KeepCharging';
  return { ...row, Code: '200', Message: 'success', CurrentStatus: 'Stopping' };
}

/** Each instance has a code of its own inside a 200. */
export const stopInstances = (request: ServiceRequest): Answer =>
  withInstances(request, { largest: 100, unknown: 'InvalidInstanceId.NotFound' }, (instances) => {
    const dry = dryRun(request);
    if (dry !== undefined) return dry;
    const rows = instances.map((instance) => stop(instance, request));
    return reply(request, { InstanceResponses: { InstanceResponse: rows } });
  });

/** Subscriptions end by themselves, protected ones not by a call, and running ones only with Force. */
function findObstacle(instance: LiveInstance, request: ServiceRequest): Answer | undefined {
  if (instance.deletionProtection) {
    const why = 'The operation is not allowed due to deletion protection.';
    return refuse(403, 'InvalidOperation.DeletionProtection', why);
  }
  if (isLocked(instance)) return locked;
  if (instance.told.chargeType === 'PrePaid' && flag(request.query, 'TerminateSubscription') !== true) {
    return refuse(403, 'ChargeTypeViolation', 'Pay-As-You-Go instances can be released, subscriptions cannot.');
  }
  const running = statusOfInstance(instance, request.world.clock.now()) !== 'Stopped';
  return running && flag(request.query, 'Force') !== true ? wrongStatus : undefined;
}

function release(instances: readonly LiveInstance[], request: ServiceRequest): Answer {
  const obstacle = instances.map((instance) => findObstacle(instance, request)).find((each) => each !== undefined);
  if (obstacle !== undefined) return obstacle;
  const dry = dryRun(request);
  if (dry !== undefined) return dry;
  for (const instance of instances) instance.released = true;
  return reply(request);
}

/** All or none. */
export const deleteInstances = (request: ServiceRequest): Answer =>
  withInstances(request, { largest: 100, unknown: 'InvalidInstanceId.NotFound' }, (instances) =>
    release(instances, request),
  );

export const deleteInstance = (request: ServiceRequest): Answer =>
  withInstance(request, (instance) => release([instance], request));

/** Of its many attributes the twin knows one. */
export const modifyInstanceAttribute = (request: ServiceRequest): Answer =>
  withInstance(request, (instance) => {
    const protection = flag(request.query, 'DeletionProtection');
    if (protection !== undefined) instance.deletionProtection = protection;
    return reply(request);
  });

/** Wakes one that was stopped. */
export function startInstance(request: ServiceRequest): Answer {
  const id = request.query.get('InstanceId') ?? '';
  if (id === '') return missing('InstanceId');
  const instance = instancesOf(request).find((candidate) => candidate.id === id);
  if (instance?.power !== 'Stopped')
    return instance === undefined ? withInstance(request, () => wrongStatus) : wrongStatus;
  instance.power = 'Running';
  instance.stoppedMode = 'Not-applicable';
  return reply(request);
}
