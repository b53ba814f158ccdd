import { describe, expect, it } from 'vitest';
import { createSlb } from '../../../../providers/ack/clients/slb.ts';
import { rankOf } from '../../../../providers/ack/slb-specs.ts';
import { fence, rpcError, scriptRpc, valueOf } from '../rpc-cloud.ts';

const target = { id: 'lb-bp1', region: 'cn-hangzhou' };

const attribute = {
  RequestId: 'REQ',
  LoadBalancerId: 'lb-bp1',
  LoadBalancerName: 'ManagedK8SSlbIntranet',
  LoadBalancerStatus: 'active',
  LoadBalancerSpec: 'slb.s1.small',
  InstanceChargeType: 'PayBySpec',
  PayType: 'PayOnDemand',
  Address: '192.168.0.251',
  AddressType: 'intranet',
  VpcId: 'vpc-1',
  VSwitchId: 'vsw-1',
  DeleteProtection: 'on',
  ModificationProtectionStatus: 'ConsoleProtection',
  ModificationProtectionReason: 'managed by k8s',
  ListenerPortsAndProtocol: { ListenerPortAndProtocol: [{ ListenerPort: 6443, ListenerProtocol: 'tcp' }] },
  BackendServers: { BackendServer: [{ ServerId: 'i-1', ServerIp: '192.168.0.10', Type: 'ecs', Weight: 100 }] },
  Tags: { Tag: [{ TagKey: 'ack.aliyun.com', TagValue: 'c82' }] },
};

describe('a load balancer', () => {
  it('is read with its listeners, backends and protection', async () => {
    const { session } = await scriptRpc({ DescribeLoadBalancerAttribute: { body: attribute } });
    expect(valueOf(await createSlb(session).describeLoadBalancerAttribute(target))).toEqual({
      id: 'lb-bp1',
      name: 'ManagedK8SSlbIntranet',
      status: 'active',
      spec: 'slb.s1.small',
      rank: 1,
      chargeType: 'PayBySpec',
      payType: 'PayOnDemand',
      address: '192.168.0.251',
      addressType: 'intranet',
      vpcId: 'vpc-1',
      vSwitchId: 'vsw-1',
      deleteProtection: 'on',
      modificationProtection: 'ConsoleProtection',
      modificationProtectionReason: 'managed by k8s',
      listeners: [{ port: 6443, protocol: 'tcp' }],
      backends: [{ id: 'i-1', ip: '192.168.0.10', type: 'ecs', port: null, weight: 100 }],
      tags: [{ key: 'ack.aliyun.com', value: 'c82' }],
    });
  });

  it('keeps a word it does not know, and an empty one for a member that is not there', async () => {
    const body = { LoadBalancerId: 'lb-bp1', LoadBalancerStatus: 'frozen-by-moon' };
    const { session } = await scriptRpc({ DescribeLoadBalancerAttribute: { body } });
    expect(valueOf(await createSlb(session).describeLoadBalancerAttribute(target))).toMatchObject({
      status: 'frozen-by-moon',
      spec: '',
      chargeType: '',
      listeners: null,
      backends: null,
    });
  });

  it.each([
    {
      reason: 'the service’s own word',
      answer: rpcError(404, 'InvalidLoadBalancerId.NotFound'),
      is: { ok: true, value: null },
    },
    {
      reason: 'its word under another status',
      answer: rpcError(403, 'InvalidLoadBalancerId.NotFound'),
      is: { ok: false },
    },
    { reason: 'a 404 of something else', answer: rpcError(404, 'InvalidAction.NotFound'), is: { ok: false } },
    {
      reason: 'permission is missing',
      answer: rpcError(403, 'Forbidden.RAM'),
      is: { ok: false, failure: { diagnostic: 'CRD006' } },
    },
    {
      reason: 'an answer about nothing',
      answer: { body: { RequestId: 'R' } },
      is: { ok: false, failure: { diagnostic: 'OBS004' } },
    },
  ])('is absent only when the service says so: $reason', async ({ answer, is }) => {
    const { session } = await scriptRpc({ DescribeLoadBalancerAttribute: answer });
    expect(await createSlb(session).describeLoadBalancerAttribute(target)).toMatchObject(is);
  });
});

