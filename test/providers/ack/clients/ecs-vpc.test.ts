import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEcs } from '../../../../providers/ack/clients/ecs.ts';
import { createVpc } from '../../../../providers/ack/clients/vpc.ts';
import { fence, rpcError, scriptRpc, valueOf } from '../rpc-cloud.ts';

const region = 'cn-hangzhou';

describe('instances', () => {
  it('are read with their charge, their protection and their metadata service', async () => {
    const row = {
      InstanceId: 'i-1',
      InstanceName: 'master-01',
      HostName: 'master-01',
      Status: 'Running',
      InstanceChargeType: 'PrePaid',
      ExpiredTime: '2027-01-01T16:00Z',
      DeletionProtection: false,
      OSType: 'linux',
      OSName: 'Alibaba Cloud Linux 2',
      InstanceType: 'ecs.c6.xlarge',
      ZoneId: 'cn-hangzhou-h',
      VpcAttributes: { PrivateIpAddress: { IpAddress: ['192.168.0.10'] } },
      SecurityGroupIds: { SecurityGroupId: ['sg-1'] },
      MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'optional', HttpPutResponseHopLimit: 1 },
      OperationLocks: { LockReason: [{ LockReason: 'financial' }] },
      Tags: { Tag: [{ TagKey: 'a', TagValue: 'b' }] },
    };
    const { session } = await scriptRpc({
      DescribeInstances: { body: { Instances: { Instance: [row] }, NextToken: '' } },
    });
    expect(valueOf(await createEcs(session).describeInstances(region, ['i-1']))).toEqual([
      {
        id: 'i-1',
        name: 'master-01',
        hostName: 'master-01',
        status: 'Running',
        chargeType: 'PrePaid',
        expiredTime: '2027-01-01T16:00Z',
        deletionProtection: false,
        osType: 'linux',
        osName: 'Alibaba Cloud Linux 2',
        instanceType: 'ecs.c6.xlarge',
        zoneId: 'cn-hangzhou-h',
        privateIps: ['192.168.0.10'],
        securityGroups: ['sg-1'],
        httpTokens: 'optional',
        httpEndpoint: 'enabled',
        locks: ['financial'],
        tags: [{ key: 'a', value: 'b' }],
      },
    ]);
  });

  it('are asked for a hundred at a time, and each portion to its last page', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `i-${index}`);
    const cloud = await scriptRpc({
      DescribeInstances: ({ query }) => {
        const asked = JSON.parse(query['InstanceIds'] ?? '[]') as string[];
        const half = Math.ceil(asked.length / 2);
        const page = query['NextToken'] === undefined ? asked.slice(0, half) : asked.slice(half);
        const next = query['NextToken'] === undefined ? 'second' : '';
        return { body: { Instances: { Instance: page.map((id) => ({ InstanceId: id })) }, NextToken: next } };
      },
    });
    const found = valueOf(await createEcs(cloud.session).describeInstances(region, ids));
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(cloud.calls()).toHaveLength(4);
  });

  it('are unread when one of several pages is', async () => {
    const { session } = await scriptRpc({
      DescribeInstances: (_, count) =>
        count === 1
          ? { body: { Instances: { Instance: [{ InstanceId: 'i-1' }] }, NextToken: 'more' } }
          : rpcError(403, 'Forbidden.RAM'),
    });
    expect(await createEcs(session).describeInstances(region, ['i-1', 'i-2'])).toMatchObject({ ok: false });
  });
});

