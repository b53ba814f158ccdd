import { describe, expect, it } from 'vitest';
import { callRpc, Cs, csClient, errorOf, versions } from './clients.ts';
import { calls } from './control.ts';
import { fetchRoaV1, fetchRpcV1, roaClient, rpcClient } from './legacy-clients.ts';
import { checked, clusterId, oneCluster, startWorld } from './start-world.ts';

const minute = 60_000;
const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const start = Date.parse('2026-11-22T00:00:00Z');

describe('RPC v1', () => {
  it.each(['GET', 'POST'] as const)('is verified for a %s, whatever is in the parameters', async (method) => {
    const twin = await startWorld();
    const client = rpcClient(twin, versions.ECS);
    const parameters = { RegionId: 'cn-hangzhou', InstanceName: "a b*c~(d)'e!+ü/&=", Tag: [{ Key: 'x', Value: '' }] };
    expect(await client.request('DescribeInstances', parameters, { method })).toMatchObject({ TotalCount: 3 });
    expect(await calls(twin)).toMatchObject([{ product: 'ECS', action: 'DescribeInstances', status: 200 }]);
  });

  it.each(['GET', 'POST'] as const)('of a %s with a wrong key or secret is refused', async (method) => {
    const twin = await startWorld();
    const call = (keys: object): Promise<unknown> =>
      rpcClient(twin, versions.SLB, keys).request('DescribeLoadBalancers', {}, { method });
    expect(await errorOf(call({ accessKeyId: 'LTAInobody' }))).toMatchObject({ code: 'InvalidAccessKeyId.NotFound' });
    expect(await errorOf(call({ accessKeySecret: 'nonsense' }))).toMatchObject({
      code: 'SignatureDoesNotMatch',
      data: { HostId: 'slb.aliyuncs.com', RequestId: expect.any(String) as string },
    });
    expect((await calls(twin)).map(({ status }) => status)).toEqual([404, 400]);
  });

  it('lets a nonce be used once, whatever the scheme', async () => {
    const twin = await startWorld();
    const call = (): Promise<unknown> =>
      rpcClient(twin, versions.VPC).request('DescribeVpcs', { SignatureNonce: 'n-1' });
    await call();
    expect(await errorOf(call())).toMatchObject({ code: 'SignatureNonceUsed' });
    const other = roaClient(twin).request('GET', `/clusters/${clusterId}`, {}, '', { 'x-acs-signature-nonce': 'n-1' });
    expect(await errorOf(other)).toMatchObject({ statusCode: 400 });
    const nothing = rpcClient(twin, versions.VPC).request('DescribeVpcs', { SignatureNonce: '' });
    expect(await errorOf(nothing)).toMatchObject({ code: 'MissingSignatureNonce' });
  });

  it.each([
    { reason: '14 minutes before the cloud’s clock', Timestamp: iso(start - 14 * minute), code: undefined },
    { reason: '16 minutes before it', Timestamp: iso(start - 16 * minute), code: 'InvalidTimeStamp.Expired' },
    { reason: '16 minutes after it', Timestamp: iso(start + 16 * minute), code: 'InvalidTimeStamp.Expired' },
    { reason: 'none', Timestamp: 'yesterday', code: 'InvalidTimeStamp.Format' },
  ])('judges a date $reason', async ({ Timestamp, code }) => {
    const call = rpcClient(await startWorld(), versions.RAM).request('ListRoles', { Timestamp });
    if (code === undefined) expect(await call).toMatchObject({ IsTruncated: false });
    else expect(await errorOf(call)).toMatchObject({ code });
  });

  it('wants the token that belongs to a key', async () => {
    const keys = 'account: {accessKeys: [{id: LTAItwin, secret: twin-secret, securityToken: sts-1}]}';
    const twin = await startWorld(oneCluster('', keys));
    expect(await errorOf(rpcClient(twin, versions.STS).request('GetCallerIdentity', {}))).toMatchObject({
      code: 'MissingSecurityToken',
    });
    const client = rpcClient(twin, versions.STS, { securityToken: 'sts-1' });
    expect(await client.request('GetCallerIdentity', {})).toMatchObject({ IdentityType: 'AssumedRoleUser' });
  });

  it('answers XML when nothing is said of a format, or XML is, and JSON otherwise', async () => {
    const twin = await startWorld();
    const call = { Action: 'DescribeVSwitches', Version: versions.VPC, RegionId: 'cn-hangzhou' };
    for (const parameters of [call, { ...call, Format: 'xml' }]) {
      const answer = await fetchRpcV1(twin, parameters);
      expect(answer.headers.get('content-type')).toBe('text/xml;charset=utf-8');
      expect(await answer.text()).toMatch(
        /^<\?xml [^>]*\?><DescribeVSwitchesResponse>.*<VSwitches><VSwitch><VSwitchId>vsw-\w+<\/VSwitchId>.*<AvailableIpAddressCount>200</,
      );
    }
    const refused = await fetchRpcV1(twin, { ...call, Action: 'Nothing & <none>' });
    expect(refused.status).toBe(404);
    expect(await refused.text()).toMatch(/<Error><RequestId>[\w-]+<\/RequestId>.*<Code>InvalidAction.NotFound<\/Code>/);
    const json = await fetchRpcV1(twin, { ...call, Format: 'JSON' });
    expect(await json.json()).toMatchObject({ TotalCount: 1 });
  });

  it('is told by its signature, also where the version comes in the form alone', async () => {
    const twin = await startWorld();
    const answer = await rpcClient(twin, versions.STS).request(
      'GetCallerIdentity',
      {},
      { method: 'POST', headers: {} },
    );
    expect(answer).toMatchObject({ IdentityType: 'Account' });
  });
});

