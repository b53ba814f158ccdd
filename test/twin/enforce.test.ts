import { describe, expect, it } from 'vitest';
import { callRpc, Cs, csClient, errorOf, stsClient, type Row } from './clients.ts';
import { oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

const statement = (Action: unknown, Resource: unknown = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const policy = (...Statement: readonly object[]): string => JSON.stringify({ Version: '1', Statement });
const owner = '{id: LTAIowner, secret: twin-secret}';
const world = (document: string, enforce = true): string =>
  oneCluster(
    'type: Kubernetes, loadBalancer: lb-1, masters: [{instance: i-a}, {instance: i-b}, {instance: i-c}]',
    `account: {accessKeys: [{id: LTAItwin, secret: twin-secret, policy: ${document}}, ${owner}]}\nram: {enforce: ${String(enforce)}}`,
  );

const reboot = (twin: Twin, InstanceId = 'i-a'): Promise<Row> =>
  callRpc(twin, { product: 'ECS', action: 'RebootInstance', query: { InstanceId } });
const clusterId = 'c82e6987e2961451182edacd74faf0000';

describe('a world that enforces RAM', () => {
  it.each([
    {
      product: 'ECS' as const,
      action: 'DescribeInstances',
      code: 'Forbidden.RAM',
      asked: 'ecs:DescribeInstances',
    },
    {
      product: 'SLB' as const,
      action: 'DescribeLoadBalancers',
      code: 'Forbidden.RAM',
      asked: 'slb:DescribeLoadBalancers',
    },
    { product: 'VPC' as const, action: 'DescribeVpcs', code: 'Forbidden.RAM', asked: 'vpc:DescribeVpcs' },
    { product: 'RAM' as const, action: 'ListRoles', code: 'NoPermission', asked: 'ram:ListRoles' },
  ])('refuses $product $action as the product does', async ({ product, action, code, asked }) => {
    const twin = await startWorld(world(policy(statement('sts:*'))));
    expect(await errorOf(callRpc(twin, { product, action }))).toMatchObject({
      statusCode: 403,
      code,
      data: { AccessDeniedDetail: { AuthAction: asked, NoPermissionType: 'ImplicitDeny' } },
    });
  });

  it('refuses CS in lower case, and who one is to nobody', async () => {
    const twin = await startWorld(world(policy(statement('ecs:*'))));
    expect(await errorOf(csClient(twin).describeClusterDetail(clusterId))).toMatchObject({
      statusCode: 403,
      code: 'StatusForbidden',
      data: { accessDeniedDetail: { AuthAction: 'cs:DescribeClusterDetail' } },
    });
    expect((await stsClient(twin).getCallerIdentity()).statusCode).toBe(200);
  });

  it('does nothing of what it refuses', async () => {
    const twin = await startWorld(world(policy(statement('ecs:Describe*'))));
    expect(await errorOf(reboot(twin))).toMatchObject({ code: 'Forbidden.RAM' });
    const query = { InstanceIds: '["i-a"]' };
    expect(await callRpc(twin, { product: 'ECS', action: 'DescribeInstances', query })).toMatchObject({
      Instances: { Instance: [{ Status: 'Running' }] },
    });
  });

  it.each([
    { reason: 'a wildcard', allows: statement('ecs:Reboot*'), may: true },
    { reason: 'the letters in another case', allows: statement('ECS:rebootinstance'), may: true },
    {
      reason: 'its resource',
      allows: statement('ecs:*', 'acs:ecs:cn-hangzhou:1234567890123456:instance/i-a'),
      may: true,
    },
    { reason: 'another’s resource', allows: statement('ecs:*', 'acs:ecs:*:*:instance/i-b'), may: false },
    { reason: 'another region', allows: statement('ecs:*', 'acs:ecs:cn-beijing:*:instance/*'), may: false },
    {
      reason: 'all but this action',
      allows: { Effect: 'Allow', NotAction: 'ecs:RebootInstance', Resource: '*' },
      may: false,
    },
    { reason: 'all but another action', allows: { Effect: 'Allow', NotAction: ['ram:*'], Resource: '*' }, may: true },
    {
      reason: 'all but this resource',
      allows: { Effect: 'Allow', Action: '*', NotResource: '*instance/i-a' },
      may: false,
    },
    {
      reason: 'the address it comes from',
      allows: statement('*', '*', { Condition: { IpAddress: { 'acs:SourceIp': ['10.0.0.0/8', '127.0.0.0/8'] } } }),
      may: true,
    },
    {
      reason: 'another address',
      allows: statement('*', '*', { Condition: { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } } }),
      may: false,
    },
    {
      reason: 'a second factor',
      allows: statement('*', '*', { Condition: { Bool: { 'acs:MFAPresent': 'true' } } }),
      may: false,
    },
    {
      reason: 'a key that the request does not carry',
      allows: statement('*', '*', { Condition: { StringNotEquals: { 'acs:Nothing': 'x' } } }),
      may: false,
    },
    {
      reason: 'a time that is to come',
      allows: statement('*', '*', { Condition: { DateGreaterThan: { 'acs:CurrentTime': '2027-01-01T00:00:00Z' } } }),
      may: false,
    },
    {
      reason: 'an operator nobody knows',
      allows: statement('*', '*', { Condition: { StringAlmostEquals: { 'acs:SourceIp': '127.0.0.1' } } }),
      may: false,
    },
  ])('judges by $reason', async ({ allows, may }) => {
    const call = reboot(await startWorld(world(policy(allows))));
    if (may) expect(await call).toHaveProperty('RequestId');
    else expect(await errorOf(call)).toMatchObject({ statusCode: 403 });
  });

  it('lets a Deny win, and says that it was one', async () => {
    const deny = { Effect: 'Deny', Action: 'ecs:Reboot*', Resource: '*instance/i-b' };
    const twin = await startWorld(world(policy(statement('*'), deny)));
    expect(await reboot(twin)).toHaveProperty('RequestId');
    expect(await errorOf(reboot(twin, 'i-b'))).toMatchObject({
      data: { AccessDeniedDetail: { NoPermissionType: 'ExplicitDeny' } },
    });
  });

  it('wants every resource of a call to be allowed', async () => {
    const twin = await startWorld(world(policy(statement('ecs:*', '*instance/i-a'))));
    const stop = (InstanceId: readonly string[]): Promise<Row> =>
      callRpc(twin, { product: 'ECS', action: 'StopInstances', query: { InstanceId } });
    expect(await errorOf(stop(['i-a', 'i-b']))).toMatchObject({ statusCode: 403 });
    expect(await stop(['i-a'])).toHaveProperty('RequestId');
  });

  it('judges CS by the cluster, and leaves the account’s own key alone', async () => {
    const twin = await startWorld(world(policy(statement('cs:*', `acs:cs:*:*:cluster/${clusterId}`))));
    expect((await csClient(twin).describeClusterDetail(clusterId)).statusCode).toBe(200);
    const request = new Cs.DescribeClustersForRegionRequest({});
    expect(await errorOf(csClient(twin).describeClustersForRegion('cn-hangzhou', request))).toMatchObject({
      code: 'StatusForbidden',
    });
    const keys = { accessKeyId: 'LTAIowner' };
    expect(await callRpc(twin, { product: 'RAM', action: 'ListRoles', keys })).toHaveProperty('Roles');
  });

  it('judges a key of a role by what the role has now', async () => {
    const text = oneCluster(
      '',
      'account: {accessKeys: [{id: LTAItwin, secret: twin-secret, role: ops}, {id: LTAIowner, secret: twin-secret}]}\nram: {enforce: true, roles: [{name: ops}], policies: [{name: all, document: {Version: "1", Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}}]}',
    );
    const twin = await startWorld(text);
    const list = (): Promise<Row> => callRpc(twin, { product: 'RAM', action: 'ListRoles' });
    expect(await errorOf(list())).toMatchObject({ code: 'NoPermission' });
    const query = { RoleName: 'ops', PolicyName: 'all', PolicyType: 'Custom' };
    await callRpc(twin, { product: 'RAM', action: 'AttachPolicyToRole', query, keys: { accessKeyId: 'LTAIowner' } });
    expect(await list()).toHaveProperty('Roles');
    expect((await stsClient(twin).getCallerIdentity()).body?.arn).toContain('assumed-role/ops/');
  });

  it('is asked for: other worlds let every key do all', async () => {
    const twin = await startWorld(world(policy(statement('sts:*')), false));
    expect(await reboot(twin)).toHaveProperty('RequestId');
  });
});