describe('what belongs to instances', () => {
  it('is the word of Cloud Assistant, which is a text', async () => {
    const rows = [
      { InstanceId: 'i-1', CloudAssistantStatus: 'true', CloudAssistantVersion: '2.2', LastHeartbeatTime: 'T1' },
      { InstanceId: 'i-2', CloudAssistantStatus: 'false' },
      { InstanceId: 'i-3', CloudAssistantStatus: 'asleep' },
    ];
    const body = { InstanceCloudAssistantStatusSet: { InstanceCloudAssistantStatus: rows }, NextToken: '' };
    const { session } = await scriptRpc({ DescribeCloudAssistantStatus: { body } });
    const read = valueOf(await createEcs(session).describeCloudAssistantStatus(region, ['i-1', 'i-2', 'i-3']));
    expect(read.map(({ answers }) => answers)).toEqual([true, false, null]);
    expect(read[0]).toMatchObject({ version: '2.2', lastHeartbeat: 'T1' });
  });

  it('is their disks and their role', async () => {
    const { session } = await scriptRpc({
      DescribeDisks: {
        body: {
          Disks: {
            Disk: [{ DiskId: 'd-1', Type: 'data', Size: 40, DeleteWithInstance: false, DiskChargeType: 'PostPaid' }],
          },
        },
      },
      DescribeInstanceRamRole: {
        body: {
          InstanceRamRoleSets: { InstanceRamRoleSet: [{ InstanceId: 'i-1', RamRoleName: 'KubernetesMasterRole-1' }] },
          TotalCount: 1,
        },
      },
    });
    const ecs = createEcs(session);
    expect(valueOf(await ecs.describeDisks(region, 'i-1'))).toEqual([
      { id: 'd-1', type: 'data', sizeGib: 40, deleteWithInstance: false, chargeType: 'PostPaid' },
    ]);
    expect(valueOf(await ecs.describeInstanceRamRole(region, ['i-1']))).toEqual([
      { instanceId: 'i-1', role: 'KubernetesMasterRole-1' },
    ]);
  });

  it('reads disks by their own ids, a hundred a call', async () => {
    const asked: string[] = [];
    const { session } = await scriptRpc({
      DescribeDisks: ({ query }) => {
        asked.push(query['DiskIds'] ?? '');
        return { body: { Disks: { Disk: [] } } };
      },
    });
    const ids = Array.from({ length: 101 }, (_, at) => `d-${at}`);
    expect(valueOf(await createEcs(session).describeDisksById(region, ids))).toEqual([]);
    expect(asked.map((text) => (JSON.parse(text) as readonly string[]).length)).toEqual([100, 1]);
  });
});

describe('changing instances', () => {
  it.each([
    { reason: 'done', answer: { body: { RequestId: 'R' } }, is: { is: 'accepted' } },
    {
      reason: 'there is none',
      answer: rpcError(404, 'InvalidInstance.NotFound'),
      is: { is: 'refused', code: 'InvalidInstance.NotFound' },
    },
    { reason: 'a dispatcher failed', answer: rpcError(500, 'InternalError.Dispatch'), is: { is: 'unanswered' } },
  ])('is $is.is: $reason', async ({ answer, is }) => {
    const { session } = await scriptRpc({ InstallCloudAssistant: answer, RebootInstance: answer });
    expect(await createEcs(session).installCloudAssistant(region, ['i-1'], fence)).toMatchObject(is);
    expect(await createEcs(session).rebootInstance(region, 'i-1', fence)).toMatchObject(is);
  });

  it('can never stop or release one: no file of this provider names such a call', () => {
    const root = path.resolve('providers/ack');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const calls = /\b(Stop|Delete|Release)(Managed)?Instances?\b|\bDeleteClusterNodes\b|\bDeleteCluster\b/;
    expect(files.length).toBeGreaterThan(50);
    // Its commands are printed for a person; nothing here runs them.
    const printed = path.join('cluster', 'journeys', 'dedicated', 'instances-left.ts');
    expect(files.filter((file) => calls.test(readFileSync(path.join(root, file), 'utf8')))).toEqual([printed]);
  });
});

describe('a VPC', () => {
  it('gives its switches with their free addresses', async () => {
    const row = {
      VSwitchId: 'vsw-1',
      Status: 'Available',
      CidrBlock: '10.0.0.0/24',
      ZoneId: 'z',
      AvailableIpAddressCount: 1,
    };
    const cloud = await scriptRpc({ DescribeVSwitches: { body: { VSwitches: { VSwitch: [row] }, TotalCount: 1 } } });
    expect(valueOf(await createVpc(cloud.session).describeVSwitches(region, 'vpc-1'))).toEqual([
      { id: 'vsw-1', status: 'Available', cidr: '10.0.0.0/24', zoneId: 'z', availableAddresses: 1 },
    ]);
    expect(cloud.calls()[0]?.query).toMatchObject({ RegionId: region, VpcId: 'vpc-1' });
  });

  it('gives the public addresses of a load balancer', async () => {
    const row = {
      AllocationId: 'eip-1',
      IpAddress: '47.0.0.1',
      Status: 'InUse',
      InstanceId: 'lb-1',
      InstanceType: 'SlbInstance',
    };
    const { session } = await scriptRpc({
      DescribeEipAddresses: { body: { EipAddresses: { EipAddress: [row] }, TotalCount: 1 } },
    });
    expect(valueOf(await createVpc(session).describeEipAddresses(region, 'lb-1'))).toEqual([
      { id: 'eip-1', address: '47.0.0.1', status: 'InUse', instanceId: 'lb-1', instanceType: 'SlbInstance' },
    ]);
  });
});
