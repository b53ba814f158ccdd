import { describe, expect, it } from 'vitest';
import { callRpc, errorOf, type Row } from './clients.ts';
import { oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

const role = 'KubernetesMasterRole-1f2e';
const name = 'k8sMasterRolePolicy-1f2e';
const world = (policy = '', rest = ''): string =>
  oneCluster(
    'type: Kubernetes',
    `ram: {roles: [{name: ${role}, policies: [{name: ${name}${policy}}]}, {name: other}]${rest}}`,
  );

const ram = <T = Row>(twin: Twin, action: string, query: Row = {}): Promise<T> =>
  callRpc<T>(twin, { product: 'RAM', action, query });
const custom = { PolicyName: name, PolicyType: 'Custom' };
const document = (Action: unknown = 'oss:PutObject', Resource: unknown = '*'): string =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource }] });
const addVersion = (twin: Twin, query: Row = {}): Promise<Row> =>
  ram(twin, 'CreatePolicyVersion', { PolicyName: name, PolicyDocument: document(), ...query });
const versionsOf = async (twin: Twin): Promise<readonly unknown[]> => {
  const answer = await ram<{ PolicyVersions: { PolicyVersion: readonly Row[] } }>(twin, 'ListPolicyVersions', custom);
  return answer.PolicyVersions.PolicyVersion.map(
    ({ VersionId, IsDefaultVersion }) => `${String(VersionId)}${IsDefaultVersion === true ? '*' : ''}`,
  );
};

