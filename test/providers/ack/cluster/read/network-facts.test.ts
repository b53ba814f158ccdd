import { describe, expect, it } from 'vitest';
import { balancer, detail, listener, observed, resources } from './sample-cluster.ts';
import { forbidden, throttled } from './stub-clients.ts';

const attribute = 'slb.describeLoadBalancerAttribute';

const endpointOf = async (over: Readonly<Record<string, unknown>>) =>
  (await observed(over, ['cluster.endpoint'])).observed.facts['cluster.endpoint'];

const withDetail = (over: Readonly<Record<string, unknown>>) => ({ 'cs.describeClusterDetail': detail(over) });

const named = (...balancers: readonly object[]) =>
  withDetail({ control_plane_endpoints_config: { load_balancers_config: balancers } });

describe('what answers at the private API address', () => {
  const privateOne = { endpoint_type: 'private', load_balancer_id: 'lb-x' };
  const publicOne = { endpoint_type: 'public', load_balancer_id: 'lb-y' };
  it.each([
    { reason: 'named by the detail', over: named(publicOne, privateOne), is: { kind: 'slb', id: 'lb-x' } },
    { reason: 'an NLB', over: named({ load_balancer_id: 'nlb-1' }), is: { kind: 'nlb', id: 'nlb-1' } },
    {
      reason: 'internal DNS',
      over: withDetail({ control_plane_endpoints_config: { internal_dns_config: { enabled: true } } }),
      is: { kind: 'dns', id: null },
    },
    { reason: 'by its role among the resources', over: {}, is: { kind: 'slb', id: 'lb-api' } },
    {
      reason: 'the only one among the resources',
      over: { 'cs.describeClusterResources': [{ resource_type: 'SLB', instance_id: 'lb-only' }] },
      is: { kind: 'slb', id: 'lb-only' },
    },
    {
      reason: 'of several the one with the address',
      over: {
        'cs.describeClusterResources': ['lb-1', 'lb-2'].map((id) => ({ resource_type: 'SLB', instance_id: id })),
        'slb.describeLoadBalancersById': [balancer('lb-1', { address: '192.168.0.9' }), balancer('lb-2')],
      },
      is: { kind: 'slb', id: 'lb-2' },
    },
    {
      reason: 'no resource: the one with the address in the VPC',
      over: { 'cs.describeClusterResources': [], 'slb.describeLoadBalancersByAddress': [balancer('lb-3')] },
      is: { kind: 'slb', id: 'lb-3' },
    },
    {
      reason: 'nobody knows',
      over: { 'cs.describeClusterResources': [], 'slb.describeLoadBalancersByAddress': [] },
      is: { kind: 'unknown', id: null },
    },
    {
      reason: 'a name without a load balancer',
      over: {
        ...withDetail({ master_url: '{"intranet_api_server_endpoint":"https://api.c1.internal:6443"}' }),
        'cs.describeClusterResources': [],
      },
      is: { kind: 'dns', id: null },
    },
  ])('$reason', async ({ over, is }) => {
    expect(await endpointOf(over)).toEqual(is);
  });

  it('is unread, with all that depends on it, where resources are forbidden', async () => {
    const over = { 'cs.describeClusterResources': forbidden };
    const { observed: found } = await observed(over, ['cluster.endpoint', 'slb', 'slb.spec', 'eip', 'publicSlb']);
    const [unread] = found.unread;
    expect(found.unread).toHaveLength(1);
    expect(unread).toMatchObject({ call: 'cs.describeClusterResources', failure: 'refused' });
    expect(unread?.facts).toEqual(['cluster.endpoint', 'slb', 'slb.spec', 'slb.chargeType', 'publicSlb', 'eip']);
  });
});

describe('the load balancer of the API server', () => {
  const slbOf = async (over: Readonly<Record<string, unknown>> = {}) => {
    const { observed: found } = await observed(over, ['slb', 'slb.spec']);
    return { slb: found.facts['slb'], spec: found.facts['slb.spec'], unread: found.unread };
  };

  it('comes with listeners and servers', async () => {
    const more = {
      listeners: [
        { port: 8443, protocol: 'HTTP' },
        { port: 6443, protocol: 'TCP' },
      ],
    };
    const over = { [attribute]: balancer('lb-api', { ...more, modificationProtection: 'ConsoleProtection' }) };
    const { slb, spec } = await slbOf(over);
    expect(spec).toBe('slb.s1.small');
    expect(slb).toMatchObject({
      id: 'lb-api',
      modificationProtection: true,
      deleteProtection: true,
      listeners: [
        { port: 6443, protocol: 'tcp', status: 'running', acl: null },
        { port: 8443, protocol: 'http', status: '', acl: null },
      ],
      backends: ['i-m1', 'i-m2', 'i-m3'],
    });
  });

  it('has a list where access is controlled, its entries counted over all lists and pages', async () => {
    const { slb } = await slbOf({
      'slb.describeTcpListener': listener({ aclStatus: 'on', aclType: 'white', aclId: 'acl-1,acl-2' }),
      'slb.describeAcl': (_: string, id: string) => ({ entries: [], total: id === 'acl-1' ? 70 : 2 }),
    });
    expect(slb).toMatchObject({ listeners: [{ acl: { type: 'white', entries: 72 } }] });
  });

  it('has the servers of the listener’s own group where it has one', async () => {
    const { slb } = await slbOf({
      'slb.describeTcpListener': listener({ vServerGroupId: 'rsp-1' }),
      'slb.describeVServerGroup': [{ id: 'i-m3' }, { id: 'i-m3' }, { id: '', ip: '10.0.0.9' }],
    });
    expect(slb).toMatchObject({ backends: ['10.0.0.9', 'i-m3'] });
  });

  it.each([
    { reason: 'the service says that it is gone', over: { [attribute]: null } },
    { reason: 'an NLB serves', over: named({ load_balancer_id: 'nlb-1' }) },
  ])('is null where $reason', async ({ over }) => {
    expect(await slbOf(over)).toEqual({ slb: null, spec: '', unread: [] });
  });

  it('keeps its specification where only its listener could not be read', async () => {
    const { slb, spec, unread } = await slbOf({ 'slb.describeTcpListener': throttled });
    expect({ slb, spec }).toEqual({ slb: undefined, spec: 'slb.s1.small' });
    expect(unread).toMatchObject([{ facts: ['slb'], call: 'slb.describeTcpListener', failure: 'throttled' }]);
  });
});

