import { describe, expect, it } from 'vitest';
import { callRpc, errorOf, type Row } from './clients.ts';
import { post, readyz } from './control.ts';
import { oneCluster, startWorld } from './start-world.ts';
import type { Twin } from '../../src/twin/start.ts';

const id = 'lb-bp1o94dp5i6ea';
const dedicated = `type: Kubernetes, loadBalancer: ${id}, masters: [{instance: i-a}, {instance: i-b}, {instance: i-c}]`;
const world = (fields = '', rest = ''): string =>
  oneCluster(dedicated, `slb: {loadBalancers: [{id: ${id}, ${fields}}]${rest}}`);

const slb = <T = Row>(twin: Twin, action: string, query: Row = {}): Promise<T> =>
  callRpc<T>(twin, { product: 'SLB', action, query: { LoadBalancerId: id, ...query } });
const attribute = (twin: Twin): Promise<Row> => slb(twin, 'DescribeLoadBalancerAttribute');
const resize = (twin: Twin, LoadBalancerSpec: string, query: Row = {}): Promise<Row> =>
  slb(twin, 'ModifyLoadBalancerInstanceSpec', { LoadBalancerSpec, ...query });

describe('load balancers', () => {
  it('of a cluster are there without being told, in front of its masters', async () => {
    const twin = await startWorld(oneCluster(dedicated));
    expect(await attribute(twin)).toMatchObject({
      LoadBalancerId: id,
      LoadBalancerStatus: 'active',
      LoadBalancerSpec: 'slb.s1.small',
      InstanceChargeType: 'PayBySpec',
      PayType: 'PayOnDemand',
      Address: '192.168.0.251',
      AddressType: 'intranet',
      DeleteProtection: 'off',
      ModificationProtectionStatus: 'NonProtection',
      ListenerPortsAndProtocol: { ListenerPortAndProtocol: [{ ListenerPort: 6443, ListenerProtocol: 'tcp' }] },
      BackendServers: { BackendServer: ['i-a', 'i-b', 'i-c'].map((ServerId) => ({ ServerId })) },
      RequestId: expect.any(String) as string,
    });
    const listener = await slb(twin, 'DescribeLoadBalancerTCPListenerAttribute', { ListenerPort: 6443 });
    expect(listener).toMatchObject({ Status: 'running', AclStatus: 'off', BackendServerPort: 6443 });
    expect(await errorOf(slb(twin, 'DescribeLoadBalancerTCPListenerAttribute', { ListenerPort: 80 }))).toMatchObject({
      code: 'ListenerNotFound',
    });
  });

  it('are listed by address and network, in pages that want a number', async () => {
    const twin = await startWorld(oneCluster(`${dedicated}, internet: loadBalancer`));
    const list = (query: Row): Promise<Row> =>
      callRpc(twin, { product: 'SLB', action: 'DescribeLoadBalancers', query });
    const { VpcId } = await attribute(twin);
    expect(await list({ Address: '192.168.0.251', VpcId })).toMatchObject({ TotalCount: 1 });
    expect(await list({ AddressType: 'internet' })).toMatchObject({ TotalCount: 1 });
    expect(await list({ RegionId: 'cn-beijing' })).toMatchObject({
      TotalCount: 0,
      LoadBalancers: { LoadBalancer: [] },
    });
    const page = await list({ PageNumber: 2, PageSize: 1 });
    expect(page).toMatchObject({ TotalCount: 2, PageNumber: 2, PageSize: 1 });
    expect((page['LoadBalancers'] as { readonly LoadBalancer: unknown[] }).LoadBalancer).toHaveLength(1);
    expect(await errorOf(list({ PageSize: 1 }))).toMatchObject({ code: 'MissingParameter.PageNumber' });
    expect(await errorOf(list({ LoadBalancerId: Array(11).fill(id).join(',') }))).toMatchObject({ statusCode: 400 });
    expect(await errorOf(slb(twin, 'DescribeLoadBalancerAttribute', { LoadBalancerId: 'lb-none' }))).toMatchObject({
      statusCode: 404,
      code: 'InvalidLoadBalancerId.NotFound',
    });
  });

  it('drop the API server for as long as a shared one becomes guaranteed, and never go back', async () => {
    const twin = await startWorld(world('spec: slb.s0.share'));
    expect(await resize(twin, 'slb.s2.small')).toEqual({ RequestId: expect.any(String) as string });
    expect(await readyz(twin)).toBe('ECONNREFUSED');
    expect(await errorOf(resize(twin, 'slb.s3.small'))).toMatchObject({ code: 'ServiceIsConfiguring' });
    expect(await attribute(twin)).toMatchObject({ LoadBalancerSpec: 'slb.s0.share' });
    expect(await attribute(twin)).toMatchObject({ LoadBalancerSpec: 'slb.s2.small', Address: '192.168.0.251' });
    expect(await readyz(twin)).toBe('ok');
    expect(await errorOf(resize(twin, 'slb.s0.share'))).toMatchObject({ code: 'ModifySpecNotAllowed' });
    await resize(twin, 'slb.s1.small');
    expect(await readyz(twin)).toBe('ok');
    await post(twin, 'clock', { advance: '1m' });
    expect(await attribute(twin)).toMatchObject({ LoadBalancerSpec: 'slb.s1.small' });
  });

  it('are busy so often as the world says, then change', async () => {
    const twin = await startWorld(world('spec: slb.s0.share, upgrade: {busyTimes: 2, busyCode: SystemBusy}'));
    expect(await errorOf(resize(twin, 'slb.s1.small'))).toMatchObject({ statusCode: 400, code: 'SystemBusy' });
    expect(await errorOf(resize(twin, 'slb.s1.small'))).toMatchObject({ code: 'SystemBusy' });
    await resize(twin, 'slb.s1.small');
  });

  it.each([
    { reason: 'the world refuses', fields: 'upgrade: {refuse: ModifySpecNotAllowed}', code: 'ModifySpecNotAllowed' },
    { reason: 'it is locked', fields: 'status: locked', code: 'Operation.NotAllowed' },
    { reason: 'it is paid by use', fields: 'chargeType: PayByCLCU', code: 'ModifySpecNotAllowed' },
    {
      reason: 'a subscription would shrink',
      fields: 'payType: PrePay, spec: slb.s3.small',
      code: 'Operation.NotAllowed',
    },
  ])('do not change when $reason', async ({ fields, code }) => {
    const twin = await startWorld(world(fields));
    const before = await attribute(twin);
    expect(await errorOf(resize(twin, 'slb.s1.small'))).toMatchObject({ statusCode: 400, code });
    await post(twin, 'clock', { advance: '1m' });
    expect(await attribute(twin)).toMatchObject({ LoadBalancerSpec: before['LoadBalancerSpec'] });
  });

  it('of a subscription want an order paid: by AutoPay at once, else by hand', async () => {
    const twin = await startWorld(world('payType: PrePay, spec: slb.s0.share'));
    expect(await attribute(twin)).not.toHaveProperty('InstanceChargeType');
    expect(await resize(twin, 'slb.s1.small')).toMatchObject({ OrderId: expect.any(Number) as number });
    expect(await errorOf(resize(twin, 'slb.s1.small', { AutoPay: true }))).toMatchObject({
      code: 'Operation.NotAllowed',
    });
    const other = await startWorld(world('payType: PrePay, spec: slb.s0.share'));
    await resize(other, 'slb.s1.small', { AutoPay: true });
    await post(other, 'clock', { advance: '1m' });
    expect(await attribute(other)).toMatchObject({ LoadBalancerSpec: 'slb.s1.small' });
  });

  it('go from a spec to paying by use without interruption, once', async () => {
    const twin = await startWorld(world('spec: slb.s0.share'));
    const pay = (InstanceChargeType: string): Promise<Row> =>
      slb(twin, 'ModifyLoadBalancerInstanceChargeType', { InstanceChargeType });
    await pay('PayByCLCU');
    expect(await readyz(twin)).toBe('ok');
    await post(twin, 'clock', { advance: '1m' });
    expect(await attribute(twin)).toMatchObject({
      LoadBalancerSpec: 'slb.lcu.elastic',
      InstanceChargeType: 'PayByCLCU',
    });
    expect(await errorOf(pay('PayBySpec'))).toMatchObject({ code: 'Operation.NotAllowed' });
  });

  it('tell whose health check fails, and whom their listener lets in', async () => {
    const listeners = 'listeners: [{aclStatus: on, acl: acl-1, unhealthy: [i-b]}]';
    const twin = await startWorld(world(listeners, ', acls: [{id: acl-1, entries: [10.0.0.0/8]}]'));
    await callRpc(twin, { product: 'ECS', action: 'StopInstances', query: { InstanceId: ['i-c'] } });
    expect(await slb(twin, 'DescribeHealthStatus', { ListenerPort: 6443 })).toMatchObject({
      BackendServers: {
        BackendServer: [
          { ServerId: 'i-a', ServerHealthStatus: 'normal' },
          { ServerId: 'i-b', ServerHealthStatus: 'abnormal' },
          { ServerId: 'i-c', ServerHealthStatus: 'abnormal' },
        ],
      },
    });
    expect(await slb(twin, 'DescribeLoadBalancerTCPListenerAttribute', { ListenerPort: 6443 })).toMatchObject({
      AclStatus: 'on',
      AclType: 'white',
      AclId: 'acl-1',
    });
    expect(await slb(twin, 'DescribeAccessControlListAttribute', { AclId: 'acl-1' })).toMatchObject({
      AclEntrys: { AclEntry: [{ AclEntryIP: '10.0.0.0/8' }] },
      RelatedListeners: { RelatedListener: [{ LoadBalancerId: id, ListenerPort: 6443 }] },
    });
  });

  it('can be protected from deletion and from the console', async () => {
    const twin = await startWorld(oneCluster(dedicated));
    await slb(twin, 'SetLoadBalancerDeleteProtection', { DeleteProtection: 'on' });
    await slb(twin, 'SetLoadBalancerModificationProtection', { ModificationProtectionStatus: 'ConsoleProtection' });
    expect(await attribute(twin)).toMatchObject({
      DeleteProtection: 'on',
      ModificationProtectionStatus: 'ConsoleProtection',
    });
    expect(await resize(twin, 'slb.s2.small')).toHaveProperty('RequestId');
  });
});