describe('the older schemes of the vendor’s newer core', () => {
  it('are verified for both styles', async () => {
    const twin = await startWorld();
    const keys = { signatureAlgorithm: 'v2' } as const;
    const query = { InstanceIds: '["i-nothing"]' };
    expect(await callRpc(twin, { product: 'ECS', action: 'DescribeInstances', query, keys })).toMatchObject({
      TotalCount: 0,
    });
    const wrong = { ...keys, accessKeySecret: 'nonsense' };
    expect(await errorOf(callRpc(twin, { product: 'ECS', action: 'DescribeInstances', keys: wrong }))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
    expect((await csClient(twin, keys).describeClusterDetail(clusterId)).statusCode).toBe(200);
    const list = new Cs.DescribeClustersForRegionRequest({ pageSize: 5, name: 'twin 1' });
    expect((await csClient(twin, keys).describeClustersForRegion('cn-hangzhou', list)).statusCode).toBe(200);
    expect(await errorOf(csClient(twin, wrong).describeClusterDetail(clusterId))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });
});

describe('ROA v1', () => {
  it('is verified for reads with a query and for writes with a body', async () => {
    const twin = await startWorld(oneCluster(checked));
    const client = roaClient(twin);
    const events = await client.request('GET', '/events', { type: 'a b', cluster_id: clusterId, page_size: 5 });
    expect(events).toMatchObject({ events: [] });
    const body = JSON.stringify({ cluster_spec: 'ack.pro.small' });
    const headers = { 'content-type': 'application/json' };
    expect(await client.request('POST', `/clusters/${clusterId}/migrate`, {}, body, headers)).toMatchObject({
      cluster_id: clusterId,
    });
  });

  it('with a wrong key, a wrong secret or an old date is refused', async () => {
    const twin = await startWorld();
    const call = (keys: object, headers: Readonly<Record<string, string>> = {}): Promise<unknown> =>
      roaClient(twin, keys).request('GET', `/clusters/${clusterId}`, {}, '', headers);
    expect(await errorOf(call({ accessKeyId: 'LTAInobody' }))).toMatchObject({ statusCode: 404 });
    expect(await errorOf(call({ accessKeySecret: 'nonsense' }))).toMatchObject({
      result: { code: 'SignatureDoesNotMatch' },
    });
    const date = new Date(start - 16 * minute).toUTCString();
    expect(await errorOf(call({}, { date }))).toMatchObject({ result: { code: 'InvalidTimeStamp.Expired' } });
    await call({}, { date: new Date(start - 14 * minute).toUTCString() });
  });

  it('takes an empty value signed with and without its =, and wants no nonce', async () => {
    const twin = await startWorld();
    const path = '/events?type=&cluster_id=x';
    for (const signedPath of ['/events?cluster_id=x&type', '/events?cluster_id=x&type=']) {
      expect((await fetchRoaV1(twin, { path, signedPath })).status).toBe(200);
    }
    expect((await fetchRoaV1(twin, { path, signedPath: '/events?cluster_id=y&type=' })).status).toBe(400);
  });

  it('notices a body that is not the one whose digest was signed', async () => {
    const twin = await startWorld();
    const call = { method: 'POST', path: `/clusters/${clusterId}/checks`, body: '{"type":"ClusterMigrate"}' } as const;
    expect((await fetchRoaV1(twin, { ...call, signedBody: '{"type":"ClusterUpgrade"}' })).status).toBe(400);
    expect((await fetchRoaV1(twin, call)).status).toBe(200);
  });

  it('lets a nonce be used once', async () => {
    const twin = await startWorld();
    const call = (): Promise<unknown> =>
      roaClient(twin).request('GET', `/clusters/${clusterId}`, {}, '', { 'x-acs-signature-nonce': 'n-1' });
    await call();
    expect(await errorOf(call())).toMatchObject({ result: { code: 'SignatureNonceUsed' } });
  });
});
