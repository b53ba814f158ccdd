import type { LiveRole } from '../../live-ram.ts';
import { count } from '../../parameters.ts';
import { utc } from '../../time.ts';
import { invalid, reply } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';
import { rolesWith, withRole, withTypedPolicy } from './find.ts';

const render = ({ name, id, created, maxSession }: LiveRole, account: string): Record<string, unknown> => ({
  RoleId: id,
  RoleName: name,
  Arn: `acs:ram::${account}:role/${name.toLowerCase()}`,
  Description: '',
  MaxSessionDuration: maxSession,
  CreateDate: utc(created),
  UpdateDate: utc(created),
});

export const getRole = (request: ServiceRequest): Answer =>
  withRole(request, (role) =>
    reply(request, {
      Role: { ...render(role, request.world.account.id), AssumeRolePolicyDocument: JSON.stringify(role.trust) },
    }),
  );

const markerOf = (offset: number): string => Buffer.from(`role:${offset}`).toString('base64url');

/** Paged by MaxItems and Marker. */
export function listRoles(request: ServiceRequest): Answer {
  const { world, query } = request;
  const size = count(query, 'MaxItems', { otherwise: 100, most: 1000 });
  if (size === undefined) return invalid('MaxItems', 'it must be between 1 and 1000');
  const marker = query.get('Marker') ?? '';
  const [, offset = marker === '' ? '0' : ''] = /^role:(\d+)$/.exec(Buffer.from(marker, 'base64url').toString()) ?? [];
  if (offset === '') return invalid('Marker', 'it must be one that an answer gave');
  const end = Number(offset) + size;
  const more = end < world.ram.roles.length;
  return reply(request, {
    IsTruncated: more,
    ...(more && { Marker: markerOf(end) }),
    Roles: { Role: world.ram.roles.slice(Number(offset), end).map((role) => render(role, world.account.id)) },
  });
}

export const listPoliciesForRole = (request: ServiceRequest): Answer =>
  withRole(request, ({ attached }) =>
    reply(request, {
      Policies: {
        Policy: attached.map(({ name, type, at }) => {
          const policy = request.world.ram.policies.find((each) => each.name === name && each.type === type);
          return {
            PolicyName: name,
            PolicyType: type,
            DefaultVersion: policy?.defaultVersion ?? '',
            Description: policy?.description ?? '',
            AttachDate: utc(at),
          };
        }),
      },
    }),
  );

/** So many custom policies a role can have, and so many of the system's. */
const mostAttached = { Custom: 5, System: 20 } as const;

export const attachPolicyToRole = (request: ServiceRequest): Answer =>
  withTypedPolicy(request, ({ name, type }) =>
    withRole(request, ({ attached }) => {
      const same = attached.filter((each) => each.type === type);
      if (same.some((each) => each.name === name)) {
        return refuse(409, 'EntityAlreadyExists.Role.Policy', 'The policy is already attached to the role.');
      }
      if (same.length >= mostAttached[type]) {
        const why = 'The count of policies attached to the role beyond the current limits.';
        return refuse(409, 'LimitExceeded.Role.Policy', why);
      }
      attached.push({ name, type, at: request.world.clock.now() });
      return reply(request);
    }),
  );

export const detachPolicyFromRole = (request: ServiceRequest): Answer =>
  withTypedPolicy(request, ({ name, type }) =>
    withRole(request, ({ attached }) => {
      const index = attached.findIndex((each) => each.name === name && each.type === type);
      if (index < 0) return refuse(404, 'EntityNotExist.Role.Policy', 'The policy is not attached to the role.');
      attached.splice(index, 1);
      return reply(request);
    }),
  );

export const listEntitiesForPolicy = (request: ServiceRequest): Answer =>
  withTypedPolicy(request, (policy) =>
    reply(request, {
      Groups: { Group: [] },
      Users: { User: [] },
      Roles: {
        Role: rolesWith(request, policy).map((role) => ({
          ...render(role, request.world.account.id),
          AttachDate: utc(
            role.attached.find(({ name, type }) => name === policy.name && type === policy.type)?.at ?? role.created,
          ),
        })),
      },
    }),
  );
