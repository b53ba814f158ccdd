import { mkdtempSync, rmSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasOpenssl, makeCertificate } from '../../self-signed.ts';
import { desiredFor, driverAt } from '../settings.ts';
import { scriptCloud } from '../scripted-cloud.ts';
import { clusterId, clusterScript, routes } from '../scripted-cluster.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const kubeconfig = (
  server: string,
  ca: string,
  user: { certificate: string; key: string },
): string => `current-context: main
contexts: [{name: main, context: {cluster: c, user: u}}]
clusters: [{name: c, cluster: {server: "${server}", certificate-authority-data: ${base64(ca)}}}]
users: [{name: u, user: {client-certificate-data: ${base64(user.certificate)}, client-key-data: ${base64(user.key)}}}]
`;

const title = hasOpenssl ? 'an API server behind TLS' : 'an API server behind TLS: NOT RUN, there is no openssl here';

describe.skipIf(!hasOpenssl)(title, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'onward-tls-'));
  const [server, client, other] = ['server', 'client', 'other'].map((name) => makeCertificate(folder, name));
  const seen: string[] = [];
  const listener = https.createServer(
    { cert: server!.certificate, key: server!.key, ca: client!.certificate, requestCert: true },
    (_, response) => response.end('ok'),
  );
  listener.on('secureConnection', (socket) => seen.push(String(socket.getPeerCertificate().subject.CN)));
  let address = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    address = `https://127.0.0.1:${String((listener.address() as AddressInfo).port)}`;
  });
  afterAll(() => {
    listener.closeAllConnections();
    listener.close();
    rmSync(folder, { recursive: true });
  });

  const answerWith = async (ca: string) => {
    const config = kubeconfig(address, ca, client!);
    const cloud = await scriptCloud({ ...clusterScript(), [routes.kubeconfig]: { body: { config, expiration: '' } } });
    const desired = desiredFor({ clusterId });
    return (await driverAt(cloud.url).observe([desired], { journey: true })).get(desired.address)!.facts['api.answers'];
  };

  it('is asked with the kubeconfig’s client certificate and believed by its authority', async () => {
    expect(await answerWith(server!.certificate)).toEqual({ ok: true, address });
    expect(seen[0]).toBe('client');
  });

  it('is not believed when another authority vouches for it', async () => {
    expect(await answerWith(other!.certificate)).toMatchObject({
      ok: false,
      why: expect.stringMatching(/certificate|SELF_SIGNED|CERT/i) as unknown,
    });
  });
});
