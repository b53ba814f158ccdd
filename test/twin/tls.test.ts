import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { connect, type PeerCertificate } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { callRpc, Cs, csClient } from './clients.ts';
import { clusterId, oneCluster, startWorld } from './start-world.ts';
import { startTwin, type Twin } from '../../src/twin/start.ts';

const start = (world = oneCluster()): Promise<Twin> =>
  startWorld(world, { tls: true, speed: 1, clock: () => Date.now() });

/** A handshake that asks for a host by name, as a client does that a resolver led here; why it fails, or null. */
const handshake = (twin: Twin, servername: string, ca = twin.ready.ca): Promise<string | PeerCertificate> =>
  new Promise((resolve) => {
    const options = { host: '127.0.0.1', port: Number(new URL(twin.url).port), servername };
    const socket = connect({ ...options, ...(ca !== null && { ca }) }, () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    });
    socket.on('error', (problem: Error & { readonly code?: string }) => {
      resolve(problem.code ?? problem.message);
    });
  });

describe('a twin that speaks TLS', () => {
  it("answers the vendor's client, which checks its certificate against the authority of the ready line", async () => {
    const twin = await start();
    expect(twin.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await callRpc(twin, { product: 'STS', action: 'GetCallerIdentity' })).toMatchObject({
      IdentityType: 'Account',
    });
  });

  it("gives out kubeconfigs that carry the authority, and serves each cluster's API with it", async () => {
    const twin = await start();
    expect(twin.ready.kubernetes?.url).toMatch(/^https:/);
    const request = new Cs.DescribeClusterUserKubeconfigRequest({ temporaryDurationMinutes: 60 });
    const { body } = await csClient(twin).describeClusterUserKubeconfig(clusterId, request);
    const config = new KubeConfig();
    config.loadFromString(body?.config ?? '');
    expect(config.getCurrentCluster()).toMatchObject({ skipTLSVerify: false, caData: expect.any(String) as string });
    const { items } = await config.makeApiClient(CoreV1Api).listNode();
    expect(items.length).toBeGreaterThan(0);
  });

  it('is believed by nobody who was not given its authority, nor that of another twin', async () => {
    const [twin, other] = await Promise.all([start(), start()]);
    expect(await handshake(twin, 'localhost', null)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(await handshake(twin, 'localhost', other.ready.ca)).toMatch(/UNABLE|SIGNATURE/);
  });

  it.each([
    { reason: 'its own name', host: 'localhost' },
    { reason: 'a bucket before it', host: 'prod-move.localhost' },
    { reason: 'a product for all regions', host: 'ram.aliyuncs.com' },
    { reason: 'a product in the region of a cluster', host: 'cs.cn-beijing.aliyuncs.com' },
    { reason: 'a bucket in it', host: 'prod-move.oss-cn-beijing.aliyuncs.com' },
    { reason: 'the region where nothing says another', host: 'sts.cn-hangzhou.aliyuncs.com' },
  ])('answers to $reason', async ({ host }) => {
    const twin = await start(oneCluster('region: cn-beijing', 'oss: {buckets: [{name: prod-move}]}'));
    expect(await handshake(twin, host)).toMatchObject({ subject: { CN: 'onward twin' } });
  });

  it('answers to no other name', async () => {
    expect(await handshake(await start(), 'example.com')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('makes an authority that can do nothing but vouch, and a server that cannot vouch', async () => {
    const twin = await start();
    const authority = new X509Certificate(twin.ready.ca ?? '');
    expect(authority).toMatchObject({ ca: true, subject: authority.issuer });
    expect(authority.verify(authority.publicKey)).toBe(true);
    const { raw } = (await handshake(twin, 'localhost')) as PeerCertificate;
    const server = new X509Certificate(raw);
    expect(server.ca).toBe(false);
    expect(server.checkIssued(authority)).toBe(true);
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect([authority, server].every(({ serialNumber }) => /^[4-7][0-9A-F]{31}$/.test(serialNumber))).toBe(true);
    expect(Date.parse(authority.validFrom)).toBeLessThan(Date.now());
    expect(Date.parse(authority.validTo)).toBeGreaterThan(Date.now());
  });

  it('names a file with the authority in the environment, beside which there is no key, and removes it', async () => {
    const twin = await start(oneCluster('', 'aoc: {name: hz-1, users: [{username: root, password: pw}]}'));
    const file = twin.ready.env['NODE_EXTRA_CA_CERTS'] ?? '';
    expect(twin.ready.env).toMatchObject({ ONWARD_ENDPOINT: twin.url, ONWARD_AOC_HZ_1_CA: file });
    expect(readFileSync(file, 'utf8')).toBe(twin.ready.ca);
    expect(readdirSync(dirname(file))).toEqual(['ca.pem']);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    await twin.close();
    expect(existsSync(dirname(file))).toBe(false);
  });

  it('leaves nothing behind when it cannot have its port', async () => {
    const twin = await start();
    const there = (): readonly string[] =>
      readdirSync(dirname(dirname(twin.ready.env['NODE_EXTRA_CA_CERTS'] ?? ''))).filter((name) =>
        name.startsWith('onward-twin-'),
      );
    const before = there();
    const port = Number(new URL(twin.url).port);
    const world = { apiVersion: 'onward/v1', kind: 'World' } as const;
    await expect(startTwin({ world, port, tls: true })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(there()).toEqual(before);
  });

  it('says to policies that the transport is secure, as plain http does not', async () => {
    const policy = `{Version: '1', Statement: [{Effect: Allow, Action: 'ram:*', Resource: '*', Condition: {Bool: {acs:SecureTransport: 'true'}}}]}`;
    const world = oneCluster(
      '',
      `account: {accessKeys: [{id: LTAItwin, secret: twin-secret, policy: ${policy}}]}\nram: {enforce: true}`,
    );
    expect(await callRpc(await start(world), { product: 'RAM', action: 'ListRoles' })).toHaveProperty('Roles');
    await expect(callRpc(await startWorld(world), { product: 'RAM', action: 'ListRoles' })).rejects.toMatchObject({
      code: 'NoPermission',
    });
  });
});
