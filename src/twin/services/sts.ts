import { sessionRole } from '../live-ram.ts';
import { answer, type Answer, type Service, type ServiceRequest } from './service.ts';

/** IdentityType: Account | RAMUser | AssumedRoleUser (GetCallerIdentity reference). */
function getCallerIdentity({ world, requestId, accessKeyId }: ServiceRequest): Answer {
  const { id, userName, accessKeys } = world.account;
  const common = { RequestId: requestId, AccountId: id };
  const number = (name: string): string =>
    `2${BigInt(`0x${world.ids.hex(name, 13)}`)
      .toString()
      .padStart(17, '0')
      .slice(-17)}`;
  const key = accessKeys.find((each) => each.id === accessKeyId);
  if (key?.securityToken !== undefined || key?.role !== undefined) {
    const role = number('role');
    return answer({
      ...common,
      IdentityType: 'AssumedRoleUser',
      PrincipalId: `${role}:twin-session`,
      RoleId: role,
      Arn: `acs:ram::${id}:assumed-role/${key.role ?? sessionRole}/twin-session`,
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
  operations: [{ action: 'GetCallerIdentity', kind: 'read', open: true, handle: getCallerIdentity }],
};
