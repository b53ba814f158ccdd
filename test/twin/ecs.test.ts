import { describe, expect, it } from 'vitest';
import { callRpc, Cs, csClient, errorOf, type Row } from './clients.ts';
import { calls, post, readyz } from './control.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

const masters = 'type: Kubernetes, masters: [{instance: i-a}, {instance: i-b}, {instance: i-c, cloudAssistant: false}]';
const dedicated = (rest = ''): string => oneCluster(masters, rest);
const ecs = <T = Row>(twin: Twin, action: string, query: Row = {}): Promise<T> =>
  callRpc<T>(twin, { product: 'ECS', action, query });

interface Listed {
  readonly Instances: { readonly Instance: readonly Row[] };
  readonly NextToken: string;
  readonly TotalCount: number;
}
const list = (twin: Twin, query: Row = {}): Promise<Listed> => ecs<Listed>(twin, 'DescribeInstances', query);
const one = async (twin: Twin, id: string, query: Row = {}): Promise<Row | undefined> =>
  (await list(twin, { InstanceIds: JSON.stringify([id]), ...query })).Instances.Instance[0];
const assistant = async (twin: Twin, id: string): Promise<unknown> => {
  const answer = await ecs<{ InstanceCloudAssistantStatusSet: { InstanceCloudAssistantStatus: readonly Row[] } }>(
    twin,
    'DescribeCloudAssistantStatus',
    { InstanceId: [id] },
  );
  return answer.InstanceCloudAssistantStatusSet.InstanceCloudAssistantStatus[0]?.['CloudAssistantStatus'];
};
const nodeStatus = async (twin: Twin, id: string): Promise<unknown> => {
  const { body } = await csClient(twin).describeClusterNodes(
    clusterId,
    new Cs.DescribeClusterNodesRequest({ instanceIds: id }),
  );
  return body?.nodes?.[0]?.nodeStatus;
};

