import type { LivePolicy } from '../../live-ram.ts';
import { utc } from '../../time.ts';
import { missing, reply } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';
import { findBadDocument } from './document.ts';
import { rolesWith, withPolicy, withTypedPolicy } from './find.ts';
import { renderVersion } from './versions.ts';

function render(policy: LivePolicy, request: ServiceRequest): Record<string, unknown> {
  return {
    PolicyName: policy.name,
    PolicyType: policy.type,
    Description: policy.description,
    DefaultVersion: policy.defaultVersion,
    AttachmentCount: rolesWith(request, policy).length,
    CreateDate: utc(policy.created),
    UpdateDate: utc(policy.updated),
  };
}

export const getPolicy = (request: ServiceRequest): Answer =>
  withTypedPolicy(request, (policy) => {
    const version = policy.versions.find(({ id }) => id === policy.defaultVersion);
    return reply(request, {
      Policy: render(policy, request),
      ...(version && { DefaultPolicyVersion: renderVersion(version, policy) }),
    });
  });

/** So many custom policies an account can have. */
const mostPolicies = 200;

export function createPolicy(request: ServiceRequest): Answer {
  const { world, query } = request;
  const { policies } = world.ram;
  const name = query.get('PolicyName') ?? '';
  if (name === '') return missing('PolicyName');
  if (!/^[A-Za-z0-9-]{1,128}$/.test(name)) {
    return refuse(400, 'InvalidParameter.PolicyName.InvalidChars', 'The policy name is not valid.');
  }
  const bad = findBadDocument(request);
  if (bad !== undefined) return bad;
  if (policies.some((each) => each.name === name)) {
    return refuse(409, 'EntityAlreadyExists.Policy', `The policy already exists: ${name}.`);
  }
  if (policies.filter(({ type }) => type === 'Custom').length >= mostPolicies) {
    return refuse(409, 'LimitExceeded.Policy', 'The count of policies beyond the current limits.');
  }
  const now = world.clock.now();
  const policy: LivePolicy = {
    name,
    type: 'Custom',
    description: query.get('Description') ?? '',
    created: now,
    updated: now,
    versions: [{ id: 'v1', document: query.get('PolicyDocument') ?? '', created: now }],
    defaultVersion: 'v1',
    next: 2,
  };
  policies.push(policy);
  return reply(request, { Policy: render(policy, request) });
}

/** Neither attached nor with further versions. */
export const deletePolicy = (request: ServiceRequest): Answer =>
  withPolicy(request, (policy) => {
    if (rolesWith(request, policy).length > 0) {
      return refuse(409, 'DeleteConflict.Policy.Role', 'The policy is attached to one or more roles.');
    }
    if (policy.versions.length > 1) {
      return refuse(409, 'DeleteConflict.Policy.Version', 'The policy has more than one version.');
    }
    const { policies } = request.world.ram;
    policies.splice(policies.indexOf(policy), 1);
    return reply(request);
  });
