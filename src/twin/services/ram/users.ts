import { administrator, policyOfKey } from '../../live-ram.ts';
import { utc } from '../../time.ts';
import { missing, reply } from '../rpc.ts';
import { refuse, type Answer, type ServiceRequest } from '../service.ts';

/** The one user of the world's account: who calls with its keys. */
function withUser(request: ServiceRequest, handle: () => Answer): Answer {
  const name = request.query.get('UserName') ?? '';
  if (name === '') return missing('UserName');
  if (name === request.world.account.userName) return handle();
  return refuse(404, 'EntityNotExist.User', `The user does not exist: ${name}.`);
}

/** Those of its keys; an administrator's where the world gives them none. */
export const listPoliciesForUser = (request: ServiceRequest): Answer =>
  withUser(request, () => {
    const { account, ram } = request.world;
    const own = account.accessKeys.filter(({ policy }) => policy !== undefined).map(({ id }) => policyOfKey(id));
    const names = own.length === 0 ? [administrator.name] : own;
    const policies = ram.policies.filter(({ name }) => names.includes(name));
    return reply(request, {
      Policies: {
        Policy: policies.map(({ name, type, defaultVersion, description, created }) => ({
          PolicyName: name,
          PolicyType: type,
          DefaultVersion: defaultVersion,
          Description: description,
          AttachDate: utc(created),
        })),
      },
    });
  });

export const listGroupsForUser = (request: ServiceRequest): Answer =>
  withUser(request, () => reply(request, { Groups: { Group: [] } }));