describe('RAM', () => {
  it('shows the master role with its policy, whose default version says nothing of OSS', async () => {
    const twin = await startWorld(world(', versions: 3'));
    expect(await ram(twin, 'GetRole', { RoleName: role })).toMatchObject({
      Role: {
        RoleName: role,
        Arn: 'acs:ram::1234567890123456:role/kubernetesmasterrole-1f2e',
        AssumeRolePolicyDocument: expect.stringContaining('ecs.aliyuncs.com') as string,
      },
    });
    expect(await ram(twin, 'ListPoliciesForRole', { RoleName: role })).toMatchObject({
      Policies: { Policy: [{ PolicyName: name, PolicyType: 'Custom', DefaultVersion: 'v3' }] },
    });
    const policy = await ram(twin, 'GetPolicy', custom);
    expect(policy).toMatchObject({
      Policy: { DefaultVersion: 'v3', AttachmentCount: 1 },
      DefaultPolicyVersion: { VersionId: 'v3', IsDefaultVersion: true },
    });
    expect(JSON.stringify(policy)).not.toContain('oss:');
    expect(await ram(twin, 'ListEntitiesForPolicy', custom)).toMatchObject({
      Roles: { Role: [{ RoleName: role }] },
      Users: { User: [] },
    });
    expect(await ram(twin, 'ListRoles')).toMatchObject({ IsTruncated: false });
    expect(await ram(twin, 'ListRoles', { MaxItems: 1 })).toMatchObject({
      IsTruncated: true,
      Marker: expect.any(String) as string,
    });
  });

  it('takes five versions, and a sixth only where the oldest may go', async () => {
    const twin = await startWorld(world(', versions: 4'));
    expect(await addVersion(twin)).toMatchObject({ PolicyVersion: { VersionId: 'v5', IsDefaultVersion: false } });
    expect(await errorOf(addVersion(twin, { SetAsDefault: true }))).toMatchObject({
      statusCode: 409,
      code: 'LimitExceeded.Policy.Version',
    });
    expect(await versionsOf(twin)).toEqual(['v1', 'v2', 'v3', 'v4*', 'v5']);
    const RotateStrategy = 'DeleteOldestNonDefaultVersionWhenLimitExceeded';
    expect(await addVersion(twin, { SetAsDefault: true, RotateStrategy })).toMatchObject({
      PolicyVersion: { VersionId: 'v6', IsDefaultVersion: true },
    });
    expect(await versionsOf(twin)).toEqual(['v2', 'v3', 'v4', 'v5', 'v6*']);
    expect(await errorOf(ram(twin, 'GetPolicyVersion', { ...custom, VersionId: 'v1' }))).toMatchObject({
      code: 'EntityNotExist.Policy.Version',
    });
  });

  it('changes the default version, and deletes any other', async () => {
    const twin = await startWorld(world(', versions: 2'));
    const remove = (VersionId: string): Promise<Row> =>
      ram(twin, 'DeletePolicyVersion', { PolicyName: name, VersionId });
    expect(await errorOf(remove('v2'))).toMatchObject({
      statusCode: 409,
      code: 'DeleteConflict.Policy.Version.Default',
    });
    await ram(twin, 'SetDefaultPolicyVersion', { PolicyName: name, VersionId: 'v1' });
    await remove('v2');
    expect(await versionsOf(twin)).toEqual(['v1*']);
  });

  it.each([
    { reason: 'no JSON', text: '{', code: 'MalformedPolicyDocument' },
    { reason: 'no statement', text: '{"Version":"1"}', code: 'MalformedPolicyDocument' },
    {
      reason: 'a statement without resource',
      text: '{"Version":"1","Statement":[{"Effect":"Allow","Action":"x"}]}',
      code: 'MalformedPolicyDocument',
    },
    {
      reason: '6,145 bytes',
      text: document('oss:*', 'x'.repeat(6_145 - document('oss:*', '').length)),
      code: 'InvalidParameter.PolicyDocument.Length',
    },
  ])('refuses a document of $reason', async ({ text, code }) => {
    const twin = await startWorld(world());
    expect(await errorOf(addVersion(twin, { PolicyDocument: text }))).toMatchObject({ statusCode: 400, code });
    expect(await versionsOf(twin)).toEqual(['v1*']);
  });

  it('takes a document of 6,144 bytes', async () => {
    const twin = await startWorld(world());
    const text = document('oss:*', 'x'.repeat(6_144 - document('oss:*', '').length));
    expect(await addVersion(twin, { PolicyDocument: text })).toHaveProperty('PolicyVersion');
  });

  it('makes a policy, attaches it, and deletes it only when nobody has it and it has one version', async () => {
    const twin = await startWorld(world());
    const made = { PolicyName: 'onward-move', PolicyType: 'Custom' };
    const attach = { ...made, RoleName: role };
    const create = (): Promise<Row> => ram(twin, 'CreatePolicy', { ...made, PolicyDocument: document() });
    expect(await create()).toMatchObject({ Policy: { PolicyName: 'onward-move', AttachmentCount: 0 } });
    expect(await errorOf(create())).toMatchObject({ statusCode: 409, code: 'EntityAlreadyExists.Policy' });
    await ram(twin, 'AttachPolicyToRole', attach);
    expect(await errorOf(ram(twin, 'AttachPolicyToRole', attach))).toMatchObject({
      code: 'EntityAlreadyExists.Role.Policy',
    });
    expect(await errorOf(ram(twin, 'DeletePolicy', made))).toMatchObject({ code: 'DeleteConflict.Policy.Role' });
    await ram(twin, 'DetachPolicyFromRole', attach);
    await ram(twin, 'CreatePolicyVersion', { ...made, PolicyDocument: document() });
    expect(await errorOf(ram(twin, 'DeletePolicy', made))).toMatchObject({ code: 'DeleteConflict.Policy.Version' });
    await ram(twin, 'DeletePolicyVersion', { ...made, VersionId: 'v2' });
    await ram(twin, 'DeletePolicy', made);
    expect(await errorOf(ram(twin, 'GetPolicy', made))).toMatchObject({
      statusCode: 404,
      code: 'EntityNotExist.Policy',
    });
  });

  it('attaches five custom policies to a role at most', async () => {
    const names = [1, 2, 3, 4, 5].map((index) => `{name: p${index}}`);
    const twin = await startWorld(world('', `, policies: [${names.join(', ')}]`));
    const attach = (PolicyName: string): Promise<Row> =>
      ram(twin, 'AttachPolicyToRole', { PolicyName, PolicyType: 'Custom', RoleName: role });
    for (const each of ['p1', 'p2', 'p3', 'p4']) await attach(each);
    expect(await errorOf(attach('p5'))).toMatchObject({ statusCode: 409, code: 'LimitExceeded.Role.Policy' });
  });

  it.each([
    { reason: 'a role', action: 'GetRole', query: { RoleName: 'nobody' }, code: 'EntityNotExist.Role' },
    {
      reason: 'a policy',
      action: 'GetPolicy',
      query: { ...custom, PolicyName: 'none' },
      code: 'EntityNotExist.Policy',
    },
    {
      reason: 'a policy of the system',
      action: 'GetPolicy',
      query: { PolicyName: name, PolicyType: 'System' },
      code: 'EntityNotExist.Policy',
    },
    { reason: 'a name', action: 'GetRole', query: {}, code: 'MissingParameter.RoleName' },
  ])('says that there is no such $reason', async ({ action, query, code }) => {
    expect(await errorOf(ram(await startWorld(world()), action, query))).toMatchObject({ code });
  });
});
