import type { LiveInstance } from '../../live-instance.ts';
import { jsonList, repeated } from '../../parameters.ts';
import { missing } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';

/** Instances that are there, in the region asked; those of other regions are none of its business. */
export function instancesOf({ world, query }: ServiceRequest): readonly LiveInstance[] {
  const region = query.get('RegionId') ?? '';
  return world.instances.filter((instance) => !instance.released && (region === '' || instance.region === region));
}

const notFound = (code: string): Answer => refuse(404, code, 'The specified instance does not exist.');

/** The instance that InstanceId names. */
export function withInstance(request: ServiceRequest, handle: (instance: LiveInstance) => Answer): Answer {
  const id = request.query.get('InstanceId') ?? '';
  if (id === '') return missing('InstanceId');
  const instance = instancesOf(request).find((candidate) => candidate.id === id);
  return instance === undefined ? notFound('InvalidInstanceId.NotFound') : handle(instance);
}

interface Several {
  readonly largest: number;
  /** What an unknown id is answered with. */
  readonly unknown: string;
}

/** The instances that InstanceId.1, InstanceId.2 … name, all of which must be there. */
export function withInstances(
  request: ServiceRequest,
  { largest, unknown }: Several,
  handle: (instances: readonly LiveInstance[]) => Answer,
): Answer {
  const ids = repeated(request.query, 'InstanceId');
  if (ids.length === 0) return missing('InstanceId');
  if (ids.length > largest) {
    return refuse(403, 'InstanceIds.ExceedLimit', `The number of instance ids exceeds the limit of ${largest}.`);
  }
  const there = instancesOf(request);
  const found = ids.map((id) => there.find((instance) => instance.id === id));
  const instances = found.filter((instance) => instance !== undefined);
  return instances.length < ids.length ? notFound(unknown) : handle(instances);
}

/** For RAM: the instances that a call names, or all. */
export function instanceResources({ query }: ServiceRequest): readonly string[] {
  const one = query.get('InstanceId') ?? '';
  const ids = [
    ...(one === '' ? [] : [one]),
    ...repeated(query, 'InstanceId'),
    ...(jsonList(query, 'InstanceIds') ?? []),
  ];
  return ids.length === 0 ? ['instance/*'] : ids.map((id) => `instance/${id}`);
}
