import { findKey } from '../keys.ts';
import { sessionRole } from '../live-ram.ts';
import { assumeRoleWithOidc } from './sts/assume-role-with-oidc.ts';
import { answer, type Answer, type Service, type ServiceRequest } from './service.ts';

/** IdentityType: Account | RAMUser | AssumedRoleUser (GetCallerIdentity reference). */
function getCallerIdentity({ world, requestId, accessKeyId }: ServiceRequest): Answer {
  const { id, userName } = world.account;
  const common = { RequestId: requestId, AccountId: id };
  const number = (name: string): string =>
    `2${BigInt(`0x${world.ids.hex(name, 13)}`)
      .toString()
      .padStart(17, '0')
      .slice(-17)}`;
  const key = findKey(world, accessKeyId);
  if (key?.securityToken !== undefined || key?.role !== undefined) {
    const role = world.ram.roles.find(({ name }) => name === key.role)?.id ?? number('role');
    return answer({
      ...common,
      IdentityType: 'AssumedRoleUser',
      PrincipalId: `${role}:${key.session}`,
      RoleId: role,
      Arn: `acs:ram::${id}:assumed-role/${key.role ?? sessionRole}/${key.session}`,
    });
  }
  if (userName === undefined) {
    return answer({ ...common, IdentityType: 'Account', PrincipalId: id, UserId: id, Arn: `acs:ram::${id}:root` });
  }
  const user = number(`user ${userName}`);
  return answer({
    ...common,
    IdentityType: 'RAMUser',
    PrincipalId: user,
    UserId: user,
    Arn: `acs:ram::${id}:user/${userName}`,
  });
}

/** Security Token Service, 2015-04-01. */
export const sts: Service = {
  product: 'STS',
  style: 'RPC',
  version: '2015-04-01',
  host: 'sts.aliyuncs.com',
  forbidden: 'NoPermission',
  operations: [
    { action: 'GetCallerIdentity', kind: 'read', open: true, handle: getCallerIdentity },
    {
      action: 'AssumeRoleWithOIDC',
      kind: 'read',
      target: 'RoleArn',
      anonymous: true,
      open: true,
      handle: assumeRoleWithOidc,
    },
  ],
};