describe('a list of load balancers', () => {
  const row = (id: string) => ({ LoadBalancerId: id });
  it('is asked for ten ids at a time', async () => {
    const ids = Array.from({ length: 11 }, (_, index) => `lb-${index}`);
    const cloud = await scriptRpc({
      DescribeLoadBalancers: ({ query }) => {
        const asked = (query['LoadBalancerId'] ?? '').split(',');
        return { body: { LoadBalancers: { LoadBalancer: asked.map(row) }, TotalCount: asked.length } };
      },
    });
    const found = valueOf(await createSlb(cloud.session).describeLoadBalancersById('cn-hangzhou', ids));
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(found[0]?.listeners).toBeNull();
    expect(cloud.calls()).toHaveLength(2);
  });

  it('is read page by page to its count', async () => {
    const all = Array.from({ length: 150 }, (_, index) => row(`lb-${index}`));
    const cloud = await scriptRpc({
      DescribeLoadBalancers: ({ query }) => {
        const start = (Number(query['PageNumber']) - 1) * Number(query['PageSize']);
        const page = all.slice(start, start + Number(query['PageSize']));
        return { body: { LoadBalancers: { LoadBalancer: page }, TotalCount: all.length } };
      },
    });
    const at = { address: '192.168.0.251', vpcId: 'vpc-1' };
    expect(valueOf(await createSlb(cloud.session).describeLoadBalancersByAddress('cn-hangzhou', at))).toHaveLength(150);
    expect(cloud.calls()).toHaveLength(2);
  });

  it('is unread, not empty, when an answer has no list', async () => {
    const { session } = await scriptRpc({ DescribeLoadBalancers: { body: { TotalCount: 3 } } });
    expect(await createSlb(session).describeLoadBalancersById('cn-hangzhou', ['lb-1'])).toMatchObject({ ok: false });
  });

  it('of no ids asks nothing', async () => {
    const cloud = await scriptRpc({});
    expect(valueOf(await createSlb(cloud.session).describeLoadBalancersById('cn-hangzhou', []))).toEqual([]);
    expect(cloud.calls()).toEqual([]);
  });
});

describe('what stands behind port 6443', () => {
  it('is read from the listener, its group, its list and its health', async () => {
    const { session } = await scriptRpc({
      DescribeLoadBalancerTCPListenerAttribute: {
        body: {
          ListenerPort: 6443,
          BackendServerPort: 6443,
          Status: 'running',
          AclStatus: 'on',
          AclType: 'white',
          AclId: 'acl-1',
          VServerGroupId: 'rsp-1',
          HealthCheck: 'on',
        },
      },
      DescribeVServerGroupAttribute: {
        body: { BackendServers: { BackendServer: [{ ServerId: 'i-1', Port: 6443, Weight: 100, Type: 'ecs' }] } },
      },
      DescribeAccessControlListAttribute: {
        body: { AclEntrys: { AclEntry: [{ AclEntryIP: '10.0.0.0/8', AclEntryComment: 'office' }] }, TotalAclEntry: 1 },
      },
      DescribeHealthStatus: {
        body: { BackendServers: { BackendServer: [{ ServerId: 'i-1', ServerHealthStatus: 'abnormal' }] } },
      },
    });
    const slb = createSlb(session);
    expect(valueOf(await slb.describeTcpListener(target, 6443))).toMatchObject({
      port: 6443,
      status: 'running',
      aclStatus: 'on',
      aclType: 'white',
      aclId: 'acl-1',
      vServerGroupId: 'rsp-1',
    });
    expect(valueOf(await slb.describeVServerGroup('cn-hangzhou', 'rsp-1'))).toEqual([
      { id: 'i-1', ip: '', type: 'ecs', port: 6443, weight: 100 },
    ]);
    expect(valueOf(await slb.describeAcl('cn-hangzhou', 'acl-1'))).toEqual({
      entries: [{ cidr: '10.0.0.0/8', comment: 'office' }],
      total: 1,
    });
    expect(valueOf(await slb.describeHealth(target, 6443))).toEqual([{ id: 'i-1', ip: '', health: 'abnormal' }]);
  });
});

describe('changing a load balancer', () => {
  it.each([
    { reason: 'done', answer: { body: { RequestId: 'R' } }, is: { is: 'accepted', task: null } },
    {
      reason: 'a prepaid one makes an order',
      answer: { body: { RequestId: 'R', OrderId: 204 } },
      is: { is: 'accepted', task: '204' },
    },
    {
      reason: 'the sale has ended',
      answer: rpcError(400, 'ModifySpecNotAllowed'),
      is: { is: 'refused', code: 'ModifySpecNotAllowed' },
    },
    {
      reason: 'busy with it, and nothing was done',
      answer: rpcError(400, 'ServiceIsConfiguring'),
      is: { is: 'throttled' },
    },
    { reason: 'not permitted', answer: rpcError(403, 'Forbidden.RAM'), is: { is: 'refused', denied: true } },
    { reason: 'a failure proves nothing', answer: rpcError(500, 'InternalError'), is: { is: 'unanswered' } },
  ])('is $is.is: $reason', async ({ answer, is }) => {
    const { session } = await scriptRpc({ ModifyLoadBalancerInstanceSpec: answer });
    expect(await createSlb(session).modifySpec(target, 'slb.s1.small', fence)).toMatchObject(is);
  });
});

describe('the size of a load balancer', () => {
  it.each([
    { spec: '', is: 0 },
    { spec: 'slb.s0.share', is: 0 },
    { spec: 'slb.s1.small', is: 1 },
    { spec: 'slb.s2.small', is: 2 },
    { spec: 'slb.s2.medium', is: 3 },
    { spec: 'slb.s3.small', is: 4 },
    { spec: 'slb.s3.medium', is: 5 },
    { spec: 'slb.s3.large', is: 6 },
    { spec: 'slb.s3.xlarge', is: 7 },
    { spec: 'slb.s3.xxlarge', is: 8 },
    { spec: 'slb.lcu.elastic', is: 'lcu' },
    { spec: 'slb.s4.large', is: 'unknown' },
    { spec: 'toString', is: 'unknown' },
  ])('of “$spec” is $is', ({ spec, is }) => {
    expect(rankOf(spec)).toBe(is);
  });
});