describe('what else leads to the API server', () => {
  const only = ['publicSlb', 'eip'];

  it('is a load balancer that faces the internet', async () => {
    const { observed: found } = await observed({}, only);
    expect(found.facts).toMatchObject({ publicSlb: { id: 'lb-public', address: '47.0.0.1' }, eip: null });
  });

  it('is an address that is bound to the private one', async () => {
    const eips = [{ id: 'eip-1', address: '47.0.0.2', instanceId: 'lb-api' }];
    const over = { 'vpc.describeEipAddresses': eips, 'cs.describeClusterResources': resources.slice(3) };
    const { observed: found, calls } = await observed(over, only);
    expect(found.facts).toMatchObject({
      publicSlb: null,
      eip: { id: 'eip-1', address: '47.0.0.2', boundTo: 'lb-api' },
    });
    expect(calls).not.toContain('slb.describeLoadBalancersById');
  });
});

describe('load balancers with masters behind them', () => {
  it('are all of the VPC but the API’s own', async () => {
    const ids = ['lb-api', 'lb-public', 'lb-b', 'lb-a', 'lb-gone'];
    const over = {
      'slb.describeLoadBalancersInVpc': ids.map((id) => balancer(id, { backends: null })),
      [attribute]: ({ id }: { id: string }) =>
        id === 'lb-gone' ? null : balancer(id, id === 'lb-b' ? { backends: [{ id: 'i-w1' }] } : {}),
    };
    const { observed: found } = await observed(over, ['masters.balanced']);
    expect(found.facts['masters.balanced']).toEqual([{ loadBalancer: 'lb-a', name: 'lb-a-name' }]);
  });

  it('are unread where one of them could not be read', async () => {
    const over = {
      'slb.describeLoadBalancersInVpc': [balancer('lb-a')],
      [attribute]: throttled,
    };
    const { observed: found } = await observed(over, ['masters.balanced']);
    expect(found.unread).toMatchObject([{ facts: ['masters.balanced'], call: attribute }]);
  });
});

describe('vSwitches', () => {
  const read = async (over: Readonly<Record<string, unknown>>) => (await observed(over, ['vswitches'])).observed;

  it('are the cluster’s own; one that is gone has no free address', async () => {
    const found = await read(withDetail({ vswitch_ids: ['vsw-b', 'vsw-a', 'vsw-gone', 'vsw-a'] }));
    expect(found.facts['vswitches']).toEqual([
      { id: 'vsw-a', zone: 'cn-hangzhou-h', free: 12 },
      { id: 'vsw-b', zone: 'cn-hangzhou-i', free: 1 },
      { id: 'vsw-gone', zone: '', free: 0 },
    ]);
  });

  it('are none where the cluster has none', async () => {
    expect((await read(withDetail({ vswitch_ids: [] }))).facts['vswitches']).toEqual([]);
  });

  it.each([
    { reason: 'throttled', over: { 'vpc.describeVSwitches': throttled }, failure: 'throttled' },
    { reason: 'no VPC is named', over: withDetail({ vpc_id: '' }), failure: 'malformed' },
    {
      reason: 'it is not said how many are free',
      over: { 'vpc.describeVSwitches': [{ id: 'vsw-a', zoneId: 'h', availableAddresses: null }] },
      failure: 'malformed',
    },
  ])('are unread: $reason', async ({ over, failure }) => {
    expect((await read(over)).unread).toMatchObject([{ facts: ['vswitches'], failure }]);
  });
});

describe('the detail', () => {
  it('tells time zone, public address and the workers’ role', async () => {
    const { observed: found } = await observed(withDetail({ timezone: 'Asia/Shanghai' }), []);
    expect(found.facts).toMatchObject({
      'cluster.timezone': 'Asia/Shanghai',
      'cluster.publicEndpoint': 'https://47.0.0.1:6443',
      'cluster.workerRole': 'KubernetesWorkerRole-1',
    });
  });

  it('of an old cluster says of neither that it is set', async () => {
    const over = withDetail({ timezone: undefined, master_url: '{"api_server_endpoint":""}' });
    const { observed: found } = await observed(over, []);
    expect(found.facts).toMatchObject({ 'cluster.timezone': '', 'cluster.publicEndpoint': null });
  });
});