describe('instances', () => {
  it('are those of the nodes, with what the world says of them', async () => {
    const twin = await startWorld(
      dedicated(
        'ecs: {instances: [{id: i-b, chargeType: PrePaid, expires: 2027-01-01T16:00Z, deletionProtection: true, httpTokens: required, locked: financial}]}',
      ),
    );
    expect(await one(twin, 'i-a')).toMatchObject({
      InstanceId: 'i-a',
      Status: 'Running',
      InstanceChargeType: 'PostPaid',
      DeletionProtection: false,
      VpcAttributes: { PrivateIpAddress: { IpAddress: ['192.168.0.11'] } },
      OperationLocks: { LockReason: [] },
    });
    expect(await one(twin, 'i-a')).not.toHaveProperty('MetadataOptions');
    expect(await one(twin, 'i-b', { AdditionalAttributes: ['META_OPTIONS'] })).toMatchObject({
      InstanceChargeType: 'PrePaid',
      ExpiredTime: '2027-01-01T16:00Z',
      DeletionProtection: true,
      MetadataOptions: { HttpTokens: 'required' },
      OperationLocks: { LockReason: [{ LockReason: 'financial' }] },
    });
    expect(await calls(twin)).toMatchObject([{ target: 'i-a' }, { target: 'i-a' }, { target: 'i-b' }]);
  });

  it('come in pages, by token or by number', async () => {
    const twin = await startWorld(oneCluster('workers: 25'));
    const ids: unknown[] = [];
    let token = '';
    do {
      const page = await list(twin, { MaxResults: 10, ...(token !== '' && { NextToken: token }) });
      ids.push(...page.Instances.Instance.map(({ InstanceId }) => InstanceId));
      token = page.NextToken;
    } while (token !== '');
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    expect((await list(twin)).Instances.Instance).toHaveLength(10);
    expect((await list(twin, { PageNumber: 3, PageSize: 10 })).Instances.Instance).toHaveLength(5);
    expect(await errorOf(list(twin, { MaxResults: 101 }))).toMatchObject({ code: 'InvalidParameter.MaxResults' });
    expect(await errorOf(list(twin, { NextToken: 'x' }))).toMatchObject({ code: 'InvalidParameter.NextToken' });
    expect(await errorOf(list(twin, { InstanceIds: 'i-a' }))).toMatchObject({ code: 'InvalidParameter.InstanceIds' });
    expect((await list(twin, { RegionId: 'cn-beijing' })).TotalCount).toBe(0);
  });

  it('have roles, disks and a status of their own', async () => {
    const twin = await startWorld(
      dedicated('ecs: {instances: [{id: i-a, disks: [{type: system}, {id: d-1, deleteWithInstance: false}]}]}'),
    );
    const roles = await ecs(twin, 'DescribeInstanceRamRole', { InstanceIds: '["i-a"]' });
    expect(roles).toMatchObject({
      InstanceRamRoleSets: {
        InstanceRamRoleSet: [
          { InstanceId: 'i-a', RamRoleName: expect.stringMatching(/^KubernetesMasterRole-/) as string },
        ],
      },
    });
    expect(await ecs(twin, 'DescribeDisks', { InstanceId: 'i-a' })).toMatchObject({
      Disks: { Disk: [{ Type: 'system' }, { DiskId: 'd-1', Type: 'data', DeleteWithInstance: false }] },
    });
    expect(await ecs(twin, 'DescribeInstanceStatus', { InstanceId: ['i-a'] })).toMatchObject({
      InstanceStatuses: { InstanceStatus: [{ InstanceId: 'i-a', Status: 'Running' }] },
    });
  });

  it('run the Cloud Assistant client only after a reboot that follows its installation', async () => {
    const twin = await startWorld(dedicated());
    expect(await assistant(twin, 'i-a')).toBe('true');
    expect(await assistant(twin, 'i-c')).toBe('false');
    await ecs(twin, 'RebootInstance', { InstanceId: 'i-c' });
    await post(twin, 'clock', { advance: '1h' });
    await ecs(twin, 'InstallCloudAssistant', { InstanceId: ['i-c'] });
    await post(twin, 'clock', { advance: '1h' });
    expect(await assistant(twin, 'i-c')).toBe('false');
    await ecs(twin, 'RebootInstance', { InstanceId: 'i-c' });
    expect(await one(twin, 'i-c')).toMatchObject({ Status: 'Stopping' });
    expect(await one(twin, 'i-c')).toMatchObject({ Status: 'Starting' });
    expect(await errorOf(ecs(twin, 'RebootInstance', { InstanceId: 'i-c' }))).toMatchObject({
      statusCode: 403,
      code: 'IncorrectInstanceStatus',
    });
    expect(await nodeStatus(twin, 'i-c')).toBe('Ready');
    expect(await one(twin, 'i-c')).toMatchObject({ Status: 'Running' });
    expect(await assistant(twin, 'i-c')).toBe('true');
  });

  it('are not Ready as nodes while they reboot, and some never come back', async () => {
    const twin = await startWorld(dedicated('ecs: {instances: [{id: i-b, comesBack: false}]}'));
    await ecs(twin, 'RebootInstance', { InstanceId: 'i-b' });
    expect(await nodeStatus(twin, 'i-b')).toBe('NotReady');
    await post(twin, 'clock', { advance: '1h' });
    expect(await one(twin, 'i-b')).toMatchObject({ Status: 'Starting' });
    expect(await nodeStatus(twin, 'i-b')).toBe('NotReady');
    expect(await readyz(twin)).toBe('ok');
    await ecs(twin, 'StopInstances', { InstanceId: ['i-a'] });
    expect(await readyz(twin)).toBe('ECONNREFUSED');
    await ecs(twin, 'StartInstance', { InstanceId: 'i-a' });
    expect(await readyz(twin)).toBe('ok');
  });

  it('run commands, whose output is Base64 unless plain text is asked for', async () => {
    const twin = await startWorld(dedicated());
    const run = { InstanceId: ['i-a', 'i-c'], CommandContent: 'dXB0aW1l', Type: 'RunShellScript' };
    const { InvokeId } = await ecs(twin, 'RunCommand', run);
    await post(twin, 'clock', { advance: '10s' });
    expect(await ecs(twin, 'DescribeInvocationResults', { InvokeId, ContentEncoding: 'PlainText' })).toMatchObject({
      Invocation: {
        InvocationResults: {
          InvocationResult: [
            { InstanceId: 'i-a', InvocationStatus: 'Success', ExitCode: 0, ErrorCode: '' },
            { InstanceId: 'i-c', InvocationStatus: 'Failed', ErrorCode: 'ClientNotRunning' },
          ],
        },
      },
    });
    await ecs(twin, 'StopInstances', { InstanceId: ['i-a'] });
    expect(await errorOf(ecs(twin, 'RunCommand', run))).toMatchObject({ code: 'InvalidInstance.NotMatch' });
    const none = { ...run, InstanceId: ['i-nothing'] };
    expect(await errorOf(ecs(twin, 'RunCommand', none))).toMatchObject({ code: 'InvalidInstance.NotFound' });
  });

  it('are stopped and released by the calls that nobody should make', async () => {
    const twin = await startWorld(dedicated());
    const stopped = await ecs(twin, 'StopInstances', { InstanceId: ['i-a'], StoppedMode: 'StopCharging' });
    expect(stopped).toMatchObject({
      InstanceResponses: {
        InstanceResponse: [{ InstanceId: 'i-a', Code: '200', PreviousStatus: 'Running', CurrentStatus: 'Stopping' }],
      },
    });
    expect(await calls(twin)).toMatchObject([{ action: 'StopInstances', kind: 'write', target: 'i-a' }]);
    expect(await one(twin, 'i-a')).toMatchObject({ Status: 'Stopped', StoppedMode: 'StopCharging' });
    expect(await nodeStatus(twin, 'i-a')).toBe('Unknown');
    await ecs(twin, 'DeleteInstances', { InstanceId: ['i-a'] });
    expect(await one(twin, 'i-a')).toBeUndefined();
    expect(await errorOf(ecs(twin, 'DeleteInstance', { InstanceId: 'i-a' }))).toMatchObject({
      statusCode: 404,
      code: 'InvalidInstanceId.NotFound',
    });
    await ecs(twin, 'DeleteInstance', { InstanceId: 'i-b', Force: true });
    expect((await list(twin)).TotalCount).toBe(4);
  });

  it.each([
    { reason: 'they are protected', fields: 'deletionProtection: true', code: 'InvalidOperation.DeletionProtection' },
    { reason: 'they are subscriptions', fields: 'chargeType: PrePaid', code: 'ChargeTypeViolation' },
    { reason: 'they are locked', fields: 'locked: security', code: 'InstanceLockedForSecurity' },
    { reason: 'it is a dry run', fields: '', query: { DryRun: true }, code: 'DryRunOperation' },
    {
      reason: 'they run and force is not said',
      fields: '',
      query: { Force: 'False' },
      code: 'IncorrectInstanceStatus',
    },
  ])('are not released when $reason, all or none', async ({ fields, query = {}, code }) => {
    const twin = await startWorld(dedicated(`ecs: {instances: [{id: i-b, ${fields}}]}`));
    const call = ecs(twin, 'DeleteInstances', { InstanceId: ['i-a', 'i-b'], Force: true, ...query });
    expect(await errorOf(call)).toMatchObject({ code });
    expect((await list(twin)).TotalCount).toBe(6);
  });

  it('are released once their protection is taken off', async () => {
    const twin = await startWorld(dedicated('ecs: {instances: [{id: i-b, deletionProtection: true}]}'));
    const protect = (DeletionProtection: boolean): Promise<Row> =>
      ecs(twin, 'ModifyInstanceAttribute', { InstanceId: 'i-b', DeletionProtection });
    await protect(false);
    await protect(true);
    expect(await ecs(twin, 'DescribeInstanceAttribute', { InstanceId: 'i-b' })).toMatchObject({
      DeletionProtection: true,
    });
    await protect(false);
    await ecs(twin, 'DeleteInstance', { InstanceId: 'i-b', Force: true });
    expect(await one(twin, 'i-b')).toBeUndefined();
  });
});
