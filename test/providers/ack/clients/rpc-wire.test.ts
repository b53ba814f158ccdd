import core, { $OpenApiUtil, OpenApiUtil } from '@alicloud/openapi-core';
import { describe, expect, it } from 'vitest';
import { createEcs } from '../../../../providers/ack/clients/ecs.ts';
import { createRam } from '../../../../providers/ack/clients/ram.ts';
import { createSlb } from '../../../../providers/ack/clients/slb.ts';
import { createVpc } from '../../../../providers/ack/clients/vpc.ts';
import type { Session } from '../../../../providers/ack/session.ts';
import { fence, rpcOf, scriptRpc, type RpcArrived } from '../rpc-cloud.ts';
import { scriptCloud } from '../scripted-cloud.ts';

// Test runners and Node disagree on what the default import of this CommonJS package is.
const exported: unknown = core;
const Client = (typeof exported === 'function' ? exported : core.default) as typeof core.default;

interface Case {
  readonly action: string;
  readonly version: string;
  /** As a user of the vendor's client gives it: lists as lists, numbers as numbers. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly ours: (session: Session) => Promise<unknown>;
}

const region = 'cn-hangzhou';
const document = '{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:*"],"Resource":"acs:oss:*:*:桶/*"}]}';

const cases: readonly Case[] = [
  {
    action: 'DescribeLoadBalancerAttribute',
    version: '2014-05-15',
    request: { RegionId: region, LoadBalancerId: 'lb-1' },
    ours: (session) => createSlb(session).describeLoadBalancerAttribute({ id: 'lb-1', region }),
  },
  {
    action: 'DescribeLoadBalancers',
    version: '2014-05-15',
    request: { RegionId: region, Address: '192.168.0.251', VpcId: 'vpc-1', PageNumber: 1, PageSize: 100 },
    ours: (session) =>
      createSlb(session).describeLoadBalancersByAddress(region, { address: '192.168.0.251', vpcId: 'vpc-1' }),
  },
  {
    action: 'DescribeLoadBalancerTCPListenerAttribute',
    version: '2014-05-15',
    request: { RegionId: region, LoadBalancerId: 'lb-1', ListenerPort: 6443 },
    ours: (session) => createSlb(session).describeTcpListener({ id: 'lb-1', region }, 6443),
  },
  {
    action: 'ModifyLoadBalancerInstanceSpec',
    version: '2014-05-15',
    request: { RegionId: region, LoadBalancerId: 'lb-1', LoadBalancerSpec: 'slb.s1.small' },
    ours: (session) => createSlb(session).modifySpec({ id: 'lb-1', region }, 'slb.s1.small', fence),
  },
  {
    action: 'ModifyLoadBalancerInstanceChargeType',
    version: '2014-05-15',
    request: { RegionId: region, LoadBalancerId: 'lb-1', InstanceChargeType: 'PayByCLCU' },
    ours: (session) => createSlb(session).modifyChargeType({ id: 'lb-1', region }, fence),
  },
  {
    action: 'DescribeInstances',
    version: '2014-05-26',
    request: {
      RegionId: region,
      InstanceIds: '["i-1","i-2"]',
      MaxResults: 100,
      AdditionalAttributes: ['META_OPTIONS'],
    },
    ours: (session) => createEcs(session).describeInstances(region, ['i-1', 'i-2']),
  },
  {
    action: 'DescribeCloudAssistantStatus',
    version: '2014-05-26',
    request: { RegionId: region, InstanceId: ['i-1', 'i-2'], MaxResults: 50 },
    ours: (session) => createEcs(session).describeCloudAssistantStatus(region, ['i-1', 'i-2']),
  },
  {
    action: 'InstallCloudAssistant',
    version: '2014-05-26',
    request: { RegionId: region, InstanceId: ['i-1'] },
    ours: (session) => createEcs(session).installCloudAssistant(region, ['i-1'], fence),
  },
  {
    action: 'RebootInstance',
    version: '2014-05-26',
    request: { RegionId: region, InstanceId: 'i-1', ForceStop: false },
    ours: (session) => createEcs(session).rebootInstance(region, 'i-1', fence),
  },
  {
    action: 'ModifyInstanceAttribute',
    version: '2014-05-26',
    request: { RegionId: region, InstanceId: 'i-1', DeletionProtection: true },
    ours: (session) => createEcs(session).modifyDeletionProtection(region, { id: 'i-1', on: true }, fence),
  },
  {
    action: 'DescribeEipAddresses',
    version: '2016-04-28',
    request: {
      RegionId: region,
      AssociatedInstanceType: 'SlbInstance',
      AssociatedInstanceId: 'lb-1',
      PageNumber: 1,
      PageSize: 50,
    },
    ours: (session) => createVpc(session).describeEipAddresses(region, 'lb-1'),
  },
  {
    action: 'CreatePolicyVersion',
    version: '2015-05-01',
    request: {
      PolicyName: 'k8sMasterRolePolicy-1',
      PolicyDocument: document,
      SetAsDefault: true,
      RotateStrategy: 'DeleteOldestNonDefaultVersionWhenLimitExceeded',
    },
    ours: (session) =>
      createRam(session).createPolicyVersion({ policy: 'k8sMasterRolePolicy-1', document, rotate: true }, fence),
  },
  {
    action: 'AttachPolicyToRole',
    version: '2015-05-01',
    request: { PolicyType: 'Custom', PolicyName: 'p', RoleName: 'r' },
    ours: (session) => createRam(session).attachPolicyToRole({ policy: 'p', role: 'r' }, fence),
  },
];

/** Lets the vendor's own generic client send the call, and gives what arrived. */
const sentByVendor = async ({ action, version, request }: Case): Promise<RpcArrived> => {
  const cloud = await scriptCloud({ 'POST /': { body: {} } });
  const { Config, Params, OpenApiRequest } = $OpenApiUtil;
  const config = new Config({
    accessKeyId: 'LTAIoracle',
    accessKeySecret: 'oracle-secret',
    endpoint: new URL(cloud.url).host,
    protocol: 'http',
  });
  const params = new Params({
    action,
    version,
    protocol: 'HTTP',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const query = OpenApiUtil.query({ ...request }) as Record<string, string>;
  await new Client(config).callApi(params, new OpenApiRequest({ query }), {} as never);
  return rpcOf(cloud.arrived[0]!);
};

const wire = ({ action, version, query, arrived }: RpcArrived) => ({
  action,
  version,
  query,
  line: `${arrived.method} ${arrived.path}`,
  body: arrived.body,
  length: arrived.headers['content-length'] ?? '0',
});

describe('an RPC call on the wire', () => {
  it.each(cases)('is the one that the vendor’s generic client sends: $action', async (one) => {
    const cloud = await scriptRpc({ [one.action]: { body: {} } });
    await one.ours(cloud.session);
    const [ours] = cloud.calls();
    expect(wire(ours!)).toEqual(wire(await sentByVendor(one)));
  });
});

describe('an RPC write', () => {
  const writes = cases.filter(({ action }) => !/^(Describe|List|Get)/.test(action));
  it.each(writes)('is sent once under its fence, whatever comes back: $action', async ({ action, ours }) => {
    for (const answer of ['drop', { status: 500, body: {} }, { status: 429, body: {} }, { body: '' }] as const) {
      const cloud = await scriptRpc({ [action]: answer });
      await ours(cloud.session);
      expect(cloud.calls()).toHaveLength(1);
      expect(cloud.calls()[0]?.arrived.headers).toMatchObject({
        'x-acs-signature-nonce': fence.nonce,
        'x-acs-date': fence.date,
      });
    }
  });
});
