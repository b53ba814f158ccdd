import type { LivePolicy, LivePolicyVersion, LiveRole } from '../../live-ram.ts';
import { invalid, missing } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';

const notThere = (kind: 'Role' | 'Policy' | 'Policy.Version', name: string): Answer =>
  refuse(404, `EntityNotExist.${kind}`, `The ${kind.toLowerCase().replace('.', ' ')} does not exist: ${name}.`);

export function withRole(request: ServiceRequest, handle: (role: LiveRole) => Answer): Answer {
  const name = request.query.get('RoleName') ?? '';
  if (name === '') return missing('RoleName');
  const role = request.world.ram.roles.find((candidate) => candidate.name === name);
  return role === undefined ? notThere('Role', name) : handle(role);
}

/** By PolicyName and PolicyType; calls that change a policy mean a custom one. */
export function withPolicy(request: ServiceRequest, handle: (policy: LivePolicy) => Answer, type = 'Custom'): Answer {
  const name = request.query.get('PolicyName') ?? '';
  if (name === '') return missing('PolicyName');
  const policy = request.world.ram.policies.find((each) => each.name === name && each.type === type);
  return policy === undefined ? notThere('Policy', name) : handle(policy);
}

/** For calls that take PolicyType, which they demand. */
export function withTypedPolicy(request: ServiceRequest, handle: (policy: LivePolicy) => Answer): Answer {
  const type = request.query.get('PolicyType') ?? '';
  if (type === '') return missing('PolicyType');
  if (type !== 'Custom' && type !== 'System') return invalid('PolicyType', 'it must be Custom or System');
  return withPolicy(request, handle, type);
}

export function withVersion(
  request: ServiceRequest,
  policy: LivePolicy,
  handle: (version: LivePolicyVersion) => Answer,
): Answer {
  const id = request.query.get('VersionId') ?? '';
  if (id === '') return missing('VersionId');
  const version = policy.versions.find((candidate) => candidate.id === id);
  return version === undefined ? notThere('Policy.Version', id) : handle(version);
}

/** The roles a policy is attached to. */
export const rolesWith = ({ world }: ServiceRequest, { name, type }: LivePolicy): readonly LiveRole[] =>
  world.ram.roles.filter(({ attached }) => attached.some((each) => each.name === name && each.type === type));
